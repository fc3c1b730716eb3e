package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What classes leave to their subclasses: abstract methods, and what protocols only ask for. */
public final class AbstractMembers {
  private final Program program;

  public AbstractMembers(Program program) {
    this.program = program;
  }

  /**
   * The abstract methods that neither the class nor a base implements, and what a protocol asks for
   * and nothing sets: variables, methods with a dummy body. Methods can set these, but a class with
   * an abstract method has no instances to set anything on.
   */
  List<String> of(SourceClassModel cls) {
    if (!supportsAbstract(cls) || cls.header().isTypedDict()) {
      return List.of();
    }
    Set<String> open = new LinkedHashSet<>();
    Set<String> variables = new HashSet<>();
    List<Type> mro = cls.mro();
    for (int i = mro.size() - 1; i >= 0; i--) {
      ClassId id = Mro.classOf(mro.get(i));
      if (id == null) {
        continue;
      }
      if (!(program.classModel(id) instanceof SourceClassModel model)) {
        open.removeAll(program.classModel(id).memberNames());
        continue;
      }
      for (Symbol symbol : model.scope().symbols()) {
        if (!symbol.isBound() && !symbol.isDeclared()) {
          continue;
        }
        boolean unset = !symbol.isBound() && model.isProtocol();
        if (unset && model.module().isStub()) {
          continue;
        }
        if (!unset && isAbstract(model, symbol)) {
          variables.remove(symbol.name());
          open.add(symbol.name());
        } else if (unset || isDummy(model, symbol)) {
          variables.add(symbol.name());
          open.add(symbol.name());
        } else {
          open.remove(symbol.name());
        }
      }
      open.removeIf(name -> program.classFeatures().isGenerated(model, name));
      List<String> slots = open.isEmpty() ? null : model.slots();
      if (slots != null) {
        open.removeAll(slots); // the places for them are attributes of the class
      }
      open.removeIf(name -> variables.contains(name) && setsInMethods(model, name));
    }
    return List.copyOf(open);
  }

  private static boolean setsInMethods(SourceClassModel model, String name) {
    return model.scope().instanceAttributes().containsKey(name)
        || model.scope().classAttributes().containsKey(name);
  }

  private boolean supportsAbstract(SourceClassModel cls) {
    for (Type entry : cls.mro()) {
      ClassId id = Mro.classOf(entry);
      if (id != null
          && (program.classModel(id).isProtocol()
              || program.classModel(id).metaclass() instanceof NominalType meta
                  && program.classModel(meta.cls()).inherits(WellKnown.ABC_META))) {
        return true;
      }
    }
    return false;
  }

  private boolean isAbstract(SourceClassModel model, Symbol symbol) {
    return isLast(symbol, function -> program.functions().isAbstract(model.module(), function));
  }

  private boolean isDummy(SourceClassModel model, Symbol symbol) {
    return isLast(symbol, function -> isUnimplemented(model, function));
  }

  /** Whether the last thing bound to a name is a function, and one like this. */
  private static boolean isLast(Symbol symbol, Predicate<Stmt.FunctionDef> like) {
    boolean result = false;
    for (Definition definition : symbol.definitions()) {
      if (definition.kind() instanceof DefinitionKind.Function function) {
        result = like.test(function.node());
      } else if (definition.isBinding()) {
        result = false;
      }
    }
    return result;
  }

  /**
   * A protocol's method with a dummy body is abstract for classes that inherit from the protocol.
   * {@code pass} is a body where nothing is to be returned: what subclasses may leave out. So is
   * one that makes up a message of its own before it raises {@code NotImplementedError}.
   */
  private boolean isUnimplemented(SourceClassModel model, Stmt.FunctionDef function) {
    if (!model.isProtocol() || model.module().isStub()) {
      return false;
    }
    if (FunctionTexts.isNotImplemented(function)) {
      return function.body.stream().noneMatch(Stmt.Assign.class::isInstance);
    }
    return FunctionTexts.hasEmptyBody(function)
        && (function.body.stream().noneMatch(Stmt.Pass.class::isInstance)
            || returnsSomething(model.module(), function));
  }

  /**
   * Whether a member is an abstract method that has no body but should return something, or one
   * that only says that it is not implemented.
   */
  public boolean isUnimplemented(Member member) {
    if (!(program.classModel(member.owner()) instanceof SourceClassModel model)
        || model.module().isStub()) {
      return false;
    }
    Symbol symbol = model.scope().symbol(member.name());
    if (symbol == null
        || !(symbol.definitions().getLast().kind() instanceof DefinitionKind.Function function)) {
      return false;
    }
    boolean isAbstract = program.functions().isAbstract(model.module(), function.node());
    return isAbstract && FunctionTexts.isNotImplemented(function.node())
        || FunctionTexts.hasEmptyBody(function.node())
            && (isAbstract || isUnimplemented(model, function.node()))
            && returnsSomething(model.module(), function.node());
  }

  private boolean returnsSomething(ModuleTypes module, Stmt.FunctionDef function) {
    Type declared = program.functions().declaredReturn(module, function);
    return declared != null
        && !Unions.members(declared).contains(WellKnown.NONE)
        && !(declared instanceof DynamicType);
  }
}
