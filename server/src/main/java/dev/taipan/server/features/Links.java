package dev.taipan.server.features;

import dev.taipan.checker.diagnostics.Rule;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.modules.ModuleFile;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import dev.taipan.checker.syntax.TreeWalker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Places of a text that lead elsewhere, and places that have to say the same. */
public final class Links {
  /** Where a link leads. */
  public sealed interface Target {
    /** A file: that of an imported module. */
    record ToFile(Path file) implements Target {}

    /** The page of a rule that a comment names. */
    record ToRule(Rule rule) implements Target {}
  }

  /** A link. */
  public record Link(Span span, Target target) {}

  private Links() {}

  /** The links of a file: imported modules, and rules in comments that ignore them. */
  public static List<Link> of(Snapshot snapshot, ModuleTypes module) {
    List<Link> links = new ArrayList<>();
    new ImportWalker(snapshot, module, links).run();
    addRules(module.source(), links);
    return links;
  }

  private static final class ImportWalker extends TreeWalker {
    private final Snapshot snapshot;
    private final ModuleTypes module;
    private final List<Link> links;

    ImportWalker(Snapshot snapshot, ModuleTypes module, List<Link> links) {
      this.snapshot = snapshot;
      this.module = module;
      this.links = links;
    }

    void run() {
      visitAll(module.parsed().module().body);
    }

    @Override
    protected void visit(Node node) {
      switch (node) {
        case Expr _ -> {}
        case Stmt.Import imports -> {
          for (Alias alias : imports.names) {
            add(
                new Span(alias.name.start, alias.name.end),
                ModuleName.parse(alias.name.name)
                    .flatMap(name -> snapshot.resolver().resolve(name, module.file())));
          }
        }
        case Stmt.ImportFrom imports ->
            add(
                new Span(imports.moduleStart, imports.moduleEnd),
                imports.level > 0
                    ? snapshot
                        .resolver()
                        .resolveRelative(module.file(), imports.level, imports.module)
                    : ModuleName.parse(imports.module)
                        .flatMap(name -> snapshot.resolver().resolve(name, module.file())));
        default -> visitChildren(node);
      }
    }

    private void add(Span span, Optional<ResolvedModule> resolved) {
      if (resolved.isPresent()
          && resolved.get() instanceof ModuleFile file
          && span.start() < span.end()) {
        Path target = snapshot.resolver().runtimeFile(file).orElse(file.file());
        links.add(new Link(span, new Target.ToFile(target)));
      }
    }
  }

  private static void addRules(SourceText source, List<Link> links) {
    String text = source.text();
    String opening = "# taipan: ignore[";
    int at = text.indexOf(opening);
    while (at >= 0) {
      int start = at + opening.length();
      int end = text.indexOf(']', start);
      int limit = end < 0 || source.lineOf(end) != source.lineOf(start) ? start : end;
      int from = start;
      while (from < limit) {
        int comma = text.indexOf(',', from);
        int to = comma < 0 || comma > limit ? limit : comma;
        String name = text.substring(from, to).strip();
        int nameStart = text.indexOf(name, from);
        Optional<Rule> rule = Rules.named(name);
        if (rule.isPresent()) {
          links.add(
              new Link(
                  new Span(nameStart, nameStart + name.length()), new Target.ToRule(rule.get())));
        }
        from = to + 1;
      }
      at = text.indexOf(opening, start);
    }
  }

  /**
   * The places that change together with the one at an offset: a name and the string that has to
   * repeat it, as in {@code T = TypeVar("T")}. Empty if there are none.
   */
  public static List<Span> linked(ModuleTypes module, int offset) {
    for (Node node : NodePath.to(module.parsed().module(), offset)) {
      if (node instanceof Stmt.Assign assign
          && assign.targets.size() == 1
          && assign.targets.getFirst() instanceof Expr.Name target
          && assign.value instanceof Expr.Call call
          && repeatsName(Roles.lastName(call.callee))
          && !call.arguments.isEmpty()
          && call.arguments.getFirst().value instanceof Expr.Str name
          && name.value.equals(target.name)
          && name.parts == 1
          && !name.triple
          && !name.escaped) {
        Span first = new Span(target.start, target.end);
        Span second = new Span(name.contentStart, name.contentStart + name.value.length());
        boolean isOn = contains(first, offset) || contains(second, offset);
        return isOn ? List.of(first, second) : List.of();
      }
    }
    return List.of();
  }

  private static boolean contains(Span span, int offset) {
    return span.start() <= offset && offset <= span.end();
  }

  /** Whether a call's first argument must be the name that the result is assigned to. */
  private static boolean repeatsName(String callee) {
    return switch (callee) {
      case "TypeVar", "ParamSpec", "TypeVarTuple", "TypeAliasType", "NewType" -> true;
      case "namedtuple", "NamedTuple", "TypedDict", "Enum", "IntEnum", "StrEnum" -> true;
      case "Flag", "IntFlag", "Sentinel", "sentinel" -> true;
      default -> false;
    };
  }
}
