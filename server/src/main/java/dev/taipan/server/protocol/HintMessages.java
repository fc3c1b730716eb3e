package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.server.features.Hints;
import dev.taipan.server.workspace.Settings;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintKind;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Inlay hints. */
final class HintMessages {
  private HintMessages() {}

  static List<InlayHint> in(Place place, Span range, Settings settings) {
    Hints.Wishes wishes =
        new Hints.Wishes(
            settings.variableTypeHints(), settings.returnTypeHints(), settings.argumentNameHints());
    List<InlayHint> result = new ArrayList<>();
    for (Hints.Hint hint :
        Hints.in(place.snapshot(), place.module(), range, wishes, place.outdated())) {
      InlayHint one = new InlayHint(place.position(hint.offset()), Either.forLeft(hint.label()));
      switch (hint.kind()) {
        case TYPE -> one.setKind(InlayHintKind.Type);
        case PARAMETER -> one.setKind(InlayHintKind.Parameter);
      }
      if (!hint.tooltip().isEmpty()) {
        one.setTooltip(hint.tooltip());
      }
      if (!hint.edits().isEmpty()) {
        one.setTextEdits(place.edits(hint.edits()));
      }
      result.add(one);
    }
    return result;
  }
}
