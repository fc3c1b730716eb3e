package dev.taipan.server.features;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names that are not in scope but can be imported, with the edit that imports them. */
final class ImportSuggestions {
  /** Behind all that needs no import. */
  private static final int RANK = 9;

  private static final int MAX_ITEMS = 100;
  private static final int MAX_MODULES_FOR_ONE_NAME = 4;

  private record Scored(int score, NameIndex.Export export) {}

  private final Typing typing;
  private final Suggestions found;
  private final NameIndex index;

  ImportSuggestions(Typing typing, Suggestions found, NameIndex index) {
    this.typing = typing;
    this.found = found;
    this.index = index;
  }

  /** Adds items that answer to what is typed; whether typing on could bring up others. */
  boolean add() {
    String prefix = typing.prefix();
    if (prefix.isEmpty()) {
      return true;
    }
    Path own = typing.module().file().file();
    List<Scored> fitting = new ArrayList<>();
    for (NameIndex.UserFile file : index.knownFiles(typing.snapshot(), own)) {
      for (NameIndex.Export export : file.exports()) {
        add(prefix, export, fitting);
      }
    }
    for (NameIndex.Export export : index.libraryNames(typing.snapshot(), prefix.charAt(0))) {
      add(prefix, export, fitting);
    }
    fitting.sort(
        Comparator.comparingInt((Scored one) -> -one.score())
            .thenComparing(Scored::export, index.ranking(typing.snapshot()).order())
            .thenComparing(one -> one.export().name()));
    ImportEdits imports = new ImportEdits(typing.program(), typing.module());
    Map<String, Integer> times = new HashMap<>();
    int count = 0;
    for (Scored one : fitting) {
      NameIndex.Export export = one.export();
      if (count == MAX_ITEMS) {
        break;
      }
      if (found.has(export.name())
          || times.merge(export.name(), 1, Integer::sum) > MAX_MODULES_FOR_ONE_NAME) {
        continue;
      }
      found.addBeside(item(export, imports).withOrder(count++));
    }
    return true;
  }

  private static void add(String prefix, NameIndex.Export export, List<Scored> fitting) {
    char first = Character.toLowerCase(prefix.charAt(0));
    if (Character.toLowerCase(export.name().charAt(0)) != first) {
      return; // names that only have the letters somewhere inside are noise
    }
    int score = Fuzzy.score(prefix, export.name());
    if (score > 0) {
      fitting.add(new Scored(score, export));
    }
  }

  private static Completion.Item item(NameIndex.Export export, ImportEdits imports) {
    Completion.Kind kind =
        switch (export.kind()) {
          case FUNCTION -> Completion.Kind.FUNCTION;
          case CLASS -> Completion.Kind.CLASS;
          case VARIABLE -> Completion.Kind.VARIABLE;
          case MODULE -> Completion.Kind.MODULE;
        };
    Completion.Origin origin =
        export.kind() == Exports.Kind.MODULE
            ? new Completion.Origin(export.module(), "", "")
            : new Completion.Origin(export.module(), "", export.name());
    String detail =
        export.wanted().name().isEmpty() ? export.wanted().statement() : export.wanted().module();
    return Completion.Item.of(export.name(), kind, RANK)
        .withDetail(detail)
        .withOrigin(origin)
        .withEdits(imports.edits(Set.of(export.wanted())));
  }
}
