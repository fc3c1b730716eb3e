package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.project.ScriptMetadata;
import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceText;
import dev.taipan.checker.syntax.Identifiers;
import dev.taipan.server.features.Calls;
import dev.taipan.server.features.Completion;
import dev.taipan.server.features.Docstrings;
import dev.taipan.server.features.Hierarchy;
import dev.taipan.server.features.Hovers;
import dev.taipan.server.features.Navigation;
import dev.taipan.server.features.References;
import dev.taipan.server.workspace.Document;
import dev.taipan.server.workspace.Notebook;
import dev.taipan.server.workspace.Project;
import dev.taipan.server.workspace.Uris;
import dev.taipan.server.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CallHierarchyIncomingCall;
import org.eclipse.lsp4j.CallHierarchyIncomingCallsParams;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CallHierarchyOutgoingCall;
import org.eclipse.lsp4j.CallHierarchyOutgoingCallsParams;
import org.eclipse.lsp4j.CallHierarchyPrepareParams;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DeclarationParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentLink;
import org.eclipse.lsp4j.DocumentLinkParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.ImplementationParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.LinkedEditingRangeParams;
import org.eclipse.lsp4j.LinkedEditingRanges;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RelatedFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.RelatedUnchangedDocumentDiagnosticReport;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SelectionRange;
import org.eclipse.lsp4j.SelectionRangeParams;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensDelta;
import org.eclipse.lsp4j.SemanticTokensDeltaParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SemanticTokensRangeParams;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.eclipse.lsp4j.TypeDefinitionParams;
import org.eclipse.lsp4j.TypeHierarchyItem;
import org.eclipse.lsp4j.TypeHierarchyPrepareParams;
import org.eclipse.lsp4j.TypeHierarchySubtypesParams;
import org.eclipse.lsp4j.TypeHierarchySupertypesParams;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.jspecify.annotations.Nullable;

/** The messages about single documents: edits, and requests for features. */
final class TextService implements TextDocumentService {
  private final TaipanServer server;
  private final TokenMessages tokens = new TokenMessages();

  TextService(TaipanServer server) {
    this.server = server;
  }

