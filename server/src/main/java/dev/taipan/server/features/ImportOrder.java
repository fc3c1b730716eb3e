package dev.taipan.server.features;

import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.modules.ModuleName;
import dev.taipan.checker.modules.Origin;
import dev.taipan.checker.modules.ResolvedModule;
import dev.taipan.checker.syntax.Alias;
import dev.taipan.checker.syntax.Stmt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The order in which imports stand by custom: in groups, sorted, names by what they look like. */
final class ImportOrder {
  /**
   * What decides the place of a statement.
   *
   * @param group the future, the standard library, other libraries, the project, relative ones
   * @param isFrom whether it imports names, which come behind whole modules
   */
  record Key(int group, boolean isFrom, String module) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Comparator.comparingInt(Key::group)
          .thenComparing(Key::isFrom)
          .thenComparing(Key::module, String.CASE_INSENSITIVE_ORDER)
          .compare(this, other);
    }
  }

  static final Comparator<String> BY_LOOK =
      Comparator.comparingInt(ImportOrder::look).thenComparing(String.CASE_INSENSITIVE_ORDER);

  private static final List<Comparator<String>> ORDERS =
      List.of(BY_LOOK, String.CASE_INSENSITIVE_ORDER, Comparator.naturalOrder());

  private final Program program;
  private final ModuleTypes where;

  ImportOrder(Program program, ModuleTypes where) {
    this.program = program;
    this.where = where;
  }

  /** Constants, classes, everything else. */
  private static int look(String name) {
    boolean isConstant = name.length() > 1 && name.chars().noneMatch(Character::isLowerCase);
    return isConstant ? 0 : Character.isUpperCase(name.charAt(0)) ? 1 : 2;
  }

  Key of(ImportEdits.Wanted wanted) {
    return new Key(group(wanted.module()), !wanted.name().isEmpty(), wanted.module());
  }

  /** The key of a statement that imports something. */
  Key of(Stmt statement) {
    return switch (statement) {
      case Stmt.Import imports -> {
        String module = imports.names.getFirst().name.name;
        yield new Key(group(module), false, module);
      }
      case Stmt.ImportFrom from when from.level == 0 ->
          new Key(group(from.module), true, from.module);
      case Stmt.ImportFrom from -> new Key(4, true, from.module);
      default -> throw new IllegalArgumentException("imports nothing");
    };
  }

  private int group(String module) {
    String top = topOf(module);
    if (top.equals("__future__")) {
      return 0;
    }
    if (top.equals(topOf(where.file().name().toString()))) {
      return 3;
    }
    Origin origin =
        ModuleName.parse(top)
            .flatMap(program.resolver()::resolve)
            .map(ResolvedModule::origin)
            .orElse(Origin.THIRD_PARTY);
    return origin == Origin.STDLIB || origin == Origin.RUNTIME ? 1 : origin.isUserCode() ? 3 : 2;
  }

  private static String topOf(String module) {
    int dot = module.indexOf('.');
    return dot < 0 ? module : module.substring(0, dot);
  }

  /** The index of the name before which a new one goes; the number of names for behind them. */
  static int placeOf(String name, List<Alias> names) {
    List<String> known = new ArrayList<>();
    for (Alias alias : names) {
      known.add(alias.name.name);
    }
    for (Comparator<String> order : ORDERS) {
      if (isSorted(known, order)) {
        int at = 0;
        while (at < known.size() && order.compare(known.get(at), name) <= 0) {
          at++;
        }
        return at;
      }
    }
    return known.size();
  }

  private static boolean isSorted(List<String> names, Comparator<String> order) {
    for (int i = 1; i < names.size(); i++) {
      if (order.compare(names.get(i - 1), names.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }
}
