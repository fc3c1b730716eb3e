package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Spells types as a user could write them, wherever Python has a spelling; functions are spelled
 * {@code (x: int, *, y: str = "", z: list[int] = ...) -> bool}.
 *
 * <p>One display speaks for one message: classes are named bare, unless two different classes of
 * one name occur in the types that the display was made for; those are qualified by their module.
 */
public final class Display {
  /** Longer spellings are elided in the middle by {@link #shortened}. */
  private static final int LONG = 200;

  /** Defaults of parameters with a longer spelling are left out. */
  private static final int MAX_DEFAULT = 40;

  private static final int MAX_DEPTH = 24;

  private static final TupleType EMPTY_TUPLE = TupleType.of(List.of());

  /** Nothing is spelled out behind so many characters. */
  private static final int MAX_LENGTH = 50_000;

  private final @Nullable World world;

  /** The names that several classes of the message have. */
  private final Set<String> ambiguous;

  private Display(@Nullable World world, Set<String> ambiguous) {
    this.world = world;
    this.ambiguous = ambiguous;
  }

  /** The spelling of one type; return types that nobody wrote appear as {@code ...}. */
  public static String of(Type type) {
    return forTypes(null, type).text(type);
  }

  /** The spelling of one type, inferring return types that nobody wrote. */
  public static String of(Type type, World world) {
    return forTypes(world, type).text(type);
  }

  /** A display for a message that mentions all of these types. */
  public static Display forTypes(@Nullable World world, Type... types) {
    Map<String, ClassId> byName = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    MentionedClasses mentions =
        new MentionedClasses(
            id -> {
              ClassId other = byName.putIfAbsent(id.name(), id);
              if (other != null && !other.equals(id)) {
                ambiguous.add(id.name());
              }
            });
    for (Type type : types) {
      mentions.visit(type);
    }
    return new Display(world, ambiguous);
  }

  /** The spelling of a type. */
  public String text(Type type) {
    StringBuilder out = new StringBuilder();
    write(type, out, 0);
    return out.toString();
  }

  /** The spelling of a type, elided in the middle when it is long. */
  String shortened(Type type) {
    return shorten(text(type));
  }

  private static String shorten(String text) {
    if (text.length() <= LONG) {
      return text;
    }
    int head = LONG * 2 / 3;
    return text.substring(0, head) + "…" + text.substring(text.length() - (LONG - head));
  }

  /** How the parts of two types that differ are spelled. */
  public record Pair(String first, String second) {}

  /**
   * The spellings of two types in one message. Long ones show where they differ: equal beginnings
   * and ends are elided.
   */
  public static Pair pair(@Nullable World world, Type first, Type second) {
    Display display = forTypes(world, first, second);
    String a = display.text(first);
    String b = display.text(second);
    if (a.length() <= LONG && b.length() <= LONG) {
      return new Pair(a, b);
    }
    int shorter = Math.min(a.length(), b.length());
    int start = 0;
    while (start < shorter && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
      end++;
    }
    return new Pair(around(a, start, end), around(b, start, end));
  }

  private static String around(String text, int start, int end) {
    if (text.length() <= LONG) {
      return text;
    }
    int context = LONG / 4;
    int from = start <= context * 2 ? 0 : start - context;
    int to = end <= context * 2 ? text.length() : text.length() - end + context;
    if (to - from > LONG * 2) {
      return shorten(text);
    }
    return (from > 0 ? text.substring(0, context) + "…" : "")
        + text.substring(from, to)
        + (to < text.length() ? "…" + text.substring(text.length() - context / 2) : "");
  }

  /** The name of a class in this message. */
  private String name(ClassId id) {
    String name = id.name();
    if (!ambiguous.contains(name)) {
      return name;
    }
    String qualified = id.module() + "." + id.place().replace(".<locals>", "");
    return qualified;
  }

