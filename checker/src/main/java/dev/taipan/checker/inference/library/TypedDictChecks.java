package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.WellKnown;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with the definition of a TypedDict. */
public final class TypedDictChecks {
  private static final Set<String> KEYWORDS = Set.of("total", "closed", "extra_items", "metaclass");

  private final Program program;

  TypedDictChecks(Program program) {
    this.program = program;
  }

  /** Reports what is wrong with the body and the bases of a TypedDict. */
  public void check(Region region, SourceClassModel cls) {
    TypedDictShape shape = cls.typedDict();
    if (shape == null) {
      return;
    }
    checkHeader(region, cls);
    checkBody(region, cls.definition().body);
    List<TypedDictClasses.Own> own = program.typedDictClasses().own(cls);
    for (Type base : cls.bases()) {
      TypedDictShape inherited = program.typedDictClasses().shapeOf(base);
      if (inherited != null && !isRoot(base)) {
        checkItems(region, own, base, inherited);
        checkOpenness(region, cls, shape, base, inherited);
      }
    }
    checkMerge(region, cls, own);
  }

  private static boolean isRoot(Type base) {
    return base instanceof NominalType nominal
        && nominal.cls().equals(WellKnown.TYPED_DICT_FALLBACK);
  }

  private void checkHeader(Region region, SourceClassModel cls) {
    List<Argument> arguments = cls.definition().arguments;
    for (Argument argument : arguments) {
      if (argument.kind == Argument.Kind.KEYWORD && argument.name != null) {
        checkKeyword(region, argument, argument.name.name, arguments);
      }
    }
    for (Type base : cls.bases()) {
      ClassId id = Mro.classOf(base);
      if (id != null && !isRoot(base) && program.classModel(id).typedDict() == null) {
        region.report(
            Rules.INVALID_TYPED_DICT_HEADER,
            cls.definition().name,
            "a TypedDict inherits from TypedDicts only, not from `" + id.name() + "`");
      }
    }
  }

  private void checkKeyword(Region region, Argument argument, String keyword, List<Argument> all) {
    if (!KEYWORDS.contains(keyword)) {
      region.report(
          Rules.INVALID_TYPED_DICT_HEADER,
          argument,
          "a TypedDict has no keyword argument `" + keyword + "`");
    } else if (keyword.equals("metaclass")) {
      region.report(
          Rules.INVALID_TYPED_DICT_HEADER, argument, "a TypedDict cannot have a metaclass");
    } else if (!keyword.equals("extra_items") && !isTruthConstant(argument.value)) {
      region.report(
          Rules.INVALID_TYPED_DICT_HEADER, argument, "`" + keyword + "` must be `True` or `False`");
    } else if (keyword.equals("closed") && AssignedCall.keyword(all, "extra_items") != null) {
      region.report(
          Rules.INVALID_TYPED_DICT_HEADER,
          argument,
          "`closed` and `extra_items` exclude each other");
    }
  }

  /** Whether an argument is written as {@code True} or {@code False}. */
  static boolean isTruthConstant(Expr value) {
    return value instanceof Expr.Constant constant
        && (constant.kind == Expr.Constant.Kind.TRUE || constant.kind == Expr.Constant.Kind.FALSE);
  }

  private void checkBody(Region region, List<Stmt> body) {
    for (Stmt statement : body) {
      switch (statement) {
        case Stmt.AnnAssign assign -> {
          if (assign.value != null) {
            region.report(
                Rules.INVALID_TYPED_DICT_STATEMENT,
                assign.value,
                "an item of a TypedDict has no default");
          }
        }
        case Stmt.Pass _ -> {}
        case Stmt.ExprStmt text when text.value instanceof Expr.Str -> {}
        case Stmt.ExprStmt dots when dots.value.isEllipsis() -> {}
        case Stmt.If test -> {
          checkBody(region, test.body);
          checkBody(region, test.orelse);
        }
        case Stmt.FunctionDef function -> refuse(region, function.name);
        case Stmt.ClassDef nested -> refuse(region, nested.name);
        default -> refuse(region, statement);
      }
    }
  }

  private static void refuse(Region region, Node at) {
    region.report(
        Rules.INVALID_TYPED_DICT_STATEMENT,
        at,
        "the body of a TypedDict holds annotated items only");
  }

