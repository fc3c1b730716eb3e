package dev.taipan.checker.project;

import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.source.SourceReader;

/**
 * The checking engine. What does not depend on a project, above all the parsed stubs of the
 * standard library, is shared between all projects that one engine opens.
 */
public interface Engine {
  /**
   * Opens a project.
   *
   * @param configuration the user's decisions; of interest are the rules that are off everywhere
   * @param target the Python to check for and where modules lie
   * @param files the file system as module resolution sees it
   * @param sources the texts of files
   */
  ModuleChecker open(
      Configuration configuration, Target target, FileTree files, SourceReader sources);
}
