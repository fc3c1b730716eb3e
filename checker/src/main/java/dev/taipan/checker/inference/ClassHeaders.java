package dev.taipan.checker.inference;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TypeParam;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.Variance;
import dev.taipan.checker.types.Variances;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the headers of classes: parameters, bases, method resolution order, metaclass. */
final class ClassHeaders {
  private final Program program;

  ClassHeaders(Program program) {
    this.program = program;
  }

  private Type value(SourceClassModel cls, Expr expression, Scope scope) {
    Type type = program.definitions().region(cls.module(), expression, scope).type(expression.id);
    return type == null ? DynamicType.UNKNOWN : type;
  }

  /** The scope in which the bases are evaluated. */
  static Scope headerScope(ModuleTypes module, Stmt.ClassDef definition, Scope enclosing) {
    Scope parameters = module.bound().typeParamScopeOf(definition);
    return parameters != null ? parameters : enclosing;
  }

  ClassHeader header(SourceClassModel cls) {
    Stmt.ClassDef definition = cls.definition();
    Scope scope = headerScope(cls.module(), definition, cls.enclosing());
    List<Type> values = new ArrayList<>();
    List<TypeVarType> explicit = null;
    boolean isProtocol = false;
    boolean isTypedDict = false;
    boolean isNamedTuple = false;
    Type metaclass = null;
    for (Argument argument : definition.arguments) {
      switch (argument.kind) {
        case KEYWORD -> {
          if (argument.name != null && argument.name.name.equals("metaclass")) {
            metaclass = value(cls, argument.value, scope);
          }
        }
        case STAR, DOUBLE_STAR -> values.add(DynamicType.UNKNOWN);
        case POSITIONAL -> {
          Type value = value(cls, argument.value, scope);
          if (value instanceof SpecialFormType form) {
            switch (form.name()) {
              case "Generic", "Protocol" -> {
                isProtocol |= form.name().equals("Protocol");
                if (argument.value instanceof Expr.Subscript subscript) {
                  explicit = parametersIn(cls, subscript, scope);
                }
              }
              case "TypedDict" -> {
                isTypedDict = true;
                values.add(new NominalType(WellKnown.TYPED_DICT_FALLBACK));
              }
              case "NamedTuple" -> {
                isNamedTuple = true;
                values.add(new NominalType(WellKnown.NAMED_TUPLE));
              }
              default -> values.add(DynamicType.UNKNOWN);
            }
          } else {
            Type base = instanceOf(value);
            isNamedTuple |=
                base instanceof NominalType nominal
                    && (nominal.cls().equals(WellKnown.NAMED_TUPLE)
                        || program.classModel(nominal.cls()).namedTupleFields() != null);
            isTypedDict |=
                base instanceof NominalType nominal
                    && program.classModel(nominal.cls()).typedDict() != null;
            values.add(base);
          }
        }
      }
    }
    List<TypeVarType> parameters = parameters(cls, explicit, values);
    Substitution binding = binding(parameters);
    List<Type> bases = new ArrayList<>();
    for (Type value : values) {
      bases.add(binding.apply(value));
    }
    if (bases.isEmpty() && !cls.id().equals(WellKnown.OBJECT)) {
      bases.add(WellKnown.TOP);
    }
    return new ClassHeader(parameters, bases, isProtocol, isTypedDict, isNamedTuple, metaclass);
  }

  /** The instances of a base as it stands in a header. */
  private Type instanceOf(Type value) {
    return switch (value) {
      case ClassLiteralType literal -> program.typeSystem().instanceOf(literal);
      case TypeFormValue form when form.denoted() instanceof NominalType -> form.denoted();
      case TypeFormValue form when form.denoted() instanceof TupleType -> form.denoted();
      default -> DynamicType.UNKNOWN;
    };
  }

  /** The variables in the brackets of {@code Generic[...]} or {@code Protocol[...]}. */
  private List<TypeVarType> parametersIn(
      SourceClassModel cls, Expr.Subscript subscript, Scope scope) {
    List<Expr> indices =
        subscript.index instanceof Expr.Tuple tuple && !tuple.parenthesized
            ? tuple.elements
            : List.of(subscript.index);
    List<TypeVarType> parameters = new ArrayList<>();
    for (Expr index : indices) {
      Expr inner = index instanceof Expr.Starred starred ? starred.value : index;
      Type value = value(cls, inner, scope);
      Set<TypeVarType> found = new LinkedHashSet<>();
      if (value instanceof TypeFormValue form) {
        FreeVariables.collect(form.denoted(), found::add);
      }
      for (TypeVarType variable : found) {
        parameters.add(variable);
      }
    }
    return parameters;
  }