  private void write(Type type, StringBuilder out, int depth) {
    if (depth > MAX_DEPTH || out.length() > MAX_LENGTH) {
      out.append("...");
      return;
    }
    switch (type) {
      case DynamicType dynamic -> out.append(dynamic == DynamicType.ANY ? "Any" : "Unknown");
      case NeverType _ -> out.append("Never");
      case LiteralStringType _ -> out.append("LiteralString");
      case NominalType nominal -> {
        if (nominal.cls().equals(WellKnown.NONE_TYPE)) {
          out.append("None");
        } else {
          out.append(name(nominal.cls()));
          writeArguments(nominal.cls(), nominal.arguments(), out, depth);
        }
      }
      case TupleType tuple -> writeTuple(tuple, out, depth);
      case LiteralType literal -> {
        if (literal.isSentinel()) { // an enum member needs `Literal`
          out.append(literal.value());
        } else {
          out.append("Literal[");
          writeLiteral(literal, out);
          out.append(']');
        }
      }
      case ClassLiteralType literal -> {
        out.append("type[").append(name(literal.cls()));
        if (literal.arguments() != null) {
          writeArguments(literal.cls(), literal.arguments(), out, depth);
        }
        out.append(']');
      }
      case SubclassOfType subclass when subclass.instance() == DynamicType.UNKNOWN ->
          out.append("type");
      case SubclassOfType subclass -> {
        out.append("type[");
        write(subclass.instance(), out, depth + 1);
        out.append(']');
      }
      case UnionType union -> writeUnion(union, out, depth);
      case IntersectionType intersection -> writeIntersection(intersection, out, depth);
      case CallableType callable -> writeCallable(callable, out, depth);
      case PropertyType _ -> out.append("property");
      case ModuleType module -> out.append("Module(\"").append(module.name()).append("\")");
      case TypeVarType variable -> out.append(variable.name());
      case ParamSpecPartType part ->
          out.append(part.paramSpec().name()).append(part.args() ? ".args" : ".kwargs");
      case ParametersType parameters -> {
        ParameterList list = parameters.parameters();
        if (list.parameters().isEmpty() && list.paramSpec() != null) {
          out.append(list.paramSpec().name());
        } else if (list.parameters().isEmpty() && list.gradual()) {
          out.append("...");
        } else {
          writeParameters(list, out, depth);
        }
      }
      case TypeGuardType guard -> {
        out.append(guard.exact() ? "TypeIs[" : "TypeGuard[");
        write(guard.guarded(), out, depth + 1);
        out.append(']');
      }
      case AliasType alias -> {
        out.append(alias.place().substring(alias.place().lastIndexOf('.') + 1));
        writeArguments(null, alias.arguments(), out, depth);
      }
      case TypeFormType form -> {
        out.append("TypeForm[");
        write(form.described(), out, depth + 1);
        out.append(']');
      }
      case TypeFormValue value
          when value.denoted() instanceof TypeVarType
              || value.runtimeClass().equals(WellKnown.TYPE_ALIAS_TYPE) ->
          out.append(name(value.runtimeClass()));
      case TypeFormValue value -> {
        out.append("TypeForm[");
        write(value.denoted(), out, depth + 1);
        out.append(']');
      }
      case SpecialFormType form -> out.append("type[").append(form.name()).append(']');
      case SuperType superType -> {
        out.append("super[").append(name(superType.pivot())).append(", ");
        write(superType.object(), out, depth + 1);
        out.append(']');
      }
    }
  }

  private void writeLiteral(LiteralType literal, StringBuilder out) {
    switch (literal.value()) {
      case String text -> {
        if (literal.cls().equals(WellKnown.STR)) {
          quote(text, "", out);
        } else if (literal.cls().equals(WellKnown.BYTES)) {
          quote(text, "b", out);
        } else {
          out.append(name(literal.cls())).append('.').append(text);
        }
      }
      case Boolean bool -> out.append(bool ? "True" : "False");
      default -> out.append(literal.value());
    }
  }

  private static void quote(String text, String prefix, StringBuilder out) {
    char quote = text.indexOf('"') >= 0 && text.indexOf('\'') < 0 ? '\'' : '"';
    out.append(prefix).append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c == quote) {
            out.append('\\').append(c);
          } else if (c < ' ' || c == 0x7f || (!prefix.isEmpty() && c > 0x7f)) {
            out.append("\\x").append(Character.forDigit(c >> 4 & 15, 16));
            out.append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append(quote);
  }

  private void writeArguments(
      @Nullable ClassId cls, List<Type> arguments, StringBuilder out, int depth) {
    if (arguments.isEmpty()) {
      return;
    }
    out.append('[');
    String separator = "";
    for (int i = 0; i < arguments.size(); i++) {
      Type argument = arguments.get(i);
      boolean isPack = argument instanceof TupleType pack && cls != null && takesPack(cls, i, pack);
      if (isPack && argument.equals(EMPTY_TUPLE) && arguments.size() > 1) {
        continue;
      }
      out.append(separator);
      separator = ", ";
      if (isPack && argument instanceof TupleType pack) {
        writeElements(pack, out, depth);
      } else {
        write(argument, out, depth + 1);
      }
    }
    out.append(']');
  }

  /** Whether a tuple as an argument stands for the elements of a TypeVarTuple. */
  private boolean takesPack(ClassId cls, int index, TupleType argument) {
    if (argument.hasPack() && argument.minimumLength() == 0) {
      return true;
    }
    if (world == null || cls.module().equals("builtins") || cls.module().equals("typing")) {
      return false;
    }
    List<TypeVarType> parameters = world.classModel(cls).typeParameters();
    return index < parameters.size()
        && parameters.get(index).kind() == TypeVarType.Kind.TYPE_VAR_TUPLE;
  }

