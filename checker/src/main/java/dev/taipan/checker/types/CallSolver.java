package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The type variables of one call while its arguments are compared with the parameters. */
final class CallSolver {
  private final TypeSystem types;
  private final Mro mro;
  private final Constraints constraints;

  /** Whether the context says something of the result. */
  private boolean isExpected;

  CallSolver(TypeSystem types, List<TypeVarType> variables) {
    this.types = types;
    this.mro = types.mro();
    this.constraints = new Constraints(variables);
  }

  /** Adds variables under names that nothing else has; gives what replaces them. */
  Substitution rename(List<TypeVarType> variables) {
    return constraints.instantiate(variables);
  }

  /** Takes what the context expects of the result as a hint; false if it says nothing. */
  boolean expect(Type returned, Type expected) {
    isExpected = types.isAssignable(returned, expected, constraints) && !constraints.isEmpty();
    return isExpected;
  }

  /** Whether the argument fits the parameter, for some choice of the variables. */
  boolean add(Type argument, Type parameter) {
    return types.isAssignable(argument, parameter, constraints);
  }

  /**
   * {@link #add(Type, Type)} of an argument.
   *
   * @param written whether literals in its type were written, so that solutions keep them
   */
  boolean add(Type argument, Type parameter, boolean written) {
    constraints.setWritten(written);
    boolean fits = add(argument, parameter);
    constraints.setWritten(false);
    if (fits
        && argument instanceof DynamicType dynamic
        && parameter instanceof TypeVarType variable
        && constraints.isInferable(variable)) {
      constraints.addUnseen(variable, dynamic);
    }
    return fits;
  }

  /**
   * The parameter's type as far as it is solved, as the context of an argument; what is not solved
   * is Unknown there. Null when nothing is known but maybe a class.
   */
  @Nullable Type context(Type parameter) {
    return context(parameter, false);
  }

  /**
   * {@link #context} of an argument that fits no choice of the variables by itself: what is not
   * solved may be anything within its bound, and nothing else.
   */
  @Nullable Type boundedContext(Type parameter) {
    return context(parameter, true);
  }

  private @Nullable Type context(Type parameter, boolean bounded) {
    if (parameter instanceof TypeVarType variable
        && constraints.isInferable(variable)
        && constraints.isUnconstrained(variable)) {
      return null;
    }
    Type known = partially(parameter);
    if (parameter instanceof TypeVarType && UnknownParts.in(known)) {
      return null; // an empty display does not tell the next one what it holds
    }
    Map<TypeVarType, Type> open = openVariables(known);
    if (open.isEmpty()) {
      return known;
    }
    if (known instanceof NominalType nominal
        && open.keySet().containsAll(nominal.arguments())
        && types.world().classModel(nominal.cls()).typedDict() == null) {
      return null; // a display tells itself what it holds, if not which TypedDict it is
    }
    open.replaceAll(
        (variable, _) -> bounded ? boundOrUnknown(variable) : variable.unknownArgument());
    Type context = new Substitution(open).apply(known);
    return context instanceof DynamicType ? null : context;
  }

  private Type boundOrUnknown(TypeVarType variable) {
    Type bound =
        variable.kind() == TypeVarType.Kind.TYPE_VAR
            ? types.world().typeVarModel(original(variable)).bound()
            : null;
    return bound == null || FreeVariables.mentions(bound, _ -> true)
        ? variable.unknownArgument()
        : bound;
  }

  /** {@link #context} where what is expected of the result has a part in it; else null. */
  @Nullable Type expectation(Type parameter) {
    return isExpected ? context(parameter) : null;
  }

  /**
   * The context in which an argument fits the parameter if its value is yet to be made: a display
   * of an {@code int} and a {@code str} may become a list of both. Null if there is none.
   *
   * @param alone the argument's type without context
   */
  @Nullable Type adapted(Type alone, Type parameter) {
    int mark = constraints.mark();
    Type context = addLoosely(alone, parameter) ? context(parameter) : null;
    constraints.rollback(mark);
    return context;
  }

