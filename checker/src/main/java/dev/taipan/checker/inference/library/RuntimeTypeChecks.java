package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Mro;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code isinstance(x, C)} and {@code issubclass(x, C)} against classes that cannot answer at run
 * time: protocols without {@code @runtime_checkable}, TypedDicts, types with arguments and special
 * forms.
 */
public final class RuntimeTypeChecks {
  /** What every class has, so that it is no part of a protocol. */
  private static final Set<String> IMPLIED =
      Set.of(
          "__slots__",
          "__match_args__",
          "__class_getitem__",
          "__init__",
          "__new__",
          "__module__",
          "__doc__",
          "__hash__");

  /** The special forms that answer at run time. */
  private static final Set<String> TESTED = Set.of("Callable", "Generic", "Protocol", "Union");

  private static final NominalType BOOL = new NominalType(WellKnown.BOOL);

  private final Program program;

  public RuntimeTypeChecks(Program program) {
    this.program = program;
  }

  /** {@code isinstance(x, C)}: checks {@code C}, and mostly leaves the rest to the declaration. */
  public @Nullable Type isInstance(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    return test(region, call, false);
  }

  /** {@code issubclass(C, D)}: checks {@code D}, and mostly leaves the rest to the declaration. */
  public @Nullable Type isSubclass(
      Region region, Expr.Call call, Type callee, @Nullable Type expected) {
    return test(region, call, true);
  }

  /** The result of a test for a special form, which the stubs do not know of; null for others. */
  private @Nullable Type test(Region region, Expr.Call call, boolean subclass) {
    if (!check(region, call, subclass)) {
      return null;
    }
    for (Argument argument : call.arguments) {
      region.infer(argument.value);
    }
    return BOOL;
  }

  /** Checks what is tested for; tells whether a special form is among that. */
  private boolean check(Region region, Expr.Call call, boolean subclass) {
    if (call.arguments.size() != 2
        || call.arguments.get(0).kind != Argument.Kind.POSITIONAL
        || call.arguments.get(1).kind != Argument.Kind.POSITIONAL) {
      return false;
    }
    return check(region, call, call.arguments.get(1).value, subclass);
  }

  private boolean check(Region region, Expr.Call call, Expr tested, boolean subclass) {
    boolean hasForm = false;
    if (tested instanceof Expr.Tuple tuple) {
      for (Expr element : tuple.elements) {
        hasForm |= check(region, call, element, subclass);
      }
      return hasForm;
    }
    Type filter = region.silently(() -> region.infer(tested));
    for (Type cls : classesOf(filter)) {
      hasForm |= cls instanceof SpecialFormType;
      if (cls instanceof SpecialFormType form && !TESTED.contains(form.name())) {
        region.report(
            Rules.INVALID_ARGUMENT_TYPE,
            tested,
            "`" + form.name() + "` is not a class that objects can be tested for");
      }
      if (cls instanceof TypeFormValue form && form.runtimeClass().equals(WellKnown.UNION_TYPE)) {
        checkForm(region, tested, form);
      }
      if (cls instanceof TypeFormValue form
          && form.denoted() instanceof TupleType
          && !isFromElsewhere(region, tested)) {
        reportArguments(region, tested, "tuple");
      }
      if (!(cls instanceof ClassLiteralType literal)) {
        continue;
      }
      if (literal.cls().equals(WellKnown.NAMED_TUPLE)) {
        region.report(
            Rules.INVALID_ARGUMENT_TYPE,
            tested,
            "`NamedTuple` is a function at run time, and no class of the named tuples");
        continue;
      }
      if (hasWrittenArguments(literal)) {
        if (isFromElsewhere(region, tested)) {
          continue;
        }
        reportArguments(region, tested, literal.cls().name());
        continue;
      }
      ClassModel model = program.classModel(literal.cls());
      if (model.typedDict() != null) {
        region.report(
            Rules.ISINSTANCE_AGAINST_TYPED_DICT,
            tested,
            "nothing is an instance of the TypedDict `" + model.id().name() + "` at run time");
      } else if (model.isProtocol()) {
        Expr object = call.arguments.get(0).value;
        Type type = region.silently(() -> region.infer(object));
        region.defer(later -> checkProtocol(later, call, literal, model, type, subclass));
      }
    }
    return hasForm;
  }

  /** Whether a class stands with arguments; an alias of a bare class has unknown ones. */
  private static boolean hasWrittenArguments(ClassLiteralType literal) {
    return literal.arguments() != null
        && literal.arguments().stream().anyMatch(argument -> argument != DynamicType.UNKNOWN);
  }

  private static void reportArguments(Region region, Expr tested, String name) {
    region.report(
        Rules.INVALID_ARGUMENT_TYPE,
        tested,
        "type arguments are not seen at run time: `" + name + "` alone is");
  }

  /** What a filter names, however its tuples nest. */
  private static List<Type> classesOf(Type filter) {
    if (!(filter instanceof TupleType tuple)) {
      return List.of(filter);
    }
    List<Type> classes = new ArrayList<>();
    for (Type element : tuple.prefix()) {
      classes.addAll(classesOf(element));
    }
    return classes;
  }

