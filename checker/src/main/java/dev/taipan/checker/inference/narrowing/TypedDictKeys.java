package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.IntersectionType;
import dev.taipan.checker.types.Intersections;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.TypedDicts;
import dev.taipan.checker.types.Unions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests such as {@code "key" in x} tell of TypedDicts. */
final class TypedDictKeys {
  private final Program program;
  private final TypeNarrower narrower;

  TypedDictKeys(Program program, TypeNarrower narrower) {
    this.program = program;
    this.narrower = narrower;
  }

  /**
   * The TypedDicts of a union that can (not) have a key. Those that do not mention it may have it
   * all the same, which is meant only where none of them mentions it.
   */
  Type where(Type type, String key, boolean positive) {
    boolean mentioned = positive && Unions.members(type).stream().anyMatch(m -> mentions(m, key));
    return narrower.each(
        type,
        member -> {
          TypedDictShape shape = TypedDicts.shapeOf(program, member);
          ClassModel model = shape == null ? null : modelOf(member);
          if (shape == null || model == null) {
            return member;
          }
          TypedDictShape.Item item = shape.items().get(key);
          if (!positive) {
            return item != null && item.required() ? NeverType.NEVER : member;
          }
          if (item != null || shape.hasExtraItems()) {
            return member;
          }
          boolean open = shape.extra() == null && !model.isFinal() && !mentioned;
          return open ? withItem(member, model, key) : NeverType.NEVER;
        });
  }

  private boolean mentions(Type member, String key) {
    TypedDictShape shape = TypedDicts.shapeOf(program, member);
    return shape != null && (shape.items().containsKey(key) || shape.hasExtraItems());
  }

  /** The class that declares items; null for what is no TypedDict of one class. */
  private @Nullable ClassModel modelOf(Type member) {
    return switch (member) {
      case NominalType nominal -> program.classModel(nominal.cls());
      case IntersectionType intersection ->
          intersection.positive().getFirst() instanceof NominalType nominal
              ? program.classModel(nominal.cls())
              : null;
      default -> null;
    };
  }

  /**
   * An open TypedDict that has an item which it does not declare. Keys that cannot be shown as part
   * of a name are left out.
   */
  private static Type withItem(Type member, ClassModel model, String key) {
    return model instanceof SourceClassModel source && !key.contains(".") && !key.contains("#")
        ? Intersections.of(List.of(member, OpenItemModel.of(source, key)), List.of())
        : member;
  }
}
