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

  private Workspace(List<Project> projects, Map<Path, Document> documents) {
    this.projects = projects;
    this.documents = documents;
  }

  /** Nothing is open. */
  public static Workspace empty() {
    return new Workspace(List.of(), Map.of());
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
        mapped(projects, s -> s.withBuffer(document.path(), document.text())), more);
  }

  /** The state with a document closed. */
  public Workspace without(Document document) {
    Map<Path, Document> fewer = new LinkedHashMap<>(documents);
    fewer.remove(document.path());
    return new Workspace(mapped(projects, s -> s.withoutBuffer(document.path())), fewer);
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
    return new Workspace(List.copyOf(more), documents);
  }

  /** The state with a project closed. */
  public Workspace withoutProject(Path root) {
    List<Project> fewer = new ArrayList<>(projects);
    fewer.removeIf(p -> p.root().equals(root));
    return new Workspace(List.copyOf(fewer), documents);
  }

  /** The state after changes on the disk. */
  public Workspace afterChanges(Collection<Path> touched) {
    return new Workspace(mapped(projects, s -> s.afterChanges(touched)), documents);
  }

  private static List<Project> mapped(List<Project> projects, UnaryOperator<Snapshot> change) {
    List<Project> result = new ArrayList<>(projects.size());
    for (Project project : projects) {
      result.add(project.with(change.apply(project.snapshot())));
    }
    return List.copyOf(result);
  }
}
