package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.source.SourceText;
import dev.taipan.server.features.Folding;
import dev.taipan.server.features.Links;
import dev.taipan.server.features.Outline;
import dev.taipan.server.features.Selection;
import dev.taipan.server.features.WorkspaceSymbols;
import dev.taipan.server.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.DocumentLink;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeKind;
import org.eclipse.lsp4j.LinkedEditingRanges;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SelectionRange;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.WorkspaceSymbol;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** What follows from the structure of texts: outlines, folds, selections, links. */
final class StructureMessages {
  private StructureMessages() {}

  static List<Either<SymbolInformation, DocumentSymbol>> symbols(Place place) {
    List<Either<SymbolInformation, DocumentSymbol>> result = new ArrayList<>();
    for (Outline.Entry entry : Outline.of(place.module().parsed().module(), place.text().text())) {
      if (place.has(entry.whole())) {
        result.add(Either.forRight(symbol(place, entry)));
      }
    }
    return result;
  }

  private static DocumentSymbol symbol(Place place, Outline.Entry entry) {
    List<DocumentSymbol> children = new ArrayList<>();
    for (Outline.Entry child : entry.children()) {
      children.add(symbol(place, child));
    }
    DocumentSymbol symbol =
        new DocumentSymbol(
            entry.title(),
            kind(entry.kind()),
            place.range(entry.whole()),
            place.range(entry.name()));
    symbol.setDetail(entry.detail());
    symbol.setChildren(children);
    return symbol;
  }

  /** Outlines for clients that show lists only. */
  static List<Either<SymbolInformation, DocumentSymbol>> flatSymbols(Place place, String uri) {
    List<Either<SymbolInformation, DocumentSymbol>> result = new ArrayList<>();
    addFlat(
        place, uri, Outline.of(place.module().parsed().module(), place.text().text()), "", result);
    return result;
  }

  @SuppressWarnings("deprecation") // what such clients understand
  private static void addFlat(
      Place place,
      String uri,
      List<Outline.Entry> entries,
      String container,
      List<Either<SymbolInformation, DocumentSymbol>> result) {
    for (Outline.Entry entry : entries) {
      Location location = new Location(uri, place.range(entry.whole()));
      result.add(
          Either.forLeft(
              new SymbolInformation(entry.title(), kind(entry.kind()), location, container)));
      String inner = container.isEmpty() ? entry.title() : container + "." + entry.title();
      addFlat(place, uri, entry.children(), inner, result);
    }
  }

  static SymbolKind kind(Outline.Kind kind) {
    return switch (kind) {
      case CLASS -> SymbolKind.Class;
      case FUNCTION -> SymbolKind.Function;
      case METHOD -> SymbolKind.Method;
      case CONSTRUCTOR -> SymbolKind.Constructor;
      case PROPERTY -> SymbolKind.Property;
      case VARIABLE -> SymbolKind.Variable;
      case CONSTANT -> SymbolKind.Constant;
      case FIELD -> SymbolKind.Field;
      case TYPE_ALIAS -> SymbolKind.TypeParameter;
      case MODULE -> SymbolKind.Module;
    };
  }

  static WorkspaceSymbol symbol(
      Workspace workspace, Positions positions, WorkspaceSymbols.Found found) {
    SourceText text = workspace.text(found.file());
    Range range =
        text == null
            ? new Range(new Position(0, 0), new Position(0, 0))
            : positions.range(text, found.name());
    return new WorkspaceSymbol(
        found.title(),
        kind(found.kind()),
        Either.forLeft(new Location(workspace.uriOf(found.file()), range)),
        found.container());
  }

  static List<FoldingRange> folds(Place place) {
    List<FoldingRange> result = new ArrayList<>();
    for (Folding.Fold fold : Folding.of(place.module().parsed().module(), place.text())) {
      Span lines =
          new Span(place.text().lineStart(fold.firstLine()), place.text().lineEnd(fold.lastLine()));
      if (!place.has(lines)) {
        continue; // in another cell
      }
      FoldingRange range =
          new FoldingRange(
              fold.firstLine() - place.firstLine(), fold.lastLine() - place.firstLine());
      switch (fold.kind()) {
        case CODE -> {}
        case COMMENT -> range.setKind(FoldingRangeKind.Comment);
        case IMPORTS -> range.setKind(FoldingRangeKind.Imports);
        case REGION -> range.setKind(FoldingRangeKind.Region);
      }
      result.add(range);
    }
    return result;
  }

  static List<SelectionRange> selections(Place place, List<Position> positions) {
    List<SelectionRange> result = new ArrayList<>();
    for (Position position : positions) {
      List<Span> spans =
          Selection.around(
              place.module().parsed().module(), place.text().length(), place.offset(position));
      SelectionRange range = null;
      for (int i = spans.size() - 1; i >= 0; i--) {
        range = new SelectionRange(place.range(spans.get(i)), range);
      }
      result.add(range);
    }
    return result;
  }

  static List<DocumentLink> links(Place place) {
    List<DocumentLink> result = new ArrayList<>();
    for (Links.Link link : Links.of(place.snapshot(), place.module())) {
      String target =
          switch (link.target()) {
            case Links.Target.ToFile file -> place.workspace().uriOf(file.file());
            case Links.Target.ToRule rule -> RulePages.uriOf(rule.rule());
          };
      if (place.has(link.span())) {
        result.add(new DocumentLink(place.range(link.span()), target));
      }
    }
    return result;
  }

  static @Nullable LinkedEditingRanges linked(Place place, Position position) {
    List<Span> spans = Links.linked(place.module(), place.offset(position));
    if (spans.isEmpty()) {
      return null;
    }
    List<Range> ranges = new ArrayList<>();
    for (Span span : spans) {
      ranges.add(place.range(span));
    }
    return new LinkedEditingRanges(ranges, "[\\p{L}_][\\p{L}\\p{N}_]*");
  }
}
