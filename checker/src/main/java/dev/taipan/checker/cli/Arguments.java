package dev.taipan.checker.cli;

import dev.taipan.checker.diagnostics.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a command, taken apart.
 *
 * @param given the options in their order
 * @param operands what is no option, in its order
 */
record Arguments(List<Given> given, List<String> operands) {
  /** An option and its value; empty for a switch. */
  record Given(Option option, String value) {}

  /**
   * Takes {@code args} apart: {@code --name value}, {@code --name=value}, {@code -n value}, {@code
   * -nvalue}, switches; after {@code --} only operands.
   */
  static Arguments parse(List<String> args, List<Option> options) throws UsageException {
    List<Given> given = new ArrayList<>();
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals("--")) {
        operands.addAll(args.subList(i + 1, args.size()));
        break;
      }
      if (arg.length() < 2 || arg.charAt(0) != '-') {
        operands.add(arg);
        continue;
      }
      boolean isLong = arg.startsWith("--");
      int equals = isLong ? arg.indexOf('=') : -1;
      String name = equals >= 0 ? arg.substring(0, equals) : isLong ? arg : arg.substring(0, 2);
      Option option = find(name, options);
      if (option == null) {
        throw unknown(isLong ? name : arg, options);
      }
      String attached =
          equals >= 0
              ? arg.substring(equals + 1)
              : isLong || arg.length() == 2 ? null : arg.substring(2);
      if (option.value().isEmpty()) {
        if (attached != null) {
          throw new UsageException("`" + name + "` takes no value");
        }
        given.add(new Given(option, ""));
      } else if (attached != null) {
        given.add(new Given(option, attached));
      } else if (i + 1 < args.size()) {
        given.add(new Given(option, args.get(++i)));
      } else {
        throw new UsageException("`" + name + "` needs a value: " + option.value().get());
      }
    }
    return new Arguments(List.copyOf(given), List.copyOf(operands));
  }

  boolean has(String name) {
    return last(name).isPresent();
  }

  /** The value of the last option of that name. */
  Optional<String> last(String name) {
    for (int i = given.size() - 1; i >= 0; i--) {
      if (given.get(i).option.name().equals(name)) {
        return Optional.of(given.get(i).value);
      }
    }
    return Optional.empty();
  }

  /** The values of all options of that name. */
  List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (Given one : given) {
      if (one.option.name().equals(name)) {
        values.add(one.value);
      }
    }
    return values;
  }

  private static @Nullable Option find(String name, List<Option> options) {
    for (Option option : options) {
      if (option.name().equals(name) || option.shortName().filter(name::equals).isPresent()) {
        return option;
      }
    }
    return null;
  }

  private static UsageException unknown(String name, List<Option> options) {
    List<String> names = new ArrayList<>();
    for (Option option : options) {
      names.add(option.name());
    }
    return new UsageException("unknown option `" + name + "`" + Spelling.suggestion(name, names));
  }
}
