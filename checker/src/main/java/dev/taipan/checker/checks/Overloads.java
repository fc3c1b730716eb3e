package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.definitions.FunctionFlags;
import dev.taipan.checker.inference.definitions.FunctionFlags.Flag;
import dev.taipan.checker.inference.definitions.FunctionTexts;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterList;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Overloads come in twos or more, have an implementation that does what each of them promises, and
 * agree on what kind of method they are.
 */
final class Overloads implements ScopeRule {
  private final Findings findings;

  Overloads(Findings findings) {
    this.findings = findings;
  }

  /**
   * Overloads of one name that stand together.
   *
   * @param implementation the function after them; null without one
   * @param replaced whether something else of that name follows in their place
   */
  private record Group(
      List<Stmt.FunctionDef> overloads,
      Stmt.@Nullable FunctionDef implementation,
      boolean replaced) {}

  private ModuleTypes module() {
    return findings.module();
  }

  private FunctionFlags flags(Stmt.FunctionDef function) {
    return findings.declared().flags(module(), function);
  }

  @Override
  public void check(Scope scope) {
    for (Symbol symbol : scope.symbols()) {
      for (Group group : groups(symbol)) {
        check(scope, symbol, group);
      }
    }
  }

  private List<Group> groups(Symbol symbol) {
    List<Definition> definitions = symbol.definitions();
    List<Group> groups = new ArrayList<>();
    List<Stmt.FunctionDef> open = new ArrayList<>();
    for (int i = 0; i < definitions.size(); i++) {
      Definition definition = definitions.get(i);
      boolean reached = findings.declared().isReachable(module(), definition.reachability());
      if (definition.kind() instanceof DefinitionKind.Function function
          && !function.node().decorators.isEmpty()
          && reached
          && flags(function.node()).has(Flag.OVERLOAD)) {
        open.add(function.node());
      } else if (!open.isEmpty()) {
        if (definition.kind() instanceof DefinitionKind.Function function && reached) {
          groups.add(new Group(List.copyOf(open), function.node(), false));
        } else {
          groups.add(new Group(List.copyOf(open), null, true));
        }
        open.clear();
      }
    }
    if (!open.isEmpty()) {
      groups.add(new Group(List.copyOf(open), null, false));
    }
    return groups;
  }

  private void check(Scope scope, Symbol symbol, Group group) {
    List<Stmt.FunctionDef> overloads = group.overloads();
    if (overloads.size() == 1) {
      findings.report(
          Rules.SINGLE_OVERLOAD,
          overloads.getFirst().name,
          "`" + symbol.name() + "` has one overload only");
    }
    if (group.implementation() == null && !group.replaced() && needsImplementation(scope, group)) {
      if (overloads.size() > 1) {
        findings.report(
            Rules.MISSING_OVERLOAD_IMPLEMENTATION,
            overloads.getFirst().name,
            "the overloads of `" + symbol.name() + "` have no implementation");
      }
    }
    for (Stmt.FunctionDef overload : overloads) {
      checkBody(overload);
    }
    checkPlaces(group);
    new OverlappingOverloads(findings).check(overloads);
    if (scope.kind() == Scope.Kind.CLASS) {
      checkAbstract(group);
    }
    if (scope.kind() == Scope.Kind.CLASS && !isConsistentKind(group)) {
      Stmt.FunctionDef last =
          group.implementation() == null ? overloads.getLast() : group.implementation();
      findings.report(
          Rules.INCONSISTENT_OVERLOAD_DECORATOR,
          last.name,
          "the overloads of `"
              + symbol.name()
              + "` and their implementation must all be static methods, class methods, or neither");
      return;
    }
    if (group.implementation() != null) {
      checkImplementation(scope, overloads, group.implementation());
    }
  }

  private boolean needsImplementation(Scope scope, Group group) {
    if (module().isStub()) {
      return false;
    }
    if (!(scope.node() instanceof Stmt.ClassDef cls)) {
      return true;
    }
    if (findings.declared().classOf(module(), cls).isProtocol()) {
      return false;
    }
    for (Stmt.FunctionDef overload : group.overloads()) {
      if (!flags(overload).has(Flag.ABSTRACT)) {
        return true;
      }
    }
    return false;
  }

  private void checkBody(Stmt.FunctionDef overload) {
    if (module().isStub() || FunctionTexts.hasEmptyBody(overload)) {
      return;
    }
    Stmt last = overload.body.getLast();
    if (!(last instanceof Stmt.Raise)) {
      findings.report(
          Rules.USELESS_OVERLOAD_BODY,
          overload.body.getFirst(),
          "the body of an overload is never run: the implementation is");
    }
  }

  /**
   * {@code @final} and {@code @override} belong to the implementation, else to the first overload.
   */
  private void checkPlaces(Group group) {
    for (int i = 0; i < group.overloads().size(); i++) {
      Stmt.FunctionDef overload = group.overloads().get(i);
      FunctionFlags flags = flags(overload);
      if (!flags.has(Flag.FINAL) && !flags.has(Flag.OVERRIDE)) {
        continue;
      }
      String mark = flags.has(Flag.FINAL) ? "@final" : "@override";
      if (group.implementation() != null) {
        findings.report(
            Rules.MISPLACED_OVERLOAD_DECORATOR,
            overload.name,
            "`" + mark + "` belongs on the implementation of `" + overload.name.name + "`");
      } else if (i > 0) {
        findings.report(
            Rules.MISPLACED_OVERLOAD_DECORATOR,
            overload.name,
            "`" + mark + "` belongs on the first overload of `" + overload.name.name + "`");
      }
    }
  }

