package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.NameLookup;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.LocalKey;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Variables that nobody declared and that start as empty containers, {@code names = []}, or as
 * places to be filled, {@code slots = [None] * n}, {@code previous = {node: None for node in
 * nodes}}. They hold what the code around puts into them, wherever that stands; where something may
 * be put into them unseen, nothing is known of it.
 */
public final class FilledDisplays {
  /** With more than so many fills nothing is known of the items. */
  private static final int MAX_FILLS = 64;

  private static final ClassId DEQUE = new ClassId("collections", "deque");

  private static final Set<ClassId> OF_ITEMS = Set.of(WellKnown.LIST, WellKnown.SET, DEQUE);

  private static final ClassId DEFAULTDICT = new ClassId("collections", "defaultdict");

  private static final Set<ClassId> OF_ENTRIES =
      Set.of(WellKnown.DICT, DEFAULTDICT, new ClassId("collections", "OrderedDict"));

  private static final class FillsKey extends MemoKey {
    FillsKey(Scope frame) {
      super(frame);
    }
  }

  private static final class FilledKey extends MemoKey implements LocalKey {
    FilledKey(Symbol symbol) {
      super(symbol);
    }
  }

  private final Program program;

  public FilledDisplays(Program program) {
    this.program = program;
  }

  /** What a variable of {@code scope} is, of which the flow tells {@code type}. */
  Type refine(ModuleTypes module, Scope scope, String name, Type type) {
    if (!isOpen(type)) {
      return type;
    }
    Symbol symbol = scope.symbol(name);
    if (symbol == null || !startsEmpty(module, symbol, (NominalType) type)) {
      return type;
    }
    Type filled =
        program.memoType(
            module, new FilledKey(symbol), () -> filled(module, symbol, (NominalType) type));
    return filled == DynamicType.DIVERGENT ? unknownYet((NominalType) type) : filled;
  }

  /**
   * What a container is inside the cycle that finds out what is put into it, for the first time.
   */
  private static Type unknownYet(NominalType type) {
    return withAlso(type, DynamicType.DIVERGENT);
  }

  /** The container with items of a type as well, wherever it is open to others. */
  private static Type withAlso(NominalType type, DynamicType also) {
    List<Type> arguments = new ArrayList<>(type.arguments());
    arguments.replaceAll(
        argument ->
            argument == DynamicType.UNKNOWN
                ? also
                : argument.equals(WellKnown.NONE) ? Unions.of(argument, also) : argument);
    return new NominalType(type.cls(), arguments);
  }

  /** Whether an expression is such a variable, where it is seen as what is put into it. */
  boolean isFilled(Region region, Expr expression) {
    return expression instanceof Expr.Name name
        && region.stored(expression) instanceof NominalType type
        && isFilled(region.module(), region.scope(), name, type);
  }

  private boolean isFilled(ModuleTypes module, Scope scope, Expr.Name name, NominalType type) {
    if (!isContainer(type)) {
      return false;
    }
    NameLookup.Found found = NameLookup.lookupWritten(scope, name.name);
    return found != null && startsEmpty(module, found.symbol(), type);
  }

  /** A container of the class of {@code type} with nothing known of what is in it. */
  static NominalType opened(NominalType type) {
    return new NominalType(
        type.cls(), Collections.nCopies(type.arguments().size(), DynamicType.UNKNOWN));
  }

  /**
   * What a value of {@code type} is to those that it is given to where no annotation says so: they
   * may put other things into the container of such a variable.
   */
  public Type shared(ModuleTypes module, Scope scope, Expr value, Type type) {
    if (value instanceof Expr.Name name && type instanceof NominalType container) {
      return isFilled(module, scope, name, container) ? opened(container) : type;
    }
    if (value instanceof Expr.Tuple tuple
        && type instanceof TupleType shape
        && shape.isFixedLength()
        && shape.prefix().size() == tuple.elements.size()) {
      List<Type> elements = new ArrayList<>();
      for (int i = 0; i < tuple.elements.size(); i++) {
        elements.add(shared(module, scope, tuple.elements.get(i), shape.prefix().get(i)));
      }
      return TupleType.of(elements);
    }
    return type;
  }

