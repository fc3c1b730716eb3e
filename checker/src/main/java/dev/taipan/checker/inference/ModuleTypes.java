package dev.taipan.checker.inference;

import dev.taipan.checker.binding.BoundModule;
import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.inference.definitions.DynamicAttributes;
import dev.taipan.checker.inference.narrowing.Flow;
import dev.taipan.checker.inference.narrowing.Narrowing;
import dev.taipan.checker.inference.narrowing.Truth;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.source.DecodedSource;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.ParsedModule;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Type;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One module with everything that was inferred about it so far.
 *
 * <p>The text, the tree and the bindings never change; the memo only grows. Any number of threads
 * may read and fill it.
 */
public sealed class ModuleTypes permits FunctionView {
  private final String name;
  private final ModuleFile file;
  private final DecodedSource decoded;
  private final ParsedModule parsed;
  private final BoundModule bound;

  private final RegionCells regions;
  private final ConcurrentHashMap<Object, Cell<?>> cells;
  private final ConcurrentHashMap<String, ClassModel> classModels;
  private final byte[] conditionTruths;
  private final ConcurrentHashMap<Narrowing.NarrowedKey, Type> narrowed;
  private final ConcurrentHashMap<Object, FunctionView> views;
  private volatile @Nullable ModuleStructure structure;
  private volatile @Nullable DynamicAttributes dynamicAttributes;
  private volatile @Nullable DefinitionPlaces places;
  private volatile @Nullable Words words;

  private static final Truth[] TRUTHS = Truth.values();

  ModuleTypes(
      String name, ModuleFile file, DecodedSource decoded, ParsedModule parsed, BoundModule bound) {
    this.name = name;
    this.file = file;
    this.decoded = decoded;
    this.parsed = parsed;
    this.bound = bound;
    this.conditionTruths = new byte[bound.conditions().size()];
    this.regions = new RegionCells();
    this.cells = new ConcurrentHashMap<>();
    this.classModels = new ConcurrentHashMap<>();
    this.narrowed = new ConcurrentHashMap<>();
    this.views = new ConcurrentHashMap<>();
  }

  /** Another look at the same module, with the same memo. */
  ModuleTypes(ModuleTypes same) {
    this.name = same.name;
    this.file = same.file;
    this.decoded = same.decoded;
    this.parsed = same.parsed;
    this.bound = same.bound;
    this.conditionTruths = same.conditionTruths;
    this.regions = same.regions;
    this.cells = same.cells;
    this.classModels = same.classModels;
    this.narrowed = same.narrowed;
    this.views = same.views;
  }

  /** The module as the code at a node sees it; see {@link FunctionView}. */
  public ModuleTypes at(Node node) {
    return this;
  }

  /** The module as the code of a scope sees it. */
  public ModuleTypes at(Scope scope) {
    return this;
  }

  /** How many calls of functions without annotations were followed to get here. */
  public int callDepth() {
    return 0;
  }

  /** The module in which the first of these calls stands. */
  public ModuleTypes caller() {
    return this;
  }

  /** The view for a key, the same until it is forgotten. */
  public FunctionView view(Object key, Supplier<FunctionView> made) {
    return views.computeIfAbsent(key, ignored -> made.get());
  }

  public void forgetView(Object key) {
    views.remove(key);
  }

  /** The same text and tree with nothing inferred yet. */
  public ModuleTypes withoutMemo() {
    ModuleTypes fresh = new ModuleTypes(name, file, decoded, parsed, bound);
    fresh.words = words;
    return fresh;
  }

  /** The name under which types know this module; unique in the program. */
  public String name() {
    return name;
  }

  public ModuleFile file() {
    return file;
  }

  /** The file's path as diagnostics name it. */
  public String path() {
    return file.file().toString();
  }

  public SourceText source() {
    return decoded.text();
  }

  public ParsedModule parsed() {
    return parsed;
  }

  public BoundModule bound() {
    return bound;
  }

  public boolean isStub() {
    return bound.stub();
  }

  /** Why the file is no text that Python would read, if it is none. */
  public DecodedSource decoded() {
    return decoded;
  }

  /** The classes that get attributes by names that are only known at run time. */
  public DynamicAttributes dynamicAttributes() {
    DynamicAttributes known = dynamicAttributes;
    if (known == null) {
      known = DynamicAttributes.of(parsed.module());
      dynamicAttributes = known; // racing threads find the same
    }
    return known;
  }

  /** What the parts of the tree need to know of the statements around them. */
  public ModuleStructure structure() {
    ModuleStructure known = structure;
    if (known == null) {
      known = new ModuleStructure(parsed.module());
      structure = known; // racing threads compute equal structures
    }
    return known;
  }

  /** The memo of a region: a node for which {@link Definition#region} or a statement stands. */
  public Cell<RegionResult> region(Node node) {
    return regions.get(node.id);
  }

  /** The memo of anything else, by a key with structural equality that says what is asked. */
  @SuppressWarnings("unchecked")
  public <T> Cell<T> cell(Object key) {
    Cell<?> cell = cells.get(key);
    if (cell == null) {
      Cell<?> fresh = new Cell<>();
      Cell<?> before = cells.putIfAbsent(key, fresh);
      cell = before == null ? fresh : before;
    }
    return (Cell<T>) cell;
  }

  /** The memo of {@code key} if somebody has asked for it, else null. */
  @SuppressWarnings("unchecked")
  public <T> @Nullable Cell<T> knownCell(Object key) {
    return (Cell<T>) cells.get(key);
  }

  /** What a type is narrowed to, or null; see {@link Narrowing}. */
  public @Nullable Type narrowed(Narrowing.NarrowedKey key) {
    return narrowed.get(key);
  }

  public void keepNarrowed(Narrowing.NarrowedKey key, Type type) {
    narrowed.put(key, type);
  }

  /** What was found of a condition, or null; see {@link Flow}. */
  public @Nullable Truth conditionTruth(int condition) {
    byte known = conditionTruths[condition];
    return known == 0 ? null : TRUTHS[known - 1];
  }

  /** Keeps what was found of a condition; racing threads write the same byte. */
  public void keepConditionTruth(int condition, Truth truth) {
    conditionTruths[condition] = (byte) (truth.ordinal() + 1);
  }

  /** The class model at a place that was registered, or null. */
  public @Nullable ClassModel classModel(String place) {
    return classModels.get(place);
  }

  /** Registers the model of a class; gives the one that was first. */
  public ClassModel register(String place, ClassModel model) {
    ClassModel before = classModels.putIfAbsent(place, model);
    return before == null ? model : before;
  }

  /** Registers a model whose description has changed while a cycle of definitions settled. */
  public void replace(String place, ClassModel model) {
    classModels.put(place, model);
  }

  /** The words of the text. */
  public Words words() {
    Words known = words;
    if (known == null) {
      known = Words.of(source().text());
      words = known; // racing threads find the same
    }
    return known;
  }

  /**
   * The class, function, alias statement or assignment target that has this place, or null. Of
   * variables of functions only those have one that may stand for a type.
   */
  public @Nullable Node nodeAt(String place) {
    return places().at(place);
  }

  /** The stable place of a class, function, alias statement or assignment target. */
  public @Nullable String placeOf(Node node) {
    return places().of(node);
  }

  private DefinitionPlaces places() {
    DefinitionPlaces known = places;
    if (known == null) {
      known = new DefinitionPlaces(bound);
      places = known;
    }
    return known;
  }
}
