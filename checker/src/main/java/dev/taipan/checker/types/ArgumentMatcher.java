package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Matches the arguments of a call to the parameters of a signature by position and name, as the
 * interpreter does, before any type is compared. Linear in arguments times parameters.
 */
final class ArgumentMatcher {
  private final List<Actual> actuals;
  private final @Nullable Set<String> keywords;
  private final boolean passesParamSpec;

  /**
   * One value that a call passes; a starred argument is several, or any number of them.
   *
   * @param index the index of the argument in the call
   * @param source the argument when its type is still to be asked for under an expected type
   * @param type the type of a value that was unpacked; UNKNOWN when {@code source} tells
   */
  record Actual(
      int index, Form form, @Nullable String name, @Nullable CallArgument source, Type type) {}

  /** How a value reaches the callee. */
  enum Form {
    POSITIONAL,
    /** Any number of positional values of that type; a TypeVarTuple stands for its own. */
    POSITIONALS,
    KEYWORD,
    /** Any number of keywords of that type. */
    KEYWORDS,
    /** {@code *args} of type {@code P.args}. */
    PARAM_SPEC_ARGS,
    /** {@code **kwargs} of type {@code P.kwargs}. */
    PARAM_SPEC_KWARGS
  }

  /** A value and the parameter that takes it, by its index in the parameters. */
  record Pair(Actual actual, ParameterType parameter, int parameterIndex) {}

  /**
   * The result.
   *
   * @param pairs what to compare
   * @param pack what goes into an unpacked {@code *args: *tuple[...]}, in order
   * @param packParameter that parameter, null when there is none
   * @param packIndex its index, -1 when there is none
   * @param rest what is left for a ParamSpec or {@code ...}
   * @param errors what does not fit by number or name
   * @param indefinite whether any number of values meets a variadic parameter
   */
  record Matching(
      List<Pair> pairs,
      List<Actual> pack,
      @Nullable ParameterType packParameter,
      int packIndex,
      List<Actual> rest,
      List<CallError> errors,
      boolean indefinite) {}

  ArgumentMatcher(List<Actual> actuals) {
    this.actuals = actuals;
    boolean parts = false;
    Set<String> names = null;
    for (Actual actual : actuals) {
      if (actual.form() == Form.KEYWORD && actual.name() != null) {
        names = names == null ? new HashSet<>() : names;
        names.add(actual.name());
      }
      parts |= actual.form() == Form.PARAM_SPEC_ARGS || actual.form() == Form.PARAM_SPEC_KWARGS;
    }
    this.keywords = names;
    this.passesParamSpec = parts;
  }

  Matching match(ParameterList list) {
    return new Run(list).match();
  }

  /** One matching of the arguments to one list. */
  private final class Run {
    private final ParameterList list;
    private final List<ParameterType> parameters;
    private final boolean[] filled;
    private final List<Pair> pairs;
    private List<Actual> pack = List.of();
    private List<Actual> rest = List.of();
    private List<CallError> errors = List.of();
    private boolean indefinite;

    /**
     * Whether parameters that may be passed by position can be passed by name. Before a ParamSpec
     * they cannot when {@code *args: P.args} are passed on, which would come first, nor {@code
     * **kwargs: P.kwargs}, which may have the same name.
     */
    private final boolean named;

    private int positional;
    private int variadic = -1;
    private int variadicKeyword = -1;

    Run(ParameterList list) {
      this.list = list;
      this.parameters = list.parameters();
      this.filled = new boolean[parameters.size()];
      this.pairs = new ArrayList<>(actuals.size());
      this.named = list.paramSpec() == null || !passesParamSpec;
      while (positional < parameters.size() && isPositional(parameters.get(positional))) {
        positional++;
      }
      for (int i = positional; i < parameters.size(); i++) {
        switch (parameters.get(i).kind()) {
          case VAR_POSITIONAL -> variadic = i;
          case VAR_KEYWORD -> variadicKeyword = i;
          default -> {}
        }
      }
    }

    private static boolean isPositional(ParameterType parameter) {
      return parameter.kind() == ParameterKind.POSITIONAL_ONLY
          || parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD;
    }

    /** Whether more than the parameters is accepted: {@code ...} or a ParamSpec follows. */
    private boolean isOpen() {
      return list.gradual() || list.paramSpec() != null;
    }

    Matching match() {
      matchPositional();
      matchKeywords();
      reportMissing();
      return new Matching(
          pairs,
          pack,
          variadic >= 0 && parameters.get(variadic).unpacked() ? parameters.get(variadic) : null,
          variadic,
          rest,
          errors,
          indefinite);
    }