  /** Whether such a variable fits where {@code wanted} is, were it declared so. */
  boolean fits(NominalType filled, Type wanted) {
    if (!(wanted instanceof NominalType declared) || !declared.cls().equals(filled.cls())) {
      return false;
    }
    for (int i = 0; i < filled.arguments().size(); i++) {
      if (!program
          .typeSystem()
          .isAssignable(filled.arguments().get(i), declared.arguments().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOpen(Type type) {
    return type instanceof NominalType nominal
        && isContainer(nominal)
        && (nominal.arguments().contains(DynamicType.UNKNOWN)
            || (nominal.cls().equals(WellKnown.LIST) || nominal.cls().equals(WellKnown.DICT))
                && nominal.arguments().getLast().equals(WellKnown.NONE));
  }

  private static boolean isContainer(NominalType type) {
    return OF_ITEMS.contains(type.cls()) || OF_ENTRIES.contains(type.cls());
  }

  /** Whether all that is assigned to a variable are new containers of a class, to be filled. */
  private boolean startsEmpty(ModuleTypes module, Symbol symbol, NominalType type) {
    Scope.Kind kind = symbol.scope().kind();
    if (symbol.isDeclared()
        || symbol.hasNonlocalRebinding()
        || kind != Scope.Kind.MODULE && kind != Scope.Kind.FUNCTION) {
      return false;
    }
    boolean empty = false;
    for (Definition definition : symbol.definitions()) {
      switch (definition.kind()) {
        case DefinitionKind.Assign assign
            when assign.direct()
                && assign.statement().targets.size() == 1
                && isEmpty(module, definition, assign.value(), type.cls()) ->
            empty = true;
        case DefinitionKind.AugAssign _,
            DefinitionKind.LoopHeader _,
            DefinitionKind.Gathered _,
            DefinitionKind.AfterCall _,
            DefinitionKind.StarImport _ -> {}
        default -> {
          return false;
        }
      }
    }
    return empty;
  }

  private boolean isEmpty(ModuleTypes module, Definition definition, Expr value, ClassId cls) {
    return switch (value) {
      case Expr.ListExpr list -> cls.equals(WellKnown.LIST) && keepsPlaces(list);
      case Expr.ListComp comprehension ->
          cls.equals(WellKnown.LIST) && isNone(comprehension.element);
      case Expr.DictComp comprehension -> cls.equals(WellKnown.DICT) && isNone(comprehension.value);
      case Expr.Binary binary ->
          cls.equals(WellKnown.LIST)
              && binary.op == Expr.BinaryOp.MUL
              && (keepsPlaces(binary.left) || keepsPlaces(binary.right));
      case Expr.Dict dict ->
          cls.equals(WellKnown.DICT) && dict.values.stream().allMatch(FilledDisplays::isNone);
      case Expr.Call call ->
          (call.arguments.isEmpty() || cls.equals(DEFAULTDICT))
              && program
                      .definitions()
                      .region(module, definition.region(), definition.scope())
                      .type(call.callee.id)
                  instanceof ClassLiteralType made
              && made.cls().equals(cls);
      default -> false;
    };
  }

  /** Whether a list has no items but {@code None}. */
  private static boolean keepsPlaces(Expr value) {
    return value instanceof Expr.ListExpr list
        && list.elements.stream().allMatch(FilledDisplays::isNone);
  }

  private static boolean isNone(Expr value) {
    return value instanceof Expr.Constant constant && constant.kind == Expr.Constant.Kind.NONE;
  }

  private Type filled(ModuleTypes module, Symbol symbol, NominalType empty) {
    List<Type> first = new ArrayList<>();
    List<Type> second = new ArrayList<>();
    int count = 0;
    for (Fills.Fill fill : fills(module, symbol.scope()).of(symbol.name())) {
      NameLookup.Found found = NameLookup.lookup(fill.scope(), symbol.name());
      if (found == null || found.symbol() != symbol) {
        continue;
      }
      boolean seen =
          OF_ITEMS.contains(empty.cls())
              ? addItems(module, fill, first)
              : addEntries(module, empty.cls(), fill, first, second);
      if (!seen || ++count > MAX_FILLS) {
        return withAlso(empty, DynamicType.UNKNOWN);
      }
    }
    List<Type> arguments = new ArrayList<>(empty.arguments());
    refine(arguments, 0, first);
    if (arguments.size() == 2) {
      refine(arguments, 1, second);
    }
    return new NominalType(empty.cls(), arguments);
  }

  private Fills fills(ModuleTypes module, Scope frame) {
    return program.memo(
        module, new FillsKey(frame), Fills.NONE, () -> Fills.of(module.bound(), frame));
  }

  private static void refine(List<Type> arguments, int index, List<Type> found) {
    boolean keepsPlaces = arguments.get(index).equals(WellKnown.NONE);
    if (!found.isEmpty() && (keepsPlaces || arguments.get(index) == DynamicType.UNKNOWN)) {
      if (keepsPlaces) {
        found.addFirst(WellKnown.NONE);
      }
      Type type = Widening.items(found);
      if (type instanceof UnionType) {
        // Which of them is where, the program knows.
        type = Unions.of(List.of(type, DynamicType.UNKNOWN));
      }
      arguments.set(index, type == DynamicType.DIVERGENT ? DynamicType.UNKNOWN : type);
    }
  }

  /** Adds what a fill gives a container of items; false if nobody knows. */
  private boolean addItems(ModuleTypes module, Fills.Fill fill, List<Type> items) {
    return switch (fill.way()) {
      case ITEM -> items.add(item(module, fill, 0));
      case ITEMS, OTHERS -> items.add(element(type(module, fill, 0)));
      case ENTRY -> items.add(item(module, fill, 1));
      case KEY, READ -> true;
      case GIVEN -> saysWhatItTakes(type(module, fill, 0));
      case UNSEEN -> false;
    };
  }

  /** The same for keys and values. */
  private boolean addEntries(
      ModuleTypes module, ClassId cls, Fills.Fill fill, List<Type> keys, List<Type> values) {
    return switch (fill.way()) {
      case READ -> !cls.equals(DEFAULTDICT) || keys.add(type(module, fill, 0));
      case ENTRY -> keys.add(type(module, fill, 0)) && values.add(item(module, fill, 1));
      case KEY -> keys.add(type(module, fill, 0));
      case OTHERS -> {
        Type others = type(module, fill, 0);
        if (others == DynamicType.DIVERGENT) {
          yield true;
        }
        Mappings.Items items = program.mappings().of(others);
        yield items != null && keys.add(items.keys()) && values.add(items.values());
      }
      case GIVEN -> saysWhatItTakes(type(module, fill, 0));
      case ITEM, ITEMS, UNSEEN -> false;
    };
  }

  /** Whether what is called with a container has annotations that tell what it puts into it. */
  private static boolean saysWhatItTakes(Type callee) {
    if (!(callee instanceof CallableType callable)) {
      return callee == DynamicType.DIVERGENT || !(callee instanceof DynamicType);
    }
    for (Signature signature : callable.signatures()) {
      for (ParameterType parameter : signature.parameters().parameters()) {
        if (!parameter.annotated()) {
          return false;
        }
      }
    }
    return true;
  }

  /** What a part of a fill is as an item, which others can reach through the container. */
  private Type item(ModuleTypes module, Fills.Fill fill, int part) {
    Type type = type(module, fill, part);
    return shared(module, fill.scope(), fill.parts().get(part), type);
  }

  private Type element(Type iterable) {
    return iterable == DynamicType.DIVERGENT
        ? iterable
        : program.iteration().iterate(iterable).element();
  }

  /** What a part of a fill is on its own. */
  private Type type(ModuleTypes module, Fills.Fill fill, int part) {
    Expr expression = fill.parts().get(part);
    @Nullable Type type =
        program.definitions().region(module, expression, fill.scope()).type(expression.id);
    return type == null ? DynamicType.DIVERGENT : isChoice(type) ? type : Widening.widen(type);
  }

  /** Whether a type names several literals, which somebody declared. */
  private static boolean isChoice(Type type) {
    return switch (type) {
      case UnionType union ->
          union.members().stream().filter(LiteralType.class::isInstance).count() > 1;
      case TupleType tuple -> tuple.prefix().stream().anyMatch(FilledDisplays::isChoice);
      default -> false;
    };
  }
}
