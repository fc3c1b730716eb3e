package dev.taipan.server.protocol;

import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionCapabilities;
import org.eclipse.lsp4j.DiagnosticWorkspaceCapabilities;
import org.eclipse.lsp4j.DynamicRegistrationCapabilities;
import org.eclipse.lsp4j.GeneralClientCapabilities;
import org.eclipse.lsp4j.HoverCapabilities;
import org.eclipse.lsp4j.InlayHintWorkspaceCapabilities;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.jspecify.annotations.Nullable;

/**
 * What the client can do, as far as the server acts on it.
 *
 * @param pullsDiagnostics whether it asks for diagnostics, so that none must be sent
 * @param markdown whether it shows Markdown
 */
record ClientCapabilitiesView(
    Positions positions,
    boolean pullsDiagnostics,
    boolean refreshesDiagnostics,
    boolean refreshesHints,
    boolean markdown,
    boolean snippets,
    boolean configuration,
    boolean watchesFiles,
    boolean definitionLinks,
    boolean hierarchicalSymbols,
    boolean documentChanges,
    boolean progress) {

  static ClientCapabilitiesView of(@Nullable ClientCapabilities capabilities) {
    Optional<ClientCapabilities> all = Optional.ofNullable(capabilities);
    Optional<TextDocumentClientCapabilities> text = all.map(ClientCapabilities::getTextDocument);
    Optional<WorkspaceClientCapabilities> workspace = all.map(ClientCapabilities::getWorkspace);
    List<String> encodings =
        all.map(ClientCapabilities::getGeneral)
            .map(GeneralClientCapabilities::getPositionEncodings)
            .orElse(null);
    List<String> formats =
        text.map(TextDocumentClientCapabilities::getHover)
            .map(HoverCapabilities::getContentFormat)
            .orElse(List.of());
    return new ClientCapabilitiesView(
        Positions.preferred(encodings),
        text.map(TextDocumentClientCapabilities::getDiagnostic).isPresent(),
        workspace
            .map(WorkspaceClientCapabilities::getDiagnostics)
            .map(DiagnosticWorkspaceCapabilities::getRefreshSupport)
            .orElse(false),
        workspace
            .map(WorkspaceClientCapabilities::getInlayHint)
            .map(InlayHintWorkspaceCapabilities::getRefreshSupport)
            .orElse(false),
        formats.contains("markdown"),
        text.map(TextDocumentClientCapabilities::getCompletion)
            .map(CompletionCapabilities::getCompletionItem)
            .map(item -> item.getSnippetSupport())
            .orElse(false),
        workspace.map(WorkspaceClientCapabilities::getConfiguration).orElse(false),
        workspace
            .map(WorkspaceClientCapabilities::getDidChangeWatchedFiles)
            .map(DynamicRegistrationCapabilities::getDynamicRegistration)
            .orElse(false),
        text.map(TextDocumentClientCapabilities::getDefinition)
            .map(definition -> definition.getLinkSupport())
            .orElse(false),
        text.map(TextDocumentClientCapabilities::getDocumentSymbol)
            .map(symbols -> symbols.getHierarchicalDocumentSymbolSupport())
            .orElse(false),
        workspace
            .map(WorkspaceClientCapabilities::getWorkspaceEdit)
            .map(edit -> edit.getDocumentChanges())
            .orElse(false),
        all.map(ClientCapabilities::getWindow)
            .map(WindowClientCapabilities::getWorkDoneProgress)
            .orElse(false));
  }
}
