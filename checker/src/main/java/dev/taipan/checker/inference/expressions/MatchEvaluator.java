package dev.taipan.checker.inference.expressions;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.NodeTypeSource;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Region;
import dev.taipan.checker.inference.Widening;
import dev.taipan.checker.inference.library.RuntimeTypeChecks;
import dev.taipan.checker.inference.narrowing.PatternNarrowing;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Pattern;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.Access;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.ClassModel;
import dev.taipan.checker.types.Display;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.SpecialFormType;
import dev.taipan.checker.types.SubclassOfType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypeFormValue;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.Unions;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluates the cases of {@code match}: what their patterns capture, and their guards. */
public final class MatchEvaluator {
  /**
   * The special forms that are classes at run time, {@code Union} since Python 3.14, and {@code
   * Callable} of {@code collections.abc}.
   */
  private static final Set<String> CLASS_FORMS =
      Set.of("Any", "Callable", "Generic", "Protocol", "Union");

  private final Program program;

  public MatchEvaluator(Program program) {
    this.program = program;
  }

  private PatternNarrowing patterns() {
    return program.narrowing().patterns();
  }

  /** Evaluates the pattern and the guard of a case. */
  void evaluateCase(Region region, MatchCase matchCase) {
    Stmt.Match match = region.module().structure().matchOf(matchCase);
    int index = match.cases.indexOf(matchCase);
    inferValues(region, matchCase.pattern);
    NodeTypeSource types =
        new NodeTypeSource(program, region.module(), region, match, region.scope());
    Type subject = patterns().subjectAt(types, match, index);
    NodeTypeSource own = types.forRegion(matchCase);
    capture(region, own, matchCase.pattern, subject);
    if (matchCase.guard != null) {
      Type guard = region.infer(matchCase.guard);
      program.conditions().check(region, matchCase.guard, guard);
    }
  }

  /** Evaluates the expressions in a pattern: values, keys, classes. */
  private void inferValues(Region region, Pattern pattern) {
    switch (pattern) {
      case Pattern.Value value -> region.infer(value.value);
      case Pattern.Singleton singleton -> region.infer(singleton.value);
      case Pattern.As as -> inferValues(region, as.pattern);
      case Pattern.Or or -> or.patterns.forEach(part -> inferValues(region, part));
      case Pattern.Sequence sequence ->
          sequence.patterns.forEach(part -> inferValues(region, part));
      case Pattern.Mapping mapping -> {
        mapping.keys.forEach(region::infer);
        mapping.patterns.forEach(part -> inferValues(region, part));
      }
      case Pattern.Class cls -> {
        Type type = region.infer(cls.cls);
        checkClass(region, cls, type);
        cls.positional.forEach(part -> inferValues(region, part));
        cls.keywordPatterns.forEach(part -> inferValues(region, part));
      }
      case Pattern.Capture ignored -> {}
      case Pattern.Star ignored -> {}
      case Pattern.Error ignored -> {}
    }
  }

  private void checkClass(Region region, Pattern.Class pattern, Type type) {
    switch (type) {
      case ClassLiteralType cls -> {
        ClassModel model = program.classModel(cls.cls());
        if (cls.arguments() != null) {
          region.report(
              Rules.INVALID_MATCH_PATTERN,
              pattern.cls,
              "a class pattern cannot have type arguments");
        } else if (model.typedDict() != null) {
          region.report(
              Rules.ISINSTANCE_AGAINST_TYPED_DICT,
              pattern.cls,
              "nothing is an instance of the TypedDict `" + cls.cls().name() + "` at run time");
        } else if (model.isNewType()) {
          region.report(
              Rules.INVALID_MATCH_PATTERN,
              pattern.cls,
              "`" + cls.cls().name() + "` is a NewType and no class at run time");
        } else if (model.isProtocol() && !RuntimeTypeChecks.isRuntimeCheckable(model)) {
          region.report(
              Rules.ISINSTANCE_AGAINST_PROTOCOL,
              pattern.cls,
              "the protocol `" + cls.cls().name() + "` is not marked with `@runtime_checkable`");
        } else if (pattern.positional.size() > 0) {
          checkPositional(region, pattern, cls);
        }
      }
      case SubclassOfType ignored -> {}
      case DynamicType ignored -> {}
      case NominalType nominal when nominal.cls().equals(WellKnown.TYPE) -> {}
      case SpecialFormType form when CLASS_FORMS.contains(form.name()) -> {}
      case TypeFormValue _, SpecialFormType _ ->
          region.report(Rules.INVALID_MATCH_PATTERN, pattern.cls, "a class pattern needs a class");
      default -> {
        if (!program.typeSystem().isAssignable(type, new NominalType(WellKnown.TYPE))) {
          region.report(
              Rules.INVALID_MATCH_PATTERN,
              pattern.cls,
              "a class pattern needs a class, got `" + Display.of(type) + "`");
        }
      }
    }
  }

