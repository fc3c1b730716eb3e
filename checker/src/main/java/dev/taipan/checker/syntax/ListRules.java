package dev.taipan.checker.syntax;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What Python rejects in lists of parameters, type parameters and arguments: a wrong order, and
 * names that are given twice.
 */
final class ListRules {
  private final Problems problems;
  private final TargetRules targets;

  ListRules(Problems problems, TargetRules targets) {
    this.problems = problems;
    this.targets = targets;
  }

  void checkTypeParams(List<TypeParam> params) {
    boolean seenDefault = false;
    for (int i = 0; i < params.size(); i++) {
      TypeParam param = params.get(i);
      targets.checkBound(param.name);
      for (int j = 0; j < i; j++) {
        if (params.get(j).name.name.equals(param.name.name)) {
          problems.error(param, "duplicate type parameter '" + param.name.name + "'");
          break;
        }
      }
      if (param.defaultValue != null) {
        seenDefault = true;
      } else if (seenDefault) {
        problems.error(
            param,
            "non-default type parameter '" + param.name.name + "' follows default type parameter");
      }
    }
  }

  void checkParameters(Parameters parameters) {
    List<Parameter> all = parameters.all;
    Set<String> seen = HashSet.newHashSet(all.size());
    boolean seenDefault = false;
    for (int i = 0; i < all.size(); i++) {
      Parameter parameter = all.get(i);
      targets.checkBound(parameter.name);
      String name = parameter.name.name;
      if (all.size() > 1 && !seen.add(name) && !name.isEmpty()) {
        problems.error(parameter.name, "duplicate argument '" + name + "' in function definition");
      }
      boolean positional =
          parameter.kind == Parameter.Kind.POSITIONAL_ONLY
              || parameter.kind == Parameter.Kind.POSITIONAL_OR_KEYWORD;
      if (positional && parameter.defaultValue == null && seenDefault) {
        problems.error(parameter, "parameter without a default follows parameter with a default");
      }
      seenDefault |= positional && parameter.defaultValue != null;
    }
  }

  void checkArguments(List<Argument> arguments) {
    boolean seenDoubleStar = false;
    int keywords = 0;
    for (int i = 0; i < arguments.size(); i++) {
      Argument argument = arguments.get(i);
      switch (argument.kind) {
        case POSITIONAL -> {
          if (seenDoubleStar) {
            problems.error(argument, "positional argument follows keyword argument unpacking");
          } else if (keywords > 0) {
            problems.error(argument, "positional argument follows keyword argument");
          }
        }
        case STAR -> {
          if (seenDoubleStar) {
            problems.error(
                argument, "iterable argument unpacking follows keyword argument unpacking");
          }
        }
        case KEYWORD -> {
          keywords++;
          if (argument.name != null) {
            targets.checkBound(argument.name);
          }
        }
        case DOUBLE_STAR -> seenDoubleStar = true;
      }
    }
    if (keywords > 1) {
      checkRepeated(arguments);
    }
  }

  private void checkRepeated(List<Argument> arguments) {
    Set<String> seen = new HashSet<>();
    for (Argument argument : arguments) {
      if (argument.name != null && !seen.add(argument.name.name) && !argument.name.name.isEmpty()) {
        problems.error(argument, "keyword argument repeated: " + argument.name.name);
      }
    }
  }
}
