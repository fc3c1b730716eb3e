package dev.taipan.checker.diagnostics;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The levels of all rules: the default ones and what the user made of them. Immutable; what was
 * said last wins.
 *
 * <p>{@code revealed-type} is an answer that the user asked for and no finding, so a level for all
 * rules leaves it alone; it can still be named.
 */
public final class RuleLevels {
  /** Every rule at its default level. */
  public static final RuleLevels DEFAULT = new RuleLevels(Optional.empty(), Map.of());

  private final Optional<Level> all;
  private final Map<String, Level> named;

  private RuleLevels(Optional<Level> all, Map<String, Level> named) {
    this.all = all;
    this.named = named;
  }

  /** The level of {@code rule}. */
  public Level of(Rule rule) {
    Level level = named.get(rule.name());
    if (level != null) {
      return level;
    }
    return rule == Rules.REVEALED_TYPE ? rule.defaultLevel() : all.orElse(rule.defaultLevel());
  }

  /** Whether {@code rule} reports anything. */
  public boolean isOn(Rule rule) {
    return of(rule) != Level.IGNORE;
  }

  /** These levels, but {@code rule} at {@code level}. */
  public RuleLevels with(Rule rule, Level level) {
    Map<String, Level> more = new HashMap<>(named);
    more.put(rule.name(), level);
    return new RuleLevels(all, Map.copyOf(more));
  }

  /** Every rule at {@code level}; forgets what was said of single ones. */
  public RuleLevels withAll(Level level) {
    return new RuleLevels(Optional.of(level), Map.of());
  }

  /** These levels, and on top of them what {@code later} says. */
  public RuleLevels overriddenBy(RuleLevels later) {
    if (later.all.isPresent()) {
      return later;
    }
    if (later.named.isEmpty()) {
      return this;
    }
    Map<String, Level> more = new HashMap<>(named);
    more.putAll(later.named);
    return new RuleLevels(all, Map.copyOf(more));
  }

  /**
   * {@code diagnostic} at the severity that these levels give it; empty where its rule is off. A
   * severity that the diagnostic chose below its rule's default stays unless the rule was
   * configured.
   */
  public Optional<Diagnostic> applyTo(Diagnostic diagnostic) {
    Level level = of(diagnostic.rule());
    if (level == diagnostic.rule().defaultLevel() && level != Level.IGNORE) {
      return Optional.of(diagnostic);
    }
    return level
        .severity()
        .map(s -> s == diagnostic.severity() ? diagnostic : diagnostic.withSeverity(s));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RuleLevels that && all.equals(that.all) && named.equals(that.named);
  }

  @Override
  public int hashCode() {
    return 31 * all.hashCode() + named.hashCode();
  }
}
