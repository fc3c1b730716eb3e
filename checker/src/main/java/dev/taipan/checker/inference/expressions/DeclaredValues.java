package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.NameLookup;
import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Type;

/**
 * Tells values whose type somebody declared from those whose type is inferred of what they happen
 * to hold.
 */
final class DeclaredValues {
  private DeclaredValues() {}

  /** Whether the type of an evaluated expression is that of a declaration. */
  static boolean isDeclared(Region region, Expr value) {
    Program program = region.program();
    return switch (value) {
      case Expr.Name name -> {
        NameLookup.Found found = NameLookup.lookupWritten(region.scope(), name.name);
        QualifiedType declared =
            found == null
                ? null
                : program.definitions().declared(region.module(), found.symbol()).type();
        yield declared != null && declared.isTyped();
      }
      case Expr.Attribute attribute -> {
        Type object = region.stored(attribute.value);
        Member member =
            object == null
                ? null
                : program
                    .members()
                    .read(object, PrivateNames.mangle(region.scope(), attribute.name))
                    .map(access -> access.member())
                    .orElse(null);
        yield member != null && member.declared();
      }
      case Expr.Call call ->
          region.stored(call.callee) instanceof CallableType callable && callable.declaresReturns();
      default -> false;
    };
  }
}
