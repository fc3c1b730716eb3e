package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parameters of a signature, in order. */
public final class ParameterList {
  /** {@code ...}. */
  public static final ParameterList GRADUAL = new ParameterList(List.of(), null, true);

  private final List<ParameterType> parameters;
  private final @Nullable TypeVarType paramSpec;
  private final boolean gradual;
  private final int hash;
  private final boolean closed;

  /**
   * A list of parameters.
   *
   * @param parameters the parameters of known kind; with {@code paramSpec} or {@code gradual} they
   *     are followed by what those stand for
   * @param paramSpec the ParamSpec that stands for {@code *args: P.args, **kwargs: P.kwargs}, or
   *     null
   * @param gradual whether the rest is {@code ...}: compatible with any parameters
   */
  public ParameterList(
      List<ParameterType> parameters, @Nullable TypeVarType paramSpec, boolean gradual) {
    this.parameters = List.copyOf(parameters);
    this.paramSpec = paramSpec;
    this.gradual = gradual;
    int sum = gradual ? 1 : Objects.hashCode(paramSpec);
    boolean open = paramSpec != null;
    for (int i = 0; i < this.parameters.size(); i++) {
      ParameterType parameter = this.parameters.get(i);
      sum = sum * 31 + parameter.hashCode();
      open |= !parameter.isClosed();
    }
    this.hash = sum;
    this.closed = !open;
  }

  public List<ParameterType> parameters() {
    return parameters;
  }

  public @Nullable TypeVarType paramSpec() {
    return paramSpec;
  }

  public boolean gradual() {
    return gradual;
  }

  /** Whether it is known that no type variable occurs in the types. */
  boolean isClosed() {
    return closed;
  }

  public static ParameterList of(List<ParameterType> parameters) {
    return new ParameterList(parameters, null, false);
  }

  /** Other parameters, followed by the same. */
  ParameterList withParameters(List<ParameterType> parameters) {
    return new ParameterList(parameters, paramSpec, gradual);
  }

  /**
   * {@code Concatenate[prefix, tail]}: the prefix can be given by position only, unless nothing
   * follows it.
   */
  public static ParameterList concatenate(List<ParameterType> prefix, ParameterList tail) {
    if (prefix.isEmpty()) {
      return tail;
    }
    boolean alone = tail.parameters().isEmpty();
    List<ParameterType> all = new ArrayList<>(prefix.size() + tail.parameters().size());
    for (ParameterType parameter : prefix) {
      all.add(alone ? parameter : parameter.positionalOnly());
    }
    all.addAll(tail.parameters());
    return new ParameterList(normalize(all), tail.paramSpec(), tail.gradual());
  }

  /**
   * The same parameters with {@code *args: *tuple[A, B, *tuple[C, ...]]} spelled as positional-only
   * parameters followed by {@code *args: C}. What comes before such parameters cannot be given by
   * keyword. A tuple with elements after its variadic part stays as it is.
   */
  static List<ParameterType> normalize(List<ParameterType> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      ParameterType parameter = parameters.get(i);
      if (parameter.kind() == ParameterKind.VAR_POSITIONAL && parameter.unpacked()) {
        return switch (parameter.type()) {
          case TupleType tuple when tuple.suffix().isEmpty() && !isSubstituted(tuple) ->
              expand(parameters, i, tuple);
          default -> parameters;
        };
      }
    }
    return parameters;
  }

  /** Whether the tuple says that a variable was replaced by a gradual type; see substitution. */
  static boolean isSubstituted(TupleType tuple) {
    return tuple.minimumLength() == 0 && tuple.variadic() instanceof DynamicType;
  }

  private static List<ParameterType> expand(
      List<ParameterType> parameters, int index, TupleType tuple) {
    ParameterType star = parameters.get(index);
    List<ParameterType> result = new ArrayList<>(parameters.size() + tuple.prefix().size());
    for (int i = 0; i < index; i++) {
      ParameterType before = parameters.get(i);
      result.add(tuple.prefix().isEmpty() ? before : before.positionalOnly());
    }
    for (int i = 0; i < tuple.prefix().size(); i++) {
      result.add(
          new ParameterType(
              star.name() + "[" + i + "]",
              ParameterKind.POSITIONAL_ONLY,
              tuple.prefix().get(i),
              false,
              null,
              star.annotated()));
    }
    Type rest = tuple.variadic();
    if (rest != null) {
      boolean pack =
          rest instanceof TypeVarType variable
              && variable.kind() == TypeVarType.Kind.TYPE_VAR_TUPLE;
      Type type = pack ? new TupleType(List.of(), rest, List.of()) : rest;
      result.add(
          new ParameterType(
              star.name(), ParameterKind.VAR_POSITIONAL, type, pack, null, star.annotated()));
    }
    result.addAll(parameters.subList(index + 1, parameters.size()));
    return result;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ParameterList that
            && hash == that.hash
            && gradual == that.gradual
            && Objects.equals(paramSpec, that.paramSpec)
            && parameters.equals(that.parameters));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return parameters + (gradual ? "..." : paramSpec == null ? "" : "**" + paramSpec);
  }
}
