package dev.taipan.checker.diagnostics;

/**
 * A secondary place that explains a diagnostic, such as the declaration that an expectation comes
 * from.
 *
 * @param file the path of the file, as {@link Diagnostic#file()}
 * @param message a few words, lower case, without a full stop
 */
public record Label(String file, Span span, String message) {}
