package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The definitions that one attribute has in classes that inherit from one another. */
final class RelatedMembers {
  /** An attribute of a class. */
  record Member(ClassId cls, String name) {}

  private final Queries queries;
  private final DefinitionFinder finder;
  private final Subclasses subclasses;

  RelatedMembers(Program program, Snapshot snapshot, BooleanSupplier outdated) {
    this.queries = new Queries(program);
    this.finder = new DefinitionFinder(program);
    this.subclasses = new Subclasses(program, snapshot, outdated);
  }

  /** The attribute of a class that a definition defines, in its body or by way of `self`. */
  static Optional<Member> memberOf(DefinitionFinder.Found found) {
    Definition definition = found.definition();
    if (definition == null) {
      return Optional.empty();
    }
    Scope scope = definition.scope();
    String name = definition.place();
    if (definition.symbol() == null) {
      int dot = name.lastIndexOf('.');
      if (scope.kind() != Scope.Kind.FUNCTION || scope.parent() == null || dot < 0) {
        return Optional.empty();
      }
      scope = scope.parent();
      name = name.substring(dot + 1);
    }
    String place =
        scope.kind() == Scope.Kind.CLASS && scope.node() instanceof Stmt.ClassDef cls
            ? found.module().placeOf(cls)
            : null;
    return place == null
        ? Optional.empty()
        : Optional.of(new Member(new ClassId(found.module().name(), place), name));
  }

  /** What overrides the attribute in the classes below. */
  List<DefinitionFinder.Found> below(Member member) {
    List<DefinitionFinder.Found> found = new ArrayList<>();
    for (ClassId cls : subclasses.below(member.cls()).keySet()) {
      found.addAll(finder.ownMember(cls, member.name()));
    }
    return found;
  }

  /** What the attribute overrides, and what overrides it. */
  List<DefinitionFinder.Found> around(Member member) {
    List<DefinitionFinder.Found> found = new ArrayList<>();
    if (isShared(member)) {
      for (ClassId cls : above(member)) {
        found.addAll(finder.ownMember(cls, member.name()));
      }
      found.addAll(below(member));
    }
    return found;
  }

  /** All that would have to be renamed with the attribute, itself included. */
  List<DefinitionFinder.Found> family(Member member) {
    Set<DefinitionFinder.Found> found = new LinkedHashSet<>();
    Set<ClassId> seen = new LinkedHashSet<>(Set.of(member.cls()));
    Deque<ClassId> open = new ArrayDeque<>(seen);
    while (isShared(member) && !open.isEmpty()) {
      ClassId cls = open.poll();
      List<DefinitionFinder.Found> own = finder.ownMember(cls, member.name());
      if (own.isEmpty()) {
        continue;
      }
      found.addAll(own);
      Member here = new Member(cls, member.name());
      for (ClassId other : above(here)) {
        if (seen.add(other)) {
          open.add(other);
        }
      }
      for (ClassId other : subclasses.below(cls).keySet()) {
        if (seen.add(other)) {
          open.add(other);
        }
      }
    }
    return List.copyOf(found);
  }

  /** Whether classes that inherit mean the same by the name; Python's own names say nothing. */
  private static boolean isShared(Member member) {
    return !member.name().startsWith("__");
  }

  private List<ClassId> above(Member member) {
    List<ClassId> classes = new ArrayList<>();
    for (ClassId cls : queries.ancestors(member.cls())) {
      if (!cls.equals(member.cls()) && !cls.equals(WellKnown.OBJECT)) {
        classes.add(cls);
      }
    }
    return classes;
  }
}
