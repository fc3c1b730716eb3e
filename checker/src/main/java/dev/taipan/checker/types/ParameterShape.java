package dev.taipan.checker.types;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parameter list sorted by how arguments reach the parameters.
 *
 * @param positional the parameters that can be given by position, in order
 * @param star {@code *args}, null without
 * @param keywords the keyword-only parameters, items of an unpacked TypedDict among them
 * @param keywordRest the type of further keyword arguments, null when there are none of known type
 * @param restName the name of the parameter for further keyword arguments
 * @param packed the TypedDict that {@code **kwargs} unpacks, null without
 * @param paramSpec what stands for all further parameters, null without
 * @param gradual whether the rest is compatible with any parameters: {@code ...}, or {@code *args}
 *     and {@code **kwargs} of type Any
 */
record ParameterShape(
    List<ParameterType> positional,
    @Nullable ParameterType star,
    Map<String, ParameterType> keywords,
    @Nullable Type keywordRest,
    String restName,
    @Nullable TypedDictShape packed,
    @Nullable TypeVarType paramSpec,
    boolean gradual) {

  static ParameterShape of(ParameterList list, Relation relation) {
    List<ParameterType> positional = new ArrayList<>(list.parameters().size());
    ParameterType star = null;
    Map<String, ParameterType> keywords = Map.of();
    Type keywordRest = null;
    String restName = "kwargs";
    TypedDictShape packed = null;
    boolean substituted = false;
    for (ParameterType parameter : ParameterList.normalize(list.parameters())) {
      switch (parameter.kind()) {
        case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD -> positional.add(parameter);
        case VAR_POSITIONAL -> {
          substituted =
              parameter.unpacked()
                  && parameter.type() instanceof TupleType tuple
                  && ParameterList.isSubstituted(tuple);
          star = substituted ? plain(parameter) : parameter;
        }
        case KEYWORD_ONLY -> keywords = add(keywords, parameter);
        case VAR_KEYWORD -> {
          restName = parameter.name();
          TypedDictShape shape =
              parameter.unpacked() && parameter.type() instanceof NominalType nominal
                  ? relation.typedDicts().shapeOf(nominal)
                  : null;
          if (shape == null) {
            keywordRest = parameter.unpacked() ? DynamicType.UNKNOWN : parameter.type();
          } else {
            for (TypedDictShape.Item item : shape.items().values()) {
              keywords =
                  add(
                      keywords,
                      ParameterType.of(
                          item.key(), ParameterKind.KEYWORD_ONLY, item.type(), !item.required()));
            }
            packed = shape;
            keywordRest = shape.extra() == NeverType.NEVER ? null : shape.extra();
          }
        }
      }
    }
    boolean gradual = list.gradual();
    if (star != null
        && star.type() instanceof DynamicType
        && keywordRest instanceof DynamicType
        && list.paramSpec() == null
        && !substituted) {
      gradual = true;
      star = null;
      keywordRest = null;
    }
    return new ParameterShape(
        positional, star, keywords, keywordRest, restName, packed, list.paramSpec(), gradual);
  }

  private static ParameterType plain(ParameterType star) {
    return new ParameterType(
        star.name(), star.kind(), DynamicType.ANY, false, null, star.annotated());
  }

  private static Map<String, ParameterType> add(
      Map<String, ParameterType> keywords, ParameterType parameter) {
    Map<String, ParameterType> result = keywords.isEmpty() ? new LinkedHashMap<>() : keywords;
    result.put(parameter.name(), parameter);
    return result;
  }

  /**
   * Whether {@code **kwargs} is an unpacked TypedDict that is open, so that values of it may bring
   * keyword arguments that nobody sees.
   */
  boolean openKeywords() {
    return packed != null && packed.extra() == null;
  }

  /** Whether a keyword parameter is an item of the unpacked TypedDict. */
  boolean isPacked(String name) {
    return packed != null && packed.items().containsKey(name);
  }

  /** Whether {@code *args} is an unpacked tuple that has no simpler form. */
  boolean hasPack() {
    return star != null && star.unpacked();
  }

  /** What is left of the parameters after the first ones, as the argument for a ParamSpec. */
  ParametersType rest(int from) {
    List<ParameterType> rest = new ArrayList<>();
    rest.addAll(positional.subList(Math.min(from, positional.size()), positional.size()));
    if (star != null) {
      rest.add(star);
    }
    rest.addAll(keywords.values());
    if (keywordRest != null) {
      rest.add(
          new ParameterType(restName, ParameterKind.VAR_KEYWORD, keywordRest, false, null, true));
    }
    return new ParametersType(new ParameterList(rest, paramSpec, gradual));
  }

  /**
   * The positional parameters in a range as a tuple, and what may follow the last one after it:
   * {@code *args}, or anything.
   */
  TupleType positionalTuple(int from, int to) {
    List<Type> prefix = new ArrayList<>();
    for (int i = from; i < to; i++) {
      prefix.add(positional.get(i).type());
    }
    if (to < positional.size() || star == null && !gradual) {
      return TupleType.of(prefix);
    }
    if (star == null) {
      return new TupleType(prefix, DynamicType.UNKNOWN, List.of());
    }
    return switch (star.type()) {
      case TupleType tuple when star.unpacked() -> TupleType.concatenate(prefix, tuple, List.of());
      default -> new TupleType(prefix, star.type(), List.of());
    };
  }
}
