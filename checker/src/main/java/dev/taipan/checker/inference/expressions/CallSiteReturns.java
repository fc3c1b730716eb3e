package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.Cell;
import dev.taipan.checker.inference.FunctionView;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FunctionId;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function without annotations gives for the arguments of one call, where its body alone
 * does not tell: the body is inferred once more, with parameters that hold the arguments.
 *
 * <p>The cost of a call is bounded by {@link #MAX_NODES} nodes of a body to the power of {@link
 * #MAX_DEPTH} calls inside of calls; equal calls from one module are followed once. The limits
 * depend on the text and the types alone, so that the answer is always the same.
 */
public final class CallSiteReturns {
  /** How long a body may be, in nodes of its tree. */
  private static final int MAX_NODES = 150;

  /** How deep calls in followed calls are followed. */
  private static final int MAX_DEPTH = 2;

  private static final int MAX_ARGUMENTS = 6;

  /** Arguments of types that nest deeper say too much to be worth an inference of their own. */
  private static final int MAX_NESTING = 4;

  /** A call: the answer depends on nothing else. */
  private record Call(FunctionId function, List<Type> parameters, int depth) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(function.toString());
      for (Type parameter : parameters) {
        text.append(' ').append(Display.of(parameter));
      }
      return text.toString();
    }
  }

  private static final class Key extends MemoKey {
    Key(Call call) {
      super(call);
    }
  }

  private record FollowedKey(int function) {}

  private final Program program;

  public CallSiteReturns(Program program) {
    this.program = program;
  }

  /** The type of a valid call; that of the outcome where the arguments tell nothing more. */
  Type refine(Region region, List<Argument> arguments, CallOutcome outcome) {
    Type plain = outcome.type();
    if (outcome.chosen().size() != 1
        || arguments.size() > MAX_ARGUMENTS
        || region.module().callDepth() >= MAX_DEPTH
        || !isPartlyUnknown(plain)) {
      return plain;
    }
    CallOutcome.Chosen chosen = outcome.chosen().getFirst();
    Signature signature = chosen.signature();
    if (!(signature.returns() instanceof Signature.Returns.Inferred inferred)
        || !signature.typeParameters().isEmpty()) {
      return plain;
    }
    ModuleTypes module = program.module(inferred.function().module());
    if (module == null
        || !(module.nodeAt(inferred.function().place()) instanceof Stmt.FunctionDef function)
        || !program.returns().isInferred(module)
        || !isFollowed(module, function)) {
      return plain;
    }
    Scope scope = module.bound().scopeOf(function);
    Map<Parameter, Type> given = given(region, arguments, chosen, function);
    if (scope == null || given == null) {
      return plain;
    }
    List<Type> types = new ArrayList<>();
    for (Parameter parameter : function.parameters.all) {
      types.add(given.getOrDefault(parameter, DynamicType.UNKNOWN));
    }
    ModuleTypes from = region.module();
    Key key = new Key(new Call(inferred.function(), types, from.callDepth()));
    Type type =
        program.memoType(
            from.caller(),
            key,
            () ->
                program
                    .returns()
                    .infer(
                        from.caller()
                            .view(
                                key, () -> new FunctionView(module, function, scope, given, from)),
                        function));
    if (from.caller().cell(key).published() != null) {
      from.caller().forgetView(key);
    }
    if (type instanceof DynamicType || type == NeverType.NEVER) {
      return plain;
    }
    Type result = inferred.substitution().apply(type);
    // What decides between several classes is not seen: whoever calls may know better.
    return Widening.widen(result) instanceof UnionType
        ? Unions.of(List.of(result, DynamicType.UNKNOWN))
        : result;
  }

  /** Whether callers look into a function to see what it gives for their arguments. */
  public boolean isFollowed(ModuleTypes module, Stmt.FunctionDef function) {
    if (function.returns != null || function.parameters.all.isEmpty()) {
      return false;
    }
    Cell<Boolean> cell = module.cell(new FollowedKey(function.id));
    Boolean known = cell.published();
    return known != null ? known : cell.publish(isSimple(function));
  }

  /**
   * Whether a body is short and defines nothing that lives on, calls itself or runs step by step.
   * Nor does it give attributes to what is passed to it: the type of that would not tell.
   */
  private static boolean isSimple(Stmt.FunctionDef function) {
    int[] nodes = {0};
    boolean[] simple = {true};
    new TreeWalker() {
      @Override
      protected void visit(Node node) {
        nodes[0]++;
        switch (node) {
          case Stmt.FunctionDef _, Stmt.ClassDef _, Stmt.Global _, Stmt.Nonlocal _ ->
              simple[0] = false;
          case Expr.Yield _, Expr.YieldFrom _ -> simple[0] = false;
          case Stmt.Assign assign when setsAttribute(assign, function) -> simple[0] = false;
          case Expr.Name name when name.name.equals(function.name.name) -> simple[0] = false;
          case Expr.Attribute attribute when attribute.name.equals(function.name.name) ->
              simple[0] = false;
          default -> {}
        }
        if (simple[0] && nodes[0] <= MAX_NODES) {
          visitChildren(node);
        }
      }

      void start() {
        visitAll(function.body);
      }
    }.start();
    return simple[0] && nodes[0] <= MAX_NODES;
  }

  private static boolean setsAttribute(Stmt.Assign assign, Stmt.FunctionDef function) {
    for (Expr target : assign.targets) {
      if (target instanceof Expr.Attribute attribute
          && attribute.value instanceof Expr.Name name
          && isParameter(name, function)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isParameter(Expr.Name name, Stmt.FunctionDef function) {
    for (Parameter parameter : function.parameters.all) {
      if (parameter.name.name.equals(name.name)) {
        return true;
      }
    }
    return false;
  }

  /** What the parameters without annotations hold; null where nothing is known of any. */
  private static @Nullable Map<Parameter, Type> given(
      Region region,
      List<Argument> arguments,
      CallOutcome.Chosen chosen,
      Stmt.FunctionDef function) {
    List<ParameterType> parameters = chosen.signature().parameters().parameters();
    List<List<Type>> values = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      values.add(new ArrayList<>(1));
    }
    for (int i = 0; i < arguments.size(); i++) {
      Argument argument = arguments.get(i);
      boolean single =
          argument.kind == Argument.Kind.POSITIONAL || argument.kind == Argument.Kind.KEYWORD;
      Type type = region.stored(argument.value);
      int parameter = chosen.parameters().get(i);
      if (parameter >= parameters.size()) {
        continue; // an item of a TypedDict, which is the annotation of all unpacked keywords
      }
      if (!single || parameter < 0 || type == null || type.nesting() > MAX_NESTING) {
        return null;
      }
      values.get(parameter).add(type);
    }
    Map<Parameter, Type> given = new HashMap<>();
    boolean known = false;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = named(function, parameters.get(i));
      if (parameter == null || parameter.annotation != null) {
        continue;
      }
      Type type = held(parameters.get(i), values.get(i));
      if (type != null) {
        given.put(parameter, type);
        known |= !values.get(i).isEmpty() && !isPartlyUnknown(type);
      }
    }
    return known ? given : null;
  }

  private static @Nullable Parameter named(Stmt.FunctionDef function, ParameterType type) {
    for (Parameter parameter : function.parameters.all) {
      if (parameter.name.name.equals(type.name())) {
        return parameter;
      }
    }
    return null;
  }

  /** What a parameter holds for the values that it gets; null if nothing is known. */
  private static @Nullable Type held(ParameterType parameter, List<Type> values) {
    return switch (parameter.kind()) {
      case VAR_POSITIONAL -> new TupleType(values, null, List.of());
      case VAR_KEYWORD ->
          new NominalType(
              WellKnown.DICT,
              List.of(
                  new NominalType(WellKnown.STR),
                  values.isEmpty() ? DynamicType.UNKNOWN : Widening.widen(Unions.of(values))));
      case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, KEYWORD_ONLY ->
          values.isEmpty() ? parameter.defaultType() : values.getFirst();
    };
  }

  private static boolean isPartlyUnknown(Type type) {
    return DynamicParts.any(type, dynamic -> dynamic == DynamicType.UNKNOWN);
  }
}
