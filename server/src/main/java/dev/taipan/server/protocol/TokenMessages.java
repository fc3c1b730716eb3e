package dev.taipan.server.protocol;

import dev.taipan.checker.diagnostics.Span;
import dev.taipan.server.features.Colouring;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensDelta;
import org.eclipse.lsp4j.SemanticTokensEdit;
import org.eclipse.lsp4j.SemanticTokensLegend;
import org.eclipse.lsp4j.SemanticTokensServerFull;
import org.eclipse.lsp4j.SemanticTokensWithRegistrationOptions;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** Semantic tokens as the protocol packs them, and the differences to what was sent before. */
final class TokenMessages {
  /** What a client was sent for a document. */
  private record Sent(String id, List<Integer> data) {}

  private final ConcurrentHashMap<String, Sent> sent = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();

  static SemanticTokensWithRegistrationOptions options() {
    List<String> kinds = new ArrayList<>();
    for (Colouring.Kind kind : Colouring.Kind.values()) {
      kinds.add(kind.legend());
    }
    List<String> modifiers = new ArrayList<>();
    for (Colouring.Modifier modifier : Colouring.Modifier.values()) {
      modifiers.add(modifier.legend());
    }
    SemanticTokensWithRegistrationOptions options =
        new SemanticTokensWithRegistrationOptions(new SemanticTokensLegend(kinds, modifiers));
    options.setFull(new SemanticTokensServerFull(true));
    options.setRange(true);
    return options;
  }

  /** All tokens of a document. */
  SemanticTokens full(String uri, Place place) {
    Sent now = keep(uri, place);
    return new SemanticTokens(now.id(), now.data());
  }

  /** What changed since the client was sent {@code previous}; everything if that is forgotten. */
  Either<SemanticTokens, SemanticTokensDelta> delta(
      String uri, @Nullable String previous, Place place) {
    Sent before = sent.get(uri);
    Sent now = keep(uri, place);
    if (before == null || !before.id().equals(previous)) {
      return Either.forLeft(new SemanticTokens(now.id(), now.data()));
    }
    return Either.forRight(new SemanticTokensDelta(edits(before.data(), now.data()), now.id()));
  }

  /** The tokens of a part of a document. */
  static SemanticTokens range(Place place, Span range) {
    return new SemanticTokens(pack(place, range));
  }

  /** Lets go of a document that is closed. */
  void forget(String uri) {
    sent.remove(uri);
  }

  private Sent keep(String uri, Place place) {
    List<Integer> data = pack(place, place.whole());
    Sent now = new Sent(Integer.toString(ids.incrementAndGet()), data);
    sent.put(uri, now);
    return now;
  }

  /** Five numbers a token: lines and characters from the token before, length, kind, modifiers. */
  private static List<Integer> pack(Place place, Span range) {
    List<Colouring.Token> tokens =
        Colouring.of(place.snapshot(), place.module(), range, place.outdated());
    List<Integer> data = new ArrayList<>(tokens.size() * 5);
    String text = place.text().text();
    int line = 0;
    int character = 0;
    for (Colouring.Token token : tokens) {
      Position start = place.position(token.span().start());
      data.add(start.getLine() - line);
      data.add(start.getLine() == line ? start.getCharacter() - character : start.getCharacter());
      data.add(place.positions().length(text.substring(token.span().start(), token.span().end())));
      data.add(token.kind().ordinal());
      int modifiers = 0;
      for (Colouring.Modifier modifier : token.modifiers()) {
        modifiers |= 1 << modifier.ordinal();
      }
      data.add(modifiers);
      line = start.getLine();
      character = start.getCharacter();
    }
    return data;
  }

  /** One edit, of what lies between the common start and the common end. */
  private static List<SemanticTokensEdit> edits(List<Integer> before, List<Integer> now) {
    int shorter = Math.min(before.size(), now.size());
    int start = 0;
    while (start < shorter && before.get(start).equals(now.get(start))) {
      start++;
    }
    int same = 0;
    while (same < shorter - start
        && before.get(before.size() - 1 - same).equals(now.get(now.size() - 1 - same))) {
      same++;
    }
    int deleted = before.size() - same - start;
    List<Integer> inserted = now.subList(start, now.size() - same);
    return deleted == 0 && inserted.isEmpty()
        ? List.of()
        : List.of(new SemanticTokensEdit(start, deleted, List.copyOf(inserted)));
  }
}
