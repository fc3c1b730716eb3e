package dev.taipan.checker.project;

import java.util.Optional;

/**
 * What the configuration says of the batch run's output.
 *
 * @param format the name of an output format, which may not exist
 * @param formatPlace where the format is named, for the start of a message; empty for the command
 *     line
 * @param errorOnWarning whether warnings fail a run as errors do
 */
public record OutputOptions(Optional<String> format, String formatPlace, boolean errorOnWarning) {
  public static final OutputOptions DEFAULT = new OutputOptions(Optional.empty(), "", false);
}
