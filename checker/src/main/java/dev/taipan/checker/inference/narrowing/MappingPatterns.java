package dev.taipan.checker.inference.narrowing;

import dev.taipan.checker.inference.NodeTypeSource;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Pattern;
import dev.taipan.checker.types.DynamicType;
import dev.taipan.checker.types.LiteralType;
import dev.taipan.checker.types.NeverType;
import dev.taipan.checker.types.NominalType;
import dev.taipan.checker.types.Type;
import dev.taipan.checker.types.TypedDictShape;
import dev.taipan.checker.types.TypedDicts;
import dev.taipan.checker.types.WellKnown;
import java.util.List;

/** What the patterns of mappings, {@code {"key": pattern}}, tell of their subjects. */
final class MappingPatterns {
  static final NominalType MAPPINGS =
      new NominalType(WellKnown.MAPPING, List.of(DynamicType.UNKNOWN, DynamicType.UNKNOWN));

  private final Program program;
  private final TypeNarrower narrower;
  private final PatternNarrowing patterns;

  /**
   * The patterns of mappings.
   *
   * @param patterns answers for the patterns inside
   */
  MappingPatterns(Program program, TypeNarrower narrower, PatternNarrowing patterns) {
    this.program = program;
    this.narrower = narrower;
    this.patterns = patterns;
  }

  /** What a pattern can match of a type. */
  Type matched(NodeTypeSource types, Pattern.Mapping pattern, Type type) {
    return narrower.each(
        type,
        member -> {
          if (member instanceof DynamicType) {
            return member;
          }
          TypedDictShape shape = TypedDicts.shapeOf(program, member);
          if (shape == null) {
            return narrower.isWithin(member, MAPPINGS)
                ? hasSuchValues(types, pattern, member) ? member : NeverType.NEVER
                : patterns.openTo(member, MAPPINGS);
          }
          for (int i = 0; i < pattern.keys.size(); i++) {
            if (types.of(pattern.keys.get(i)) instanceof LiteralType literal
                && literal.value() instanceof String key) {
              TypedDictShape.Item item = shape.items().get(key);
              if (item == null) {
                if (shape.extra() == NeverType.NEVER) {
                  return NeverType.NEVER;
                }
                continue;
              }
              if (patterns.matched(types, pattern.patterns.get(i), item.type())
                  == NeverType.NEVER) {
                return NeverType.NEVER;
              }
            }
          }
          return member;
        });
  }

  /** Whether the values of a mapping may be what the parts of a pattern ask for. */
  private boolean hasSuchValues(NodeTypeSource types, Pattern.Mapping pattern, Type member) {
    return !(program.members().mro().superTypeOf(member, WellKnown.MAPPING)
            instanceof NominalType mapping)
        || mapping.arguments().size() != 2
        || pattern.patterns.stream()
            .noneMatch(
                part ->
                    patterns.matched(types, part, mapping.arguments().getLast())
                        == NeverType.NEVER);
  }

  /** What a type leaves that a pattern does not surely match. */
  Type unmatched(NodeTypeSource types, Pattern.Mapping pattern, Type type) {
    return narrower.each(
        type,
        member -> {
          TypedDictShape shape = TypedDicts.shapeOf(program, member);
          if (shape == null) {
            return member;
          }
          for (int i = 0; i < pattern.keys.size(); i++) {
            TypedDictShape.Item item =
                types.of(pattern.keys.get(i)) instanceof LiteralType literal
                        && literal.value() instanceof String key
                    ? shape.items().get(key)
                    : null;
            if (item == null
                || !item.required()
                || patterns.unmatched(types, pattern.patterns.get(i), item.type())
                    != NeverType.NEVER) {
              return member;
            }
          }
          return NeverType.NEVER;
        });
  }
}
