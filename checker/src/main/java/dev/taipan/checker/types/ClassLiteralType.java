package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class object itself, as the name of a class evaluates to it.
 *
 * @param arguments the explicit specialization, as in {@code list[int]}; null for a class that is
 *     not generic or whose arguments are still to be inferred
 */
public record ClassLiteralType(ClassId cls, @Nullable List<Type> arguments) implements Type {
  public ClassLiteralType {
    arguments = arguments == null ? null : List.copyOf(arguments);
  }

  public ClassLiteralType(ClassId cls) {
    this(cls, null);
  }

  @Override
  public boolean isClosed() {
    return arguments == null || Type.areClosed(arguments);
  }
}
