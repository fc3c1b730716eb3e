package dev.taipan.checker.inference.edits;

import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralStringType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import java.util.List;

/**
 * Types that say all there is to know but for the contents of classes that others can name: they
 * refer to no function, whose body may infer another type behind an equal one, and to nothing that
 * is local to a function.
 */
final class SelfContained {
  private SelfContained() {}

  static boolean is(Type type) {
    return switch (type) {
      case DynamicType _, NeverType _, LiteralStringType _ -> true;
      case NominalType nominal ->
          !nominal.cls().place().contains("<locals>") && are(nominal.arguments());
      case LiteralType literal -> !literal.cls().place().contains("<locals>");
      case TupleType tuple ->
          are(tuple.prefix())
              && are(tuple.suffix())
              && (tuple.variadic() == null || is(tuple.variadic()));
      case UnionType union -> are(union.members());
      default -> false;
    };
  }

  private static boolean are(List<Type> types) {
    for (Type type : types) {
      if (!is(type)) {
        return false;
      }
    }
    return true;
  }
}
