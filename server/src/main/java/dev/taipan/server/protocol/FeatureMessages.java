package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.server.features.Calls;
import dev.taipan.server.features.Fixes;
import dev.taipan.server.features.References;
import dev.taipan.server.workspace.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightKind;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.ParameterInformation;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureInformation;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** Turns what features find into the protocol's messages. */
final class FeatureMessages {
  private final Place place;
  private final ClientCapabilitiesView can;

  FeatureMessages(Place place, ClientCapabilitiesView can) {
    this.place = place;
    this.can = can;
  }

  static SignatureHelp signatures(Calls.Help help) {
    List<SignatureInformation> signatures = new ArrayList<>();
    for (Calls.Shown shown : help.signatures()) {
      SignatureInformation one = new SignatureInformation(shown.label());
      List<ParameterInformation> parameters = new ArrayList<>();
      int at = 1;
      for (String parameter : shown.parameters()) {
        ParameterInformation information = new ParameterInformation();
        information.setLabel(
            new org.eclipse.lsp4j.jsonrpc.messages.Tuple.Two<>(at, at + parameter.length()));
        parameters.add(information);
        at += parameter.length() + 2;
      }
      one.setParameters(parameters);
      if (shown.active() >= 0) {
        one.setActiveParameter(shown.active());
      }
      signatures.add(one);
    }
    int active = help.signatures().get(help.active()).active();
    return new SignatureHelp(signatures, help.active(), Math.max(0, active));
  }

  List<Location> locations(List<References.Use> uses, boolean includeDeclaration) {
    List<Location> locations = new ArrayList<>();
    for (References.Use use : uses) {
      if (includeDeclaration || !use.isDefinition()) {
        locations.add(
            new Location(
                place.workspace().uriOf(use.file()),
                place.positions().range(use.text(), use.span())));
      }
    }
    return locations;
  }

  List<DocumentHighlight> highlights(List<References.Use> uses) {
    List<DocumentHighlight> highlights = new ArrayList<>();
    for (References.Use use : uses) {
      highlights.add(
          new DocumentHighlight(
              place.range(use.span()),
              use.isWrite() ? DocumentHighlightKind.Write : DocumentHighlightKind.Read));
    }
    return highlights;
  }

  WorkspaceEdit renaming(List<References.Use> uses, String name) {
    Map<String, List<TextEdit>> edits = new LinkedHashMap<>();
    for (References.Use use : uses) {
      edits
          .computeIfAbsent(place.workspace().uriOf(use.file()), _ -> new ArrayList<>())
          .add(new TextEdit(place.positions().range(use.text(), use.span()), name));
    }
    return edit(edits);
  }

  private WorkspaceEdit edit(Map<String, List<TextEdit>> edits) {
    if (!can.documentChanges()) {
      return new WorkspaceEdit(edits);
    }
    List<Either<TextDocumentEdit, org.eclipse.lsp4j.ResourceOperation>> changes = new ArrayList<>();
    for (Map.Entry<String, List<TextEdit>> entry : edits.entrySet()) {
      Optional<Document> open = place.workspace().document(entry.getKey());
      VersionedTextDocumentIdentifier id = new VersionedTextDocumentIdentifier();
      id.setUri(entry.getKey());
      id.setVersion(open.map(Document::version).orElse(null));
      List<Either<TextEdit, org.eclipse.lsp4j.SnippetTextEdit>> all = new ArrayList<>();
      for (TextEdit edit : entry.getValue()) {
        all.add(Either.forLeft(edit));
      }
      changes.add(Either.forLeft(new TextDocumentEdit(id, all)));
    }
    return new WorkspaceEdit(changes);
  }

  List<Either<Command, CodeAction>> actions(
      String uri, List<Fixes.Offer> offers, @Nullable List<String> only) {
    List<Either<Command, CodeAction>> actions = new ArrayList<>();
    if (only != null && only.stream().noneMatch(kind -> CodeActionKind.QuickFix.startsWith(kind))) {
      return actions;
    }
    DiagnosticMessages messages = new DiagnosticMessages(place.workspace(), place.positions());
    for (Fixes.Offer offer : offers) {
      CodeAction action = new CodeAction(offer.fix().title());
      action.setKind(CodeActionKind.QuickFix);
      action.setDiagnostics(List.of(messages.convert(place.text(), offer.diagnostic())));
      if (offer.isFix()) {
        action.setIsPreferred(true);
      }
      List<TextEdit> edits = new ArrayList<>();
      for (Fix.Edit edit : offer.fix().edits()) {
        edits.add(new TextEdit(place.range(edit.span()), edit.replacement()));
      }
      Map<String, List<TextEdit>> byUri = new LinkedHashMap<>();
      byUri.put(uri, edits);
      action.setEdit(edit(byUri));
      actions.add(Either.forRight(action));
    }
    return actions;
  }
}
