package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.Cell;
import dev.taipan.checker.inference.Evaluated;
import dev.taipan.checker.inference.Evaluation;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.QueryRank;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.RegionResult;
import dev.taipan.checker.modules.PythonVersion;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/** Evaluates annotations, signatures and class headers, each once and in a region of its own. */
public final class Declarations {
  /** The evaluation of one declaration. */
  public interface Evaluator<T> {
    T evaluate(Region region);
  }

  private final Program program;

  public Declarations(Program program) {
    this.program = program;
  }

  /**
   * The memoized evaluation of a declaration.
   *
   * @param initial the answer to itself, inside a cycle
   */
  public <T> Evaluated<T> evaluate(
      ModuleTypes module, MemoKey key, Node node, Scope scope, T initial, Evaluator<T> evaluator) {
    return evaluate(module, key, node, scope, initial, evaluator, (_, next) -> next);
  }

  /**
   * The memoized evaluation of a declaration that a cycle may make greater in every round.
   *
   * @param initial the answer to itself, inside a cycle
   * @param widening what ends such a cycle, of the answers of the last two rounds
   */
  public <T> Evaluated<T> evaluate(
      ModuleTypes module,
      MemoKey key,
      Node node,
      Scope scope,
      T initial,
      Evaluator<T> evaluator,
      BinaryOperator<T> widening) {
    Cell<Evaluated<T>> cell = module.cell(key);
    Evaluated<T> known = cell.published();
    if (known != null) {
      return known;
    }
    return program
        .evaluation()
        .get(
            cell,
            new Evaluation.Query<>() {
              @Override
              public QueryRank rank() {
                return key.rank(module);
              }

              @Override
              public Evaluated<T> initial() {
                return new Evaluated<>(initial, RegionResult.EMPTY);
              }

              @Override
              public Evaluated<T> compute() {
                Region region = new Region(program, module, node, scope);
                T answer = evaluator.evaluate(region);
                return new Evaluated<>(answer, region.finish());
              }

              @Override
              public Evaluated<T> widen(Evaluated<T> previous, Evaluated<T> next) {
                return new Evaluated<>(
                    widening.apply(previous.answer(), next.answer()), next.result());
              }

              @Override
              public boolean same(Evaluated<T> previous, Evaluated<T> next) {
                return previous.answer().equals(next.answer());
              }
            });
  }

  /**
   * Whether annotations are not evaluated where they stand, so that they may mention what comes
   * later.
   */
  public boolean defersAnnotations(ModuleTypes module) {
    PythonVersion version = program.target().version();
    return module.isStub() || version.isAtLeast(3, 14) || importsAnnotations(module);
  }

  /** Whether the module starts with {@code from __future__ import annotations}. */
  private static boolean importsAnnotations(ModuleTypes module) {
    for (Stmt statement : module.parsed().module().body) {
      switch (statement) {
        case Stmt.ExprStmt text when text.value instanceof Expr.Str -> {}
        case Stmt.ImportFrom future when future.module.equals("__future__") -> {
          for (var alias : future.names) {
            if (alias.name.name.equals("annotations")) {
              return true;
            }
          }
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  /** Runs an evaluation of annotations with names looked up as they are in annotations. */
  public <T> T inAnnotation(Region region, Supplier<T> action) {
    return defersAnnotations(region.module()) ? region.forward(action) : action.get();
  }
}
