package dev.taipan.checker.binding;

import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.MatchCase;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Pattern;
import dev.taipan.checker.syntax.Stmt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the flow of control through the patterns of `match`. */
final class MatchFlow {
  private final Walk walk;
  private final ExpressionFlow expressions;

  MatchFlow(Walk walk, ExpressionFlow expressions) {
    this.walk = walk;
    this.expressions = expressions;
  }

  /**
   * Tries a case. Afterwards the frame's state is that at the start of its body; the result is the
   * state in which the next case is tried.
   */
  FlowState tryCase(Stmt.Match statement, int index) {
    Frame frame = walk.frame;
    MatchCase matchCase = statement.cases.get(index);
    FlowState otherwise = frame.state.fork();
    if (isIrrefutable(matchCase.pattern)) {
      otherwise.die();
    } else if (!frame.state.isDead()) {
      int matches = walk.facts.patternMatch(statement, index, frame.currentScope());
      frame.assume(frame.state, matches);
      frame.assume(otherwise, Conditions.not(matches));
      mention(statement.subject, matchCase.pattern);
      expressions.narrow(frame.state, otherwise, matches);
    }
    bind(
        matchCase.pattern, matchCase, new DefinitionKind.MatchCapture(statement, matchCase, index));
    Expr guard = matchCase.guard;
    if (guard != null) {
      walk.facts.reached(guard, frame.state.reach);
      Node outer = walk.statement;
      walk.statement = matchCase;
      otherwise = frame.merge(otherwise, expressions.condition(guard));
      walk.statement = outer;
    }
    return otherwise;
  }

  private static boolean isIrrefutable(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Capture p -> true;
      case Pattern.As p -> isIrrefutable(p.pattern);
      case Pattern.Or p -> {
        for (Pattern alternative : p.patterns) {
          if (isIrrefutable(alternative)) {
            yield true;
          }
        }
        yield false;
      }
      case Pattern.Value p -> false;
      case Pattern.Singleton p -> false;
      case Pattern.Sequence p -> false;
      case Pattern.Star p -> false;
      case Pattern.Mapping p -> false;
      case Pattern.Class p -> false;
      case Pattern.Error p -> false;
    };
  }

  /** Finds the places that a match of the pattern says something of. */
  private void mention(Expr subject, Pattern pattern) {
    Mentions mentions = walk.mentions;
    mentions.collectSubject(subject);
    Place place = mentions.placeOf(subject);
    if (place != null) {
      mentionParts(place, pattern);
    }
  }

  /** Finds the members of the subject that parts of the pattern are matched against. */
  private void mentionParts(Place place, Pattern pattern) {
    switch (pattern) {
      case Pattern.As p -> mentionParts(place, p.pattern);
      case Pattern.Or p -> {
        for (Pattern alternative : p.patterns) {
          mentionParts(place, alternative);
        }
      }
      case Pattern.Sequence p -> {
        for (int i = 0; i < p.patterns.size(); i++) {
          if (p.patterns.get(i) instanceof Pattern.Star) {
            break;
          }
          mentionPart(place, "[" + i + "]", p.patterns.get(i));
        }
      }
      case Pattern.Mapping p -> {
        for (int i = 0; i < p.keys.size(); i++) {
          String segment = Places.subscriptSegment(p.keys.get(i));
          if (segment != null) {
            mentionPart(place, segment, p.patterns.get(i));
          }
        }
      }
      case Pattern.Class p -> {
        for (int i = 0; i < p.keywordNames.size(); i++) {
          String name = walk.mangle(p.keywordNames.get(i).name);
          if (!name.isEmpty()) {
            mentionPart(place, name, p.keywordPatterns.get(i));
          }
        }
      }
      case Pattern.Value p -> {}
      case Pattern.Singleton p -> {}
      case Pattern.Capture p -> {}
      case Pattern.Star p -> {}
      case Pattern.Error p -> {}
    }
  }

  private void mentionPart(Place place, String segment, Pattern pattern) {
    if (pattern instanceof Pattern.Capture) {
      return;
    }
    Place part = place.childOrNew(segment);
    walk.mentions.add(part);
    mentionParts(part, pattern);
  }

  private void bind(Pattern pattern, MatchCase matchCase, DefinitionKind.MatchCapture kind) {
    switch (pattern) {
      case Pattern.Value p -> expressions.visit(p.value);
      case Pattern.Capture p -> capture(p, p.name, matchCase, kind);
      case Pattern.As p -> {
        bind(p.pattern, matchCase, kind);
        capture(p, p.name, matchCase, kind);
      }
      case Pattern.Or p -> alternatives(p.patterns, matchCase, kind);
      case Pattern.Sequence p -> bindAll(p.patterns, matchCase, kind);
      case Pattern.Star p -> capture(p, p.name, matchCase, kind);
      case Pattern.Mapping p -> {
        expressions.visitAll(p.keys);
        bindAll(p.patterns, matchCase, kind);
        capture(p, p.rest, matchCase, kind);
      }
      case Pattern.Class p -> {
        expressions.visit(p.cls);
        bindAll(p.positional, matchCase, kind);
        bindAll(p.keywordPatterns, matchCase, kind);
      }
      case Pattern.Singleton p -> {}
      case Pattern.Error p -> {}
    }
  }

  private void bindAll(
      List<Pattern> patterns, MatchCase matchCase, DefinitionKind.MatchCapture kind) {
    for (int i = 0; i < patterns.size(); i++) {
      bind(patterns.get(i), matchCase, kind);
    }
  }

  /** Each alternative binds the same names, so that a name has one live binding from each. */
  private void alternatives(
      List<Pattern> patterns, MatchCase matchCase, DefinitionKind.MatchCapture kind) {
    Frame frame = walk.frame;
    FlowState end = null;
    FlowState start = frame.state.fork();
    int bindCount = frame.bindCount;
    for (int i = 0; i < patterns.size(); i++) {
      frame.state = i == 0 ? frame.state : start.fork();
      bind(patterns.get(i), matchCase, kind);
      end = frame.merge(end, frame.state);
    }
    frame.state = end == null || frame.bindCount == bindCount ? start : end;
  }

  private void capture(
      Pattern pattern,
      Expr.@Nullable Name name,
      MatchCase matchCase,
      DefinitionKind.MatchCapture kind) {
    if (name != null) {
      walk.bindName(pattern, name, matchCase, kind);
    }
  }
}
