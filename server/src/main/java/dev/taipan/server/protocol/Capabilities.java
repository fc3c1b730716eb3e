package dev.taipan.server.protocol;

import java.util.List;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CodeLensOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DiagnosticRegistrationOptions;
import org.eclipse.lsp4j.DocumentLinkOptions;
import org.eclipse.lsp4j.FileOperationFilter;
import org.eclipse.lsp4j.FileOperationOptions;
import org.eclipse.lsp4j.FileOperationPattern;
import org.eclipse.lsp4j.FileOperationPatternKind;
import org.eclipse.lsp4j.FileOperationsServerCapabilities;
import org.eclipse.lsp4j.InlayHintRegistrationOptions;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.SignatureHelpOptions;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.WorkspaceFoldersOptions;
import org.eclipse.lsp4j.WorkspaceServerCapabilities;

/** What the server tells the client that it can do. */
final class Capabilities {
  private Capabilities() {}

  /**
   * The server's capabilities.
   *
   * @param wholeWorkspace whether files that are not open are checked. Only then it may be said:
   *     some clients that are told to ask again ask for the workspace where they can, and no more
   *     for what is open.
   */
  static ServerCapabilities of(ClientCapabilitiesView can, boolean wholeWorkspace) {
    ServerCapabilities capabilities = new ServerCapabilities();
    capabilities.setPositionEncoding(can.positions().kind());
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    sync.setChange(TextDocumentSyncKind.Incremental);
    sync.setSave(new SaveOptions(false));
    capabilities.setTextDocumentSync(sync);
    WorkspaceFoldersOptions folders = new WorkspaceFoldersOptions();
    folders.setSupported(true);
    folders.setChangeNotifications(true);
    WorkspaceServerCapabilities workspace = new WorkspaceServerCapabilities(folders);
    FileOperationsServerCapabilities files = new FileOperationsServerCapabilities();
    FileOperationFilter python =
        new FileOperationFilter(new FileOperationPattern("**/*.{py,pyi}"), "file");
    FileOperationPattern anyFolder = new FileOperationPattern("**/*");
    anyFolder.setMatches(FileOperationPatternKind.Folder);
    files.setWillRename(
        new FileOperationOptions(List.of(python, new FileOperationFilter(anyFolder, "file"))));
    workspace.setFileOperations(files);
    capabilities.setWorkspace(workspace);
    if (can.pullsDiagnostics()) {
      DiagnosticRegistrationOptions diagnostics =
          new DiagnosticRegistrationOptions(true, wholeWorkspace);
      diagnostics.setWorkDoneProgress(true);
      diagnostics.setIdentifier("taipan");
      capabilities.setDiagnosticProvider(diagnostics);
    }
    capabilities.setNotebookDocumentSync(NotebookService.options());
    capabilities.setDocumentSymbolProvider(true);
    capabilities.setHoverProvider(true);
    capabilities.setDefinitionProvider(true);
    capabilities.setDeclarationProvider(true);
    capabilities.setTypeDefinitionProvider(true);
    CompletionOptions completion = new CompletionOptions(true, List.of(".", "\"", "'", "["));
    capabilities.setCompletionProvider(completion);
    capabilities.setSignatureHelpProvider(new SignatureHelpOptions(List.of("(", ",", "=")));
    capabilities.setDocumentHighlightProvider(true);
    capabilities.setReferencesProvider(true);
    capabilities.setRenameProvider(new RenameOptions(true));
    capabilities.setCodeActionProvider(
        new CodeActionOptions(
            List.of(
                CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FeatureMessages.FIX_ALL)));
    capabilities.setFoldingRangeProvider(true);
    capabilities.setSelectionRangeProvider(true);
    capabilities.setImplementationProvider(true);
    capabilities.setCallHierarchyProvider(true);
    capabilities.setTypeHierarchyProvider(true);
    capabilities.setSemanticTokensProvider(TokenMessages.options());
    capabilities.setInlayHintProvider(new InlayHintRegistrationOptions());
    capabilities.setCodeLensProvider(new CodeLensOptions(true));
    capabilities.setDocumentLinkProvider(new DocumentLinkOptions(false));
    capabilities.setLinkedEditingRangeProvider(true);
    capabilities.setWorkspaceSymbolProvider(true);
    return capabilities;
  }
}
