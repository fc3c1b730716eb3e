package dev.taipan.server.workspace;

import dev.taipan.checker.source.SourceText;
import java.nio.file.Path;

/**
 * A text that the editor holds open.
 *
 * @param uri as the editor writes it
 * @param version counts the editor's changes
 */
public record Document(String uri, Path path, int version, SourceText text) {}
