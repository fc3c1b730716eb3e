package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.NameLookup;
import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.definitions.Definitions;
import dev.taipan.checker.inference.library.KnownResults;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralStringType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Literals;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells literal types that somebody wrote in an annotation from those of literal expressions. What
 * is inferred for {@code x = 3} is the class of the value, as other values may follow; what a
 * {@code mode: Literal["r", "w"]} is assigned to keeps the declared values.
 */
public final class WrittenLiterals {
  /** Longer chains of assignments are not followed. */
  private static final int MAX_STEPS = 5;

  private final Program program;

  public WrittenLiterals(Program program) {
    this.program = program;
  }

  /** The type of an evaluated expression, widened where its literals are not written. */
  Type widen(Region region, Expr value, Type type) {
    return widen(new View(region.module(), region, region.scope()), value, type);
  }

  /** What an assignment of the module gives to its target, widened likewise. */
  public Type widen(ModuleTypes module, Definition definition, Type type) {
    Type widened = Widening.widen(type);
    if (widened == type) {
      return type;
    }
    View view = new View(module, null, definition.scope());
    if (definition.kind() instanceof DefinitionKind.Assign assign && assign.direct()) {
      return widen(view, assign.value(), type);
    }
    return !mentionsText(type) && isWritten(view, definition, 0)
        ? Literals.withoutExclusions(type)
        : widened;
  }

  private Type widen(View view, Expr value, Type type) {
    Type widened = Widening.widen(type);
    if (widened == type) {
      return type;
    }
    if (value instanceof Expr.Tuple display
        && type instanceof TupleType tuple
        && tuple.variadic() == null
        && tuple.prefix().size() == display.elements.size()) {
      List<Type> elements = new ArrayList<>();
      for (int i = 0; i < display.elements.size(); i++) {
        elements.add(widen(view, display.elements.get(i), tuple.prefix().get(i)));
      }
      return TupleType.of(elements);
    }
    return isWritten(view, value, type, 0) ? Literals.withoutExclusions(type) : widened;
  }

  /** Whether literals in the type of an argument were written, so that a solution keeps them. */
  boolean isWritten(Region region, Expr value, Type type) {
    View view = new View(region.module(), region, region.scope());
    return switch (type) {
      case CallableType callable -> callable.declaresReturns();
      case NominalType _ -> !(value instanceof Expr.Call call) || isDeclaredCall(view, call);
      case UnionType union when areObjects(union) ->
          !(value instanceof Expr.Call call) || isDeclaredCall(view, call);
      default -> isWritten(view, value, type, 0);
    };
  }

  /** Whether literals are at most among the type arguments of the alternatives. */
  private static boolean areObjects(UnionType union) {
    for (Type member : union.members()) {
      boolean object =
          member instanceof NominalType
              || member instanceof TupleType tuple && Literals.widen(tuple) == tuple;
      if (!object) {
        return false;
      }
    }
    return true;
  }

  /** Where an expression stands: in a region that is being evaluated, or in any of a module. */
  private record View(ModuleTypes module, @Nullable Region region, Scope scope) {
    @Nullable Type typeOf(Program program, Expr expression) {
      Type stored = region == null ? null : region.stored(expression);
      if (stored != null || region != null) {
        return stored;
      }
      return program.definitions().region(module, expression, scope).type(expression.id);
    }
  }

  private boolean isWritten(View view, Expr value, Type type, int steps) {
    return switch (value) {
      case Expr.Name name -> isWrittenName(view, name, type, steps);
      case Expr.Attribute attribute -> isWrittenAttribute(view, attribute);
      case Expr.Call call -> !mentionsText(type) && isDeclaredCall(view, call);
      case Expr.Await await -> isWritten(view, await.value, type, steps);
      case Expr.Walrus walrus -> isWritten(view, walrus.value, type, steps);
      case Expr.Starred starred -> isWrittenItem(view, starred.value, steps);
      case Expr.Subscript subscript -> isWrittenItem(view, subscript.value, steps);
      case Expr.Conditional conditional ->
          areWritten(view, List.of(conditional.body, conditional.orelse), steps);
      case Expr.BoolOp operation -> areWritten(view, operation.values, steps);
      case Expr.Tuple display -> areAllWritten(view, display.elements, steps);
      default -> false;
    };
  }

