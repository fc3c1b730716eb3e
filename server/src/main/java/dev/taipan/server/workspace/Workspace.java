package dev.taipan.server.workspace;

import dev.taipan.checker.project.Snapshot;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One state of all that the editor has open. Immutable. */
public final class Workspace {
  private final List<Project> projects;
  private final Map<Path, Document> documents;
  private final Map<Path, Notebook> notebooks;

  private Workspace(
      List<Project> projects, Map<Path, Document> documents, Map<Path, Notebook> notebooks) {
    this.projects = projects;
    this.documents = documents;
    this.notebooks = notebooks;
  }

  /** Nothing is open. */
  public static Workspace empty() {
    return new Workspace(List.of(), Map.of(), Map.of());
  }

  public List<Project> projects() {
    return projects;
  }

  /** The open documents, the one that changed last at the end. */
  public Collection<Document> documents() {
    return documents.values();
  }

  public Optional<Document> document(String uri) {
    return document(Uris.toPath(uri));
  }

  public Optional<Document> document(Path path) {
    return Optional.ofNullable(documents.get(path));
  }

  /** How the editor writes the URI of a file. */
  public String uriOf(Path file) {
    Document open = documents.get(file);
    return open == null ? Uris.of(file) : open.uri();
  }

  /** The project that a file is looked at in: the innermost around it, else one that knows it. */
  public Optional<Project> projectOf(Path file) {
    Project best = null;
    for (Project project : projects) {
      if (file.startsWith(project.root())
          && (best == null || project.root().startsWith(best.root()))) {
        best = project;
      }
    }
    for (Project project : projects) {
      if (best != null) {
        break;
      }
      if (!project.snapshot().resolver().moduleOf(file).origin().isUserCode()) {
        best = project;
      }
    }
    return Optional.ofNullable(best != null || projects.isEmpty() ? best : projects.getFirst());
  }

  /** The text of a file, open or on the disk; null if it cannot be read. */
  public @Nullable SourceText text(Path file) {
    Document open = documents.get(file);
    if (open != null) {
      return open.text();
    }
    for (Project project : projects) {
      Optional<SourceText> held = project.snapshot().heldText(file);
      if (held.isPresent()) {
        return held.get();
      }
    }
    try {
      return SourceReader.disk().read(file).text();
    } catch (IOException e) {
      return null;
    }
  }

  /** The state with a document opened or changed. */
  public Workspace with(Document document) {
    Map<Path, Document> more = new LinkedHashMap<>(documents);
    more.remove(document.path());
    more.put(document.path(), document);
    return new Workspace(
        mapped(projects, s -> s.withBuffer(document.path(), document.text())), more, notebooks);
  }

  /** The state with a document closed. */
  public Workspace without(Document document) {
    Map<Path, Document> fewer = new LinkedHashMap<>(documents);
    fewer.remove(document.path());
    List<Project> kept = new ArrayList<>(projects);
    kept.removeIf(project -> project.root().equals(document.path()));
    return new Workspace(mapped(kept, s -> s.withoutBuffer(document.path())), fewer, notebooks);
  }

  /** The state with a notebook opened or changed. */
  public Workspace with(Notebook notebook) {
    Map<Path, Notebook> more = new LinkedHashMap<>(notebooks);
    more.put(notebook.path(), notebook);
    Workspace next =
        with(new Document(notebook.uri(), notebook.path(), notebook.version(), notebook.text()));
    return new Workspace(next.projects, next.documents, more);
  }

  /** The state with a notebook closed. */
  public Workspace without(Notebook notebook) {
    Map<Path, Notebook> fewer = new LinkedHashMap<>(notebooks);
    fewer.remove(notebook.path());
    Document document = documents.get(notebook.path());
    Workspace next = document == null ? this : without(document);
    return new Workspace(next.projects, next.documents, fewer);
  }

  /** The notebook whose cells make the module of a path. */
  public Optional<Notebook> notebook(Path path) {
    return Optional.ofNullable(notebooks.get(path));
  }

  /** The notebook with a URI. */
  public Optional<Notebook> notebookAt(String uri) {
    return notebooks.values().stream().filter(one -> one.uri().equals(uri)).findFirst();
  }

  /** The notebook that has a cell with a URI. */
  public Optional<Notebook> notebookOfCell(String cellUri) {
    return notebooks.values().stream().filter(one -> one.cell(cellUri).isPresent()).findFirst();
  }

  /** The state with a project opened, or opened again. */
  public Workspace with(Project project) {
    List<Project> more = new ArrayList<>(projects);
    more.removeIf(p -> p.root().equals(project.root()));
    Snapshot snapshot = project.snapshot();
    for (Document document : documents.values()) {
      snapshot = snapshot.withBuffer(document.path(), document.text());
    }
    more.add(project.with(snapshot));
    return new Workspace(List.copyOf(more), documents, notebooks);
  }

  /** The state with a project closed. */
  public Workspace withoutProject(Path root) {
    List<Project> fewer = new ArrayList<>(projects);
    fewer.removeIf(p -> p.root().equals(root));
    return new Workspace(List.copyOf(fewer), documents, notebooks);
  }

  /** The state after changes on the disk. */
  public Workspace afterChanges(Collection<Path> touched) {
    return new Workspace(mapped(projects, s -> s.afterChanges(touched)), documents, notebooks);
  }

  private static List<Project> mapped(List<Project> projects, UnaryOperator<Snapshot> change) {
    List<Project> result = new ArrayList<>(projects.size());
    for (Project project : projects) {
      result.add(project.with(change.apply(project.snapshot())));
    }
    return List.copyOf(result);
  }
}