  /** A union written with {@code |} may hold nothing but classes. */
  private void checkForm(Region region, Expr tested, TypeFormValue form) {
    if (mentionsElsewhere(region, tested)) {
      return;
    }
    for (Type member : Unions.members(form.denoted())) {
      // A class that is named alone stands for itself with the defaults of its parameters.
      boolean specialized =
          member instanceof NominalType nominal
              && !nominal.arguments().isEmpty()
              && !nominal.arguments().stream().allMatch(DynamicType.class::isInstance)
              && !member.equals(
                  program.typeSystem().instanceOf(new ClassLiteralType(nominal.cls())));
      if (specialized || member instanceof LiteralType) {
        region.report(
            Rules.INVALID_ARGUMENT_TYPE,
            tested,
            "`" + Display.of(member) + "` is not a class that objects can be tested for");
      } else if (member instanceof NominalType nominal) {
        ClassModel model = program.classModel(nominal.cls());
        if (model.isProtocol() && !isRuntimeCheckable(model)) {
          reportUnmarked(region, tested, model);
        }
      }
    }
  }

  private static void reportUnmarked(Region region, Expr tested, ClassModel protocol) {
    region.report(
        Rules.ISINSTANCE_AGAINST_PROTOCOL,
        tested,
        "the protocol `" + protocol.id().name() + "` is not marked with `@runtime_checkable`");
  }

  /** Whether a union that is written in place has an operand that was made elsewhere. */
  private static boolean mentionsElsewhere(Region region, Expr tested) {
    return tested instanceof Expr.Binary union
        ? mentionsElsewhere(region, union.left) || mentionsElsewhere(region, union.right)
        : isFromElsewhere(region, tested);
  }

  /**
   * Whether a tested name is another module's. A stub may tell of a class by an alias with type
   * arguments, as that of NumPy does of {@code float32}, which is a class of its own at run time.
   */
  private static boolean isFromElsewhere(Region region, Expr tested) {
    if (!(tested instanceof Expr.Name name)) {
      return tested instanceof Expr.Attribute;
    }
    Symbol symbol = region.module().bound().moduleScope().symbol(name.name);
    return symbol != null
        && symbol.definitions().stream()
            .anyMatch(definition -> definition.kind() instanceof DefinitionKind.ImportFrom);
  }

  private void checkProtocol(
      Region region,
      Expr.Call call,
      ClassLiteralType literal,
      ClassModel model,
      Type object,
      boolean subclass) {
    Expr at = call.arguments.get(1).value;
    String name = model.id().name();
    if (!isRuntimeCheckable(model)) {
      reportUnmarked(region, at, model);
      return;
    }
    List<Member> members = membersOf(model);
    if (subclass && hasData(members)) {
      region.report(
          Rules.ISINSTANCE_AGAINST_PROTOCOL,
          at,
          "`issubclass` cannot see whether a class has the variables of the protocol `"
              + name
              + "`");
      return;
    }
    Type protocol = program.specializer().unknownInstance(literal);
    for (Type member : Unions.members(object)) {
      Type instance = subclass ? instanceOf(member) : member;
      if (instance instanceof NominalType nominal
          && !program.classModel(nominal.cls()).isProtocol()
          && hasAll(nominal, members)
          && !program.typeSystem().isAssignable(nominal, protocol)) {
        region.report(
            Rules.ISINSTANCE_AGAINST_PROTOCOL,
            at,
            "`"
                + Display.of(nominal)
                + "` has the members of the protocol `"
                + name
                + "`, but of other types, which is not seen at run time");
        return;
      }
    }
  }

  /**
   * Whether a protocol says that objects may be tested for it at run time: it has to say so itself,
   * though at run time it inherits that.
   */
  public static boolean isRuntimeCheckable(ClassModel model) {
    return model.isRuntimeCheckable() || model.hasUnknownBase();
  }

  private static @Nullable Type instanceOf(Type cls) {
    return switch (cls) {
      case ClassLiteralType literal -> new NominalType(literal.cls());
      case SubclassOfType subclass -> subclass.instance();
      default -> null;
    };
  }

  private List<Member> membersOf(ClassModel protocol) {
    List<Member> members = new ArrayList<>();
    for (Type entry : protocol.mro()) {
      ClassId id = Mro.classOf(entry);
      ClassModel model = id == null ? null : program.classModel(id);
      if (model == null || !model.isProtocol()) {
        continue;
      }
      for (String name : model.memberNames()) {
        Optional<Member> member = IMPLIED.contains(name) ? Optional.empty() : model.member(name);
        member.ifPresent(members::add);
      }
    }
    return members;
  }

  private static boolean hasData(List<Member> members) {
    for (Member member : members) {
      if (!(member.type() instanceof CallableType callable)
          || callable.binding() == CallableType.Binding.BOUND) {
        return true;
      }
    }
    return false;
  }

  private boolean hasAll(Type object, List<Member> members) {
    for (Member member : members) {
      Optional<Access> access = program.members().read(object, member.name());
      if (access.isEmpty()
          || access.get().isPartial()
          || isAnsweredForAll(access.get())
          || access.get().type() instanceof DynamicType) {
        return false;
      }
    }
    return !members.isEmpty();
  }

  /** Whether only {@code __getattr__} has the attribute, which tests do not ask for it. */
  private static boolean isAnsweredForAll(Access access) {
    Member member = access.member();
    return member != null && member.name().startsWith("__getattr");
  }
}