  private void writeTuple(TupleType tuple, StringBuilder out, int depth) {
    out.append(ambiguous.contains("tuple") ? "builtins.tuple[" : "tuple[");
    Type variadic = tuple.variadic();
    if (tuple.minimumLength() == 0 && variadic != null && !tuple.hasPack()) {
      write(variadic, out, depth + 1);
      out.append(", ...");
    } else {
      writeElements(tuple, out, depth);
    }
    out.append(']');
  }

  /** The elements as they stand in the brackets of {@code tuple[...]}. */
  private void writeElements(TupleType tuple, StringBuilder out, int depth) {
    if (tuple.prefix().isEmpty() && tuple.variadic() == null) {
      out.append("()");
      return;
    }
    String separator = "";
    for (Type element : tuple.prefix()) {
      out.append(separator);
      write(element, out, depth + 1);
      separator = ", ";
    }
    Type variadic = tuple.variadic();
    if (variadic == null) {
      return;
    }
    out.append(separator);
    if (tuple.hasPack()) {
      out.append('*');
      write(variadic, out, depth + 1);
    } else {
      out.append("*tuple[");
      write(variadic, out, depth + 1);
      out.append(", ...]");
    }
    for (Type element : tuple.suffix()) {
      out.append(", ");
      write(element, out, depth + 1);
    }
  }

  /** Literals are gathered where the first one stands; {@code None} comes last. */
  private void writeUnion(UnionType union, StringBuilder out, int depth) {
    List<Type> members = distinct(union.members(), depth);
    if (members.size() == 1) {
      write(members.getFirst(), out, depth);
      return;
    }
    List<LiteralType> literals = new ArrayList<>();
    boolean none = false;
    for (Type member : members) {
      if (member instanceof LiteralType literal && !literal.isSentinel()) {
        literals.add(literal);
      } else if (member.equals(WellKnown.NONE)) {
        none = true;
      }
    }
    String separator = "";
    boolean literalsWritten = false;
    for (Type member : members) {
      if (member.equals(WellKnown.NONE)) {
        continue;
      }
      if (member instanceof LiteralType literal && !literal.isSentinel()) {
        if (literalsWritten) {
          continue;
        }
        literalsWritten = true;
        out.append(separator).append("Literal[");
        for (int i = 0; i < literals.size(); i++) {
          if (i > 0) {
            out.append(", ");
          }
          writeLiteral(literals.get(i), out);
        }
        out.append(']');
      } else {
        out.append(separator);
        writeOperand(member, out, depth);
      }
      separator = " | ";
    }
    if (none) {
      out.append(separator).append("None");
    }
  }

  /** The members without functions that look like another one: their signatures are the same. */
  private List<Type> distinct(List<Type> members, int depth) {
    if (members.stream().filter(CallableType.class::isInstance).count() < 2) {
      return members;
    }
    Set<String> signatures = new HashSet<>();
    List<Type> result = new ArrayList<>();
    for (Type member : members) {
      StringBuilder text = new StringBuilder();
      if (member instanceof CallableType) {
        write(member, text, depth + 1);
      }
      if (!(member instanceof CallableType) || signatures.add(text.toString())) {
        result.add(member);
      }
    }
    return result;
  }

  /** A member of a union or an intersection, in parentheses where it needs them. */
  private void writeOperand(Type type, StringBuilder out, int depth) {
    boolean parentheses =
        switch (type) {
          case CallableType _, UnionType _ -> true;
          case IntersectionType intersection -> !intersection.isExactNumber();
          default -> false;
        };
    if (parentheses) {
      out.append('(');
    }
    write(type, out, depth + 1);
    if (parentheses) {
      out.append(')');
    }
  }

  private void writeIntersection(IntersectionType intersection, StringBuilder out, int depth) {
    if (intersection.positive().getFirst() instanceof NominalType object
        && object.cls().module().equals("functools")
        && intersection.positive().getLast() instanceof CallableType) {
      write(object, out, depth); // what it takes is in no type that anybody could write
      return;
    }
    String separator = "";
    for (Type part : intersection.positive()) {
      out.append(separator);
      writeOperand(part, out, depth);
      separator = " & ";
    }
    if (intersection.isExactNumber()) {
      return; // a float that is no int is just a float
    }
    for (Type part : intersection.negative()) {
      out.append(separator).append('~');
      writeOperand(part, out, depth);
      separator = " & ";
    }
  }

