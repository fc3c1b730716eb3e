package dev.taipan.checker.project;

import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.checks.DeclarationRules;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Modules;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.inference.TargetPython;
import dev.taipan.checker.modules.BuiltTypeshed;
import dev.taipan.checker.modules.DiskFileTree;
import dev.taipan.checker.modules.Environment;
import dev.taipan.checker.modules.ModuleResolver;
import dev.taipan.checker.modules.PythonPlatform;
import dev.taipan.checker.modules.PythonVersion;
import dev.taipan.checker.modules.SearchPaths;
import dev.taipan.checker.source.SourceReader;
import dev.taipan.checker.types.Display;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the same of some files in many orders, each time of a state in which nothing is inferred
 * yet, and compares the answers: the diagnostics of the files and the types of their definitions.
 */
final class AskingOrder {
  private static final long STACK_BYTES = 256L << 20;

  private record Question(ModuleTypes module, Definition definition) {}

  private final List<Path> files;
  private final Program program;
  private final SourceReader sources = SourceReader.disk();
  private final Modules loaded;

  /** What was found when each file was asked for in turn. */
  private final Map<Path, List<String>> expected = new HashMap<>();

  private final List<String> differences = new ArrayList<>();

  /**
   * @param root the directory in which the imports of the files are looked up
   * @param environment where what the files import is installed
   */
  AskingOrder(Path root, List<Path> files, Optional<Environment> environment) throws IOException {
    this.files = files;
    SearchPaths paths = BuiltTypeshed.searchPaths(root, environment);
    program =
        new Program(new TargetPython(PythonVersion.DEFAULT, PythonPlatform.LINUX), rule -> true);
    loaded = Modules.changing(new ModuleResolver(paths, new DiskFileTree()), sources);
    onLargeStack(
        () -> {
          for (Path file : files) {
            expected.put(file, answers(loaded, file));
          }
        });
  }

  /** A state in which nothing is inferred; the modules are parsed already. */
  private Modules anew() {
    Map<Path, ModuleTypes> fresh = new HashMap<>();
    for (ModuleTypes module : loaded.loaded()) {
      fresh.put(module.file().file(), module.withoutMemo());
    }
    return loaded.with(sources, fresh, Set.of());
  }

  private static ModuleTypes module(Modules modules, Path file) {
    return Objects.requireNonNull(modules.module(modules.resolver().moduleOf(file)));
  }

  private List<String> answers(Modules modules, Path file) {
    return program.on(modules, () -> answers(module(modules, file)));
  }

  private List<String> answers(ModuleTypes module) {
    List<String> found = new ArrayList<>();
    DeclarationRules rules = new DeclarationRules(program, module);
    for (Diagnostic diagnostic : program.check(module, rules).diagnostics()) {
      found.add(
          diagnostic.span().start()
              + "-"
              + diagnostic.span().end()
              + " "
              + diagnostic.rule().name()
              + " "
              + diagnostic.message());
    }
    for (Definition definition : module.bound().definitions()) {
      found.add(
          definition.target().start
              + " "
              + definition.kind().getClass().getSimpleName()
              + " "
              + definition.place()
              + ": "
              + Display.of(program.definitions().bindingType(module, definition)));
    }
    return found;
  }

  /** Asks for each file in a state of its own. */
  void alone() {
    onLargeStack(
        () -> {
          for (Path file : files) {
            compare("alone", anew(), file);
          }
        });
  }

  /** Asks for the files from the last to the first. */
  void reversed() {
    onLargeStack(
        () -> {
          Modules modules = anew();
          for (Path file : files.reversed()) {
            compare("reversed", modules, file);
          }
        });
  }

  /**
   * Asks for the definitions of all files in a random order on some threads, then for the files.
   */
  void shuffled(long seed, int threads) {
    Modules modules = anew();
    List<Question> questions = new ArrayList<>();
    for (Path file : files) {
      ModuleTypes module = module(modules, file);
      for (Definition definition : module.bound().definitions()) {
        questions.add(new Question(module, definition));
      }
    }
    Collections.shuffle(questions, new Random(seed));
    AtomicInteger next = new AtomicInteger();
    Runnable asking =
        () ->
            program.on(
                modules,
                () -> {
                  for (int i = next.getAndIncrement();
                      i < questions.size();
                      i = next.getAndIncrement()) {
                    Question question = questions.get(i);
                    program.definitions().bindingType(question.module, question.definition);
                  }
                  return true;
                });
    onLargeStack(Collections.nCopies(threads, asking).toArray(new Runnable[0]));
    onLargeStack(
        () -> {
          for (Path file : files) {
            compare("in order " + seed + " on " + threads + " threads", modules, file);
          }
        });
  }

  private void compare(String order, Modules modules, Path file) {
    List<String> found = answers(modules, file);
    List<String> wanted = Objects.requireNonNull(expected.get(file));
    if (!found.equals(wanted)) {
      List<String> missing = new ArrayList<>(wanted);
      missing.removeAll(found);
      List<String> surplus = new ArrayList<>(found);
      surplus.removeAll(wanted);
      differences.add(
          order
              + ": "
              + file
              + "\n  missing: "
              + String.join("\n    ", missing)
              + "\n  surplus: "
              + String.join("\n    ", surplus));
    }
  }

  /** Runs actions, each on a thread of its own that may recurse as deeply as a check. */
  private static void onLargeStack(Runnable... actions) {
    List<@Nullable Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (Runnable action : actions) {
      Thread thread = new Thread(null, action, "asking", STACK_BYTES);
      thread.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
      thread.start();
      threads.add(thread);
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException(failures.getFirst());
    }
  }

  /** What was different where and when. */
  List<String> differences() {
    return differences;
  }
}
