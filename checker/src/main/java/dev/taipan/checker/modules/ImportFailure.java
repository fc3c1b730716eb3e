package dev.taipan.checker.modules;

import java.nio.file.Path;
import java.util.List;

/** Why an import finds nothing; computed when a diagnostic is made. */
public sealed interface ImportFailure {
  /**
   * No place has it.
   *
   * @param missing the first name, from the left, that does not exist: {@code a.x} in {@code a.x.y}
   * @param searched the directories where {@code missing} was looked for, first searched first
   */
  record NotFound(ModuleName missing, List<Path> searched) implements ImportFailure {}

  /**
   * The standard library has it in other versions only.
   *
   * @param first the first version that has it
   * @param last the last version that has it; the newest known one if it is still there
   */
  record NotInVersion(ModuleName missing, PythonVersion first, PythonVersion last)
      implements ImportFailure {}

  /**
   * The stubs that describe the package do not have it, and are not marked as partial.
   *
   * @param stubs the stub package's directory
   */
  record NotInStubs(ModuleName missing, Path stubs) implements ImportFailure {}

  /** The dots of a relative import lead out of the outermost package. */
  record BeyondTopLevel(int level) implements ImportFailure {}
}
