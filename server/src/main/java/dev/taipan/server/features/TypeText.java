package dev.taipan.server.features;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.types.AliasType;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.IntersectionType;
import dev.taipan.checker.types.LiteralStringType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.ModuleMember;
import dev.taipan.checker.types.ModuleType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.ParamSpecPartType;
import dev.taipan.checker.types.ParameterKind;
import dev.taipan.checker.types.ParameterType;
import dev.taipan.checker.types.ParametersType;
import dev.taipan.checker.types.PropertyType;
import dev.taipan.checker.types.Signature;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.SuperType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormType;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypeGuardType;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes types as annotations that are valid in a module: with the names that the module has, and
 * the imports that it lacks. Literals are written as their classes, since a variable that holds
 * {@code 1} now is meant to hold other numbers too.
 */
final class TypeText {
  /** An annotation, with what must be imported for it. */
  record Written(String text, Set<ImportEdits.Wanted> imports) {}

  private static final int MAX_DEPTH = 6;

  private final Program program;
  private final ModuleTypes where;
  private final Set<ImportEdits.Wanted> imports = new LinkedHashSet<>();

  /** The names of the module and of builtins that are written. */
  private final Set<String> names = new LinkedHashSet<>();

  /** Whether literals are written as such. */
  private final boolean isExact;

  private TypeText(Program program, ModuleTypes where, boolean isExact) {
    this.program = program;
    this.where = where;
    this.isExact = isExact;
  }

  /** The expression for a type; empty if there is none that says it. */
  static Optional<Written> of(Program program, ModuleTypes where, Type type) {
    return of(new TypeText(program, where, false), type);
  }

  /** The annotation for a type at a place, in quotes if it must be. */
  static Optional<Written> at(Program program, AnnotationSite site, Type type) {
    return at(new TypeText(program, site.module(), false), site, type);
  }

  /** As {@link #at}, for a type that somebody wrote: its literals are meant. */
  static Optional<Written> exactly(Program program, AnnotationSite site, Type type) {
    return at(new TypeText(program, site.module(), true), site, type);
  }

  private static Optional<Written> at(TypeText writer, AnnotationSite site, Type type) {
    Optional<Written> written = of(writer, type);
    if (written.isEmpty() || !writer.names.stream().allMatch(site::isVisible)) {
      return Optional.empty();
    }
    return writer.names.stream().anyMatch(site::needsQuotes) ? quoted(written.get()) : written;
  }

  private static Optional<Written> quoted(Written plain) {
    String text = plain.text();
    String quote = text.indexOf('"') < 0 ? "\"" : "'";
    return text.contains(quote)
        ? Optional.empty()
        : Optional.of(new Written(quote + text + quote, plain.imports()));
  }

  private static Optional<Written> of(TypeText writer, Type type) {
    String text = writer.text(type, 0);
    return text == null ? Optional.empty() : Optional.of(new Written(text, writer.imports));
  }

  private @Nullable String text(Type type, int depth) {
    if (depth > MAX_DEPTH) {
      return null;
    }
    return switch (type) {
      case DynamicType _ -> typing("Any");
      case NeverType _ -> typing("NoReturn");
      case NominalType nominal -> nominal(nominal, depth);
      case TupleType tuple -> tuple(tuple, depth);
      case LiteralType literal -> isExact ? literal(List.of(literal)) : name(literal.cls());
      case LiteralStringType _ -> "str";
      case ClassLiteralType cls -> wrapped("type", name(cls.cls()));
      case SubclassOfType subclass -> wrapped("type", text(subclass.instance(), depth + 1));
      case UnionType union -> union(union, depth);
      case IntersectionType intersection ->
          intersection.positive().size() == 1
              ? text(intersection.positive().getFirst(), depth + 1)
              : null;
      case CallableType callable -> callable(callable, depth);
      case ModuleType _ -> name(WellKnown.MODULE_TYPE);
      case TypeVarType variable -> variable.kind() == TypeVarType.Kind.SELF ? self() : null;
      case AliasType alias -> alias.arguments().isEmpty() ? alias(alias) : null;
      case TypeGuardType _ -> "bool";
      case PropertyType _,
          ParamSpecPartType _,
          ParametersType _,
          TypeFormType _,
          TypeFormValue _,
          SpecialFormType _,
          SuperType _ ->
          null;
    };
  }

