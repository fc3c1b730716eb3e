package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Label;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.definitions.Declared;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeSystem;
import dev.taipan.checker.types.WellKnown;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bases of a class must be able to be the bases of one class. */
final class ClassHierarchy implements ClassRule {
  private final Findings findings;
  private final BaseConflicts conflicts;

  ClassHierarchy(Findings findings) {
    this.findings = findings;
    this.conflicts = new BaseConflicts(findings);
  }

  private ClassModel modelOf(ClassId cls) {
    return findings.program().classModel(cls);
  }

  private Declared declared() {
    return findings.declared();
  }

  @Override
  public void check(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    ClassModel model = declared().classOf(findings.module(), cls);
    List<Expr> written = declared().baseExpressions(findings.module(), cls);
    if (declared().isCyclic(model)) {
      findings.report(
          Rules.CYCLIC_CLASS_DEFINITION,
          cls.name,
          "`" + cls.name.name + "` is among its own ancestors");
      return;
    }
    if (!written.isEmpty() && !hasDuplicates(model, written)) {
      checkFinalBases(model, written);
      checkLastBase(model, written);
      boolean known = !isOpen(model);
      if (known && !declared().isConsistent(model)) {
        findings.report(
            Rules.INCONSISTENT_MRO,
            cls.name,
            "the bases of `" + cls.name.name + "` cannot be ordered");
      } else if (known) {
        if (fitsInMemory(cls, model)) {
          conflicts.check(cls, model);
        }
        checkArguments(cls, model);
      }
      checkProtocolBases(model, written);
    }
    checkMetaclass(cls, model);
    checkDisjointMark(cls, model);
    checkComplete(cls, model);
    if (model.isRuntimeCheckable() && !model.isProtocol()) {
      findings.report(
          Rules.INVALID_PROTOCOL,
          cls.name,
          "`@runtime_checkable` is for protocols, `" + cls.name.name + "` is none");
    }
    Expr ordering = declared().unfoundedOrdering(model);
    if (ordering != null) {
      findings.report(
          Rules.INVALID_TOTAL_ORDERING,
          ordering,
          "`" + cls.name.name + "` defines none of `__lt__`, `__le__`, `__gt__` and `__ge__`");
    }
  }

  /** Nobody can implement later what a final class leaves abstract. */
  private void checkComplete(Stmt.ClassDef cls, ClassModel model) {
    if (model.isFinal() && !model.isProtocol() && !model.abstractMembers().isEmpty()) {
      findings.report(
          Rules.ABSTRACT_METHOD_IN_FINAL_CLASS,
          cls.name,
          "the final class `"
              + cls.name.name
              + "` leaves `"
              + String.join("`, `", model.abstractMembers())
              + "` abstract");
    }
  }

  private static boolean isOpen(ClassModel model) {
    for (Type base : model.bases()) {
      if (base instanceof DynamicType) {
        return true;
      }
    }
    return false;
  }

  private boolean hasDuplicates(ClassModel model, List<Expr> written) {
    Set<ClassId> seen = new HashSet<>();
    for (int i = 0; i < written.size(); i++) {
      ClassId id = Mro.classOf(model.bases().get(i));
      if (id != null && !seen.add(id)) {
        findings.report(
            Rules.DUPLICATE_BASE, written.get(i), "the base `" + id.name() + "` is listed twice");
        return true;
      }
    }
    return false;
  }

  private void checkFinalBases(ClassModel model, List<Expr> written) {
    for (int i = 0; i < written.size(); i++) {
      ClassId id = Mro.classOf(model.bases().get(i));
      if (id == null) {
        continue;
      }
      ClassModel base = modelOf(id);
      if (base.isFinal()) {
        report(
            Rules.SUBCLASS_OF_FINAL_CLASS,
            written.get(i),
            "`" + id.name() + "` is final and cannot be inherited from",
            base);
      } else if (!base.enumMembers().isEmpty()) {
        report(
            Rules.SUBCLASS_OF_FINAL_CLASS,
            written.get(i),
            "`" + id.name() + "` is an enum with members and cannot be inherited from",
            base);
      }
    }
  }

  /** The metaclass of enums looks for the enum to extend in the last place. */
  private void checkLastBase(ClassModel model, List<Expr> written) {
    ClassId last = Mro.classOf(model.bases().get(written.size() - 1));
    if (model.isEnum() && last != null && !modelOf(last).isEnum()) {
      findings.report(
          Rules.INVALID_BASE,
          written.getLast(),
          "`" + last.name() + "` must stand before the enum among the bases");
    }
  }

