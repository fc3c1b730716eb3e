package dev.taipan.checker.project;

import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.source.DecodedSource;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.syntax.Parser;
import java.util.List;

/** An engine that finds syntax errors only. */
public final class SyntaxEngine implements Engine {
  @Override
  public ModuleChecker open(
      Configuration configuration, Target target, FileTree files, SourceReader sources) {
    return file -> {
      DecodedSource source = sources.read(file);
      return new Findings(source, Parser.parse(source.text()), List.of(), List.of());
    };
  }
}