  private static @Nullable String wrapped(String outer, @Nullable String inner) {
    return inner == null ? null : outer + "[" + inner + "]";
  }

  private @Nullable String self() {
    return program.target().version().isAtLeast(3, 11) ? typing("Self") : null;
  }

  private @Nullable String nominal(NominalType type, int depth) {
    if (type.equals(WellKnown.NONE)) {
      return "None";
    }
    String name = name(type.cls());
    if (name == null || type.arguments().isEmpty()) {
      return name;
    }
    List<String> arguments = new ArrayList<>();
    for (Type argument : type.arguments()) {
      String text = text(argument, depth + 1);
      if (text == null) {
        return null;
      }
      arguments.add(text);
    }
    return name + "[" + String.join(", ", arguments) + "]";
  }

  private @Nullable String tuple(TupleType tuple, int depth) {
    if (tuple.isFixedLength()) {
      List<String> elements = new ArrayList<>();
      for (Type element : tuple.prefix()) {
        String text = text(element, depth + 1);
        if (text == null) {
          return null;
        }
        elements.add(text);
      }
      return elements.isEmpty() ? "tuple[()]" : "tuple[" + String.join(", ", elements) + "]";
    }
    if (tuple.minimumLength() > 0 || tuple.hasPack()) {
      return null;
    }
    return wrapped("tuple", suffixed(text(tuple.elementType(), depth + 1), ", ..."));
  }

  private static @Nullable String suffixed(@Nullable String text, String suffix) {
    return text == null ? null : text + suffix;
  }

  private @Nullable String union(UnionType union, int depth) {
    Set<String> members = new LinkedHashSet<>();
    List<LiteralType> literals = new ArrayList<>();
    boolean isOptional = false;
    for (Type member : union.members()) {
      if (isExact && member instanceof LiteralType literal) {
        literals.add(literal);
        continue;
      }
      if (member.equals(WellKnown.NONE)) {
        isOptional = true;
        continue;
      }
      String text = text(member, depth + 1);
      if (text == null) {
        return null;
      }
      members.add(text);
    }
    if (!literals.isEmpty()) {
      String text = literal(literals);
      if (text == null) {
        return null;
      }
      members.add(text);
    }
    if (program.target().version().isAtLeast(3, 10)) {
      return String.join(" | ", members) + (isOptional ? " | None" : "");
    }
    String joined =
        members.size() == 1
            ? members.iterator().next()
            : wrapped(String.valueOf(typing("Union")), String.join(", ", members));
    return isOptional ? wrapped(String.valueOf(typing("Optional")), joined) : joined;
  }

  private @Nullable String literal(List<LiteralType> literals) {
    List<String> values = new ArrayList<>();
    for (LiteralType literal : literals) {
      String cls = literal.isEnumMember() ? name(literal.cls()) : "";
      if (cls == null) {
        return null;
      }
      values.add(
          literal.isEnumMember()
              ? cls + "." + literal.value()
              : literal.value() instanceof Boolean bool
                  ? bool ? "True" : "False"
                  : literal.value() instanceof String text
                      ? quoted(literal, text)
                      : literal.value().toString());
    }
    return wrapped(String.valueOf(typing("Literal")), String.join(", ", values));
  }

  private static String quoted(LiteralType literal, String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return (literal.cls().equals(WellKnown.BYTES) ? "b\"" : "\"") + escaped + "\"";
  }

  private @Nullable String callable(CallableType type, int depth) {
    String name = imported("collections.abc", "Callable");
    if (name == null || type.isOverloaded()) {
      return null;
    }
    Signature signature = type.signatures().getFirst();
    String returns = text(signature.returnType(program), depth + 1);
    if (returns == null) {
      return null;
    }
    List<String> parameters = new ArrayList<>();
    for (ParameterType parameter : signature.parameters().parameters()) {
      boolean isPlain =
          parameter.isRequired()
              && (parameter.kind() == ParameterKind.POSITIONAL_ONLY
                  || parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD);
      String text = isPlain ? text(parameter.type(), depth + 1) : null;
      if (text == null) {
        return name + "[..., " + returns + "]";
      }
      parameters.add(text);
    }
    boolean isOpen = signature.parameters().gradual() || signature.parameters().paramSpec() != null;
    return isOpen
        ? name + "[..., " + returns + "]"
        : name + "[[" + String.join(", ", parameters) + "], " + returns + "]";
  }

