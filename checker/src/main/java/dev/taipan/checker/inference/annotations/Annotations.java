package dev.taipan.checker.inference.annotations;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.PrivateNames;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.QualifiedType.Qualifier;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.FreeVariables;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Annotations: type expressions with the qualifiers that may surround them. */
public final class Annotations {
  private final Program program;
  private final AnnotationPositions positions;

  public Annotations(Program program) {
    this.program = program;
    this.positions = new AnnotationPositions(program);
  }

  private TypeExpressions expressions() {
    return program.typeExpressions();
  }

  /**
   * Evaluates a region that is the annotation of a variable, of a parameter or of what a function
   * returns; the region {@linkplain Region#qualify keeps} what it says.
   */
  public void evaluateVariable(Region region, Expr annotation) {
    TypePosition position = positions.of(region, annotation);
    QualifiedType qualified =
        program.declarations().inAnnotation(region, () -> qualified(region, annotation, position));
    region.qualify(qualified);
  }

  /** The type of a type expression that stands where a value does, as in {@code cast(T, x)}. */
  public Type evaluate(Region region, Expr expression) {
    TypePosition position =
        TypePosition.of(program.typeVariableScopes().around(region.module(), region.scope()));
    return expressions().type(region, expression, position);
  }

  /** What an annotation says. */
  public QualifiedType qualified(Region region, Expr expression, TypePosition position) {
    return switch (expression) {
      case Expr.Str text -> {
        Expr parsed = QuotedTypes.parse(region, text);
        yield parsed == null
            ? QualifiedType.of(DynamicType.UNKNOWN)
            : region.forward(() -> qualified(region, parsed, position));
      }
      case Expr.Starred starred when position.star() == TypePosition.Star.ARGS ->
          unpacked(region, starred, position);
      case Expr.Subscript subscript
          when subscript.value instanceof Expr.Name || subscript.value instanceof Expr.Attribute ->
          subscripted(region, subscript, position);
      default -> plain(expressions().type(region, expression, position), position);
    };
  }

  /** A qualifier that stands alone, or under another name, comes back as itself. */
  private static QualifiedType plain(Type type, TypePosition position) {
    if (type instanceof NominalType nominal
        && nominal.cls().equals(SubscriptedForms.INIT_VAR)
        && position.qualifiers().contains(Qualifier.INIT_VAR)) {
      return new QualifiedType(nominal.arguments().getFirst(), EnumSet.of(Qualifier.INIT_VAR));
    }
    if (type instanceof SpecialFormType form) {
      Qualifier qualifier = qualifierOf(form.name());
      if (qualifier != null) {
        return new QualifiedType(null, EnumSet.of(qualifier));
      }
    }
    return QualifiedType.of(type);
  }

  private QualifiedType subscripted(
      Region region, Expr.Subscript subscript, TypePosition position) {
    Expr.Name name = subscript.value instanceof Expr.Name simple ? simple : null;
    if (name != null && expressions().recursiveAlias(region, name) != null) {
      return QualifiedType.of(expressions().type(region, subscript, position));
    }
    Type base = expressions().value(region, subscript.value);
    if (base instanceof ClassLiteralType cls && cls.cls().equals(SubscriptedForms.INIT_VAR)) {
      return qualifier(region, subscript, Qualifier.INIT_VAR, "InitVar", position);
    }
    if (base instanceof SpecialFormType form) {
      if (form.name().equals("Annotated")) {
        List<Expr> indices = TypeArguments.indices(subscript);
        expressions().subscripted().metadata(region, subscript, indices);
        return indices.isEmpty()
            ? QualifiedType.of(DynamicType.UNKNOWN)
            : qualified(region, indices.getFirst(), position);
      }
      if (form.name().equals("Unpack") && position.star() != TypePosition.Star.NONE) {
        return position.star() == TypePosition.Star.ARGS
            ? unpacked(region, subscript, position)
            : unpackedKeywords(region, subscript, position);
      }
      Qualifier qualifier = qualifierOf(form.name());
      if (qualifier != null && qualifier != Qualifier.TYPE_ALIAS) {
        return qualifier(region, subscript, qualifier, form.name(), position);
      }
    }
    return QualifiedType.of(expressions().subscripted().type(region, subscript, base, position));
  }

  static @Nullable Qualifier qualifierOf(String form) {
    return switch (form) {
      case "ClassVar" -> Qualifier.CLASS_VAR;
      case "Final" -> Qualifier.FINAL;
      case "Required" -> Qualifier.REQUIRED;
      case "NotRequired" -> Qualifier.NOT_REQUIRED;
      case "ReadOnly" -> Qualifier.READ_ONLY;
      case "TypeAlias" -> Qualifier.TYPE_ALIAS;
      default -> null;
    };
  }

  private QualifiedType qualifier(
      Region region,
      Expr.Subscript subscript,
      Qualifier qualifier,
      String name,
      TypePosition position) {
    List<Expr> indices = TypeArguments.indices(subscript);
    if (indices.size() != 1) {
      expressions().invalid(region, subscript, "`" + name + "` takes one type argument");
      return QualifiedType.of(DynamicType.UNKNOWN);
    }
    boolean allowed = position.qualifiers().contains(qualifier);
    if (!allowed) {
      expressions().invalid(region, subscript, "the qualifier `" + name + "` is not allowed here");
    }
    QualifiedType inner =
        qualified(region, indices.getFirst(), position.withQualifiers(inside(qualifier, position)));
    if (!allowed) {
      return inner;
    }
    EnumSet<Qualifier> all = EnumSet.of(qualifier);
    all.addAll(inner.qualifiers());
    return new QualifiedType(inner.written(), all);
  }

