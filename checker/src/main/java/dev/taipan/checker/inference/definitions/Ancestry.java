package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What classes are made of: the order of their ancestors, and the class of the class object. */
public final class Ancestry {
  private final Program program;

  public Ancestry(Program program) {
    this.program = program;
  }

  /** The method resolution order; a named tuple inherits from the tuple of its fields. */
  ClassHeader.Order order(SourceClassModel cls) {
    ClassHeader.Order plain = linearized(cls);
    List<Type> entries = program.namedTuples().ancestors(cls, plain.entries());
    return entries == plain.entries()
        ? plain
        : new ClassHeader.Order(entries, plain.consistent(), plain.cyclic());
  }

  /** The order of the bases, among whose ancestors the class itself must not be. */
  private ClassHeader.Order linearized(SourceClassModel cls) {
    Type self = selfInstance(cls);
    List<List<Type>> orders = linearizations(cls.bases());
    for (List<Type> order : orders) {
      for (Type entry : order) {
        if (cls.id().equals(Mro.classOf(entry))) {
          return new ClassHeader.Order(
              List.of(self, DynamicType.UNKNOWN, WellKnown.TOP), true, true);
        }
      }
    }
    return merged(self, cls.bases(), orders);
  }

  /** The C3 linearization of a class with these bases. */
  ClassHeader.Order merged(Type self, List<Type> bases) {
    return merged(self, bases, linearizations(bases));
  }

  private List<List<Type>> linearizations(List<Type> bases) {
    List<List<Type>> orders = new ArrayList<>();
    for (Type base : bases) {
      orders.add(linearization(base));
    }
    return orders;
  }

  /** The same; linear in the sum of the lengths of the bases' orders. */
  private static ClassHeader.Order merged(Type self, List<Type> bases, List<List<Type>> inherited) {
    List<List<Type>> orders = new ArrayList<>(inherited);
    orders.add(bases);
    List<Type> entries = new ArrayList<>();
    entries.add(self);
    boolean consistent = new Linearization(orders).appendTo(entries);
    if (!consistent) {
      entries.add(DynamicType.UNKNOWN);
      entries.add(WellKnown.TOP);
    }
    return new ClassHeader.Order(entries, consistent, false);
  }

  /** An instance of the class with its own parameters as arguments. */
  Type selfInstance(SourceClassModel cls) {
    if (cls.id().equals(WellKnown.TUPLE)) {
      return TupleType.homogeneous(cls.typeParameters().get(0));
    }
    return new NominalType(cls.id(), Mro.identity(cls.typeParameters()));
  }

  /** The MRO of a base, in terms of the arguments that the base is written with. */
  public List<Type> linearization(Type base) {
    return switch (base) {
      case NominalType nominal -> {
        ClassModel model = program.classModel(nominal.cls());
        yield specialized(model, nominal.arguments());
      }
      case TupleType tuple -> {
        ClassModel model = program.classModel(WellKnown.TUPLE);
        List<Type> entries = new ArrayList<>(specialized(model, List.of(tuple.elementType())));
        entries.set(0, tuple);
        yield entries;
      }
      case DynamicType dynamic -> List.of(dynamic, WellKnown.TOP);
      default -> List.of(DynamicType.UNKNOWN, WellKnown.TOP);
    };
  }

  private static List<Type> specialized(ClassModel model, List<Type> arguments) {
    List<TypeVarType> parameters = model.typeParameters();
    if (parameters.isEmpty() || parameters.size() != arguments.size()) {
      return model.mro();
    }
    Substitution substitution = Substitution.of(parameters, arguments);
    List<Type> entries = new ArrayList<>(model.mro().size());
    for (Type entry : model.mro()) {
      entries.add(substitution.apply(entry));
    }
    return entries;
  }

  /** The class of the class object: the most derived of the given metaclass and the bases'. */
  Type metaclass(SourceClassModel cls) {
    Type given = cls.header().metaclass();
    if (given != null && !(given instanceof ClassLiteralType)) {
      return DynamicType.UNKNOWN;
    }
    Type least =
        given instanceof ClassLiteralType literal
            ? program.typeSystem().instanceOf(literal)
            : new NominalType(cls.isProtocol() ? WellKnown.ABC_META : WellKnown.TYPE);
    if (cls.id().module().equals("builtins")) {
      // The stubs give str, list and their like protocols as bases; Python does not.
      return least;
    }
    List<Type> bases = new ArrayList<>(cls.bases());
    bases.removeIf(base -> saysOnlyWhatItHas(cls, Mro.classOf(base)));
    Type most = mostDerivedMetaclass(least, bases);
    return most instanceof DynamicType && given != null ? least : most;
  }

  /** The most derived of a metaclass and those of bases; dynamic where one of them is not known. */
  Type mostDerivedMetaclass(Type least, List<Type> bases) {
    Type most = least;
    for (Type base : bases) {
      ClassId id = Mro.classOf(base);
      Type inherited = id == null ? DynamicType.UNKNOWN : program.classModel(id).metaclass();
      if (inherited instanceof DynamicType) {
        return inherited;
      }
      ClassId own = Mro.classOf(most);
      ClassId other = Mro.classOf(inherited);
      if (own != null
          && other != null
          && !own.equals(other)
          && (own.equals(WellKnown.TYPE) || program.classModel(other).inherits(own))) {
        most = inherited;
      }
    }
    return most;
  }

  /**
   * Whether a base is an abstract collection that a stub names to say what methods a class has: at
   * run time {@code str} is no class made by {@code ABCMeta}.
   */
  private static boolean saysOnlyWhatItHas(SourceClassModel cls, @Nullable ClassId base) {
    return cls.module().isStub()
        && base != null
        && base.module().equals("typing")
        && !cls.id().module().equals("typing");
  }
}