  private void writeCallable(CallableType callable, StringBuilder out, int depth) {
    if (!callable.isOverloaded()) {
      writeSignature(callable.signatures().getFirst(), out, depth);
      return;
    }
    out.append("Overload[");
    String separator = "";
    for (Signature signature : callable.signatures()) {
      out.append(separator);
      writeSignature(signature, out, depth);
      separator = ", ";
    }
    out.append(']');
  }

  private void writeSignature(Signature signature, StringBuilder out, int depth) {
    ParameterList list = signature.parameters();
    writeParameters(list, out, depth);
    out.append(" -> ");
    switch (signature.returns()) {
      case Signature.Returns.Declared declared -> writeReturn(declared.type(), out, depth);
      case Signature.Returns.Inferred _ -> {
        if (world == null) {
          out.append("...");
        } else {
          writeReturn(signature.returnType(world), out, depth + 4);
        }
      }
    }
  }

  /** A callable that is returned needs parentheses only to be read with ease. */
  private void writeReturn(Type type, StringBuilder out, int depth) {
    if (type instanceof CallableType) {
      writeOperand(type, out, depth);
    } else {
      write(type, out, depth + 1);
    }
  }

  private void writeParameters(ParameterList list, StringBuilder out, int depth) {
    if (list.gradual() && list.parameters().isEmpty() && list.paramSpec() == null) {
      out.append("(...)");
      return;
    }
    out.append('(');
    String separator = "";
    List<ParameterType> parameters = list.parameters();
    boolean starWritten = false;
    boolean slashPending = false;
    for (ParameterType parameter : parameters) {
      boolean positionalOnly = parameter.kind() == ParameterKind.POSITIONAL_ONLY;
      if (slashPending && !positionalOnly) {
        out.append(separator).append('/');
        separator = ", ";
        slashPending = false;
      }
      out.append(separator);
      separator = ", ";
      boolean named = isNamed(parameter);
      switch (parameter.kind()) {
        case POSITIONAL_ONLY -> slashPending |= named;
        case POSITIONAL_OR_KEYWORD -> {}
        case VAR_POSITIONAL -> {
          out.append('*');
          starWritten = true;
        }
        case KEYWORD_ONLY -> {
          if (!starWritten) {
            out.append("*, ");
            starWritten = true;
          }
        }
        case VAR_KEYWORD -> out.append("**");
      }
      writeParameter(parameter, named, out, depth);
    }
    if (slashPending) {
      out.append(separator).append('/');
      separator = ", ";
    }
    if (list.paramSpec() != null) {
      out.append(separator).append("**").append(list.paramSpec().name());
    } else if (list.gradual()) {
      out.append(separator).append("...");
    }
    out.append(')');
  }

  /** Whether somebody gave the parameter its name. */
  private static boolean isNamed(ParameterType parameter) {
    return !parameter.name().isEmpty()
        && !parameter.name().startsWith("__p")
        && parameter.name().indexOf('[') < 0;
  }

  /** The type of a parameter, of {@code *args: *tuple[*Ts]} just the {@code Ts}. */
  private static Type withoutPack(ParameterType parameter) {
    return parameter.unpacked()
            && parameter.type() instanceof TupleType tuple
            && tuple.hasPack()
            && tuple.minimumLength() == 0
            && tuple.variadic() != null
        ? tuple.variadic()
        : parameter.type();
  }

  private void writeParameter(
      ParameterType parameter, boolean named, StringBuilder out, int depth) {
    boolean variadic =
        parameter.kind() == ParameterKind.VAR_POSITIONAL
            || parameter.kind() == ParameterKind.VAR_KEYWORD;
    boolean typed = parameter.annotated() || parameter.type() != DynamicType.UNKNOWN;
    if (named || variadic) {
      out.append(named ? parameter.name() : variadic ? "args" : "");
      if (typed) {
        out.append(": ");
      }
    }
    if (typed || !named) {
      if (parameter.unpacked()) {
        out.append(parameter.kind() == ParameterKind.VAR_KEYWORD ? "**" : "*");
      }
      write(withoutPack(parameter), out, depth + 1);
    }
    if (parameter.defaultType() != null) {
      out.append(typed || !named ? " = " : "=");
      writeDefault(parameter.defaultType(), out);
    }
  }

  /** A default, if its type tells its value in few letters. */
  private void writeDefault(Type type, StringBuilder out) {
    int start = out.length();
    if (type instanceof LiteralType literal) {
      writeLiteral(literal, out);
    } else if (type instanceof NominalType nominal && nominal.cls().equals(WellKnown.NONE_TYPE)) {
      out.append("None");
    }
    int length = out.length() - start;
    if (length == 0 || length > MAX_DEFAULT) {
      out.setLength(start);
      out.append("...");
    }
  }
}