  /** The qualifiers that may stand inside of another. */
  private static Set<Qualifier> inside(Qualifier outer, TypePosition position) {
    EnumSet<Qualifier> inner = EnumSet.noneOf(Qualifier.class);
    switch (outer) {
      case CLASS_VAR -> inner.add(Qualifier.FINAL);
      case REQUIRED, NOT_REQUIRED -> inner.add(Qualifier.READ_ONLY);
      case READ_ONLY -> {
        inner.add(Qualifier.REQUIRED);
        inner.add(Qualifier.NOT_REQUIRED);
      }
      case FINAL -> inner.add(Qualifier.CLASS_VAR);
      case INIT_VAR, TYPE_ALIAS, UNPACKED -> {}
    }
    inner.retainAll(position.qualifiers());
    return inner;
  }

  private QualifiedType unpacked(Region region, Expr expression, TypePosition position) {
    TupleType tuple = expressions().unpacked(region, expression, position);
    return new QualifiedType(
        tuple == null ? TupleType.homogeneous(DynamicType.UNKNOWN) : tuple,
        EnumSet.of(Qualifier.UNPACKED));
  }

  /** {@code **kwargs: Unpack[TD]}. */
  private QualifiedType unpackedKeywords(
      Region region, Expr.Subscript subscript, TypePosition position) {
    Type type = expressions().type(region, subscript.index, position.inner());
    boolean typedDict =
        type instanceof NominalType nominal
            && program.classModel(nominal.cls()).typedDict() != null;
    if (!typedDict && type != DynamicType.UNKNOWN) {
      expressions()
          .invalid(
              region,
              subscript.index,
              "only a TypedDict can be unpacked for `**kwargs`, not `" + Display.of(type) + "`");
      return QualifiedType.of(DynamicType.UNKNOWN);
    }
    return typedDict
        ? new QualifiedType(type, EnumSet.of(Qualifier.UNPACKED))
        : QualifiedType.of(type);
  }

  /** Reports an annotation, or qualifiers in it, that have no meaning where it stands. */
  public void checkDeclaration(Region region, Stmt.AnnAssign assign, QualifiedType declared) {
    boolean isMember =
        assign.target instanceof Expr.Attribute || assign.target instanceof Expr.Subscript;
    if (isMember && !isOwnAttribute(region, assign.target)) {
      region.report(
          Rules.INVALID_TYPE_FORM,
          assign.annotation,
          "only variables and the attributes of `self` can be annotated");
    } else if (isMember && !declared.type().isClosed()) {
      checkLifetime(region, assign, declared.type());
    }
    checkQualifiers(region, assign, declared);
  }

  /** An attribute outlives the call for which the type variables of a method stand for types. */
  private void checkLifetime(Region region, Stmt.AnnAssign assign, Type declared) {
    for (Scope at = region.scope(); at != null && at.kind() != Scope.Kind.CLASS; at = at.parent()) {
      if (!(at.node() instanceof Stmt.FunctionDef function)) {
        continue;
      }
      for (TypeVarType variable : program.functions().typeParameters(region.module(), function)) {
        if (FreeVariables.mentions(declared, variable::equals)) {
          region.report(
              Rules.UNBOUND_TYPE_VARIABLE,
              assign.annotation,
              "the attribute cannot have a type of `"
                  + variable.name()
                  + "`, which the method binds, not the class");
          return;
        }
      }
    }
  }

  /** Whether a target is an attribute of the object or class that a method is called on. */
  private static boolean isOwnAttribute(Region region, Expr target) {
    Definition definition = region.module().bound().definitionOf(target);
    Scope owner = region.scope().frame();
    while (owner != null && owner.kind() != Scope.Kind.CLASS) {
      owner = owner.parent();
    }
    if (definition == null || owner == null || !(target instanceof Expr.Attribute attribute)) {
      return false;
    }
    String name = PrivateNames.mangle(region.scope(), attribute.name);
    return owner.instanceAttributes().getOrDefault(name, List.of()).contains(definition)
        || owner.classAttributes().getOrDefault(name, List.of()).contains(definition);
  }

  private void checkQualifiers(Region region, Stmt.AnnAssign assign, QualifiedType declared) {
    Scope scope = region.scope();
    boolean inClass = scope.kind() == Scope.Kind.CLASS && assign.target instanceof Expr.Name;
    if (declared.has(Qualifier.CLASS_VAR)) {
      if (!inClass) {
        expressions()
            .invalid(
                region, assign.annotation, "`ClassVar` is only allowed in the body of a class");
      } else if (mentionsVariable(declared.type())) {
        expressions()
            .invalid(region, assign.annotation, "a `ClassVar` must not mention type variables");
      }
    }
    if (declared.has(Qualifier.REQUIRED)
        || declared.has(Qualifier.NOT_REQUIRED)
        || declared.has(Qualifier.READ_ONLY)) {
      if (!inClass || !program.classes().isTypedDict(region.module(), scope)) {
        expressions()
            .invalid(
                region,
                assign.annotation,
                "`Required`, `NotRequired` and `ReadOnly` are only allowed for items of a"
                    + " TypedDict");
      }
    }
    if (declared.has(Qualifier.INIT_VAR) && !inClass) {
      expressions()
          .invalid(
              region, assign.annotation, "`InitVar` is only allowed for fields of a dataclass");
    }
    if (declared.has(Qualifier.TYPE_ALIAS) && assign.value == null) {
      region.report(Rules.INVALID_TYPE_FORM, assign.annotation, "a `TypeAlias` needs a value");
    }
  }

  private static boolean mentionsVariable(Type type) {
    return FreeVariables.mentions(
        type,
        variable -> variable.kind() != TypeVarType.Kind.SELF && !CallableVariables.isOwn(variable));
  }
}