  /** What {@link #rollback} goes back to. */
  int mark() {
    return constraints.mark();
  }

  /** Forgets what was added since a mark. */
  void rollback(int mark) {
    constraints.rollback(mark);
  }

  /** {@link #add(Type, Type)} of an argument whose value is yet to be made. */
  boolean addLoosely(Type alone, Type parameter) {
    return new Relation(types, Relation.Kind.ASSIGNABLE, constraints)
        .loosely()
        .attempt(alone, parameter);
  }

  /** The signature with what is solved put in; it stays generic in the rest. */
  Signature solved(Signature signature) {
    Substitution known = types.solvePartially(constraints);
    List<TypeVarType> open = new ArrayList<>(signature.typeParameters());
    open.removeAll(known.replacements().keySet());
    Signature solved = known.apply(signature);
    return new Signature(open, solved.parameters(), solved.returns(), solved.origin());
  }

  /** Whether the type mentions variables for which no argument has given a type yet. */
  boolean isOpen(Type type) {
    return FreeVariables.mentions(
        type, variable -> constraints.isInferable(variable) && constraints.isOpenBelow(variable));
  }

  /** The type with what is solved put in and the rest left open. */
  Type partially(Type type) {
    return types.solvePartially(constraints).apply(type);
  }

  /** Whether a variable is still to be solved. */
  boolean isOpen(@Nullable TypeVarType variable) {
    return variable != null && constraints.isInferable(variable);
  }

  /** The type with all variables replaced, for comparison with arguments. */
  Type solved(Type type) {
    return types.solve(constraints).apply(type);
  }

  /**
   * The type of the call's result. A callable that is returned is generic in the variables that
   * nothing solved, other than those of parameters that have a default; what is made of a generic
   * argument is generic in its type parameters. Elsewhere they become their defaults.
   */
  Type finish(Type returned, ParameterList parameters) {
    Type known = partially(returned);
    Map<TypeVarType, Type> open = openVariables(known);
    if (open.isEmpty()) {
      return known;
    }
    Map<TypeVarType, Type> defaults = new HashMap<>();
    for (TypeVarType variable : open.keySet()) {
      TypeVarType original = original(variable);
      if (mro.hasDefault(original) && FreeVariables.mentions(parameters, original::equals)) {
        defaults.put(variable, defaultOf(variable));
      }
    }
    if (defaults.isEmpty()) {
      return close(known, open);
    }
    Type rest = new Substitution(defaults).apply(known);
    return close(rest, openVariables(rest));
  }

  private Type close(Type type, Map<TypeVarType, Type> open) {
    return switch (type) {
      case CallableType callable -> {
        List<Signature> signatures = new ArrayList<>(callable.signatures().size());
        for (Signature signature : callable.signatures()) {
          signatures.add(generic(signature, open));
        }
        yield callable.withSignatures(signatures);
      }
      case UnionType union -> {
        List<Type> members = new ArrayList<>(union.members().size());
        for (Type member : union.members()) {
          members.add(close(member, open));
        }
        yield Unions.of(members);
      }
      case TupleType tuple when tuple.variadic() == null -> {
        List<Type> elements = new ArrayList<>(tuple.prefix().size());
        for (Type element : tuple.prefix()) {
          elements.add(close(element, open));
        }
        yield TupleType.of(elements);
      }
      default -> {
        Type kept = withParametersOfArguments(type, open);
        if (!kept.equals(type)) {
          yield close(kept, open);
        }
        Map<TypeVarType, Type> defaults = new HashMap<>(open);
        defaults.replaceAll((variable, _) -> defaultOf(variable));
        Type closed = new Substitution(defaults).apply(type);
        // A default may be another type parameter.
        Map<TypeVarType, Type> rest = openVariables(closed);
        rest.replaceAll((variable, _) -> variable.unknownArgument());
        yield rest.isEmpty() ? closed : solved(new Substitution(rest).apply(closed));
      }
    };
  }

