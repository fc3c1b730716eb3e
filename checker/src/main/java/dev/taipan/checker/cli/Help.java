package dev.taipan.checker.cli;

import dev.taipan.checker.report.OutputFormat;
import java.util.List;

/** The texts of {@code --help}. */
final class Help {
  private Help() {}

  static String overview() {
    return """
    Taipan checks the types of Python code.

    Usage: taipan COMMAND [OPTION]... [ARGUMENT]...

    Commands:
      check [PATH]...    check files and directories, by default the project's
      explain [RULE]     explain a rule; without RULE list all rules
      server             serve an editor over stdin and stdout
      help [COMMAND]     show this or a command's help

    Options:
      -h, --help         show help
      -V, --version      show the version
    """;
  }

  static String check() {
    StringBuilder help = new StringBuilder();
    help.append(
        """
        Check files and directories, by default the project's.

        Usage: taipan check [OPTION]... [PATH]...

        Options:
        """);
    appendOptions(help, CheckOptions.ALL);
    help.append("\nOutput formats:\n");
    for (OutputFormat format : OutputFormat.values()) {
      help.append("  ")
          .append(format.label())
          .append(" ".repeat(10 - format.label().length()))
          .append(format.summary())
          .append('\n');
    }
    help.append(
        """

        Exit codes:
          0    nothing found that fails the run
          1    there are errors (with --error-on-warning: or warnings)
          2    a mistake in usage or configuration, or a file that cannot be read
          101  an internal error
          130, 143  stopped by an interrupt (Ctrl-C) or by `kill`
        """);
    return help.toString();
  }

  static String explain() {
    return """
    Explain a rule; without RULE list all rules.

    Usage: taipan explain [RULE]
    """;
  }

  static String server() {
    return """
    Serve an editor: speak the Language Server Protocol on stdin and stdout.

    Usage: taipan server

    Editors start it by themselves once they are told to, see docs/editors.
    """;
  }

  private static void appendOptions(StringBuilder help, List<Option> options) {
    int width = 0;
    for (Option option : options) {
      width = Math.max(width, option.usage().length());
    }
    for (Option option : options) {
      help.append("  ")
          .append(option.usage())
          .append(" ".repeat(width - option.usage().length() + 2))
          .append(option.help())
          .append('\n');
    }
  }
}
