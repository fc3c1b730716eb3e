package dev.taipan.checker.project;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The engine, opened on one project: reads a file, parses it and infers its types, and whatever it
 * needs of other files. Serves any number of threads at once; the answer for a file does not depend
 * on what else is checked.
 */
public interface ModuleChecker {
  /**
   * Checks one file.
   *
   * @param file absolute and normalized
   * @throws IOException if the file cannot be read
   */
  FileFindings check(Path file) throws IOException;
}
