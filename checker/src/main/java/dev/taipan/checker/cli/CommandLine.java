package dev.taipan.checker.cli;

import dev.taipan.checker.diagnostics.Spelling;
import dev.taipan.checker.project.ConfigurationException;
import java.io.IOException;
import java.util.List;

/** Finds the command in the arguments and runs it. */
final class CommandLine {
  private static final List<String> COMMANDS = List.of("check", "explain", "help", "server");

  private final Surroundings surroundings;

  CommandLine(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs {@code args}; throws nothing but what breaks the output itself. */
  ExitCode run(List<String> args) throws IOException {
    try {
      return dispatch(args);
    } catch (UsageException e) {
      return fail(String.valueOf(e.getMessage()));
    } catch (ConfigurationException e) {
      for (String problem : e.problems()) {
        fail(problem);
      }
      return ExitCode.USAGE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERNAL;
    } catch (RuntimeException | Error e) {
      return defect(e, args);
    }
  }

  private ExitCode dispatch(List<String> args)
      throws UsageException, ConfigurationException, IOException, InterruptedException {
    if (args.isEmpty()) {
      surroundings.err().append(Help.overview());
      return ExitCode.USAGE;
    }
    List<String> rest = args.subList(1, args.size());
    switch (args.getFirst()) {
      case "check" -> {
        return check(rest);
      }
      case "explain" -> explain(rest);
      case "help" -> help(rest);
      case "--help", "-h" -> print(Help.overview());
      case "--version", "-V" -> print("taipan " + Main.VERSION + "\n");
      case "server" ->
          throw new UsageException("the server is started by the launcher: `taipan server`");
      default -> throw unknownCommand(args.getFirst());
    }
    return ExitCode.CLEAN;
  }

  private ExitCode check(List<String> args)
      throws UsageException, ConfigurationException, IOException, InterruptedException {
    Arguments arguments = Arguments.parse(args, CheckOptions.ALL);
    if (arguments.has("--help")) {
      print(Help.check());
      return ExitCode.CLEAN;
    }
    return new CheckCommand(
            surroundings, new CheckOptions(arguments, surroundings.workingDirectory()))
        .run();
  }

  private void explain(List<String> args) throws UsageException, IOException {
    Option help = Option.flag("--help", "show this").orShort("-h");
    Arguments arguments = Arguments.parse(args, List.of(help));
    ExplainCommand command = new ExplainCommand(surroundings.out());
    if (arguments.has("--help")) {
      print(Help.explain());
    } else if (arguments.operands().isEmpty()) {
      command.list();
    } else {
      for (String rule : arguments.operands()) {
        command.explain(rule);
      }
    }
  }

  private void help(List<String> args) throws UsageException, IOException {
    if (args.isEmpty()) {
      print(Help.overview());
      return;
    }
    switch (args.getFirst()) {
      case "check" -> print(Help.check());
      case "explain" -> print(Help.explain());
      case "server" -> print(Help.server());
      case "help" -> print(Help.overview());
      default -> throw unknownCommand(args.getFirst());
    }
  }

  private UsageException unknownCommand(String name) {
    if (name.startsWith("-")) {
      return new UsageException(
          "unknown option `"
              + name
              + "`"
              + Spelling.nearest(name, List.of("--help", "--version"))
                  .map(near -> "; did you mean `" + near + "`?")
                  .orElse("; options come after a command, see `taipan --help`"));
    }
    if (surroundings.workingDirectory().resolve(name).toFile().exists()) {
      return new UsageException(
          "unknown command `" + name + "`; did you mean `taipan check " + name + "`?");
    }
    return new UsageException(
        "unknown command `" + name + "`" + Spelling.suggestion(name, COMMANDS));
  }

  private void print(String text) throws IOException {
    surroundings.out().append(text);
  }

  private ExitCode fail(String message) throws IOException {
    surroundings.err().append("taipan: error: ").append(message).append("\n");
    return ExitCode.USAGE;
  }

  private ExitCode defect(Throwable cause, List<String> args) throws IOException {
    boolean isVerbose = args.contains("-v") || args.contains("--verbose");
    surroundings.err().append(InternalErrors.describe("this run", cause, isVerbose));
    if (!isVerbose) {
      surroundings.err().append(InternalErrors.ADVICE);
    }
    return ExitCode.INTERNAL;
  }
}
