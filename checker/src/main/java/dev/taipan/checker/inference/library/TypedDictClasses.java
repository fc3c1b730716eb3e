package dev.taipan.checker.inference.library;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.DefinitionKind;
import dev.taipan.checker.binding.Symbol;
import dev.taipan.checker.inference.AssignedCall;
import dev.taipan.checker.inference.Evaluated;
import dev.taipan.checker.inference.MemoKey;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.annotations.QualifiedType;
import dev.taipan.checker.inference.annotations.QualifiedType.Qualifier;
import dev.taipan.checker.inference.annotations.TypePosition;
import dev.taipan.checker.inference.definitions.ClassHeaders;
import dev.taipan.checker.inference.definitions.SourceClassModel;
import dev.taipan.checker.syntax.Argument;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.types.ClassId;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Member;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Substitution;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeVarType;
import dev.taipan.checker.types.TypedDictShape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classes that inherit from {@code TypedDict}: their items and the methods that come with them; see
 * the specification's chapter "Typed dictionaries".
 */
public final class TypedDictClasses {
  private static final class ExtraKey extends MemoKey {
    ExtraKey(int argument) {
      super(argument);
    }
  }

  /** The qualifiers that may surround the type of an item. */
  static final Set<Qualifier> ITEM_QUALIFIERS =
      EnumSet.of(Qualifier.REQUIRED, Qualifier.NOT_REQUIRED, Qualifier.READ_ONLY);

  private static final Set<Qualifier> EXTRA_QUALIFIERS = EnumSet.of(Qualifier.READ_ONLY);

  /** An item that a class body declares. */
  record Own(TypedDictShape.Item item, Definition definition) {}

  private final Program program;
  private final TypedDictMethods methods;
  private final TypedDictChecks checks;

  public TypedDictClasses(Program program) {
    this.program = program;
    this.methods = new TypedDictMethods(program);
    this.checks = new TypedDictChecks(program);
  }

  public TypedDictChecks checks() {
    return checks;
  }

  /** The items, inherited ones included. */
  public TypedDictShape shape(SourceClassModel cls) {
    Map<String, TypedDictShape.Item> items = new LinkedHashMap<>();
    Type extra = null;
    boolean extraReadOnly = false;
    List<Type> bases = cls.bases();
    for (int i = bases.size() - 1; i >= 0; i--) {
      TypedDictShape inherited = shapeOf(bases.get(i));
      if (inherited == null) {
        continue;
      }
      items.putAll(inherited.items());
      if (inherited.extra() != null) {
        extra = inherited.extra();
        extraReadOnly = inherited.extraReadOnly();
      }
    }
    for (Own own : own(cls)) {
      items.put(own.item().key(), own.item());
    }
    List<Argument> keywords = cls.definition().arguments;
    if (DataclassTransforms.flag(keywords, "closed", false)) {
      extra = NeverType.NEVER;
      extraReadOnly = false;
    }
    Expr written = AssignedCall.keyword(keywords, "extra_items");
    if (written != null) {
      QualifiedType declared = extraItems(cls, written).answer();
      extra = declared.type();
      extraReadOnly = declared.has(Qualifier.READ_ONLY);
    }
    return new TypedDictShape(items, extra, extraReadOnly);
  }

  /** The items of a specialized base; null for other bases. */
  public @Nullable TypedDictShape shapeOf(Type base) {
    if (!(base instanceof NominalType nominal)) {
      return null;
    }
    ClassModel model = program.classModel(nominal.cls());
    TypedDictShape shape = model.typedDict();
    if (shape == null || nominal.arguments().isEmpty()) {
      return shape;
    }
    return shape.specialized(Substitution.of(model.typeParameters(), nominal.arguments()));
  }

  /** The items that the body declares, in order. */
  List<Own> own(SourceClassModel cls) {
    boolean total = DataclassTransforms.flag(cls.definition().arguments, "total", true);
    List<Own> items = new ArrayList<>();
    for (Symbol symbol : cls.scope().symbols()) {
      for (Definition definition : symbol.definitions()) {
        if (definition.kind() instanceof DefinitionKind.AnnAssign
            && !program.flow().isNeverReached(cls.module(), definition.reachability())) {
          QualifiedType declared = program.definitions().declaredBy(cls.module(), definition);
          items.add(new Own(item(symbol.name(), declared, total), definition));
          break;
        }
      }
    }
    return items;
  }

  static TypedDictShape.Item item(String key, QualifiedType declared, boolean total) {
    boolean required =
        declared.has(Qualifier.REQUIRED) || total && !declared.has(Qualifier.NOT_REQUIRED);
    return new TypedDictShape.Item(
        key, declared.type(), required, declared.has(Qualifier.READ_ONLY));
  }

  /** The evaluation of {@code extra_items=} in the header of a class. */
  public Evaluated<QualifiedType> extraItems(SourceClassModel cls, Expr written) {
    return program
        .declarations()
        .evaluate(
            cls.module(),
            new ExtraKey(written.id),
            written,
            ClassHeaders.headerScope(cls.module(), cls.definition()),
            QualifiedType.of(NeverType.NEVER),
            region -> extraItems(region, written, cls.typeParameters()));
  }

  /** What {@code extra_items=} says in the header of a class with these type parameters. */
  QualifiedType extraItems(Region region, Expr written, List<TypeVarType> parameters) {
    TypePosition position =
        TypePosition.of(
                program.typeVariableScopes().inHeader(region.module(), region.scope(), parameters))
            .withQualifiers(EXTRA_QUALIFIERS);
    return program.annotations().qualified(region, written, position);
  }

  /** Whether a name of the body declares an item, which is no attribute. */
  public boolean isItem(SourceClassModel cls, Symbol symbol) {
    if (!cls.header().isTypedDict()) {
      return false;
    }
    for (Definition definition : symbol.definitions()) {
      if (!(definition.kind() instanceof DefinitionKind.AnnAssign)) {
        return false;
      }
    }
    return true;
  }

  /** An attribute that comes with such a class; null for any other. */
  public @Nullable Member member(SourceClassModel cls, String name) {
    if (!cls.header().isTypedDict() || !TypedDictMethods.NAMES.contains(name)) {
      return null;
    }
    TypedDictShape shape = cls.typedDict();
    return shape == null ? null : methods.member(cls.id(), cls.module(), shape, name);
  }

  /** The same for a class that a call makes. */
  public @Nullable Member member(
      ClassId cls, ModuleTypes module, TypedDictShape shape, String name) {
    return TypedDictMethods.NAMES.contains(name) ? methods.member(cls, module, shape, name) : null;
  }
}
