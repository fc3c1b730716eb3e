package dev.taipan.checker.inference.library;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls of what makes dataclasses and their objects: {@code dataclasses.replace} and its like of
 * attrs, which take the fields of the object that they copy, and {@code dataclass_transform}.
 */
public final class DataclassCalls {
  private static final Set<String> TRANSFORM_FLAGS =
      Set.of("eq_default", "order_default", "kw_only_default", "frozen_default");

  private final Program program;

  public DataclassCalls(Program program) {
    this.program = program;
  }

  public @Nullable Type replace(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    return copy(region, call, DataclassOptions.Kind.STANDARD, expected);
  }

  public @Nullable Type evolve(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    return copy(region, call, DataclassOptions.Kind.ATTRS, expected);
  }

  private @Nullable Type copy(
      Region region, Expr.Call call, DataclassOptions.Kind kind, @Nullable Type expected) {
    if (call.arguments.isEmpty() || call.arguments.getFirst().kind != Argument.Kind.POSITIONAL) {
      return null;
    }
    Type object = region.infer(call.arguments.getFirst().value);
    CallableType replacement = replacement(object, kind);
    return replacement == null
        ? null
        : region.call(
            call, call.arguments.subList(1, call.arguments.size()), replacement, expected);
  }

  /** The arguments of {@code dataclass_transform}, which checkers read as they are written. */
  public static @Nullable Type transform(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    for (Argument argument : call.arguments) {
      if (argument.kind != Argument.Kind.KEYWORD || argument.name == null) {
        continue;
      }
      String name = argument.name.name;
      if (TRANSFORM_FLAGS.contains(name)) {
        if (!TypedDictChecks.isTruthConstant(argument.value)) {
          region.report(
              Rules.INVALID_ARGUMENT_TYPE, argument, "`" + name + "` must be `True` or `False`");
        }
      } else if (!name.equals("field_specifiers")) {
        region.report(
            Rules.UNKNOWN_ARGUMENT,
            argument,
            "`dataclass_transform` has no parameter `" + name + "`");
      }
    }
    return null;
  }

  /** What takes new values for the fields of an object; null if it is no dataclass of that kind. */
  private @Nullable CallableType replacement(Type object, DataclassOptions.Kind kind) {
    if (!(object instanceof NominalType nominal)) {
      return null;
    }
    for (Type entry : program.ancestry().linearization(nominal)) {
      ClassId id = Mro.classOf(entry);
      if (id == null || !(program.classModel(id) instanceof SourceClassModel model)) {
        continue;
      }
      CallableType replacement = program.dataclasses().replacement(model, kind);
      if (replacement != null) {
        return entry instanceof NominalType owner
                && Mro.specialize(replacement, model, owner.arguments())
                    instanceof CallableType specialized
                && program.members().descriptors().bind(specialized, object)
                    instanceof CallableType bound
            ? bound.withSignatures(List.of(bound.signatures().getFirst().withReturn(object)))
            : null;
      }
      if (model.member("__init__").isPresent()) {
        return null;
      }
    }
    return null;
  }
}
