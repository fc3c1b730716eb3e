package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the walk is, and how it makes definitions there. */
final class Walk {
  final Facts facts;
  final Mentions mentions;
  Frame frame;

  /** The innermost statement that is being walked. */
  Node statement;

  Walk(Facts facts) {
    this.facts = facts;
    this.mentions = new Mentions(this);
    this.frame = new Frame(facts.scopes.getFirst(), null, null, facts);
    this.statement = facts.tree;
  }

  /** Enters the body of a function, lambda or class. */
  void enter(Scope scope) {
    frame = new Frame(scope, frame, frame.inline, facts);
  }

  /** Leaves it. */
  void leave() {
    frame.close();
    Frame outer = frame.outer;
    if (outer != null) {
      frame = outer;
    }
  }

  /** Walks a comprehension or a list of type parameters from here on. */
  void push(Scope scope) {
    frame.inline = new Frame.Inline(scope, frame.inline);
  }

  void pop() {
    Frame.Inline inline = frame.inline;
    frame.inline = inline == null ? null : inline.outer;
  }

  /** The name as it is kept where the walk is. */
  String mangle(String name) {
    return name.length() > 2 && name.charAt(0) == '_' && name.charAt(1) == '_'
        ? PrivateNames.mangle(frame.currentScope(), name)
        : name;
  }

  /**
   * Binds a name of the frame.
   *
   * @param target the node that the definition is entered at
   * @param name the node of the name, at which it is entered too
   */
  void bindName(Node target, Expr.Name name, Node region, DefinitionKind kind) {
    if (!name.name.isEmpty()) {
      bindName(target, name, name.name, region, kind);
    }
  }

  /** Binds a name that is not quite what its node says. */
  void bindName(Node target, Expr.Name node, String written, Node region, DefinitionKind kind) {
    String name = mangle(written);
    Place place = frame.ownPlace(name);
    Definition definition =
        facts.define(frame.scope, place.symbol, name, target, region, kind, frame.state.reach);
    facts.byNode[node.id] = definition;
    frame.bind(place, definition.index());
  }

  /** Binds a target of a comprehension or a type parameter, in the scope that was pushed last. */
  void bindInlined(Node target, Expr.Name name, Node region, DefinitionKind kind) {
    if (name.name.isEmpty()) {
      return;
    }
    String mangled = mangle(name.name);
    Place place = frame.place(mangled);
    Definition definition =
        facts.define(
            frame.currentScope(), place.symbol, mangled, target, region, kind, frame.state.reach);
    facts.byNode[name.id] = definition;
    frame.bind(place, definition.index());
  }

  /** Declares a name without giving it a value. */
  void declareName(Expr.Name name, Node region, DefinitionKind kind) {
    if (!name.name.isEmpty()) {
      String mangled = mangle(name.name);
      Symbol symbol = frame.ownPlace(mangled).symbol;
      facts.define(frame.scope, symbol, mangled, name, region, kind, frame.state.reach);
    }
  }

  /** Binds, or only declares, a member place. */
  void defineMember(Place place, Expr target, Node region, DefinitionKind kind) {
    Definition definition =
        facts.define(frame.scope, null, place.key(), target, region, kind, frame.state.reach);
    Map<String, List<Definition>> attributes = place.isItem() ? null : attributesOf(place.parent);
    if (attributes != null) {
      attributes.computeIfAbsent(place.segment, key -> new ArrayList<>(2)).add(definition);
    }
    if (definition.isBinding()) {
      frame.bind(place, definition.index());
    }
    Symbol owner = place.parent == null ? null : place.parent.symbol;
    if (owner != null && place.segment.equals("__class__")) {
      owner.reclassed = true;
      owner.scope().reclasses = true;
    }
  }

  /** The attributes of the class that members of the place define; null if they define none. */
  private @Nullable Map<String, List<Definition>> attributesOf(@Nullable Place place) {
    if (place == null || frame.selfAttributes == null) {
      return null;
    }
    LiveBindings bindings = frame.current(place);
    if (place == frame.self) {
      return mayBeParameter(bindings) ? frame.selfAttributes : null;
    }
    return bindings.size() == 1
            && bindings.definition(0) >= 0
            && facts.definition(bindings.definition(0)).kind()
                instanceof DefinitionKind.Assign assign
            && isNewObject(assign.value())
        ? frame.newAttributes
        : null;
  }

  /** Whether the first parameter may still hold what the method was called with. */
  private boolean mayBeParameter(LiveBindings bindings) {
    for (int i = 0; i < bindings.size(); i++) {
      int index = bindings.definition(i);
      if (index >= 0
          && (facts.definition(index).kind() instanceof DefinitionKind.Param
              || facts.definition(index).kind() instanceof DefinitionKind.LoopHeader)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a call makes an object as {@code __new__} does: by the same method of another class.
   */
  private static boolean isNewObject(Expr value) {
    return value instanceof Expr.Call call
        && call.callee instanceof Expr.Attribute method
        && method.name.equals("__new__");
  }

  /** Binds the parameters at the start of a function or lambda. */
  void bindParameters(Parameters parameters, Node region) {
    for (int i = 0; i < parameters.all.size(); i++) {
      Parameter parameter = parameters.all.get(i);
      bindName(
          parameter, parameter.name, region, new DefinitionKind.Param(parameters, parameter, i));
    }
  }
}