  /** Whether some of the alternatives are written, and the others are among their values. */
  private boolean areWritten(View view, List<Expr> values, int steps) {
    List<Type> written = new ArrayList<>();
    List<Type> others = new ArrayList<>();
    for (Expr value : values) {
      Type type = view.typeOf(program, value);
      if (type == null) {
        return false;
      }
      (isWritten(view, value, type, steps) ? written : others).add(type);
    }
    if (written.isEmpty()) {
      return false;
    }
    Type all = Unions.of(written);
    for (Type other : others) {
      if (Literals.widen(other) != other && !program.typeSystem().isAssignable(other, all)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the items of a display whose types have literals are all written. */
  private boolean areAllWritten(View view, List<Expr> items, int steps) {
    boolean any = false;
    for (Expr item : items) {
      Type type = view.typeOf(program, item);
      if (type == null) {
        return false;
      }
      if (Literals.widen(type) != type) {
        if (!isWritten(view, item, type, steps)) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  private boolean isWrittenName(View view, Expr.Name name, Type type, int steps) {
    NameLookup.Found found = NameLookup.lookupWritten(view.scope(), name.name);
    if (found == null || steps > MAX_STEPS) {
      return false;
    }
    return isWrittenSymbol(view.module(), found.symbol(), type, steps);
  }

  private boolean isWrittenSymbol(ModuleTypes module, Symbol symbol, Type type, int steps) {
    QualifiedType declared = program.definitions().declared(module, symbol).type();
    if (declared != null && declared.isTyped()) {
      return Literals.widen(declared.type()) != declared.type()
          || type instanceof TupleType && mentionsLiteral(declared.type());
    }
    if (mentionsText(type)) {
      return false;
    }
    boolean any = false;
    for (Definition definition : symbol.definitions()) {
      if (definition.isBinding()) {
        if (!isWritten(new View(module, null, symbol.scope()), definition, steps + 1)) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  private boolean isWritten(View view, Definition definition, int steps) {
    return switch (definition.kind()) {
      case DefinitionKind.Assign assign -> isWrittenValue(view, assign.value(), steps);
      case DefinitionKind.Walrus walrus -> isWrittenValue(view, walrus.node().value, steps);
      case DefinitionKind.For loop -> isWrittenItem(view, loop.statement().iterable, steps);
      case DefinitionKind.ComprehensionTarget target ->
          isWrittenItem(view, target.generator().iterable, steps);
      case DefinitionKind.With _ -> true;
      case DefinitionKind.ImportFrom imported -> isWrittenImport(view, imported, steps);
      default -> false;
    };
  }

  private boolean isWrittenValue(View view, Expr value, int steps) {
    if (!isWritten(view, value, DynamicType.UNKNOWN, steps)) {
      return false;
    }
    // Where a value that is called for says nothing of literals, a test has made one of it.
    Type type = value instanceof Expr.Call ? view.typeOf(program, value) : null;
    return type == null || mentionsLiteral(type);
  }

  private boolean isWrittenImport(View view, DefinitionKind.ImportFrom imported, int steps) {
    if (steps > MAX_STEPS
        || !(program.imports().source(view.module(), imported.statement()).orElse(null)
            instanceof ModuleFile file)) {
      return false;
    }
    ModuleTypes source = program.module(file);
    if (source == null) {
      return false;
    }
    Symbol symbol = source.bound().moduleScope().symbol(imported.alias().name.name);
    return symbol != null && isWrittenSymbol(source, symbol, DynamicType.UNKNOWN, steps);
  }

  /** Whether the items of a container are written: those of a display of a tuple are not. */
  private boolean isWrittenItem(View view, Expr container, int steps) {
    Type type = view.typeOf(program, container);
    return switch (type) {
      case TupleType tuple -> isWritten(view, container, tuple, steps);
      case UnionType union when union.members().stream().anyMatch(TupleType.class::isInstance) ->
          isWritten(view, container, union, steps);
      case LiteralType _, LiteralStringType _ -> false;
      // Where the container says nothing of literals, a test has made one of the item.
      case NominalType nominal when !nominal.arguments().isEmpty() ->
          (!(container instanceof Expr.Call call) || isDeclaredCall(view, call))
              && mentionsLiteral(nominal);
      case null -> false;
      default -> true;
    };
  }

  private boolean isWrittenAttribute(View view, Expr.Attribute attribute) {
    Type object = view.typeOf(program, attribute.value);
    if (object == null || object instanceof DynamicType) {
      return false;
    }
    if (object instanceof ClassLiteralType cls && program.classModel(cls.cls()).isEnum()) {
      return false;
    }
    Optional<Access> access =
        program.members().read(object, PrivateNames.mangle(view.scope(), attribute.name));
    Member member = access.isEmpty() ? null : access.get().member();
    if (member == null) {
      return false;
    }
    return member.type() instanceof PropertyType
        || Literals.widen(member.type()) != member.type()
            && !(member.isFinal() && member.type() instanceof LiteralType)
            && (member.declared() || !Definitions.isConstantName(attribute.name));
  }

  private boolean isDeclaredCall(View view, Expr.Call call) {
    if (KnownResults.mayBeKnown(call)) {
      return false;
    }
    return switch (view.typeOf(program, call.callee)) {
      case CallableType callable -> isDeclared(callable);
      case ClassLiteralType _ -> true;
      case null, default -> false;
    };
  }

  private static boolean isDeclared(CallableType callable) {
    for (Signature signature : callable.signatures()) {
      if (!(signature.returns() instanceof Signature.Returns.Declared)) {
        return false;
      }
    }
    return true;
  }

  /** Whether there are literals in a type or among its type arguments. */
  private static boolean mentionsLiteral(Type type) {
    for (Type member : Unions.members(type)) {
      if (Literals.widen(member) != member) {
        return true;
      }
      if (member instanceof NominalType nominal) {
        for (Type argument : nominal.arguments()) {
          if (Literals.widen(argument) != argument) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether a {@code LiteralString} is among the types: who gets one wants a {@code str}. */
  private static boolean mentionsText(Type type) {
    for (Type member : Unions.members(type)) {
      if (member instanceof LiteralStringType) {
        return true;
      }
    }
    return false;
  }
}
