package dev.taipan.checker.cli;

import java.util.Optional;

/**
 * An option of a command.
 *
 * @param name with its dashes: {@code --python}
 * @param shortName one letter with its dash, if there is one: {@code -j}
 * @param value what the help calls the value; empty for a switch
 * @param help a few words, lower case
 */
record Option(String name, Optional<String> shortName, Optional<String> value, String help) {
  static Option flag(String name, String help) {
    return new Option(name, Optional.empty(), Optional.empty(), help);
  }

  static Option valued(String name, String value, String help) {
    return new Option(name, Optional.empty(), Optional.of(value), help);
  }

  Option orShort(String letter) {
    return new Option(name, Optional.of(letter), value, help);
  }

  /** How the help shows it: {@code -j, --jobs N}. */
  String usage() {
    return (shortName.isPresent() ? shortName.get() + ", " : "    ")
        + name
        + (value.isPresent() ? " " + value.get() : "");
  }
}