  private void checkItems(
      Region region, List<TypedDictClasses.Own> own, Type base, TypedDictShape inherited) {
    for (TypedDictClasses.Own one : own) {
      TypedDictShape.Item item = one.item();
      TypedDictShape.Item above = inherited.items().get(item.key());
      String problem = above != null ? conflict(item, above) : extraConflict(item, inherited);
      if (problem != null) {
        region.report(
            Rules.INVALID_TYPED_DICT_FIELD,
            one.definition().target(),
            "the item `" + item.key() + "` " + problem + " in `" + Display.of(base) + "`");
      }
    }
  }

  /** Why an item cannot stand for one of a base; null if it can. */
  private @Nullable String conflict(TypedDictShape.Item item, TypedDictShape.Item above) {
    if (above.readOnly()) {
      if (above.required() && !item.required()) {
        return "is not required, but it is";
      }
      return program.typeSystem().isAssignable(item.type(), above.type())
          ? null
          : "is `"
              + Display.of(item.type())
              + "`, which does not fit `"
              + Display.of(above.type())
              + "`";
    }
    if (item.readOnly()) {
      return "is read-only, but it is not";
    }
    if (above.required() != item.required()) {
      return item.required() ? "is required, but it is not" : "is not required, but it is";
    }
    return isConsistent(item.type(), above.type())
        ? null
        : "is `" + Display.of(item.type()) + "`, but it is `" + Display.of(above.type()) + "`";
  }

  private boolean isConsistent(Type first, Type second) {
    return program.typeSystem().isAssignable(first, second)
        && program.typeSystem().isAssignable(second, first);
  }

  /** Why a new item does not go together with the extra items of a base; null if it does. */
  private @Nullable String extraConflict(TypedDictShape.Item item, TypedDictShape inherited) {
    Type extra = inherited.extra();
    if (extra == null) {
      return null;
    }
    if (extra == NeverType.NEVER) {
      return "is new, but no more items are allowed";
    }
    if (inherited.extraReadOnly()) {
      return program.typeSystem().isAssignable(item.type(), extra)
          ? null
          : "is `"
              + Display.of(item.type())
              + "`, which does not fit the extra items `"
              + Display.of(extra)
              + "`";
    }
    if (item.required()) {
      return "is required, which extra items are not";
    }
    if (item.readOnly()) {
      return "is read-only, which extra items are not";
    }
    return isConsistent(item.type(), extra)
        ? null
        : "is `" + Display.of(item.type()) + "`, but extra items are `" + Display.of(extra) + "`";
  }

  private void checkOpenness(
      Region region,
      SourceClassModel cls,
      TypedDictShape shape,
      Type base,
      TypedDictShape inherited) {
    Type before = inherited.extra();
    Type now = shape.extra();
    if (before == null) {
      return;
    }
    List<Argument> keywords = cls.definition().arguments;
    Expr closed = AssignedCall.keyword(keywords, "closed");
    boolean opened =
        closed instanceof Expr.Constant constant && constant.kind == Expr.Constant.Kind.FALSE;
    String problem = null;
    if (opened) {
      problem = before == NeverType.NEVER ? "is open, but it is closed" : "is open, but it is not";
    } else if (before == NeverType.NEVER) {
      problem = now == NeverType.NEVER ? null : "has extra items, but it is closed";
    } else if (inherited.extraReadOnly()) {
      problem =
          now == null || !program.typeSystem().isAssignable(now, before)
              ? "has extra items that do not fit those of it"
              : null;
    } else if (now == null || shape.extraReadOnly() || !isConsistent(now, before)) {
      problem = "does not have the same extra items as it";
    }
    if (problem != null) {
      region.report(
          Rules.INVALID_TYPED_DICT_HEADER,
          cls.definition().name,
          "`" + cls.id().name() + "` " + problem + ": `" + Display.of(base) + "`");
    }
  }

  /** Reports items that two bases declare differently. */
  private void checkMerge(Region region, SourceClassModel cls, List<TypedDictClasses.Own> own) {
    Set<String> redefined = new HashSet<>();
    own.forEach(one -> redefined.add(one.item().key()));
    Map<String, TypedDictShape.Item> seen = new HashMap<>();
    for (Type base : cls.bases()) {
      TypedDictShape inherited = program.typedDictClasses().shapeOf(base);
      if (inherited == null) {
        continue;
      }
      for (TypedDictShape.Item item : inherited.items().values()) {
        TypedDictShape.Item before = seen.putIfAbsent(item.key(), item);
        if (before == null || redefined.contains(item.key())) {
          continue;
        }
        if (conflict(before, item) != null) {
          region.report(
              Rules.INVALID_TYPED_DICT_FIELD,
              cls.definition().name,
              "two bases declare the item `" + item.key() + "` differently");
        }
      }
    }
  }
}
