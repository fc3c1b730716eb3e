package dev.taipan.checker.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @dataclass} or a {@code dataclass_transform} makes of a class.
 *
 * @param fields in the order of the generated {@code __init__}, inherited ones included
 */
public record DataclassModel(
    List<Field> fields,
    boolean frozen,
    boolean order,
    boolean eq,
    boolean init,
    boolean kwOnly,
    boolean slots,
    boolean unsafeHash) {
  public DataclassModel {
    fields = List.copyOf(fields);
  }

  /**
   * One field.
   *
   * @param type the declared type
   * @param initType what {@code __init__} takes: the type, a converter's input, a descriptor's
   *     {@code __set__} value
   * @param alias the name of the parameter, null for the field's own
   */
  public record Field(
      String name,
      Type type,
      Type initType,
      boolean hasDefault,
      boolean init,
      boolean kwOnly,
      boolean initVar,
      @Nullable String alias,
      ClassId owner) {}
}
