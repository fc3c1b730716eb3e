package dev.taipan.checker.checks;

import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Of several bases with the same attribute, the first wins: it must do for whoever has another base
 * in mind. What the class defines itself is compared with all bases by {@link Overrides}, and what
 * one base inherits from another was compared where that base is defined.
 */
final class BaseConflicts {
  private final Findings findings;
  private final Substitutes substitutes;
  private final FinalMembers finals;

  BaseConflicts(Findings findings) {
    this.findings = findings;
    this.finals = new FinalMembers(findings);
    this.substitutes = new Substitutes(findings);
  }

  /** Compares what the bases of a class have, which can be the bases of one class. */
  void check(Stmt.ClassDef cls, ClassModel model) {
    if (model.bases().size() < 2 || model.isEnum() || model.hasUnknownBase()) {
      return;
    }
    List<Type> entries = contributors(model);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      ClassModel first = modelOf(entries.get(i));
      for (String name : first.memberNames()) {
        if (model.member(name).isEmpty()
            && !Overrides.isPrivate(first.id(), name)
            && seen.add(name)) {
          compare(cls, model, entries, i, name);
        }
      }
    }
  }

  /** The ancestors whose attributes are compared, as the MRO orders them. */
  private static List<Type> contributors(ClassModel model) {
    List<Type> entries = new ArrayList<>();
    for (Type entry : model.mro().subList(1, model.mro().size())) {
      ClassId id = Mro.classOf(entry);
      if (id != null && !id.equals(WellKnown.OBJECT)) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private ClassModel modelOf(Type entry) {
    return findings.program().classModel(Objects.requireNonNull(Mro.classOf(entry)));
  }

  /** Compares the attribute of one ancestor with those of the ones after it. */
  private void compare(
      Stmt.ClassDef cls, ClassModel model, List<Type> entries, int first, String name) {
    ClassModel owner = modelOf(entries.get(first));
    for (int i = first + 1; i < entries.size(); i++) {
      ClassModel base = modelOf(entries.get(i));
      Optional<Member> other = base.member(name);
      if (other.isEmpty() || areComparedElsewhere(model, owner.id(), base.id())) {
        continue;
      }
      Optional<Member> own = owner.member(name);
      if (own.isEmpty() || Overrides.isExempt(own.get(), base, false)) {
        return;
      }
      Rule broken = finals.forbids(base, other.get());
      Substitutes.Problem problem =
          broken != null
              ? new Substitutes.Problem(
                  broken,
                  "`%s` of `%s` overrides what is final in `%s`"
                      .formatted(name, owner.id().name(), base.id().name()))
              : substitutes.conflict(
                  model,
                  Substitutes.Side.of(own.get(), owner, entries.get(first)),
                  Substitutes.Side.of(other.get(), base, entries.get(i)));
      if (problem != null) {
        findings.report(
            problem.rule(),
            cls.name,
            "the bases of `" + cls.name.name + "` do not go together: " + problem.message());
        return;
      }
    }
  }

  /** Whether some base has both classes among its ancestors, in which case it was checked there. */
  private boolean areComparedElsewhere(ClassModel model, ClassId first, ClassId second) {
    for (Type base : model.bases()) {
      ClassId id = Mro.classOf(base);
      if (id != null
          && findings.declared().inherits(id, first)
          && findings.declared().inherits(id, second)) {
        return true;
      }
    }
    return false;
  }
}
