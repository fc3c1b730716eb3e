package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Level;
import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.RegionResult;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Comprehension;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import dev.taipan.checker.syntax.WithItem;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnknownParts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where code leaves what the checker knows: variables, attributes, arguments and results of unknown
 * types, calls of functions without annotations, imports of packages without types.
 *
 * <p>For projects that want no such gaps. The rules are off by default, and code without types
 * breaks them everywhere, so this looks at nothing unless one of them is wanted.
 */
public final class TypeGaps {
  private static final List<Rule> RULES =
      List.of(
          Rules.UNKNOWN_VARIABLE_TYPE,
          Rules.UNKNOWN_ATTRIBUTE_TYPE,
          Rules.UNKNOWN_ARGUMENT_TYPE,
          Rules.UNKNOWN_RETURN_TYPE,
          Rules.UNTYPED_CALL,
          Rules.UNTYPED_IMPORT);

  private final Program program;
  private final boolean isWanted;

  public TypeGaps(Program program) {
    this.program = program;
    this.isWanted = RULES.stream().anyMatch(program::reports);
  }

  /** The gaps in one region that was evaluated; none in stubs. */
  public List<Diagnostic> in(ModuleTypes module, Node region, RegionResult result) {
    if (!isWanted || module.isStub()) {
      return List.of();
    }
    Search search = new Search(module, result);
    search.region(region);
    return search.found;
  }

  /** The search of one region, in the order of the text. */
  private final class Search extends TreeWalker {
    private final ModuleTypes module;
    private final RegionResult result;
    private final List<Diagnostic> found = new ArrayList<>();

    Search(ModuleTypes module, RegionResult result) {
      this.module = module;
      this.result = result;
    }

    /** What belongs to a region: of a statement with a body, the header. */
    void region(Node region) {
      switch (region) {
        case Stmt.FunctionDef function -> function.parameters.all.forEach(this::visitDefault);
        case Stmt.ClassDef cls -> visitAll(cls.arguments);
        case Stmt.For loop -> {
          variable(loop.target);
          visit(loop.iterable);
        }
        case Stmt.While loop -> visit(loop.test);
        case Stmt.If test -> visit(test.test);
        case Stmt.With with -> {
          for (WithItem item : with.items) {
            visit(item.context);
            if (item.target != null) {
              variable(item.target);
            }
          }
        }
        case Stmt.Try _ -> {}
        case Stmt.Match match -> visit(match.subject);
        case Stmt.AnnAssign assign -> {
          if (assign.value != null) {
            visit(assign.value);
          }
        }
        case Stmt.Import imports -> imports.names.forEach(this::module);
        case Stmt.ImportFrom imports -> {
          if (imports.level == 0) {
            module(imports.module, new Span(imports.moduleStart, imports.moduleEnd));
          }
        }
        case Stmt.Assign assign -> {
          if (!isEmptyDisplay(assign.value)) {
            assign.targets.forEach(this::variable);
          }
          visit(assign.value);
        }
        case Stmt.AugAssign assign -> {
          variable(assign.target);
          visit(assign.value);
        }
        case Stmt.Return returned when returned.value != null -> {
          Type type = typeOf(returned.value);
          if (UnknownParts.in(type) && !isEmptyDisplay(returned.value)) {
            report(Rules.UNKNOWN_RETURN_TYPE, returned.value, "the returned value", type);
          }
          visit(returned.value);
        }
        case Stmt other -> visitChildren(other);
        default -> {}
      }
    }

    @Override
    protected void visit(Node node) {
      switch (node) {
        case Expr.Call call -> {
          call(call);
          visitChildren(call);
        }
        case Expr.Attribute attribute -> {
          if (typeOf(attribute) == DynamicType.UNKNOWN
              && !(typeOf(attribute.value) instanceof DynamicType)) {
            report(
                Rules.UNKNOWN_ATTRIBUTE_TYPE,
                attribute,
                "`" + attribute.name + "`",
                DynamicType.UNKNOWN);
          }
          visit(attribute.value);
        }
        case Expr.Walrus walrus -> {
          variable(walrus.target);
          visit(walrus.value);
        }
        case Comprehension comprehension -> {
          variable(comprehension.target);
          visit(comprehension.iterable);
          visitAll(comprehension.conditions);
        }
        default -> visitChildren(node);
      }
    }

    private void visitDefault(Parameter parameter) {
      if (parameter.defaultValue != null) {
        visit(parameter.defaultValue);
      }
    }

    private void variable(Expr target) {
      switch (target) {
        case Expr.Name name -> {
          Type type = typeOf(name);
          if (!name.name.equals("_") && UnknownParts.in(type)) {
            report(Rules.UNKNOWN_VARIABLE_TYPE, name, "`" + name.name + "`", type);
          }
        }
        case Expr.Tuple tuple -> tuple.elements.forEach(this::variable);
        case Expr.ListExpr list -> list.elements.forEach(this::variable);
        case Expr.Starred starred -> variable(starred.value);
        case Expr.Attribute attribute -> visit(attribute.value);
        default -> visit(target);
      }
    }

    private void call(Expr.Call call) {
      Type callee = typeOf(call.callee);
      if (callee == null || callee instanceof DynamicType) {
        return; // said where it comes from
      }
      if (callee instanceof CallableType callable
          && callable.signatures().stream().allMatch(TypeGaps::isUntyped)) {
        report(
            Rules.UNTYPED_CALL,
            new Span(call.callee.start, call.callee.end),
            "the function has no annotations");
        return; // it takes anything
      }
      for (Argument argument : call.arguments) {
        Type type = typeOf(argument.value);
        if (UnknownParts.in(type) && !isEmptyDisplay(argument.value)) {
          report(Rules.UNKNOWN_ARGUMENT_TYPE, argument.value, "the argument", type);
        }
      }
    }

    private void module(Alias alias) {
      module(alias.name.name, new Span(alias.name.start, alias.name.end));
    }

    private void module(String dotted, Span at) {
      boolean isUntyped =
          ModuleName.parse(dotted).flatMap(program.resolver()::resolve).orElse(null)
                  instanceof ModuleFile file
              && !file.isTyped();
      if (isUntyped) {
        report(Rules.UNTYPED_IMPORT, at, "the package of `" + dotted + "` has no types");
      }
    }

    private @Nullable Type typeOf(Expr expression) {
      return result.type(expression.id);
    }

    private void report(Rule rule, Node at, String what, @Nullable Type type) {
      report(rule, new Span(at.start, at.end), UnknownParts.describe(what, type));
    }

    /** Reports a gap, unless an error explains it. */
    private void report(Rule rule, Span at, String message) {
      for (Diagnostic known : result.diagnostics()) {
        if (known.rule().defaultLevel() == Level.ERROR
            && known.span().start() < at.end()
            && at.start() < known.span().end()) {
          return;
        }
      }
      found.add(Diagnostic.of(rule, module.path(), at, message));
    }
  }

  /** Whether a signature is that of a function that says nothing of its types. */
  private static boolean isUntyped(Signature signature) {
    return signature.origin() != null
        && signature.returns() instanceof Signature.Returns.Inferred
        && signature.parameters().parameters().stream().noneMatch(ParameterType::annotated);
  }

  /** Whether an expression is `[]`, `{}` or the like, which is filled later. */
  private static boolean isEmptyDisplay(Expr value) {
    return switch (value) {
      case Expr.ListExpr list -> list.elements.isEmpty();
      case Expr.Dict dict -> dict.keys.isEmpty();
      default -> false;
    };
  }
}
