package dev.taipan.checker.inference.definitions;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.Cell;
import dev.taipan.checker.inference.Evaluated;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.QueryRank;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.DataclassModel;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.Variance;
import dev.taipan.checker.types.Variances;
import dev.taipan.checker.types.WellKnown;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The model of a class that a {@code class} statement defines. Everything is computed when it is
 * first asked for, by {@link ClassHeaders} (bases, parameters, MRO), {@link ClassMembers}, and the
 * features of special classes.
 */
public final class SourceClassModel implements ClassModel {
  private final Program program;
  private final ModuleTypes module;
  private final Stmt.ClassDef definition;
  private final Scope enclosing;
  private final Scope scope;
  private final ClassId id;

  /** The memo of the header, which belongs to the module; looked up once. */
  private @Nullable Cell<Evaluated<ClassHeader>> header;

  /** The type parameters when they are known for good; racing threads find equal ones. */
  private @Nullable List<TypeVarType> typeParameters;

  /** What {@code __slots__} lists; racing threads find the same. */
  private @Nullable List<String> slotNames;

  private final ConcurrentHashMap<String, Cell<Optional<Member>>> members =
      new ConcurrentHashMap<>(4);
  private final Cell<ClassHeader.Order> order = new Cell<>();
  private final Cell<Type> metaclass = new Cell<>();
  private final Cell<ClassMarks> marks = new Cell<>();
  private final Cell<List<String>> enumMembers = new Cell<>();
  private final Cell<Optional<TypedDictShape>> typedDict = new Cell<>();
  private final Cell<Optional<List<String>>> namedTuple = new Cell<>();
  private final Cell<Optional<DataclassModel>> dataclass = new Cell<>();
  private final Cell<List<String>> abstractMembers = new Cell<>();
  private final Cell<List<Variance>> variances = new Cell<>();

  SourceClassModel(
      Program program,
      ModuleTypes module,
      Stmt.ClassDef definition,
      Scope enclosing,
      Scope scope,
      ClassId id) {
    this.program = program;
    this.module = module;
    this.definition = definition;
    this.enclosing = enclosing;
    this.scope = scope;
    this.id = id;
  }

  public ModuleTypes module() {
    return module;
  }

  public Stmt.ClassDef definition() {
    return definition;
  }

  /** The scope that the class statement stands in. */
  public Scope enclosing() {
    return enclosing;
  }

  /** The scope of the body. */
  public Scope scope() {
    return scope;
  }

  /** What the header says. */
  public ClassHeader header() {
    Cell<Evaluated<ClassHeader>> cell = header;
    if (cell == null) {
      cell = program.classHeaders().headerCell(module, definition);
      header = cell;
    }
    Evaluated<ClassHeader> known = cell.published();
    return known != null
        ? known.answer()
        : program.classHeaders().header(module, definition, id).answer();
  }

  /** What the decorators say. */
  public ClassMarks marks() {
    ClassMarks known = marks.published();
    return known != null
        ? known
        : get(marks, "marks", ClassMarks.NONE, () -> ClassMarks.of(program, this));
  }

  /** The method resolution order, and whether there is one. */
  ClassHeader.Order order() {
    ClassHeader.Order known = order.published();
    return known != null
        ? known
        : get(order, "order", ClassHeader.Order.CYCLIC, () -> program.ancestry().order(this));
  }

  private <T> T get(Cell<T> cell, String what, T initial, Supplier<T> compute) {
    T known = cell.published();
    return known != null
        ? known
        : program.memo(cell, () -> QueryRank.of(module, id.place(), what), initial, compute);
  }

  @Override
  public ClassId id() {
    return id;
  }

  @Override
  public List<TypeVarType> typeParameters() {
    List<TypeVarType> known = typeParameters;
    if (known == null) {
      int marks = program.evaluation().cycleMarks();
      known = program.classHeaders().typeParameters(module, definition, id);
      if (program.evaluation().cycleMarks() == marks) {
        typeParameters = known;
      }
    }
    return known;
  }

  @Override
  public List<Type> bases() {
    return header().bases();
  }

  @Override
  public List<Type> mro() {
    return order().entries();
  }

  @Override
  public Type metaclass() {
    Type known = metaclass.published();
    return known != null
        ? known
        : get(
            metaclass,
            "metaclass",
            new NominalType(WellKnown.TYPE),
            () -> program.ancestry().metaclass(this));
  }

  @Override
  public Optional<Member> member(String name) {
    return program.classMembers().member(this, name);
  }

  /** The memo of an attribute; null while nobody has asked for it. */
  @Nullable Cell<Optional<Member>> memberCell(String name) {
    return members.get(name);
  }

  /** The memo of an attribute that nobody has asked for yet, or another thread just now. */
  Cell<Optional<Member>> newMemberCell(String name) {
    Cell<Optional<Member>> fresh = new Cell<>();
    Cell<Optional<Member>> before = members.putIfAbsent(name, fresh);
    return before == null ? fresh : before;
  }

  /** The attributes that {@code __slots__} lists, as far as it does so literally. */
  List<String> slotNames() {
    List<String> known = slotNames;
    if (known == null) {
      known = Slots.written(this);
      slotNames = known;
    }
    return known;
  }

  @Override
  public List<String> memberNames() {
    return program.classMembers().names(this);
  }

  @Override
  public boolean isProtocol() {
    return header().isProtocol();
  }

  @Override
  public boolean isRuntimeCheckable() {
    return marks().runtimeCheckable();
  }

  @Override
  public boolean isFinal() {
    return marks().isFinal();
  }

  @Override
  public boolean isDisjointBase() {
    return marks().disjointBase() || Slots.hasAny(this);
  }

  @Override
  public boolean isEnum() {
    return metaclass() instanceof NominalType meta
        && !meta.cls().equals(WellKnown.TYPE)
        && program.classModel(meta.cls()).inherits(WellKnown.ENUM_META);
  }

  @Override
  public List<String> enumMembers() {
    return isEnum()
        ? get(enumMembers, "enumMembers", List.of(), () -> program.enums().members(this))
        : List.of();
  }

  @Override
  public @Nullable TypedDictShape typedDict() {
    return header().isTypedDict()
        ? get(
                typedDict,
                "typedDict",
                Optional.empty(),
                () -> Optional.of(program.typedDictClasses().shape(this)))
            .orElse(null)
        : null;
  }

  @Override
  public @Nullable List<String> namedTupleFields() {
    return header().isNamedTuple()
        ? get(
                namedTuple,
                "namedTuple",
                Optional.empty(),
                () -> Optional.of(program.namedTuples().fields(this)))
            .orElse(null)
        : null;
  }

  @Override
  public @Nullable DataclassModel dataclass() {
    return get(dataclass, "dataclass", Optional.empty(), () -> program.dataclasses().model(this))
        .orElse(null);
  }

  @Override
  public @Nullable List<String> slots() {
    return Slots.of(program, this);
  }

  @Override
  public List<String> abstractMembers() {
    return get(
        abstractMembers, "abstractMembers", List.of(), () -> program.abstractMembers().of(this));
  }

  @Override
  public List<Variance> variances() {
    if (typeParameters().isEmpty()) {
      return List.of();
    }
    return get(
        variances,
        "variances",
        Collections.nCopies(typeParameters().size(), Variance.BIVARIANT),
        () -> Variances.infer(program.typeSystem(), this));
  }

  @Override
  public @Nullable String deprecated() {
    return marks().deprecated();
  }

  @Override
  public boolean inherits(ClassId cls) {
    return order().has(cls);
  }

  @Override
  public boolean hasUnknownBase() {
    return order().isOpen();
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