  private @Nullable String alias(AliasType alias) {
    return named(alias.module(), alias.place());
  }

  /** How a class is written. */
  private @Nullable String name(ClassId cls) {
    return named(cls.module(), cls.place());
  }

  private @Nullable String named(String module, String place) {
    String text = dotted(module, place);
    if (text != null) {
      int dot = text.indexOf('.');
      names.add(dot < 0 ? text : text.substring(0, dot));
    }
    return text;
  }

  private @Nullable String dotted(String module, String place) {
    if (place.indexOf('<') >= 0 || place.indexOf('#') >= 0) {
      return null;
    }
    int dot = place.indexOf('.');
    String outer = dot < 0 ? place : place.substring(0, dot);
    String inner = dot < 0 ? "" : place.substring(dot);
    if (module.equals(where.name())) {
      return place;
    }
    Symbol own = where.bound().moduleScope().symbol(outer);
    boolean isShadowed = own != null && !own.definitions().isEmpty();
    if (module.equals("builtins")) {
      return isShadowed || !isBuiltin(outer) ? null : place;
    }
    if (isShadowed) {
      return isSame(outer, module, outer) ? place : null;
    }
    String prefix = importedModule(module);
    if (prefix != null) {
      return prefix + "." + place;
    }
    String open = publicModule(module, outer);
    String name = open == null ? null : imported(open, outer);
    return name == null ? null : name + inner;
  }

  private boolean isBuiltin(String name) {
    ModuleTypes builtins = program.module("builtins");
    // Some classes are only there in the stub.
    return builtins != null
        && !name.startsWith("_")
        && !name.equals("function")
        && !name.equals("ellipsis")
        && builtins.bound().moduleScope().symbol(name) != null;
  }

  /** Whether a name of this module is what another module calls so. */
  private boolean isSame(String name, String module, String there) {
    ModuleMember own = program.moduleMember(where.name(), name);
    ModuleMember other = program.moduleMember(module, there);
    return own != null && other != null && own.type().equals(other.type());
  }

  /** The name under which a module as a whole is imported here; null if it is not. */
  private @Nullable String importedModule(String module) {
    for (Symbol symbol : where.bound().moduleScope().symbols()) {
      for (Definition definition : symbol.definitions()) {
        if (definition.kind() instanceof DefinitionKind.Import imports
            && imports.alias().name.name.equals(module)) {
          return imports.alias().asName == null ? module : imports.alias().asName.name;
        }
      }
    }
    return null;
  }

  /** The public module that has a name which a private module defines; null if there is none. */
  private @Nullable String publicModule(String module, String name) {
    if (name.startsWith("_")) {
      return null;
    }
    String real = program.module(module) == null ? module : fileName(module);
    if (real.equals("typing")
        && program.module("collections.abc") != null
        && program.moduleMember("collections.abc", name) != null) {
      return "collections.abc";
    }
    if (!real.startsWith("_") && real.indexOf("._") < 0) {
      return real;
    }
    if (real.startsWith("_typeshed")) {
      return null;
    }
    for (String candidate :
        List.of(
            real.startsWith("_") ? real.substring(1) : real,
            real.equals("_collections_abc") ? "collections.abc" : real,
            real.indexOf("._") > 0 ? real.substring(0, real.indexOf("._")) : real)) {
      if (!candidate.equals(real)
          && program.module(candidate) != null
          && program.moduleMember(candidate, name) != null) {
        return candidate;
      }
    }
    return null;
  }

  private String fileName(String module) {
    ModuleTypes types = program.module(module);
    return types == null ? module : types.file().name().toString();
  }

  private @Nullable String typing(String name) {
    return imported("typing", name);
  }

  /** A name that is imported from a module, now or by the edit; null if it means something else. */
  private @Nullable String imported(String module, String name) {
    names.add(name);
    Symbol own = where.bound().moduleScope().symbol(name);
    if (own != null && !own.definitions().isEmpty()) {
      return new ImportEdits(program, where).isImported(new ImportEdits.Wanted(module, name))
              || isSame(name, module, name)
          ? name
          : null;
    }
    imports.add(new ImportEdits.Wanted(module, name));
    return name;
  }
}
