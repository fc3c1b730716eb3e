package dev.taipan.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Rewritten code does what the JVM's generated code does. */
class StartUpCodeIT {
  sealed interface Shape permits Dot, Pair, Everything {}

  record Dot() implements Shape {}

  record Pair(Shape first, List<String> names) implements Shape {}

  record Everything(
      int i, long l, float f, double d, boolean z, char c, byte b, short s, String text, int[] a)
      implements Shape {}

  interface Kinds {
    /** Guards make a switch start again behind the label whose guard failed. */
    default int kind(Object value) {
      return switch (value) {
        case Integer i when i > 3 -> 1;
        case Integer i when i > 2 -> 2;
        case Integer _ -> 3;
        case String s when s.isEmpty() -> 4;
        case CharSequence _ -> 5;
        case null -> 6;
        default -> 7;
      };
    }
  }

  /** What is loaded twice: as compiled, and rewritten. */
  static final class Sample implements Supplier<String>, Kinds {
    @Override
    public String get() {
      int[] array = {1};
      List<Shape> shapes = new ArrayList<>();
      shapes.add(new Dot());
      for (String text : Arrays.asList("x", null, "x")) {
        shapes.add(
            new Everything(
                3, 1L << 40, Float.NaN, -0.0, true, 'c', (byte) -1, (short) 7, text, array));
        shapes.add(new Everything(4, 0, 0f, 0.0, false, 'd', (byte) 1, (short) 8, text, array));
      }
      shapes.add(new Pair(shapes.get(1), List.of("a")));
      shapes.add(new Pair(shapes.get(1), List.of("a")));
      shapes.add(new Pair(shapes.getLast(), List.of()));
      Map<Shape, Integer> numbers = new HashMap<>();
      StringBuilder seen = new StringBuilder();
      for (Shape a : shapes) {
        seen.append(name(a)).append(a.equals(null)).append(a.equals("a"));
        seen.append(numbers.computeIfAbsent(a, _ -> numbers.size()));
        for (Shape b : shapes) {
          seen.append(a.equals(b) ? 'e' : 'd').append(a.hashCode() == b.hashCode() ? 'e' : 'd');
        }
      }
      for (Object o : Arrays.asList(1, 3, 5, "", "text", new StringBuilder(), null, 1.5)) {
        seen.append(kind(o));
      }
      return seen.toString();
    }

    private static String name(Shape shape) {
      return switch (shape) {
        case Everything e when e.text() == null -> "untitled";
        case Everything _ -> "everything";
        case Pair(
                Everything(int i, var _, var _, var _, var _, var _, var _, var _, var t, var _),
                var names)
            when !names.isEmpty() ->
            "named " + i + t;
        case Pair(Pair _, var _) -> "nested";
        case Pair _ -> "pair";
        case Dot() -> "dot";
      };
    }
  }

  @Test
  void rewrittenClassesBehaveTheSame() throws ReflectiveOperationException {
    Rewritten loader = new Rewritten();
    Constructor<?> constructor = loader.loadClass(Sample.class.getName()).getDeclaredConstructor();
    constructor.setAccessible(true);
    Object rewritten = constructor.newInstance();
    assertEquals(new Sample().get(), ((Supplier<?>) rewritten).get());
    assertEquals(5, loader.rewritten);
  }

  /** Loads this test's nested classes anew. */
  private static final class Rewritten extends ClassLoader {
    private final StartUpCode startUpCode = new StartUpCode(StartUpCodeIT.class.getClassLoader());
    int rewritten;

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(StartUpCodeIT.class.getName() + "$")) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] compiled = in.readAllBytes();
        byte[] bytes = startUpCode.rewrite(compiled);
        if (bytes != compiled) {
          rewritten++;
          assertNothingGenerated(bytes);
        }
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static void assertNothingGenerated(byte[] bytes) {
    for (var method : ClassFile.of().parse(bytes).methods()) {
      method
          .code()
          .ifPresent(
              code -> {
                for (var element : code) {
                  if (element instanceof InvokeDynamicInstruction call) {
                    String name = call.name().stringValue();
                    assertFalse(List.of("typeSwitch", "equals", "hashCode").contains(name), name);
                  }
                }
              });
    }
  }
}
