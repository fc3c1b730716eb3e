package dev.taipan.checker.types;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a signature.
 *
 * @param name the name; made up ({@code __p0}) where a callable type has none
 * @param type what one argument must be assignable to; for {@code *args: *Ts} a {@link TupleType}
 *     or TypeVarTuple and for {@code **kwargs: Unpack[TD]} the TypedDict, both with {@code
 *     unpacked}
 * @param unpacked whether the type is unpacked
 * @param defaultType the type of the default, null when the parameter is required
 * @param annotated whether somebody wrote the type
 */
public record ParameterType(
    String name,
    ParameterKind kind,
    Type type,
    boolean unpacked,
    @Nullable Type defaultType,
    boolean annotated) {

  /** An annotated parameter of that type. */
  public static ParameterType of(String name, ParameterKind kind, Type type, boolean hasDefault) {
    return new ParameterType(name, kind, type, false, hasDefault ? type : null, true);
  }

  /** Whether a call must give the parameter an argument. */
  public boolean isRequired() {
    return defaultType == null
        && kind != ParameterKind.VAR_POSITIONAL
        && kind != ParameterKind.VAR_KEYWORD;
  }

  public ParameterType withType(Type type) {
    return new ParameterType(name, kind, type, unpacked, defaultType, annotated);
  }

  ParameterType withKind(ParameterKind kind) {
    return new ParameterType(name, kind, type, unpacked, defaultType, annotated);
  }

  /** This parameter, which may be left out. */
  ParameterType withDefault() {
    return new ParameterType(name, kind, type, unpacked, type, annotated);
  }

  /** This parameter, to be given by position only, if it could be given so at all. */
  public ParameterType positionalOnly() {
    return kind == ParameterKind.POSITIONAL_OR_KEYWORD
        ? withKind(ParameterKind.POSITIONAL_ONLY)
        : this;
  }

  /** Whether it is known that no type variable occurs in its types. */
  boolean isClosed() {
    return type.isClosed() && (defaultType == null || defaultType.isClosed());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ParameterType that
            && kind == that.kind
            && unpacked == that.unpacked
            && annotated == that.annotated
            && name.equals(that.name)
            && type.equals(that.type)
            && Objects.equals(defaultType, that.defaultType));
  }

  @Override
  public int hashCode() {
    return (name.hashCode() * 31 + kind.ordinal()) * 31 + type.hashCode();
  }
}