    private void matchPositional() {
      int later = 0;
      for (Actual actual : actuals) {
        if (actual.form() == Form.POSITIONAL) {
          later++;
        }
      }
      int total = later;
      int next = 0;
      int excess = 0;
      int firstExcess = -1;
      for (Actual actual : actuals) {
        switch (actual.form()) {
          case POSITIONAL -> {
            later--;
            if (next < positional) {
              pair(actual, next++);
            } else if (variadic >= 0) {
              pairVariadic(actual);
            } else if (isOpen()) {
              addRest(actual);
            } else {
              excess++;
              firstExcess = firstExcess < 0 ? actual.index() : firstExcess;
            }
          }
          case POSITIONALS -> {
            if (isPack(actual.type())) {
              if (variadic >= 0) {
                pairVariadic(actual);
              } else if (isOpen()) {
                addRest(actual);
              } else if (next < positional) {
                pair(actual, next++);
              } else {
                excess++;
                firstExcess = firstExcess < 0 ? actual.index() : firstExcess;
              }
              continue;
            }
            int end = endOfUnpacked(later);
            while (next < end && !isNamed(parameters.get(next))) {
              pair(actual, next++);
            }
            if (variadic >= 0 && (later == 0 || next >= positional)) {
              indefinite = true;
              pairVariadic(actual);
            } else if (isOpen()) {
              indefinite = true;
              addRest(actual);
            }
          }
          case PARAM_SPEC_ARGS -> {
            if (list.paramSpec() != null) {
              // What P stands for comes after what is concatenated to it.
              next = positional;
              addRest(actual);
            } else {
              Actual any = new Actual(actual.index(), Form.POSITIONALS, null, null, WellKnown.TOP);
              while (next < positional - later && !isNamed(parameters.get(next))) {
                pair(any, next++);
              }
              if (variadic >= 0) {
                indefinite = true;
                pairVariadic(parameters.get(variadic).unpacked() ? actual : any);
              } else if (list.gradual()) {
                addRest(actual);
              }
            }
          }
          case KEYWORD, KEYWORDS, PARAM_SPEC_KWARGS -> {}
        }
      }
      if (excess > 0) {
        addError(new CallError.TooManyPositional(firstExcess, positional, total));
      }
    }

    /**
     * The parameter behind those that an unpacked argument of unknown length is compared with: the
     * arguments behind it need parameters, too, unless there is one for any number of them.
     */
    private int endOfUnpacked(int later) {
      return variadic >= 0 ? positional : positional - later;
    }

    private boolean isNamed(ParameterType parameter) {
      return keywords != null
          && parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD
          && keywords.contains(parameter.name());
    }

    private void matchKeywords() {
      for (Actual actual : actuals) {
        if (actual.form() == Form.KEYWORD) {
          matchKeyword(actual);
        }
      }
      for (Actual actual : actuals) {
        switch (actual.form()) {
          case KEYWORDS -> matchAnyKeywords(actual);
          case PARAM_SPEC_KWARGS -> {
            if (list.paramSpec() != null) {
              addRest(actual);
            } else {
              matchAnyKeywords(
                  new Actual(actual.index(), Form.KEYWORDS, null, null, WellKnown.TOP));
            }
          }
          case POSITIONAL, POSITIONALS, KEYWORD, PARAM_SPEC_ARGS -> {}
        }
      }
    }

    private void matchKeyword(Actual actual) {
      String name = actual.name();
      int sameName = -1;
      for (int i = 0; i < parameters.size(); i++) {
        ParameterType parameter = parameters.get(i);
        if (!parameter.name().equals(name)) {
          continue;
        }
        switch (parameter.kind()) {
          case POSITIONAL_OR_KEYWORD, KEYWORD_ONLY -> {
            if (!named && parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD) {
              sameName = i;
            } else if (filled[i]) {
              addError(new CallError.AlreadyAssigned(actual.index(), parameter));
              return;
            } else {
              pair(actual, i);
              return;
            }
          }
          case POSITIONAL_ONLY -> sameName = i;
          case VAR_POSITIONAL, VAR_KEYWORD -> {}
        }
      }
      if (variadicKeyword >= 0) {
        pairs.add(new Pair(actual, parameters.get(variadicKeyword), variadicKeyword));
      } else if (isOpen()) {
        addRest(actual);
      } else if (sameName >= 0) {
        addError(new CallError.PositionalOnlyAsKeyword(actual.index(), parameters.get(sameName)));
      } else {
        addError(new CallError.UnknownArgument(actual.index(), name == null ? "" : name));
      }
    }

    private void matchAnyKeywords(Actual actual) {
      for (int i = 0; i < parameters.size(); i++) {
        ParameterType parameter = parameters.get(i);
        boolean byName =
            parameter.kind() == ParameterKind.KEYWORD_ONLY
                || (named && parameter.kind() == ParameterKind.POSITIONAL_OR_KEYWORD);
        if (byName && !filled[i]) {
          pair(actual, i);
        }
      }
      if (variadicKeyword >= 0) {
        indefinite = true;
        pairs.add(new Pair(actual, parameters.get(variadicKeyword), variadicKeyword));
      } else if (isOpen()) {
        indefinite = true;
        addRest(actual);
      }
    }

    private void reportMissing() {
      List<ParameterType> missing = null;
      for (int i = 0; i < filled.length; i++) {
        if (!filled[i] && parameters.get(i).isRequired()) {
          missing = missing == null ? new ArrayList<>() : missing;
          missing.add(parameters.get(i));
        }
      }
      if (missing != null) {
        addError(new CallError.MissingArguments(missing));
      }
    }

    private void pair(Actual actual, int index) {
      filled[index] = true;
      pairs.add(new Pair(actual, parameters.get(index), index));
    }

    private void pairVariadic(Actual actual) {
      ParameterType parameter = parameters.get(variadic);
      if (parameter.unpacked()) {
        pack = pack.isEmpty() ? new ArrayList<>() : pack;
        pack.add(actual);
      } else {
        pairs.add(new Pair(actual, parameter, variadic));
      }
    }

    private void addRest(Actual actual) {
      rest = rest.isEmpty() ? new ArrayList<>() : rest;
      rest.add(actual);
    }

    private void addError(CallError error) {
      errors = errors.isEmpty() ? new ArrayList<>() : errors;
      errors.add(error);
    }
  }

  static boolean isPack(Type type) {
    return type instanceof TypeVarType variable
        && variable.kind() == TypeVarType.Kind.TYPE_VAR_TUPLE;
  }
}
