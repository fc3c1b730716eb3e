package dev.taipan.checker.inference;

import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.diagnostics.Rules;
import dev.taipan.checker.diagnostics.Span;
import dev.taipan.checker.syntax.Node;

/** Reports uses of what its author marked as deprecated. */
final class Deprecations {
  void report(Region region, Node at, String what, String message) {
    region.report(
        Diagnostic.of(
                Rules.DEPRECATED,
                region.module().path(),
                new Span(at.start, at.end),
                "`" + what + "` is deprecated" + (message.isEmpty() ? "" : ": " + message))
            .withTag(Diagnostic.Tag.DEPRECATED));
  }
}
