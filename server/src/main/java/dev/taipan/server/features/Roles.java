package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.DefinitionFinder;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.modules.Origin;
import dev.taipan.checker.syntax.Decorator;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Parameter;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeVarType;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What kind of thing a definition makes, as editors colour and mark it. */
final class Roles {
  /** The kinds of things. */
  enum Role {
    NAMESPACE,
    CLASS,
    ENUM,
    PROTOCOL,
    TYPE_ALIAS,
    TYPE_PARAMETER,
    PARAMETER,
    SELF,
    CLS,
    VARIABLE,
    PROPERTY,
    FIELD,
    ENUM_MEMBER,
    FUNCTION,
    METHOD
  }

  /** What else is to be said of a thing. */
  enum Mark {
    READONLY,
    STATIC,
    ABSTRACT,
    ASYNC,
    DEPRECATED,
    LIBRARY
  }

  /** A kind with what else is to be said. */
  record Described(Role role, Set<Mark> marks) {}

  private final Program program;

  Roles(Program program) {
    this.program = program;
  }

  /**
   * What a definition makes.
   *
   * @param type the type of the thing where it is used; null if it does not matter or is not known
   */
  Described of(DefinitionFinder.Found found, @Nullable Type type) {
    EnumSet<Mark> marks = EnumSet.noneOf(Mark.class);
    if (found.module().file().origin() == Origin.STDLIB) {
      marks.add(Mark.LIBRARY);
    }
    Definition definition = found.definition();
    if (definition == null) {
      return new Described(Role.NAMESPACE, marks);
    }
    Role role =
        switch (definition.kind()) {
          case DefinitionKind.Function _ -> function(found.module(), definition, marks);
          case DefinitionKind.Class cls -> cls(found.module(), cls.node(), marks);
          case DefinitionKind.TypeAlias _ -> Role.TYPE_ALIAS;
          case DefinitionKind.TypeParameter _ -> Role.TYPE_PARAMETER;
          case DefinitionKind.Param parameter -> parameter(definition, parameter);
          case DefinitionKind.Import _ -> Role.NAMESPACE;
          default -> variable(found.module(), definition, type, marks);
        };
    return new Described(role, marks);
  }

  private Role function(ModuleTypes module, Definition definition, Set<Mark> marks) {
    Stmt.FunctionDef function = (Stmt.FunctionDef) definition.target();
    boolean isProperty = false;
    boolean isOfClass = definition.scope().kind() == Scope.Kind.CLASS;
    for (Decorator decorator : function.decorators) {
      switch (lastName(decorator.expression)) {
        case "property", "cached_property", "setter", "getter", "deleter" -> isProperty = true;
        case "staticmethod" -> marks.add(Mark.STATIC);
        case "abstractmethod", "abstractproperty" -> marks.add(Mark.ABSTRACT);
        case "deprecated" -> marks.add(Mark.DEPRECATED);
        case "classmethod", "overload", "override", "final" -> {}
        default ->
            isProperty |=
                isOfClass
                    && new Queries(program).typeOf(module, definition) instanceof PropertyType;
      }
    }
    if (function.async) {
      marks.add(Mark.ASYNC);
    }
    if (!isOfClass) {
      return Role.FUNCTION;
    }
    return isProperty ? Role.PROPERTY : Role.METHOD;
  }

  private Role cls(ModuleTypes module, Stmt.ClassDef cls, Set<Mark> marks) {
    for (Decorator decorator : cls.decorators) {
      if (lastName(decorator.expression).equals("deprecated")) {
        marks.add(Mark.DEPRECATED);
      }
    }
    String place = module.placeOf(cls);
    if (place == null) {
      return Role.CLASS;
    }
    return cls(new ClassId(module.name(), place));
  }

  private Role cls(ClassId id) {
    ClassModel model = program.classModel(id);
    return model.isEnum() ? Role.ENUM : model.isProtocol() ? Role.PROTOCOL : Role.CLASS;
  }

  private static Role parameter(Definition definition, DefinitionKind.Param parameter) {
    boolean isMethod =
        parameter.index() == 0
            && definition.region() instanceof Stmt.FunctionDef
            && definition.scope().parent() != null
            && enclosing(definition.scope()).kind() == Scope.Kind.CLASS;
    if (!isMethod || parameter.node().kind == Parameter.Kind.VAR_POSITIONAL) {
      return Role.PARAMETER;
    }
    return switch (parameter.node().name.name) {
      case "self" -> Role.SELF;
      case "cls", "mcs", "metacls" -> Role.CLS;
      default -> Role.PARAMETER;
    };
  }

  private static Scope enclosing(Scope scope) {
    Scope outer = scope.parent();
    while (outer != null && outer.kind() == Scope.Kind.TYPE_PARAMETERS) {
      outer = outer.parent();
    }
    return outer == null ? scope : outer;
  }

  private Role variable(
      ModuleTypes module, Definition definition, @Nullable Type type, Set<Mark> marks) {
    String name = definition.place();
    name = name.substring(name.lastIndexOf('.') + 1);
    if (type instanceof ClassLiteralType cls) {
      return cls(cls.cls());
    }
    if (type instanceof ModuleType) {
      return Role.NAMESPACE;
    }
    if (type instanceof TypeVarType
        || type instanceof TypeFormValue form && form.denoted() instanceof TypeVarType
        || type instanceof NominalType nominal && isTypeVariable(nominal.cls())) {
      return Role.TYPE_PARAMETER;
    }
    if (type instanceof TypeFormValue || type instanceof SpecialFormType) {
      return Role.CLASS;
    }
    if (name.length() > 1 && name.equals(name.toUpperCase(Locale.ROOT))) {
      marks.add(Mark.READONLY);
    }
    if (definition.scope().kind() == Scope.Kind.CLASS
        && definition.scope().node() instanceof Stmt.ClassDef cls) {
      String place = module.placeOf(cls);
      if (place != null
          && program.classModel(new ClassId(module.name(), place)).enumMembers().contains(name)) {
        marks.add(Mark.READONLY);
        return Role.ENUM_MEMBER;
      }
      // `old_name = new_name` is another name of a method.
      Symbol other =
          definition.region() instanceof Stmt.Assign assign
                  && assign.value instanceof Expr.Name same
              ? definition.scope().symbol(same.name)
              : null;
      return other != null
              && !other.definitions().isEmpty()
              && other.definitions().getFirst().kind() instanceof DefinitionKind.Function
          ? function(module, other.definitions().getFirst(), marks)
          : Role.FIELD;
    }
    return definition.symbol() == null ? Role.FIELD : Role.VARIABLE;
  }

  private static boolean isTypeVariable(ClassId cls) {
    return switch (cls.place()) {
      case "TypeVar", "ParamSpec", "TypeVarTuple" ->
          cls.module().equals("typing") || cls.module().equals("typing_extensions");
      default -> false;
    };
  }

  /** The last name of a decorator such as {@code a.b(c)}; empty if it has none. */
  static String lastName(Expr expression) {
    return switch (expression) {
      case Expr.Name name -> name.name;
      case Expr.Attribute attribute -> attribute.name;
      case Expr.Call call -> lastName(call.callee);
      default -> "";
    };
  }

  /** Whether a function is decorated by something of a name. */
  static boolean isDecorated(Node node, String by) {
    List<Decorator> decorators =
        switch (node) {
          case Stmt.FunctionDef function -> function.decorators;
          case Stmt.ClassDef cls -> cls.decorators;
          default -> List.of();
        };
    for (Decorator decorator : decorators) {
      if (lastName(decorator.expression).equals(by)) {
        return true;
      }
    }
    return false;
  }
}
