package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call while it is evaluated. Arguments that need no context are asked for
 * their type once, before any try; the others each time that they meet a parameter.
 */
final class CallSite {
  private final List<? extends CallArgument> arguments;
  private final Type[] known;
  private final List<ArgumentMatcher.Actual> actuals;
  private final List<CallError> errors;
  private final @Nullable Type expected;
  private final Speculation speculation;
  private final StarredArguments starred;
  private final ArgumentMatcher matcher;

  private CallSite(
      List<? extends CallArgument> arguments,
      Type[] known,
      List<ArgumentMatcher.Actual> actuals,
      List<CallError> errors,
      @Nullable Type expected,
      Speculation speculation,
      StarredArguments starred) {
    this.arguments = arguments;
    this.known = known;
    this.actuals = actuals;
    this.errors = errors;
    this.expected = expected;
    this.speculation = speculation;
    this.starred = starred;
    this.matcher = new ArgumentMatcher(actuals);
  }

  static CallSite of(
      List<? extends CallArgument> arguments,
      @Nullable Type expected,
      Speculation speculation,
      StarredArguments starred) {
    Type[] known = new Type[arguments.size()];
    List<ArgumentMatcher.Actual> actuals = new ArrayList<>(arguments.size());
    List<CallError> errors = List.of();
    for (int i = 0; i < known.length; i++) {
      CallArgument argument = arguments.get(i);
      boolean starKind =
          argument.kind() == CallArgument.Kind.STAR
              || argument.kind() == CallArgument.Kind.DOUBLE_STAR;
      if (starKind || !argument.needsContext()) {
        known[i] = argument.type(null);
      }
      switch (argument.kind()) {
        case POSITIONAL ->
            actuals.add(
                new ArgumentMatcher.Actual(
                    i, ArgumentMatcher.Form.POSITIONAL, null, argument, DynamicType.UNKNOWN));
        case KEYWORD ->
            actuals.add(
                new ArgumentMatcher.Actual(
                    i,
                    ArgumentMatcher.Form.KEYWORD,
                    argument.name(),
                    argument,
                    DynamicType.UNKNOWN));
        case STAR -> {
          if (!starred.addPositional(i, known[i], actuals)) {
            errors = errors.isEmpty() ? new ArrayList<>() : errors;
            errors.add(new CallError.NotIterable(i, known[i]));
          }
        }
        case DOUBLE_STAR -> {
          if (!starred.addKeywords(i, known[i], actuals)) {
            errors = errors.isEmpty() ? new ArrayList<>() : errors;
            errors.add(new CallError.NotMapping(i, known[i]));
          }
        }
      }
    }
    return new CallSite(arguments, known, actuals, errors, expected, speculation, starred);
  }

  /** The same call with the types of some arguments (by index, null for the others) replaced. */
  CallSite withTypes(@Nullable Type[] replaced) {
    Type[] types = Arrays.copyOf(known, known.length);
    for (int i = 0; i < types.length; i++) {
      if (replaced[i] != null) {
        types[i] = replaced[i];
      }
    }
    List<ArgumentMatcher.Actual> changed = new ArrayList<>(actuals.size());
    int taken = -1;
    for (ArgumentMatcher.Actual actual : actuals) {
      Type type = replaced[actual.index()];
      if (type == null) {
        changed.add(actual);
      } else if (!isStarred(actual.index())) {
        changed.add(
            new ArgumentMatcher.Actual(actual.index(), actual.form(), actual.name(), null, type));
      } else if (taken < actual.index()) {
        taken = actual.index();
        if (arguments.get(taken).kind() == CallArgument.Kind.STAR) {
          starred.addPositional(taken, type, changed);
        } else {
          starred.addKeywords(taken, type, changed);
        }
      }
    }
    return new CallSite(arguments, types, changed, errors, expected, Speculation.NONE, starred);
  }

  private boolean isStarred(int index) {
    return switch (arguments.get(index).kind()) {
      case STAR, DOUBLE_STAR -> true;
      case POSITIONAL, KEYWORD -> false;
    };
  }

  CallSite withExpected(@Nullable Type expected) {
    return new CallSite(arguments, known, actuals, errors, expected, speculation, starred);
  }

  int size() {
    return arguments.size();
  }

  List<? extends CallArgument> arguments() {
    return arguments;
  }

  /** What is wrong with starred arguments, whatever the callee. */
  List<CallError> errors() {
    return errors;
  }

  @Nullable Type expected() {
    return expected;
  }

  Speculation speculation() {
    return speculation;
  }

  ArgumentMatcher.Matching match(ParameterList parameters) {
    return matcher.match(parameters);
  }

  /** Whether the type of the value waits for what is expected of it. */
  boolean needsContext(ArgumentMatcher.Actual actual) {
    return actual.source() != null && actual.source().needsContext();
  }

  /** Whether literals in the type of the value were written, rather than inferred of it. */
  static boolean isWritten(ArgumentMatcher.Actual actual, Type type) {
    return actual.source() == null
        ? CallArgument.isWrittenType(type)
        : actual.source().isWritten(type);
  }

  static boolean isLambda(ArgumentMatcher.Actual actual) {
    return actual.source() != null && actual.source().isLambda();
  }

  Type typeOf(ArgumentMatcher.Actual actual, @Nullable Type expected) {
    CallArgument source = actual.source();
    if (source == null) {
      return actual.type();
    }
    return source.needsContext() ? source.type(expected) : known[actual.index()];
  }

  /** The type of an argument by its index, without any context. */
  Type typeOf(int index) {
    Type type = known[index];
    return type != null ? type : arguments.get(index).type(null);
  }

  /** Whether an argument takes its type from what is expected of unknown values in it. */
  boolean isMadeOfUnknown(int index) {
    return known[index] == null && arguments.get(index).isMadeOfUnknown();
  }

  /** Evaluates what no parameter takes, for what is wrong inside. */
  void evaluateWithoutContext() {
    for (CallArgument argument : arguments) {
      if (argument.needsContext()) {
        argument.type(null);
      }
    }
  }

  /** Whether an argument supplies a number of values that is not known. */
  boolean isIndefinite() {
    for (ArgumentMatcher.Actual actual : actuals) {
      switch (actual.form()) {
        case POSITIONALS, KEYWORDS -> {
          return true;
        }
        case POSITIONAL, KEYWORD, PARAM_SPEC_ARGS, PARAM_SPEC_KWARGS -> {}
      }
    }
    return false;
  }
}