  /** A method is abstract or not, whatever it is called with. */
  private void checkAbstract(Group group) {
    boolean first = flags(group.overloads().getFirst()).has(Flag.ABSTRACT);
    for (Stmt.FunctionDef overload : group.overloads()) {
      if (flags(overload).has(Flag.ABSTRACT) != first) {
        findings.report(
            Rules.INCONSISTENT_OVERLOAD_DECORATOR,
            overload.name,
            "the overloads of `" + overload.name.name + "` must all be abstract or none of them");
        return;
      }
    }
  }

  private boolean isConsistentKind(Group group) {
    FunctionFlags first = flags(group.overloads().getFirst());
    for (Stmt.FunctionDef overload : group.overloads()) {
      if (!isSameKind(first, flags(overload))) {
        return false;
      }
    }
    return group.implementation() == null || isSameKind(first, flags(group.implementation()));
  }

  private static boolean isSameKind(FunctionFlags first, FunctionFlags second) {
    return first.has(Flag.STATIC) == second.has(Flag.STATIC)
        && first.has(Flag.CLASS) == second.has(Flag.CLASS);
  }

  private void checkImplementation(
      Scope scope, List<Stmt.FunctionDef> overloads, Stmt.FunctionDef implementation) {
    if (!(findings.declared().decorated(module(), implementation) instanceof CallableType body)) {
      return;
    }
    boolean method =
        scope.kind() == Scope.Kind.CLASS && body.binding() != CallableType.Binding.STATIC;
    for (Stmt.FunctionDef overload : overloads) {
      if (!(findings.declared().decorated(module(), overload) instanceof CallableType promise)) {
        continue;
      }
      CallableType source = comparable(body, method);
      CallableType target = comparable(promise, method);
      if (!findings.program().typeSystem().isAssignable(source, target)
          && !findings.program().typeSystem().isAssignable(erased(source), erased(target))) {
        reportInconsistent(overload, implementation, body, promise);
        return;
      }
    }
  }

  private void reportInconsistent(
      Stmt.FunctionDef overload,
      Stmt.FunctionDef implementation,
      CallableType body,
      CallableType promise) {
    Display.Pair pair = Display.pair(findings.program(), promise, body);
    findings.report(
        Diagnostic.of(
                Rules.INCONSISTENT_OVERLOAD_IMPLEMENTATION,
                module().path(),
                new Span(implementation.name.start, implementation.name.end),
                "the implementation `" + pair.second() + "` does not do what its overload promises")
            .withLabel(
                new Label(
                    module().path(),
                    new Span(overload.name.start, overload.name.end),
                    "the overload is `" + pair.first() + "`")));
  }

  /** The same without the type variables that its signatures solve. */
  private static Type erased(CallableType callable) {
    List<TypeVarType> solved = new ArrayList<>();
    for (Signature signature : callable.signatures()) {
      solved.addAll(signature.typeParameters());
    }
    return Substitution.toUnknown(solved).apply(callable);
  }

  /** The result of an {@code async def} as the specification has it: any kind of coroutine. */
  private static Type asPromised(Type returned) {
    return returned instanceof NominalType coroutine
            && coroutine.cls().equals(WellKnown.COROUTINE_TYPE)
        ? new NominalType(WellKnown.COROUTINE, coroutine.arguments())
        : returned;
  }

  /**
   * A callable whose result stands among its parameters, so that one comparison finds out whether
   * an implementation takes all arguments of an overload and returns all that the overload may
   * return. What a method is bound to does not matter.
   */
  private static CallableType comparable(CallableType callable, boolean method) {
    List<Signature> signatures = new ArrayList<>();
    for (Signature signature : callable.signatures()) {
      Type returned =
          signature.returns() instanceof Signature.Returns.Declared declared
              ? declared.type()
              : DynamicType.UNKNOWN;
      ParameterList list = signature.parameters();
      List<ParameterType> parameters = new ArrayList<>();
      parameters.add(
          ParameterType.of("__result", ParameterKind.POSITIONAL_ONLY, asPromised(returned), false));
      for (int i = 0; i < list.parameters().size(); i++) {
        ParameterType parameter = list.parameters().get(i);
        boolean bound =
            method
                && i == 0
                && (parameter.kind() == ParameterKind.POSITIONAL_ONLY
                    || parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD);
        parameters.add(
            bound ? parameter.withType(DynamicType.UNKNOWN).positionalOnly() : parameter);
      }
      signatures.add(
          signature
              .withParameters(new ParameterList(parameters, list.paramSpec(), list.gradual()))
              .withReturn(DynamicType.UNKNOWN));
    }
    return new CallableType(signatures, CallableType.Binding.BOUND, null);
  }
}