  /** Two bases with layouts of their own fit only when one inherits from the other. */
  private boolean fitsInMemory(Stmt.ClassDef cls, ClassModel model) {
    ClassId chosen = null;
    for (Type base : model.bases()) {
      ClassId layout = disjointBase(base);
      if (layout == null || chosen == null || declared().inherits(layout, chosen)) {
        chosen = layout == null ? chosen : layout;
      } else if (!declared().inherits(chosen, layout)) {
        findings.report(
            Rules.INSTANCE_LAYOUT_CONFLICT,
            cls.name,
            "`"
                + chosen.name()
                + "` and `"
                + layout.name()
                + "` each lay out their instances in their own way, so that no class can inherit from"
                + " both");
        return false;
      }
    }
    return true;
  }

  /** The class that lays out the instances of a base; null for plain ones. */
  private @Nullable ClassId disjointBase(Type base) {
    ClassId id = Mro.classOf(base);
    if (id == null) {
      return null;
    }
    for (Type entry : modelOf(id).mro()) {
      ClassId ancestor = Mro.classOf(entry);
      if (ancestor != null && modelOf(ancestor).isDisjointBase()) {
        return ancestor.equals(WellKnown.OBJECT) ? null : ancestor;
      }
    }
    return null;
  }

  /** A class that is inherited twice is so with the same type arguments. */
  private void checkArguments(Stmt.ClassDef cls, ClassModel model) {
    TypeSystem types = findings.program().typeSystem();
    Map<ClassId, NominalType> seen = new HashMap<>();
    for (Type base : model.bases()) {
      for (Type entry : declared().linearization(base)) {
        if (!(entry instanceof NominalType nominal) || nominal.arguments().isEmpty()) {
          continue;
        }
        NominalType before = seen.putIfAbsent(nominal.cls(), nominal);
        if (before == null || before.equals(nominal)) {
          continue;
        }
        if (!types.isAssignable(before, nominal) || !types.isAssignable(nominal, before)) {
          findings.report(
              Rules.INVALID_GENERIC_CLASS,
              cls.name,
              "`"
                  + cls.name.name
                  + "` inherits from both `"
                  + Display.of(before)
                  + "` and `"
                  + Display.of(nominal)
                  + "`");
          return;
        }
      }
    }
  }

  private void checkProtocolBases(ClassModel model, List<Expr> written) {
    if (!model.isProtocol()) {
      return;
    }
    for (int i = 0; i < written.size(); i++) {
      ClassId id = Mro.classOf(model.bases().get(i));
      if (id != null && !modelOf(id).isProtocol() && !id.equals(WellKnown.OBJECT)) {
        report(
            Rules.INVALID_PROTOCOL,
            written.get(i),
            "a protocol can inherit from protocols only, `" + id.name() + "` is none",
            modelOf(id));
      }
    }
  }

  /** One of the metaclasses must inherit from all others. */
  private void checkMetaclass(Stmt.ClassDef cls, ClassModel model) {
    ClassId own = Mro.classOf(model.metaclass());
    // The bases that a stub names to say what methods there are do not make the class.
    if (own == null || findings.module().isStub() || modelOf(own).hasUnknownBase()) {
      return;
    }
    for (Type base : model.bases()) {
      ClassId id = Mro.classOf(base);
      ClassId inherited = id == null ? null : Mro.classOf(modelOf(id).metaclass());
      if (inherited != null && !declared().inherits(own, inherited)) {
        findings.report(
            Rules.CONFLICTING_METACLASS,
            cls.name,
            "the metaclass of `"
                + cls.name.name
                + "` must inherit from `"
                + own.name()
                + "` and from `"
                + inherited.name()
                + "`, the metaclass of `"
                + Objects.requireNonNull(id).name()
                + "`");
        return;
      }
    }
  }

  private void checkDisjointMark(Stmt.ClassDef cls, ClassModel model) {
    if (declared().isMarkedDisjoint(model) && (model.isProtocol() || model.typedDict() != null)) {
      findings.report(
          Rules.INVALID_DISJOINT_BASE,
          cls.decorators.getFirst(),
          "`@disjoint_base` is for classes with instances of their own, `"
              + cls.name.name
              + "` is a "
              + (model.isProtocol() ? "protocol" : "TypedDict"));
    }
  }

  private void report(Rule rule, Node at, String message, ClassModel base) {
    Diagnostic diagnostic =
        Diagnostic.of(rule, findings.module().path(), new Span(at.start, at.end), message);
    Declared.Source source = declared().sourceOf(base.id());
    if (source != null) {
      Node name = source.definition().name;
      diagnostic =
          diagnostic.withLabel(
              new Label(
                  source.module().path(), new Span(name.start, name.end), "the base is here"));
    }
    findings.report(diagnostic);
  }
}