  private void checkPositional(Region region, Pattern.Class pattern, ClassLiteralType cls) {
    Type instance = program.specializer().unknownInstance(cls);
    List<String> names = patterns().matchArguments(instance);
    if (names == null) {
      checkUnnamed(region, pattern, cls, instance);
      return;
    }
    for (Expr.Name keyword : pattern.keywordNames) {
      int position = names.indexOf(keyword.name);
      if (position >= 0 && position < pattern.positional.size()) {
        region.report(
            Rules.INVALID_MATCH_PATTERN,
            keyword,
            "sub-pattern " + (position + 1) + " is matched against `" + keyword.name + "` already");
      }
    }
    if (names.size() < pattern.positional.size()) {
      region.report(
          Rules.INVALID_MATCH_PATTERN,
          pattern.positional.get(names.size()),
          "`"
              + cls.cls().name()
              + "` takes "
              + names.size()
              + " positional sub-pattern"
              + (names.size() == 1 ? "" : "s")
              + ", got "
              + pattern.positional.size());
    }
  }

  /** A class without {@code __match_args__} takes its own instance at most, and few do. */
  private void checkUnnamed(
      Region region, Pattern.Class pattern, ClassLiteralType cls, Type instance) {
    int taken = patterns().matchesItself(instance) ? 1 : 0;
    Type written = program.members().read(cls, "__match_args__").map(Access::type).orElse(null);
    if (written != null && !mayBeTuple(written)) {
      region.report(
          Rules.INVALID_MATCH_PATTERN,
          pattern.cls,
          "`__match_args__` of `"
              + cls.cls().name()
              + "` must be a tuple, got `"
              + Display.of(written)
              + "`");
    } else if (taken < pattern.positional.size() && written == null) {
      region.report(
          Rules.INVALID_MATCH_PATTERN,
          pattern.positional.get(taken),
          "`" + cls.cls().name() + "` has no `__match_args__` that would name this sub-pattern");
    }
  }

  private boolean mayBeTuple(Type written) {
    Type tuple = TupleType.homogeneous(DynamicType.ANY);
    return program.typeSystem().isAssignable(written, tuple)
        || program.typeSystem().isAssignable(tuple, written);
  }

  /** Stores what the captures of a pattern are bound to, when it is matched against a subject. */
  private void capture(Region region, NodeTypeSource types, Pattern pattern, Type subject) {
    switch (pattern) {
      case Pattern.Capture capture -> {
        if (capture.name != null) {
          bind(region, capture, capture.name, subject);
        }
      }
      case Pattern.As as -> {
        capture(region, types, as.pattern, subject);
        bind(region, as, as.name, patterns().matched(types, as.pattern, subject));
      }
      case Pattern.Or or -> {
        Type rest = subject;
        for (Pattern part : or.patterns) {
          capture(region, types, part, patterns().matched(types, part, rest));
          rest = patterns().unmatched(types, part, rest);
        }
        joinCaptures(region, or);
      }
      case Pattern.Sequence sequence -> captureSequence(region, types, sequence, subject);
      case Pattern.Mapping mapping -> captureMapping(region, types, mapping, subject);
      case Pattern.Class cls -> captureClass(region, types, cls, subject);
      case Pattern.Star star -> {
        if (star.name != null) {
          bind(region, star, star.name, subject);
        }
      }
      case Pattern.Value ignored -> {}
      case Pattern.Singleton ignored -> {}
      case Pattern.Error ignored -> {}
    }
  }

  private void bind(Region region, Node pattern, Expr.Name name, Type type) {
    program.assignments().assign(region, name, type, null);
    Type stored = region.stored(name);
    region.store(pattern, stored == null ? type : stored);
  }

  /** A name that several alternatives bind has the union of what they bind it to. */
  private void joinCaptures(Region region, Pattern.Or or) {
    Map<String, List<Node>> byName = new LinkedHashMap<>();
    for (Pattern part : or.patterns) {
      collectCaptures(part, byName);
    }
    for (List<Node> nodes : byName.values()) {
      List<Type> types = new ArrayList<>();
      for (Node node : nodes) {
        Type type = region.stored(node);
        if (type != null && type != NeverType.NEVER) {
          types.add(type);
        }
      }
      if (!types.isEmpty()) {
        Type union = Widening.joinAll(types);
        nodes.forEach(node -> region.store(node, union));
      }
    }
  }

  private static void collectCaptures(Pattern pattern, Map<String, List<Node>> byName) {
    switch (pattern) {
      case Pattern.Capture capture -> add(byName, capture, capture.name);
      case Pattern.As as -> {
        collectCaptures(as.pattern, byName);
        add(byName, as, as.name);
      }
      case Pattern.Star star -> add(byName, star, star.name);
      case Pattern.Or or -> or.patterns.forEach(part -> collectCaptures(part, byName));
      case Pattern.Sequence sequence ->
          sequence.patterns.forEach(part -> collectCaptures(part, byName));
      case Pattern.Mapping mapping -> {
        mapping.patterns.forEach(part -> collectCaptures(part, byName));
        add(byName, mapping, mapping.rest);
      }
      case Pattern.Class cls -> {
        cls.positional.forEach(part -> collectCaptures(part, byName));
        cls.keywordPatterns.forEach(part -> collectCaptures(part, byName));
      }
      case Pattern.Value ignored -> {}
      case Pattern.Singleton ignored -> {}
      case Pattern.Error ignored -> {}
    }
  }

