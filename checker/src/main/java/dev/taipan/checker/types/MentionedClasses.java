package dev.taipan.checker.types;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Visits the classes that a type mentions, however deep, in order; with repetitions, and no more of
 * them than anybody could read.
 */
final class MentionedClasses {
  private static final int MAX_VISITS = 10_000;

  private int visits;
  private final Consumer<ClassId> classes;

  MentionedClasses(Consumer<ClassId> classes) {
    this.classes = classes;
  }

  private void visitAll(List<? extends Type> types) {
    for (Type type : types) {
      visit(type);
    }
  }

  void visit(@Nullable Type type) {
    if (++visits > MAX_VISITS) {
      return;
    }
    switch (type) {
      case null -> {}
      case DynamicType _,
          NeverType _,
          LiteralStringType _,
          ModuleType _,
          SpecialFormType _,
          TypeVarType _,
          ParamSpecPartType _ -> {}
      case NominalType nominal -> {
        classes.accept(nominal.cls());
        visitAll(nominal.arguments());
      }
      case TupleType tuple -> {
        classes.accept(WellKnown.TUPLE);
        visitAll(tuple.prefix());
        visit(tuple.variadic());
        visitAll(tuple.suffix());
      }
      case LiteralType literal -> classes.accept(literal.cls());
      case ClassLiteralType literal -> {
        classes.accept(literal.cls());
        if (literal.arguments() != null) {
          visitAll(literal.arguments());
        }
      }
      case SubclassOfType subclass -> visit(subclass.instance());
      case UnionType union -> visitAll(union.members());
      case IntersectionType intersection -> {
        visitAll(intersection.positive());
        visitAll(intersection.negative());
      }
      case CallableType callable -> {
        for (Signature signature : callable.signatures()) {
          visit(signature.parameters());
          if (signature.returns() instanceof Signature.Returns.Declared declared) {
            visit(declared.type());
          }
        }
      }
      case PropertyType _ -> {}
      case ParametersType parameters -> visit(parameters.parameters());
      case TypeGuardType guard -> visit(guard.guarded());
      case AliasType alias -> visitAll(alias.arguments());
      case TypeFormType form -> visit(form.described());
      case TypeFormValue value -> visit(value.denoted());
      case SuperType superType -> {
        classes.accept(superType.pivot());
        visit(superType.object());
      }
    }
  }

  private void visit(ParameterList list) {
    for (ParameterType parameter : list.parameters()) {
      visit(parameter.type());
    }
  }
}