  private List<TypeVarType> parameters(
      SourceClassModel cls, @Nullable List<TypeVarType> explicit, List<Type> bases) {
    String scope = cls.id().toString();
    List<TypeVarType> parameters = new ArrayList<>();
    if (!cls.definition().typeParams.isEmpty()) {
      for (TypeParam parameter : cls.definition().typeParams) {
        parameters.add(program.typeParameters().of(cls.module(), parameter, scope));
      }
      return parameters;
    }
    Set<TypeVarType> found = new LinkedHashSet<>();
    if (explicit != null) {
      found.addAll(explicit);
    } else {
      for (Type base : bases) {
        FreeVariables.collect(base, found::add);
      }
    }
    for (TypeVarType variable : found) {
      if (variable.scope().isEmpty() && variable.kind() != TypeVarType.Kind.SELF) {
        parameters.add(variable.inScope(scope));
      }
    }
    return parameters;
  }

  /** Replaces free variables by the parameters that bind them. */
  private static Substitution binding(List<TypeVarType> parameters) {
    Map<TypeVarType, Type> replacements = new HashMap<>();
    for (TypeVarType parameter : parameters) {
      replacements.put(parameter.inScope(""), parameter);
    }
    return replacements.isEmpty() ? Substitution.EMPTY : new Substitution(replacements);
  }

  /** The method resolution order; a named tuple inherits from the tuple of its fields. */
  ClassHeader.Order order(SourceClassModel cls) {
    ClassHeader.Order plain = linearized(cls);
    if (!cls.header().isNamedTuple() || !program.namedTuples().isDirect(cls)) {
      return plain;
    }
    TupleType tuple = NamedTupleClasses.tupleOf(program.namedTuples().ownFields(cls));
    return new ClassHeader.Order(
        NamedTupleClasses.withTuple(plain.entries(), tuple), plain.consistent(), plain.cyclic());
  }

  /** The C3 linearization of the bases. */
  private ClassHeader.Order linearized(SourceClassModel cls) {
    Type self = selfInstance(cls);
    List<List<Type>> sequences = new ArrayList<>();
    boolean cyclic = false;
    for (Type base : cls.bases()) {
      List<Type> linear = linearization(base);
      for (Type entry : linear) {
        cyclic |= cls.id().equals(classOf(entry));
      }
      sequences.add(new ArrayList<>(linear));
    }
    if (cyclic) {
      return new ClassHeader.Order(List.of(self, DynamicType.UNKNOWN, WellKnown.TOP), true, true);
    }
    List<Type> direct = new ArrayList<>(cls.bases());
    sequences.add(direct);
    List<Type> entries = new ArrayList<>();
    entries.add(self);
    while (true) {
      sequences.removeIf(List::isEmpty);
      if (sequences.isEmpty()) {
        return new ClassHeader.Order(entries, true, false);
      }
      Type next = null;
      for (List<Type> sequence : sequences) {
        Type candidate = sequence.get(0);
        if (candidate instanceof DynamicType || !isInTail(candidate, sequences)) {
          next = candidate;
          break;
        }
      }
      if (next == null) {
        entries.add(DynamicType.UNKNOWN);
        entries.add(WellKnown.TOP);
        return new ClassHeader.Order(entries, false, false);
      }
      entries.add(next);
      Type chosen = next;
      if (chosen instanceof DynamicType) {
        for (List<Type> sequence : sequences) {
          if (sequence.get(0) instanceof DynamicType) {
            sequence.remove(0);
          }
        }
      } else {
        ClassId id = classOf(chosen);
        for (List<Type> sequence : sequences) {
          if (java.util.Objects.equals(id, classOf(sequence.get(0)))) {
            sequence.remove(0);
          }
        }
      }
    }
  }

  private static boolean isInTail(Type candidate, List<List<Type>> sequences) {
    ClassId id = classOf(candidate);
    for (List<Type> sequence : sequences) {
      for (int i = 1; i < sequence.size(); i++) {
        if (java.util.Objects.equals(id, classOf(sequence.get(i)))
            && !(sequence.get(i) instanceof DynamicType)) {
          return true;
        }
      }
    }
    return false;
  }

  static @Nullable ClassId classOf(Type entry) {
    return switch (entry) {
      case NominalType nominal -> nominal.cls();
      case TupleType ignored -> WellKnown.TUPLE;
      default -> null;
    };
  }

