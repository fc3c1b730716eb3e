package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallArgument;
import dev.taipan.checker.types.CallOutcome;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.SuperType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@code class} statements: the {@code __new__} of a metaclass takes them
 * where it has one of its own, else {@code __init_subclass__} of the bases.
 */
final class ClassKeywords {
  private final Program program;

  ClassKeywords(Program program) {
    this.program = program;
  }

  void check(Region region, Stmt.ClassDef definition, SourceClassModel cls) {
    List<Argument> keywords = new ArrayList<>();
    List<CallArgument> values = new ArrayList<>();
    for (Argument argument : definition.arguments) {
      switch (argument.kind) {
        case KEYWORD -> {
          if (argument.name != null && !argument.name.name.equals("metaclass")) {
            keywords.add(argument);
            Type value = region.silently(() -> region.infer(argument.value));
            values.add(CallArgument.keyword(argument.name.name, value));
          }
        }
        case DOUBLE_STAR, STAR -> {
          return;
        }
        case POSITIONAL -> {}
      }
    }
    if (program.namedTuples().isDirect(cls)) {
      for (Argument keyword : keywords) {
        region.report(Rules.UNKNOWN_ARGUMENT, keyword, "a named tuple's class takes no keywords");
      }
      return;
    }
    if (cls.header().isTypedDict() || cls.isEnum()) {
      return;
    }
    for (Type entry : cls.mro()) {
      if (entry instanceof DynamicType) {
        return;
      }
    }
    if (!(cls.metaclass() instanceof NominalType metaclass)) {
      return;
    }
    CallableType creator = creator(metaclass.cls());
    if (creator != null) {
      report(region, definition, creation(keywords), creator, creation(values, metaclass));
      return;
    }
    Type initializer = initializer(cls, !keywords.isEmpty());
    if (initializer != null) {
      report(region, definition, keywords, initializer, values);
    }
  }

  private void report(
      Region region,
      Stmt.ClassDef definition,
      List<Argument> keywords,
      Type callee,
      List<CallArgument> values) {
    CallOutcome outcome = program.calls().call(callee, values);
    program.callReports().report(region, definition.name, keywords, callee, outcome);
  }

  /** The arguments that {@code type} passes to {@code __new__} itself have no node. */
  private static List<Argument> creation(List<Argument> keywords) {
    return keywords.isEmpty() ? keywords : List.of();
  }

  private static List<CallArgument> creation(List<CallArgument> keywords, NominalType metaclass) {
    Type str = new NominalType(WellKnown.STR);
    List<CallArgument> all = new ArrayList<>();
    all.add(CallArgument.positional(new SubclassOfType(metaclass)));
    all.add(CallArgument.positional(str));
    // How many bases there are is not what a metaclass's annotation is about.
    all.add(CallArgument.positional(TupleType.homogeneous(DynamicType.ANY)));
    all.add(
        CallArgument.positional(new NominalType(WellKnown.DICT, List.of(str, DynamicType.ANY))));
    all.addAll(keywords);
    return all;
  }

  /** The {@code __new__} that a metaclass outside of the library defines; null without one. */
  private @Nullable CallableType creator(ClassId metaclass) {
    for (Type entry : program.classModel(metaclass).mro()) {
      ClassId id = Mro.classOf(entry);
      if (id == null || id.equals(WellKnown.TYPE) || id.equals(WellKnown.ABC_META)) {
        return null;
      }
      Optional<Member> found = program.classModel(id).member("__new__");
      if (found.isPresent()) {
        Optional<Access> access =
            program.members().read(new ClassLiteralType(metaclass), "__new__");
        return access.isPresent() && access.get().type() instanceof CallableType callable
            ? callable
            : null;
      }
    }
    return null;
  }

  /** The {@code __init_subclass__} that runs; null where none or an unknown one does. */
  private @Nullable Type initializer(SourceClassModel cls, boolean keywords) {
    List<Type> mro = cls.mro();
    for (int i = 1; i < mro.size(); i++) {
      ClassId id = Mro.classOf(mro.get(i));
      if (id == null || id.equals(WellKnown.OBJECT) && !keywords) {
        return null;
      }
      if (program.classModel(id).member("__init_subclass__").isPresent()) {
        Optional<Access> access =
            program
                .members()
                .read(
                    new SuperType(cls.id(), new SubclassOfType(cls.id().selfVariable())),
                    "__init_subclass__");
        return access.map(Access::type).orElse(null);
      }
    }
    return null;
  }
}