  // Documents.

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    if (!server.lifecycle().isRunning()) {
      return;
    }
    TextDocumentItem item = params.getTextDocument();
    Document document =
        new Document(
            item.getUri(),
            Uris.toPath(item.getUri()),
            item.getVersion(),
            new SourceText(item.getText()));
    server
        .requests()
        .change("didOpen", workspace -> server.withProjectFor(workspace, document).with(document));
    server.diagnosticsChanged();
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    if (!server.lifecycle().isRunning()) {
      return;
    }
    String uri = params.getTextDocument().getUri();
    Integer version = params.getTextDocument().getVersion();
    List<TextDocumentContentChangeEvent> changes = params.getContentChanges();
    server
        .requests()
        .change(
            "didChange",
            workspace -> {
              Optional<Document> document = workspace.document(uri);
              if (document.isEmpty()) {
                server.log().warn("a change of a document that is not open: " + uri);
                return workspace;
              }
              Document next = changed(document.get(), version, changes);
              boolean needsOther = !ScriptMetadata.isSame(document.get().text(), next.text());
              Workspace fit = needsOther ? server.withOtherProjectFor(workspace, next) : workspace;
              return fit.with(next);
            });
    server.diagnosticsChanged();
  }

  private Document changed(
      Document document, @Nullable Integer version, List<TextDocumentContentChangeEvent> changes) {
    SourceText text = document.text();
    for (TextDocumentContentChangeEvent change : changes) {
      text = changed(text, change);
    }
    int next = version == null ? document.version() + 1 : version;
    return new Document(document.uri(), document.path(), next, text);
  }

  /** A text after a change. */
  SourceText changed(SourceText text, TextDocumentContentChangeEvent change) {
    Range range = change.getRange();
    String replacement = change.getText() == null ? "" : change.getText();
    if (range == null) {
      return new SourceText(replacement);
    }
    Positions positions = server.can().positions();
    int from = positions.offset(text, range.getStart());
    int to = positions.offset(text, range.getEnd());
    int start = Math.min(from, to);
    int end = Math.max(from, to);
    String old = text.text();
    return new SourceText(
        new StringBuilder(old.length() + replacement.length())
            .append(old, 0, start)
            .append(replacement)
            .append(old, end, old.length())
            .toString());
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    if (!server.lifecycle().isRunning()) {
      return;
    }
    String uri = params.getTextDocument().getUri();
    server
        .requests()
        .change(
            "didClose",
            workspace -> workspace.document(uri).map(workspace::without).orElse(workspace));
    tokens.forget(uri);
    server.feed().ifPresent(feed -> feed.clear(uri));
    server.diagnosticsChanged();
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    // What is saved is what the buffer already says.
  }

  // Diagnostics.

  @Override
  public CompletableFuture<DocumentDiagnosticReport> diagnostic(DocumentDiagnosticParams params) {
    String uri = params.getTextDocument().getUri();
    return server.answerUntilChanged(
        "textDocument/diagnostic",
        (workspace, outdated) -> {
          List<Diagnostic> items =
              new DiagnosticMessages(workspace, server.can().positions()).ofDocument(uri, outdated);
          traceCost(workspace, uri);
          String id = WorkspaceDiagnostics.resultId(items);
          if (id.equals(params.getPreviousResultId())) {
            return new DocumentDiagnosticReport(new RelatedUnchangedDocumentDiagnosticReport(id));
          }
          RelatedFullDocumentDiagnosticReport full = new RelatedFullDocumentDiagnosticReport(items);
          full.setResultId(id);
          return new DocumentDiagnosticReport(full);
        });
  }

  private void traceCost(Workspace workspace, String uri) {
    if (server.log().traces()) {
      workspace
          .projectOf(Uris.toPath(uri))
          .map(Project::snapshot)
          .ifPresent(
              snapshot ->
                  server
                      .log()
                      .trace(
                          "checked "
                              + uri
                              + ": "
                              + snapshot.checkedPieces()
                              + " pieces checked, "
                              + snapshot.keptPieces()
                              + " kept"));
    }
  }

  // Features.

  /** A function on a document. */
  private interface Feature<T> {
    @Nullable T on(Place place);
  }

  /** Answers a request about a document; {@code otherwise} if there is no such document. */
  private <T> CompletableFuture<T> about(
      String what, String uri, @Nullable T otherwise, Feature<T> feature) {
    Objects.requireNonNull(uri, "a document without a URI");
    return server.answer(
        what,
        (workspace, outdated) -> {
          Optional<Notebook> notebook = workspace.notebookOfCell(uri);
          Path path = notebook.map(Notebook::path).orElseGet(() -> Uris.toPath(uri));
          Place.CellOf cell =
              notebook
                  .flatMap(of -> of.cell(uri).map(one -> new Place.CellOf(of, one)))
                  .orElse(null);
          Optional<Project> project = workspace.projectOf(path);
          if (project.isEmpty()) {
            return otherwise;
          }
          Snapshot snapshot = project.get().snapshot();
          Positions positions = server.can().positions();
          return snapshot.until(
              outdated,
              () ->
                  snapshot
                      .module(path)
                      .<@Nullable T>map(
                          module ->
                              feature.on(
                                  new Place(
                                      workspace, project.get(), module, positions, outdated, cell)))
                      .orElse(otherwise));
        });
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
      DocumentSymbolParams params) {
    String uri = params.getTextDocument().getUri();
    return about(
        "textDocument/documentSymbol",
        uri,
        List.of(),
        place ->
            server.can().hierarchicalSymbols()
                ? StructureMessages.symbols(place)
                : StructureMessages.flatSymbols(place, uri));
  }

  @Override
  public CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams params) {
    return about(
        "textDocument/foldingRange",
        params.getTextDocument().getUri(),
        List.of(),
        StructureMessages::folds);
  }

  @Override
  public CompletableFuture<List<SelectionRange>> selectionRange(SelectionRangeParams params) {
    return about(
        "textDocument/selectionRange",
        params.getTextDocument().getUri(),
        List.of(),
        place -> StructureMessages.selections(place, params.getPositions()));
  }

  @Override
  public CompletableFuture<List<DocumentLink>> documentLink(DocumentLinkParams params) {
    return about(
        "textDocument/documentLink",
        params.getTextDocument().getUri(),
        List.of(),
        StructureMessages::links);
  }

  @Override
  public CompletableFuture<LinkedEditingRanges> linkedEditingRange(
      LinkedEditingRangeParams params) {
    return about(
        "textDocument/linkedEditingRange",
        params.getTextDocument().getUri(),
        null,
        place -> StructureMessages.linked(place, params.getPosition()));
  }

  @Override
  public CompletableFuture<SemanticTokens> semanticTokensFull(SemanticTokensParams params) {
    String uri = params.getTextDocument().getUri();
    return about(
        "textDocument/semanticTokens/full",
        uri,
        new SemanticTokens(List.of()),
        place -> tokens.full(uri, place));
  }

  @Override
  public CompletableFuture<Either<SemanticTokens, SemanticTokensDelta>> semanticTokensFullDelta(
      SemanticTokensDeltaParams params) {
    String uri = params.getTextDocument().getUri();
    return about(
        "textDocument/semanticTokens/full/delta",
        uri,
        Either.forLeft(new SemanticTokens(List.of())),
        place -> tokens.delta(uri, params.getPreviousResultId(), place));
  }

  @Override
  public CompletableFuture<SemanticTokens> semanticTokensRange(SemanticTokensRangeParams params) {
    return about(
        "textDocument/semanticTokens/range",
        params.getTextDocument().getUri(),
        new SemanticTokens(List.of()),
        place -> TokenMessages.range(place, place.span(params.getRange())));
  }

  @Override
  public CompletableFuture<List<InlayHint>> inlayHint(InlayHintParams params) {
    return about(
        "textDocument/inlayHint",
        params.getTextDocument().getUri(),
        List.of(),
        place -> HintMessages.in(place, place.span(params.getRange()), server.settings()));
  }

  @Override
  public CompletableFuture<List<? extends CodeLens>> codeLens(CodeLensParams params) {
    String uri = params.getTextDocument().getUri();
    return about(
        "textDocument/codeLens",
        uri,
        List.of(),
        place -> server.settings().codeLens() ? LensMessages.of(place, uri) : List.of());
  }

  @Override
  public CompletableFuture<CodeLens> resolveCodeLens(CodeLens lens) {
    return about(
        "codeLens/resolve",
        LensMessages.uriOf(lens),
        lens,
        place -> LensMessages.resolve(place, lens));
  }

  // Hierarchies.

  @Override
  public CompletableFuture<List<CallHierarchyItem>> prepareCallHierarchy(
      CallHierarchyPrepareParams params) {
    return about(
        "textDocument/prepareCallHierarchy",
        params.getTextDocument().getUri(),
        List.of(),
        place -> new HierarchyMessages(place).callables(params.getPosition()));
  }

  @Override
  public CompletableFuture<List<CallHierarchyIncomingCall>> callHierarchyIncomingCalls(
      CallHierarchyIncomingCallsParams params) {
    return about(
        "callHierarchy/incomingCalls",
        params.getItem().getUri(),
        List.of(),
        place ->
            new HierarchyMessages(place).incoming(params.getItem().getSelectionRange().getStart()));
  }

  @Override
  public CompletableFuture<List<CallHierarchyOutgoingCall>> callHierarchyOutgoingCalls(
      CallHierarchyOutgoingCallsParams params) {
    return about(
        "callHierarchy/outgoingCalls",
        params.getItem().getUri(),
        List.of(),
        place ->
            new HierarchyMessages(place).outgoing(params.getItem().getSelectionRange().getStart()));
  }

  @Override
  public CompletableFuture<List<TypeHierarchyItem>> prepareTypeHierarchy(
      TypeHierarchyPrepareParams params) {
    return about(
        "textDocument/prepareTypeHierarchy",
        params.getTextDocument().getUri(),
        List.of(),
        place -> new HierarchyMessages(place).types(params.getPosition()));
  }

  @Override
  public CompletableFuture<List<TypeHierarchyItem>> typeHierarchySupertypes(
      TypeHierarchySupertypesParams params) {
    return about(
        "typeHierarchy/supertypes",
        params.getItem().getUri(),
        List.of(),
        place ->
            new HierarchyMessages(place)
                .supertypes(params.getItem().getSelectionRange().getStart()));
  }

  @Override
  public CompletableFuture<List<TypeHierarchyItem>> typeHierarchySubtypes(
      TypeHierarchySubtypesParams params) {
    return about(
        "typeHierarchy/subtypes",
        params.getItem().getUri(),
        List.of(),
        place ->
            new HierarchyMessages(place).subtypes(params.getItem().getSelectionRange().getStart()));
  }

  @Override
  public CompletableFuture<Hover> hover(HoverParams params) {
    return about(
        "textDocument/hover",
        params.getTextDocument().getUri(),
        null,
        place ->
            Hovers.at(
                    place.project().snapshot(), place.module(), place.offset(params.getPosition()))
                .map(shown -> hover(place, shown))
                .orElse(null));
  }

  private Hover hover(Place place, Hovers.Shown shown) {
    MarkupContent content;
    if (server.can().markdown()) {
      String docs = shown.docs().isEmpty() ? "" : "\n---\n" + Docstrings.toMarkdown(shown.docs());
      content =
          new MarkupContent(MarkupKind.MARKDOWN, "```python\n" + shown.code() + "\n```" + docs);
    } else {
      String docs = shown.docs().isEmpty() ? "" : "\n\n" + shown.docs();
      content = new MarkupContent(MarkupKind.PLAINTEXT, shown.code() + docs);
    }
    return new Hover(content, place.range(shown.span()));
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams params) {
    return navigate("textDocument/definition", params, Navigation::definition);
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      declaration(DeclarationParams params) {
    return navigate("textDocument/declaration", params, Navigation::declaration);
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      typeDefinition(TypeDefinitionParams params) {
    return navigate("textDocument/typeDefinition", params, Navigation::typeDefinition);
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      implementation(ImplementationParams params) {
    return navigate(
        "textDocument/implementation",
        params,
        (snapshot, module, offset) ->
            Hierarchy.implementations(snapshot, module, offset, () -> false));
  }

  /** A feature that leads somewhere. */
  private interface Leads {
    Optional<Navigation.Answer> from(Snapshot snapshot, ModuleTypes module, int offset);
  }

  private CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      navigate(String what, TextDocumentPositionParams params, Leads feature) {
    return about(
        what,
        params.getTextDocument().getUri(),
        Either.forLeft(List.of()),
        place -> {
          Optional<Navigation.Answer> answer =
              feature.from(
                  place.project().snapshot(), place.module(), place.offset(params.getPosition()));
          List<Location> locations = new ArrayList<>();
          List<LocationLink> links = new ArrayList<>();
          if (answer.isPresent()) {
            for (Navigation.Place to : answer.get().places()) {
              Location name = place.location(to.file(), to.text(), to.name());
              Range whole = place.location(to.file(), to.text(), to.whole()).getRange();
              locations.add(name);
              links.add(
                  new LocationLink(
                      name.getUri(), whole, name.getRange(), place.range(answer.get().origin())));
            }
          }
          return server.can().definitionLinks()
              ? Either.forRight(links)
              : Either.forLeft(locations);
        });
  }

  private FeatureMessages messages(Place place) {
    return new FeatureMessages(place, server.can());
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams params) {
    String uri = params.getTextDocument().getUri();
    return about(
        "textDocument/completion",
        uri,
        Either.forLeft(List.of()),
        place -> {
          server.libraries().want(place.snapshot());
          Completion.Items found =
              Completion.at(
                  place.snapshot(),
                  place.module(),
                  place.offset(params.getPosition()),
                  server.names(),
                  server.can().snippets());
          return Either.forRight(CompletionMessages.list(place, uri, found));
        });
  }

  @Override
  public CompletableFuture<CompletionItem> resolveCompletionItem(CompletionItem item) {
    return about(
        "completionItem/resolve",
        CompletionMessages.uriOf(item),
        item,
        place -> CompletionMessages.resolve(place, item, server.can().markdown()));
  }

  @Override
  public CompletableFuture<SignatureHelp> signatureHelp(SignatureHelpParams params) {
    return about(
        "textDocument/signatureHelp",
        params.getTextDocument().getUri(),
        null,
        place ->
            Calls.at(place.project().snapshot(), place.module(), place.offset(params.getPosition()))
                .map(messages(place)::signatures)
                .orElse(null));
  }

  @Override
  public CompletableFuture<List<? extends DocumentHighlight>> documentHighlight(
      DocumentHighlightParams params) {
    return about(
        "textDocument/documentHighlight",
        params.getTextDocument().getUri(),
        List.of(),
        place ->
            messages(place)
                .highlights(
                    References.inFile(
                        place.project().snapshot(),
                        place.module(),
                        place.offset(params.getPosition()))));
  }

  @Override
  public CompletableFuture<List<? extends Location>> references(ReferenceParams params) {
    boolean declarations =
        params.getContext() == null || params.getContext().isIncludeDeclaration();
    return about(
        "textDocument/references",
        params.getTextDocument().getUri(),
        List.of(),
        place -> messages(place).locations(uses(place, params.getPosition()), declarations));
  }

  private static List<References.Use> uses(Place place, Position position) {
    return References.everywhere(
        place.project().snapshot(), place.module(), place.offset(position), place.outdated());
  }

  @Override
  public CompletableFuture<Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>>
      prepareRename(PrepareRenameParams params) {
    return about(
        "textDocument/prepareRename",
        params.getTextDocument().getUri(),
        null,
        place -> {
          Optional<References.Renaming> renaming = renaming(place, params.getPosition());
          return renaming.isEmpty()
              ? null
              : Either3.forSecond(
                  new PrepareRenameResult(
                      place.range(renaming.get().span()), renaming.get().name()));
        });
  }

  /** What can be renamed at a place; refuses with a reason what cannot. */
  private static Optional<References.Renaming> renaming(Place place, Position position) {
    Optional<References.Renaming> renaming =
        References.renaming(
            place.project().snapshot(), place.module(), place.offset(position), place.outdated());
    if (renaming.isPresent() && renaming.get().refusal().isPresent()) {
      throw Requests.error(ResponseErrorCode.RequestFailed, renaming.get().refusal().get());
    }
    return renaming;
  }

  @Override
  public CompletableFuture<WorkspaceEdit> rename(RenameParams params) {
    return about(
        "textDocument/rename",
        params.getTextDocument().getUri(),
        null,
        place -> {
          String name = params.getNewName();
          if (name == null || !Identifiers.canNameVariable(name)) {
            throw Requests.error(ResponseErrorCode.InvalidParams, "`" + name + "` is no name");
          }
          return renaming(place, params.getPosition()).isEmpty()
              ? null
              : messages(place)
                  .renaming(
                      References.renamed(
                          place.project().snapshot(),
                          place.module(),
                          place.offset(params.getPosition()),
                          place.outdated()),
                      name);
        });
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
    String uri = params.getTextDocument().getUri();
    return about(
        "textDocument/codeAction",
        uri,
        List.of(),
        place -> {
          server.libraries().want(place.snapshot());
          if (isMissingName(params)) {
            server.libraries().awaitFirst(place.snapshot(), place.outdated());
          }
          return messages(place)
              .actions(
                  uri,
                  place.span(params.getRange()),
                  server.names(),
                  params.getContext() == null ? null : params.getContext().getOnly());
        });
  }

  /** Whether somebody asks what to do about a name that is not defined. */
  private static boolean isMissingName(CodeActionParams params) {
    return params.getContext() != null
        && params.getContext().getDiagnostics() != null
        && params.getContext().getDiagnostics().stream()
            .anyMatch(
                one ->
                    one.getCode() != null
                        && Rules.UNRESOLVED_REFERENCE.name().equals(one.getCode().getLeft()));
  }
}
