package dev.taipan.checker.types;

import java.util.List;

/**
 * An instance of a class, specialized.
 *
 * <p>{@code arguments} has one entry for each type parameter of the class: a type for a TypeVar, a
 * {@link ParametersType} for a ParamSpec, a {@link TupleType} for a TypeVarTuple. {@code
 * builtins.tuple} itself is always a {@link TupleType}.
 */
public final class NominalType implements Type {
  private final ClassId cls;
  private final List<Type> arguments;
  private final int hash;
  private final int nesting;
  private final boolean closed;

  public NominalType(ClassId cls, List<Type> arguments) {
    this.cls = cls;
    this.arguments = List.copyOf(arguments);
    this.hash = cls.hashCode() * 31 + this.arguments.hashCode();
    int deepest = 0;
    for (int i = 0; i < this.arguments.size(); i++) {
      deepest = Math.max(deepest, this.arguments.get(i).nesting());
    }
    this.nesting = deepest + 1;
    this.closed = Type.areClosed(this.arguments);
  }

  public NominalType(ClassId cls) {
    this(cls, List.of());
  }

  public ClassId cls() {
    return cls;
  }

  public List<Type> arguments() {
    return arguments;
  }

  @Override
  public int nesting() {
    return nesting;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return this == other
        || (other instanceof NominalType that
            && hash == that.hash
            && cls.equals(that.cls)
            && arguments.equals(that.arguments));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return arguments.isEmpty() ? cls.toString() : cls + arguments.toString();
  }
}
