package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Type;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an annotation says: a type and the qualifiers around it.
 *
 * @param written the type; null for a bare {@code Final} or {@code ClassVar}, whose type the value
 *     gives
 */
public record QualifiedType(@Nullable Type written, Set<Qualifier> qualifiers) {
  /** The type qualifiers of the specification. */
  public enum Qualifier {
    CLASS_VAR,
    FINAL,
    REQUIRED,
    NOT_REQUIRED,
    READ_ONLY,
    INIT_VAR,
    /** {@code TypeAlias}: the name is an explicit type alias. */
    TYPE_ALIAS,
    /** {@code Unpack[...]} or a star around the type of a {@code *args} or {@code **kwargs}. */
    UNPACKED
  }

  public QualifiedType {
    qualifiers = qualifiers.isEmpty() ? Set.of() : Collections.unmodifiableSet(qualifiers);
  }

  public static QualifiedType of(Type type) {
    return new QualifiedType(type, EnumSet.noneOf(Qualifier.class));
  }

  /** Whether a type was written. */
  public boolean isTyped() {
    return written != null && !has(Qualifier.TYPE_ALIAS);
  }

  /** The written type, UNKNOWN without one. */
  public Type type() {
    return written == null ? DynamicType.UNKNOWN : written;
  }

  public boolean has(Qualifier qualifier) {
    return qualifiers.contains(qualifier);
  }

  public boolean isFinal() {
    return has(Qualifier.FINAL);
  }
}