  /**
   * The type with the parameters of generic functions, as arguments for a ParamSpec or as
   * callables, kept generic in what these functions are; other type arguments beside a ParamSpec's
   * that mention the same variables mean the same.
   */
  private Type withParametersOfArguments(Type type, Map<TypeVarType, Type> open) {
    if (!(type instanceof NominalType nominal)) {
      return type;
    }
    Map<TypeVarType, Type> own = new HashMap<>(open);
    own.keySet().removeIf(variable -> constraints.original(variable) == null);
    List<Type> arguments = new ArrayList<>(nominal.arguments().size());
    Map<TypeVarType, Type> shared = new HashMap<>();
    for (Type argument : nominal.arguments()) {
      switch (argument) {
        case ParametersType parameters -> {
          Signature generic = generic(Signature.of(parameters.parameters(), WellKnown.NONE), own);
          List<TypeVarType> added = new ArrayList<>(parameters.typeParameters());
          added.addAll(generic.typeParameters());
          arguments.add(new ParametersType(generic.parameters(), added));
          FreeVariables.mentions(
              parameters.parameters(),
              variable -> {
                if (own.containsKey(variable)) {
                  shared.put(variable, own.get(variable));
                }
                return false;
              });
        }
        case CallableType callable -> arguments.add(close(callable, own));
        default -> arguments.add(argument);
      }
    }
    return new Substitution(shared).apply(new NominalType(nominal.cls(), arguments));
  }

  /** The signature with the open variables that it mentions as type parameters of its own. */
  private static Signature generic(Signature signature, Map<TypeVarType, Type> open) {
    List<TypeVarType> parameters = new ArrayList<>(signature.typeParameters());
    Map<TypeVarType, Type> names = new HashMap<>();
    FreeVariables.mentions(
        signature,
        variable -> {
          Type name = open.get(variable);
          if (name != null && !names.containsKey(variable)) {
            names.put(variable, name);
            FreeVariables.mentions(
                name,
                named -> {
                  if (!parameters.contains(named)) {
                    parameters.add(named);
                  }
                  return false;
                });
          }
          return false;
        });
    if (names.isEmpty()) {
      return signature;
    }
    Signature renamed = new Substitution(names).apply(signature);
    return new Signature(parameters, renamed.parameters(), renamed.returns(), renamed.origin());
  }

  /** The variables in the type that nothing solved, with what they are outside of this call. */
  private Map<TypeVarType, Type> openVariables(Type type) {
    Map<TypeVarType, Type> open = new HashMap<>();
    FreeVariables.mentions(
        type,
        variable -> {
          if (constraints.isInferable(variable) && !open.containsKey(variable)) {
            open.put(variable, Mro.identity(List.of(original(variable))).getFirst());
          }
          return false;
        });
    return open;
  }

  private TypeVarType original(TypeVarType variable) {
    TypeVarType original = constraints.original(variable);
    return original == null ? variable : original;
  }

  /** The default of a variable, where it speaks of other ones with their values or defaults. */
  private Type defaultOf(TypeVarType variable) {
    return defaultOf(variable, new HashSet<>());
  }

  private Type defaultOf(TypeVarType variable, Set<TypeVarType> active) {
    if (!active.add(variable)) {
      return variable.unknownArgument();
    }
    Type declared = mro.defaultOf(original(variable));
    Map<TypeVarType, Type> others = new HashMap<>();
    FreeVariables.mentions(
        declared,
        mentioned -> {
          for (TypeVarType other : constraints.variables()) {
            if (!other.equals(variable) && original(other).equals(mentioned)) {
              Type value = partially(Mro.identity(List.of(other)).getFirst());
              others.put(
                  mentioned, openVariables(value).isEmpty() ? value : defaultOf(other, active));
            }
          }
          return false;
        });
    return others.isEmpty() ? declared : new Substitution(others).apply(declared);
  }
}
