package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.types.Type;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tests of the region that is being evaluated were found to say. That holds as long as the
 * types of their operands do, which may only be tried out, so it is kept beside those types: a
 * chain of n operands, each of which sees the tests before it, costs n answers and not n².
 */
public final class TestAnswers {
  private final Map<Narrowing.NarrowedKey, Type> narrowed = new HashMap<>();
  private final Map<Integer, Truth> conditions = new HashMap<>();

  public @Nullable Type narrowed(Narrowing.NarrowedKey key) {
    return narrowed.get(key);
  }

  public void keep(Narrowing.NarrowedKey key, Type type) {
    narrowed.put(key, type);
  }

  public @Nullable Truth truth(int condition) {
    return conditions.get(condition);
  }

  public void keep(int condition, Truth truth) {
    conditions.put(condition, truth);
  }

  public void keepAll(TestAnswers others) {
    narrowed.putAll(others.narrowed);
    conditions.putAll(others.conditions);
  }
}
