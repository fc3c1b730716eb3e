package dev.taipan.checker.project;

import dev.taipan.checker.modules.FileTree;
import dev.taipan.checker.source.DecodedSource;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.syntax.Module;
import dev.taipan.checker.syntax.ParsedModule;
import java.util.List;

/** An engine that finds syntax errors only. */
public final class SyntaxEngine implements Engine {
  @Override
  public ModuleChecker open(
      Configuration configuration, Target target, FileTree files, SourceReader sources) {
    return file -> {
      DecodedSource source = sources.read(file);
      Module module = new Module(0, 0, source.text().length(), List.of());
      return new Findings(
          source, new ParsedModule(module, List.of(), List.of(), List.of()), List.of(), List.of());
    };
  }
}
