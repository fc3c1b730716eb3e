package dev.taipan.server.workspace;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user says in the editor, on top of configuration files.
 *
 * @param python an environment or interpreter
 * @param wholeWorkspace whether files that are not open are checked too
 * @param variableTypeHints whether inlay hints show the types of variables
 * @param returnTypeHints whether they show what functions return
 * @param argumentNameHints whether they show the names of parameters at calls
 * @param codeLens whether lenses count the references of functions and classes
 */
public record Settings(
    Optional<Path> python,
    boolean wholeWorkspace,
    boolean variableTypeHints,
    boolean returnTypeHints,
    boolean argumentNameHints,
    boolean codeLens) {
  public static final Settings DEFAULT =
      new Settings(Optional.empty(), false, true, true, true, false);

  /** The defaults but for which files are checked. */
  public static Settings defaultsFor(boolean wholeWorkspace) {
    return new Settings(Optional.empty(), wholeWorkspace, true, true, true, false);
  }
}
