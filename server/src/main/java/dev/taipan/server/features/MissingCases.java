package dev.taipan.server.features;

import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.Queries;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Pattern;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.types.AliasType;
import dev.taipan.checker.types.ClassLiteralType;
import dev.taipan.checker.types.Enums;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.TupleType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.UnionType;
import dev.taipan.checker.types.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The patterns that a match statement lacks for the members of its subject's type. */
final class MissingCases {
  private final Program program;
  private final ModuleTypes module;
  private final Queries queries;
  private final Set<ImportEdits.Wanted> imports = new LinkedHashSet<>();

  MissingCases(Program program, ModuleTypes module) {
    this.program = program;
    this.module = module;
    this.queries = new Queries(program);
  }

  /** What the last patterns need to be imported. */
  Set<ImportEdits.Wanted> imports() {
    return imports;
  }

  /**
   * The patterns; empty if the type of the subject cannot be told apart into members.
   *
   * @param path the nodes from the module to the statement
   */
  List<String> of(Stmt.Match match, List<Node> path) {
    List<Node> subject = new ArrayList<>(path);
    subject.add(match.subject);
    Optional<Type> type = queries.typeOf(module, subject);
    if (type.isEmpty()) {
      return List.of();
    }
    List<Type> left = new ArrayList<>();
    addMembers(type.get(), left);
    if (left.size() < 2) {
      return List.of();
    }
    for (MatchCase one : match.cases) {
      if (one.guard == null) {
        List<Node> around = new ArrayList<>(path);
        around.add(one);
        remove(one.pattern, around, left);
      }
    }
    List<String> patterns = new ArrayList<>();
    for (Type member : left) {
      String pattern = pattern(member);
      if (pattern == null) {
        return List.of();
      }
      patterns.add(pattern);
    }
    return patterns;
  }

  private void addMembers(Type type, List<Type> members) {
    switch (type) {
      case UnionType union -> union.members().forEach(member -> addMembers(member, members));
      case AliasType alias -> addMembers(program.aliasValue(alias), members);
      case NominalType nominal when nominal.cls().equals(WellKnown.BOOL) -> {
        members.add(new LiteralType(WellKnown.BOOL, true));
        members.add(new LiteralType(WellKnown.BOOL, false));
      }
      case NominalType nominal -> {
        Type expanded =
            program.classModel(nominal.cls()).isEnum() ? Enums.expand(program, nominal) : null;
        if (expanded == null || expanded.equals(nominal)) {
          members.add(nominal);
        } else {
          addMembers(expanded, members);
        }
      }
      default -> members.add(type);
    }
  }

  /** Takes out the members that a pattern matches for sure. */
  private void remove(Pattern pattern, List<Node> around, List<Type> left) {
    List<Node> path = new ArrayList<>(around);
    path.add(pattern);
    switch (pattern) {
      case Pattern.Capture _ -> left.clear();
      case Pattern.As as -> remove(as.pattern, path, left);
      case Pattern.Or or -> or.patterns.forEach(one -> remove(one, path, left));
      case Pattern.Value value -> {
        path.add(value.value);
        queries.typeOf(module, path).ifPresent(left::remove);
      }
      case Pattern.Singleton singleton -> {
        switch (singleton.value.kind) {
          case NONE -> left.remove(WellKnown.NONE);
          case TRUE -> left.remove(new LiteralType(WellKnown.BOOL, true));
          case FALSE -> left.remove(new LiteralType(WellKnown.BOOL, false));
          default -> {}
        }
      }
      case Pattern.Class cls -> {
        path.add(cls.cls);
        boolean isWhole =
            cls.keywordPatterns.stream().allMatch(Pattern.Capture.class::isInstance)
                && cls.positional.stream().allMatch(Pattern.Capture.class::isInstance);
        if (isWhole
            && queries.typeOf(module, path).orElse(null) instanceof ClassLiteralType literal) {
          left.removeIf(
              member ->
                  queries.classesOf(member).stream()
                      .anyMatch(one -> queries.ancestors(one).contains(literal.cls())));
        }
      }
      case Pattern.Sequence _, Pattern.Star _, Pattern.Mapping _, Pattern.Error _ -> {}
    }
  }

  private @Nullable String pattern(Type member) {
    return switch (member) {
      case LiteralType literal when literal.isEnumMember() -> {
        Optional<TypeText.Written> cls = TypeText.of(program, module, literal.fallback());
        cls.ifPresent(written -> imports.addAll(written.imports()));
        yield cls.map(written -> written.text() + "." + literal.value()).orElse(null);
      }
      case LiteralType literal ->
          switch (literal.value()) {
            case String text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            case Boolean bool -> bool ? "True" : "False";
            default -> literal.value().toString();
          };
      case NominalType nominal when nominal.equals(WellKnown.NONE) -> "None";
      case NominalType nominal -> {
        Optional<TypeText.Written> cls =
            TypeText.of(program, module, new NominalType(nominal.cls()));
        cls.ifPresent(written -> imports.addAll(written.imports()));
        yield cls.map(written -> written.text() + "()").orElse(null);
      }
      case TupleType _ -> "tuple()";
      default -> null;
    };
  }
}
