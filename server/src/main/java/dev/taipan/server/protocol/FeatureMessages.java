package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Fix;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.server.features.Calls;
import dev.taipan.server.features.Docstrings;
import dev.taipan.server.features.Fixes;
import dev.taipan.server.features.NameIndex;
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
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
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
  /** Everything that can be fixed without a choice, on saving too if the user wishes. */
  static final String FIX_ALL = CodeActionKind.SourceFixAll + ".taipan";

  private final Place place;
  private final ClientCapabilitiesView can;

  FeatureMessages(Place place, ClientCapabilitiesView can) {
    this.place = place;
    this.can = can;
  }

  SignatureHelp signatures(Calls.Help help) {
    List<SignatureInformation> signatures = new ArrayList<>();
    for (Calls.Shown shown : help.signatures()) {
      SignatureInformation one = new SignatureInformation(shown.label());
      List<ParameterInformation> parameters = new ArrayList<>();
      for (Calls.ShownParameter parameter : shown.parameters()) {
        ParameterInformation information = new ParameterInformation();
        information.setLabel(
            new org.eclipse.lsp4j.jsonrpc.messages.Tuple.Two<>(
                parameter.label().start(), parameter.label().end()));
        if (!parameter.docs().isEmpty()) {
          information.setDocumentation(text(parameter.docs()));
        }
        parameters.add(information);
      }
      one.setParameters(parameters);
      if (!shown.docs().isEmpty()) {
        one.setDocumentation(text(shown.docs()));
      }
      if (shown.active() >= 0) {
        one.setActiveParameter(shown.active());
      }
      signatures.add(one);
    }
    Calls.Shown meant = help.signatures().get(help.active());
    // Of what is out of range editors mark none; of what is left out the first.
    int active = meant.active() < 0 ? meant.parameters().size() : meant.active();
    return new SignatureHelp(signatures, help.active(), active);
  }

  private MarkupContent text(String docs) {
    return can.markdown()
        ? new MarkupContent(MarkupKind.MARKDOWN, Docstrings.toMarkdown(docs))
        : new MarkupContent(MarkupKind.PLAINTEXT, docs);
  }

  List<Location> locations(List<References.Use> uses, boolean includeDeclaration) {
    List<Location> locations = new ArrayList<>();
    for (References.Use use : uses) {
      if (includeDeclaration || !use.isDefinition()) {
        locations.add(place.location(use.file(), use.text(), use.span()));
      }
    }
    return locations;
  }

  List<DocumentHighlight> highlights(List<References.Use> uses) {
    List<DocumentHighlight> highlights = new ArrayList<>();
    for (References.Use use : uses) {
      if (!place.has(use.span())) {
        continue; // in another cell
      }
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
      Location at = place.location(use.file(), use.text(), use.span());
      edits
          .computeIfAbsent(at.getUri(), _ -> new ArrayList<>())
          .add(new TextEdit(at.getRange(), name));
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

  /** The actions of the kinds that a client asks for; of all kinds if it does not say. */
  List<Either<Command, CodeAction>> actions(
      String uri, Span range, NameIndex names, @Nullable List<String> only) {
    List<Either<Command, CodeAction>> actions = new ArrayList<>();
    boolean wantsFixes = wants(only, CodeActionKind.QuickFix);
    boolean wantsRewrites = wants(only, CodeActionKind.RefactorRewrite);
    if (wantsFixes || wantsRewrites) {
      DiagnosticMessages messages = new DiagnosticMessages(place.workspace(), place.positions());
      for (Fixes.Offer offer : Fixes.in(place.snapshot(), place.module(), range, names)) {
        boolean isRewrite = offer.kind() == Fixes.Kind.REWRITE;
        if (isRewrite ? !wantsRewrites : !wantsFixes) {
          continue;
        }
        CodeAction action = action(uri, offer.fix().title(), offer.fix().edits());
        action.setKind(isRewrite ? CodeActionKind.RefactorRewrite : CodeActionKind.QuickFix);
        offer
            .diagnostic()
            .ifPresent(about -> action.setDiagnostics(List.of(converted(messages, about))));
        if (offer.isPreferred()) {
          action.setIsPreferred(true);
        }
        actions.add(Either.forRight(action));
      }
    }
    if (only != null && wants(only, FIX_ALL)) {
      List<Fix.Edit> edits = Fixes.all(place.snapshot(), place.module());
      if (!edits.isEmpty()) {
        CodeAction action = action(uri, "Apply all safe fixes", edits);
        action.setKind(FIX_ALL);
        actions.add(Either.forRight(action));
      }
    }
    return actions;
  }

  private org.eclipse.lsp4j.Diagnostic converted(DiagnosticMessages messages, Diagnostic about) {
    org.eclipse.lsp4j.Diagnostic converted = messages.convert(place.text(), about);
    converted.setRange(place.range(about.span()));
    return converted;
  }

  private static boolean wants(@Nullable List<String> only, String kind) {
    if (only == null) {
      return true;
    }
    for (String wanted : only) {
      if (kind.equals(wanted) || kind.startsWith(wanted + ".") || wanted.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private CodeAction action(String uri, String title, List<Fix.Edit> edits) {
    CodeAction action = new CodeAction(title);
    Map<String, List<TextEdit>> byUri = new LinkedHashMap<>();
    if (place.cell() == null) {
      byUri.put(uri, place.edits(edits));
    } else {
      for (Fix.Edit edit : edits) {
        Location at = place.location(place.module().file().file(), place.text(), edit.span());
        byUri
            .computeIfAbsent(at.getUri(), _ -> new ArrayList<>())
            .add(new TextEdit(at.getRange(), edit.replacement()));
      }
    }
    action.setEdit(edit(byUri));
    return action;
  }
}
