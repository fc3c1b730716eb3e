package dev.taipan.checker.types;

import java.util.List;
import java.util.Locale;

/** Instances of classes: inheritance, variance of type arguments, numeric promotion. */
final class NominalRelation {
  private final Relation relation;

  NominalRelation(Relation relation) {
    this.relation = relation;
  }

  /**
   * Whether instances of the source are instances of the target.
   *
   * @param self the type whose class the source is, for what is looked into structurally
   */
  boolean holds(NominalType source, NominalType target, Type self) {
    ClassId sourceClass = source.cls();
    ClassId targetClass = target.cls();
    if (sourceClass.equals(targetClass)) {
      return arguments(targetClass, source.arguments(), target.arguments(), false);
    }
    if (targetClass.equals(WellKnown.OBJECT)) {
      return true;
    }
    ClassModel sourceModel = relation.world.classModel(sourceClass);
    TypedDictShape shape = sourceModel.typedDict();
    if (shape != null) {
      Boolean asMapping = relation.typedDicts().toMapping(source, target);
      if (asMapping != null) {
        return asMapping;
      }
    }
    List<Type> mro = sourceModel.mro();
    boolean unknownBase = false;
    for (int i = 1; i < mro.size(); i++) {
      switch (mro.get(i)) {
        case NominalType entry -> {
          if (entry.cls().equals(targetClass)) {
            if (target.arguments().isEmpty()) {
              return true;
            }
            Type base =
                source.arguments().isEmpty()
                    ? entry
                    : Substitution.of(sourceModel.typeParameters(), source.arguments())
                        .apply(entry);
            return base instanceof NominalType nominal
                && arguments(targetClass, nominal.arguments(), target.arguments(), false);
          }
        }
        case DynamicType _ -> unknownBase = true;
        default -> {}
      }
    }
    if (isPromoted(sourceModel, targetClass)) {
      return true;
    }
    if (unknownBase && relation.kind().dynamicSourceHolds() && !target.equals(WellKnown.NONE)) {
      VariableBounds.gradual(relation, target, DynamicType.UNKNOWN);
      return true;
    }
    ClassModel targetModel = relation.world.classModel(targetClass);
    if (targetModel.isProtocol()) {
      return relation.protocols().holds(self, target);
    }
    return shape != null
        && targetModel.typedDict() != null
        && relation.typedDicts().holds(source, target);
  }

  /** {@code float} stands for {@code float | int}, {@code complex} for both and complex. */
  private boolean isPromoted(ClassModel source, ClassId target) {
    if (!target.module().equals("builtins")) {
      return false;
    }
    return switch (target.place()) {
      case "float" -> source.inherits(WellKnown.INT);
      case "complex" -> source.inherits(WellKnown.INT) || source.inherits(WellKnown.FLOAT);
      default -> false;
    };
  }

  /** An instance of {@code tuple} as an instance of one of its bases. */
  boolean tuple(TupleType source, NominalType target) {
    ClassModel model = relation.world.classModel(WellKnown.TUPLE);
    for (Type entry : model.mro()) {
      if (entry instanceof NominalType nominal && nominal.cls().equals(target.cls())) {
        Type base =
            Substitution.of(model.typeParameters(), List.of(source.elementType())).apply(entry);
        return base instanceof NominalType specialized
            && arguments(target.cls(), specialized.arguments(), target.arguments(), false);
      }
    }
    return relation.world.classModel(target.cls()).isProtocol()
        && relation.protocols().holds(source, target);
  }

  /**
   * Compares type arguments as the variance of the parameters demands. Arguments that are missing
   * were never written and count as Unknown.
   *
   * @param equivalent whether the types as wholes must be equivalent
   */
  boolean arguments(ClassId cls, List<Type> source, List<Type> target, boolean equivalent) {
    int count = Math.min(source.size(), target.size());
    if (count == 0) {
      return true;
    }
    List<Variance> variances = relation.world.classModel(cls).variances();
    for (int i = 0; i < count; i++) {
      Type s = source.get(i);
      Type t = target.get(i);
      Variance variance = i < variances.size() ? variances.get(i) : Variance.INVARIANT;
      boolean holds =
          (equivalent && variance != Variance.BIVARIANT)
              ? relation.invariant(s, t)
              : switch (variance) {
                case INVARIANT, AUTO -> relation.invariant(s, t);
                case COVARIANT -> relation.holds(s, t);
                case CONTRAVARIANT -> relation.holdsContravariantly(s, t);
                case BIVARIANT -> true;
              };
      if (!holds) {
        int index = i;
        return relation.fail(
            () -> {
              List<TypeVarType> parameters = relation.world.classModel(cls).typeParameters();
              String name = index < parameters.size() ? parameters.get(index).name() : "?";
              return "type parameter `"
                  + name
                  + "` of `"
                  + cls.name()
                  + "` is "
                  + (variance == Variance.AUTO ? Variance.INVARIANT : variance)
                      .name()
                      .toLowerCase(Locale.ROOT);
            });
      }
    }
    return true;
  }
}