  /** An instance of the class with its own parameters as arguments. */
  Type selfInstance(SourceClassModel cls) {
    if (cls.id().equals(WellKnown.TUPLE)) {
      return TupleType.homogeneous(cls.typeParameters().get(0));
    }
    List<Type> arguments = new ArrayList<>();
    for (TypeVarType parameter : cls.typeParameters()) {
      arguments.add(asArgument(parameter));
    }
    return new NominalType(cls.id(), arguments);
  }

  /** A parameter as the argument that stands for itself. */
  static Type asArgument(TypeVarType parameter) {
    return switch (parameter.kind()) {
      case TYPE_VAR, SELF -> parameter;
      case PARAM_SPEC ->
          new dev.taipan.checker.types.ParametersType(
              new dev.taipan.checker.types.ParameterList(List.of(), parameter, false));
      case TYPE_VAR_TUPLE -> new TupleType(List.of(), parameter, List.of());
    };
  }

  List<Type> linearization(Type base) {
    return switch (base) {
      case NominalType nominal -> {
        ClassModel model = program.classModel(nominal.cls());
        yield specialized(model, nominal.arguments());
      }
      case TupleType tuple -> {
        ClassModel model = program.classModel(WellKnown.TUPLE);
        List<Type> entries = new ArrayList<>(specialized(model, List.of(elementOf(tuple))));
        entries.set(0, tuple);
        yield entries;
      }
      default -> List.of(DynamicType.UNKNOWN);
    };
  }

  private static Type elementOf(TupleType tuple) {
    List<Type> elements = new ArrayList<>(tuple.prefix());
    if (tuple.variadic() != null) {
      elements.add(tuple.variadic());
    }
    elements.addAll(tuple.suffix());
    return elements.isEmpty()
        ? dev.taipan.checker.types.NeverType.NEVER
        : dev.taipan.checker.types.Unions.of(elements);
  }

  private static List<Type> specialized(ClassModel model, List<Type> arguments) {
    List<TypeVarType> parameters = model.typeParameters();
    if (parameters.isEmpty() || parameters.size() != arguments.size()) {
      return model.mro();
    }
    Map<TypeVarType, Type> replacements = new HashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      replacements.put(parameters.get(i), arguments.get(i));
    }
    Substitution substitution = new Substitution(replacements);
    List<Type> entries = new ArrayList<>(model.mro().size());
    for (Type entry : model.mro()) {
      entries.add(substitution.apply(entry));
    }
    return entries;
  }

  /** Whether a class has another among its ancestors. */
  boolean inherits(ClassId cls, ClassId ancestor) {
    for (Type entry : program.classModel(cls).mro()) {
      if (ancestor.equals(classOf(entry))) {
        return true;
      }
    }
    return false;
  }

  /** The class of the class object: the given metaclass, or the most derived one of the bases. */
  Type metaclass(SourceClassModel cls) {
    Type given = cls.header().metaclass();
    if (given instanceof ClassLiteralType literal) {
      return program.typeSystem().instanceOf(literal);
    }
    if (given != null) {
      return DynamicType.UNKNOWN;
    }
    Type most = new NominalType(WellKnown.TYPE);
    for (Type base : cls.bases()) {
      ClassId id = classOf(base);
      if (id == null) {
        return DynamicType.UNKNOWN;
      }
      Type inherited = program.classModel(id).metaclass();
      if (inherited instanceof DynamicType) {
        return inherited;
      }
      ClassId own = classOf(most);
      ClassId other = classOf(inherited);
      if (own != null && other != null && !own.equals(other) && inherits(other, own)) {
        most = inherited;
      }
    }
    return most;
  }

  List<Variance> variances(SourceClassModel cls) {
    return Variances.infer(program, cls);
  }

  ClassMarks marks(SourceClassModel cls) {
    boolean isFinal = false;
    boolean runtimeCheckable = false;
    String deprecated = null;
    for (Decorator decorator : cls.definition().decorators) {
      if (decorator.expression instanceof Expr.Call call) {
        if (FunctionFlags.isDeprecated(value(cls, call.callee, cls.enclosing()))) {
          deprecated =
              call.arguments.isEmpty()
                  ? ""
                  : FunctionFlags.messageOf(
                      value(cls, call.arguments.get(0).value, cls.enclosing()));
        }
        continue;
      }
      Type type = value(cls, decorator.expression, cls.enclosing());
      if (type instanceof CallableType callable && callable.function() != null) {
        isFinal |= callable.function().name().equals("final");
        runtimeCheckable |= callable.function().name().equals("runtime_checkable");
      }
    }
    return new ClassMarks(isFinal, runtimeCheckable, deprecated);
  }
}
