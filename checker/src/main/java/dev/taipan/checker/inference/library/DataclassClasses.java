package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.CallableType;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.DataclassModel;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Dataclasses, and classes that a {@code dataclass_transform} makes like them; see the
 * specification's chapter "Dataclasses".
 */
public final class DataclassClasses {
  private static final class OptionsKey extends MemoKey {
    OptionsKey(ClassId cls) {
      super(cls);
    }
  }

  private final Program program;
  private final DataclassTransforms transforms;
  private final DataclassFields fields;
  private final DataclassMethods methods;
  private final DataclassChecks checks;

  public DataclassClasses(Program program) {
    this.program = program;
    this.transforms = new DataclassTransforms(program);
    this.fields = new DataclassFields(program);
    this.methods = new DataclassMethods(program);
    this.checks = new DataclassChecks(program);
  }

  public DataclassChecks checks() {
    return checks;
  }

  DataclassFields fields() {
    return fields;
  }

  /** Whether a decorator makes classes into dataclasses. */
  public boolean isTransform(Type decorator) {
    return transforms.transformOf(decorator) != null;
  }

  /** How a class is made a dataclass; null if it is none. */
  @Nullable DataclassOptions optionsOf(SourceClassModel cls) {
    return program
        .<Optional<DataclassOptions>>memo(
            cls.module(),
            new OptionsKey(cls.id()),
            Optional.empty(),
            () -> Optional.ofNullable(transforms.optionsOf(cls)))
        .orElse(null);
  }

  /** The arguments that say what kind of dataclass a class is made, where it is one. */
  List<Argument> argumentsOf(SourceClassModel cls) {
    return transforms.argumentsOf(cls);
  }

  /** The dataclass behaviour of a class. */
  public Optional<DataclassModel> model(SourceClassModel cls) {
    DataclassOptions options = optionsOf(cls);
    if (options == null) {
      return Optional.empty();
    }
    List<DataclassModel.Field> all = fields.all(cls, options);
    return Optional.of(
        new DataclassModel(
            all,
            options.frozen(),
            options.order(),
            options.eq(),
            options.init(),
            options.kwOnly(),
            options.slots(),
            options.unsafeHash()));
  }

  /** An attribute that comes with such a class; null for any other. */
  public @Nullable Member member(SourceClassModel cls, String name) {
    if (!name.startsWith("__") || isWritten(cls, name)) {
      return specifiedField(cls, name);
    }
    DataclassOptions options = optionsOf(cls);
    DataclassModel model = options == null ? null : cls.dataclass();
    return options == null || model == null ? null : methods.member(cls, name, options, model);
  }

  /**
   * What {@code dataclasses.replace}, or its like of attrs, does for the instances of a class; null
   * for one that is not of that kind or has a constructor of its own.
   */
  @Nullable CallableType replacement(SourceClassModel cls, DataclassOptions.Kind kind) {
    DataclassOptions options = optionsOf(cls);
    DataclassModel model = options == null ? null : cls.dataclass();
    return options == null
            || model == null
            || options.kind() != kind
            || options.collects() == DataclassOptions.Collects.NOTHING
            || !options.init()
            || isWritten(cls, "__init__")
        ? null
        : DataclassMethods.replacement(cls, model);
  }

  /**
   * Whether a dataclass gets a method that every object has in the same form, so that it is no
   * attribute of its own here.
   */
  boolean isShownOrCompared(SourceClassModel cls, String name) {
    DataclassOptions options = optionsOf(cls);
    return options != null && (name.equals("__repr__") || name.equals("__eq__") && options.eq());
  }

  private static boolean isWritten(SourceClassModel cls, String name) {
    Symbol symbol = cls.scope().symbol(name);
    return symbol != null && symbol.isBound();
  }

  /**
   * A field with a converter, which takes something else than it gives, or one whose type no
   * annotation says.
   */
  private @Nullable Member specifiedField(SourceClassModel cls, String name) {
    Symbol symbol = cls.scope().symbol(name);
    if (symbol == null || !symbol.isBound() && !symbol.isDeclared()) {
      return null;
    }
    DataclassOptions options = optionsOf(cls);
    if (options == null || options.specifiers().isEmpty() || options.standard()) {
      return null;
    }
    for (DataclassFields.Own own : fields.own(cls, options)) {
      if (own.field().name().equals(name)
          && (!own.annotated() || DataclassFields.converter(own.value()) != null)) {
        return new Member(
            name,
            cls.id(),
            own.field().type(),
            true,
            Member.Place.CLASS_AND_INSTANCE,
            options.frozen(),
            own.field().hasDefault(),
            own.field().initType());
      }
    }
    return null;
  }

  /** The converter of the field that an assignment describes; null for a field without one. */
  public @Nullable Expr converterOf(Region region, Stmt.AnnAssign assign) {
    Expr converter = DataclassFields.converter(assign.value);
    if (converter == null
        || !(assign.value instanceof Expr.Call call)
        || !(region.scope().node() instanceof Stmt.ClassDef definition)) {
      return null;
    }
    ClassId id = program.classes().idOf(region.module(), definition);
    if (!(program.classModel(id) instanceof SourceClassModel cls)) {
      return null;
    }
    DataclassOptions options = optionsOf(cls);
    return options != null && fields.isSpecifier(cls, call, options) ? converter : null;
  }
}