  private static void add(
      Map<String, List<Node>> byName,
      Node pattern,
      Expr.@org.jspecify.annotations.Nullable Name name) {
    if (name != null) {
      List<Node> nodes = byName.computeIfAbsent(name.name, key -> new ArrayList<>());
      nodes.add(pattern);
      nodes.add(name);
    }
  }

  private void captureSequence(
      Region region, NodeTypeSource types, Pattern.Sequence sequence, Type subject) {
    List<List<Type>> parts = new ArrayList<>();
    for (int i = 0; i < sequence.patterns.size(); i++) {
      parts.add(new ArrayList<>());
    }
    Type matched = patterns().matched(types, sequence, subject);
    for (Type member : Unions.members(matched)) {
      TupleType shape = patterns().sequenceShape(member);
      List<Type> elements = shape == null ? null : patterns().elements(sequence, shape);
      for (int i = 0; i < parts.size(); i++) {
        if (elements != null) {
          parts.get(i).add(elements.get(i));
        } else if (member != NeverType.NEVER) {
          boolean star = sequence.patterns.get(i) instanceof Pattern.Star;
          Type element = member instanceof DynamicType dynamic ? dynamic : WellKnown.TOP;
          parts.get(i).add(star ? new NominalType(WellKnown.LIST, List.of(element)) : element);
        }
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      capture(
          region,
          types,
          sequence.patterns.get(i),
          parts.get(i).isEmpty() ? NeverType.NEVER : Unions.of(parts.get(i)));
    }
  }

  private void captureMapping(
      Region region, NodeTypeSource types, Pattern.Mapping mapping, Type subject) {
    Type matched = patterns().matched(types, mapping, subject);
    for (int i = 0; i < mapping.patterns.size(); i++) {
      Type key = types.of(mapping.keys.get(i));
      List<Type> values = new ArrayList<>();
      for (Type member : Unions.members(matched)) {
        values.add(valueOf(member, key));
      }
      capture(region, types, mapping.patterns.get(i), Unions.of(values));
    }
    if (mapping.rest != null) {
      List<Type> rests = new ArrayList<>();
      for (Type member : Unions.members(matched)) {
        Mappings.Items items = program.mappings().of(member);
        rests.add(
            new NominalType(
                WellKnown.DICT,
                List.of(
                    items == null ? DynamicType.UNKNOWN : items.keys(),
                    items == null ? DynamicType.UNKNOWN : items.values())));
      }
      bind(region, mapping, mapping.rest, Unions.of(rests));
    }
  }

  private Type valueOf(Type mapping, Type key) {
    TypedDictShape shape = patterns().typedDict(mapping);
    if (shape != null && key instanceof LiteralType literal) {
      TypedDictShape.Item item = shape.items().get(String.valueOf(literal.value()));
      return item == null ? WellKnown.TOP : item.type();
    }
    Mappings.Items items = program.mappings().of(mapping);
    return items == null ? DynamicType.UNKNOWN : items.values();
  }

  private void captureClass(
      Region region, NodeTypeSource types, Pattern.Class pattern, Type subject) {
    Type matched = patterns().matched(types, pattern, subject);
    int count = pattern.positional.size() + pattern.keywordPatterns.size();
    List<List<Type>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(new ArrayList<>());
    }
    for (Type member : Unions.members(matched)) {
      List<PatternNarrowing.SubPattern> subs = patterns().subPatterns(types, pattern, member);
      for (int i = 0; i < count; i++) {
        if (member != NeverType.NEVER) {
          parts.get(i).add(subs == null ? DynamicType.UNKNOWN : subs.get(i).type());
        }
      }
    }
    for (Expr.Name keyword : pattern.keywordNames) {
      checkKeyword(region, keyword, matched);
    }
    for (int i = 0; i < count; i++) {
      Pattern part =
          i < pattern.positional.size()
              ? pattern.positional.get(i)
              : pattern.keywordPatterns.get(i - pattern.positional.size());
      capture(
          region, types, part, parts.get(i).isEmpty() ? NeverType.NEVER : Unions.of(parts.get(i)));
    }
  }

  /** Reports a sub-pattern for an attribute that nothing which the pattern can match has. */
  private void checkKeyword(Region region, Expr.Name keyword, Type matched) {
    if (matched == NeverType.NEVER) {
      return;
    }
    for (Type member : Unions.members(matched)) {
      // Whoever asks any object for an attribute expects it of some only.
      if (member instanceof DynamicType
          || member.equals(WellKnown.TOP)
          || program.members().read(member, keyword.name).isPresent()) {
        return;
      }
    }
    region.report(
        Rules.MISSING_ATTRIBUTE,
        keyword,
        "`" + Display.of(matched) + "` has no attribute `" + keyword.name + "`");
  }
}
