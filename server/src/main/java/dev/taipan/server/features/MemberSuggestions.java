package dev.taipan.server.features;

import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The attributes of the object before a dot; of a union those of all members come first. */
final class MemberSuggestions {
  private static final int PARTIAL = 4;

  private final Typing typing;
  private final Suggestions found;
  private final Queries queries;
  private final DefinitionFinder finder;
  private final Roles roles;

  MemberSuggestions(Typing typing, Suggestions found) {
    this.typing = typing;
    this.found = found;
    this.queries = typing.queries();
    this.finder = typing.finder();
    this.roles = new Roles(typing.program());
  }

  void add() {
    int dot = typing.replaced().start() - 1;
    List<Node> path = new ArrayList<>(NodePath.to(typing.module().parsed().module(), dot));
    while (path.size() > 1) {
      Node node = path.getLast();
      if (node instanceof Expr.Attribute attribute
          && attribute.value.end <= dot
          && attribute.nameStart >= dot) {
        path.add(attribute.value);
        queries.typeOf(typing.module(), path).ifPresent(this::addAll);
        return;
      }
      if (node instanceof Expr && node.end == dot) {
        queries.typeOf(typing.module(), path).ifPresent(this::addAll);
        return;
      }
      path.removeLast();
    }
  }

  /** Adds those of the dotted name that stands before the dot in a string. */
  void addOfWritten() {
    WrittenNames.before(typing, typing.replaced().start() - 1).forEach(this::addAll);
  }

  /** Adds those of an object of a type. */
  void addAll(Type type) {
    if (!(type instanceof UnionType union)) {
      addTo(type, found, 0);
      return;
    }
    List<Suggestions> each = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Type member : union.members()) {
      if (member.equals(WellKnown.NONE)) {
        continue; // nobody wants the attributes of None
      }
      Suggestions own = new Suggestions();
      addTo(member, own, 0);
      each.add(own);
      own.items().forEach(item -> counts.merge(item.label(), 1, Integer::sum));
    }
    for (Suggestions own : each) {
      for (Completion.Item item : own.items()) {
        boolean isShared = counts.getOrDefault(item.label(), 0) == each.size();
        found.add(isShared ? item : item.withRank(item.rank() + PARTIAL));
      }
    }
  }

  private void addTo(Type type, Suggestions to, int rank) {
    if (type instanceof ModuleType other) {
      addModule(other, to);
      return;
    }
    boolean isClass = type instanceof ClassLiteralType || type instanceof SubclassOfType;
    for (ClassId cls : queries.classesOf(type)) {
      addMembersOf(cls, isClass, to, rank);
    }
    if (type instanceof ClassLiteralType literal) {
      Type meta = typing.program().classModel(literal.cls()).metaclass();
      for (ClassId cls : queries.classesOf(meta)) {
        addMembersOf(cls, false, to, rank + 3);
      }
    }
  }

  private void addModule(ModuleType other, Suggestions to) {
    ModuleTypes target = typing.program().module(other.name());
    if (target != null) {
      new NameSuggestions(typing, to).addScope(target.bound().moduleScope(), 0, target);
    }
    ModuleName.parse(other.name())
        .flatMap(typing.snapshot().resolver()::resolve)
        .ifPresent(parent -> new ModuleSuggestions(typing, to).addSubmodules(parent, 2));
  }

  private void addMembersOf(ClassId cls, boolean isClass, Suggestions to, int rank) {
    int distance = 0;
    Set<String> hidden = new HashSet<>();
    for (ClassId ancestor : queries.ancestors(cls)) {
      ClassModel model = typing.program().classModel(ancestor);
      for (String name : model.memberNames()) {
        if (!name.isEmpty() && !to.has(name) && !hidden.contains(name)) {
          addMember(ancestor, name, isClass, rank + Math.min(distance, 6), to, hidden);
        }
      }
      distance++;
    }
  }

  private void addMember(
      ClassId owner, String name, boolean isClass, int rank, Suggestions to, Set<String> hidden) {
    List<DefinitionFinder.Found> definitions = finder.ownMember(owner, name);
    Optional<DefinitionFinder.Found> definition =
        definitions.isEmpty() || definitions.getFirst().definition() == null
            ? Optional.empty()
            : Optional.of(definitions.getFirst());
    boolean isOnlyOnInstances =
        definition.isPresent()
            && definition.get().definition() != null
            && definition.get().definition().symbol() == null;
    if (definition.isEmpty() && finder.isElsewhereOnly(owner, name)) {
      return;
    }
    if (isClass && isOnlyOnInstances) {
      hidden.add(name);
      return;
    }
    Roles.Described described = definition.map(d -> roles.of(d, null)).orElse(null);
    Completion.Kind kind =
        described == null
            ? Completion.Kind.FIELD
            : NameSuggestions.kind(
                described.role() == Roles.Role.VARIABLE ? Roles.Role.FIELD : described.role(),
                name);
    String shown = unmangled(owner, name);
    to.add(
        Completion.Item.of(shown, kind, Suggestions.rankOf(shown, rank, typing.prefix()))
            .withDeprecation(described != null && described.marks().contains(Roles.Mark.DEPRECATED))
            .withOrigin(new Completion.Origin(owner.module(), owner.place(), name)));
  }

  /** The name of a private attribute as it is written within its class. */
  private static String unmangled(ClassId owner, String name) {
    String prefix = "_" + owner.name() + "__";
    return name.startsWith(prefix) ? name.substring(prefix.length() - 2) : name;
  }
}
