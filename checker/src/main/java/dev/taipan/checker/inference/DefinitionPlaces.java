package dev.taipan.checker.inference;

import dev.taipan.checker.binding.BoundModule;
import dev.taipan.checker.binding.Definition;
import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.syntax.Expr;
import dev.taipan.checker.syntax.Node;
import dev.taipan.checker.syntax.Stmt;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stable places of a module's definitions: the names of the classes and functions around each,
 * and its own, as in Python's qualified names. Where one name has several definitions in a scope,
 * the second ends in {@code #2}, and so on.
 *
 * <p>Nearly every definition of every module that is loaded has one and few are asked for, so no
 * text is held: an entry knows the entry around it, and a text is looked up name by name.
 */
final class DefinitionPlaces {
  private static final String IN_FUNCTION = ".<locals>.";

  private static final int NONE = -1;

  /** The definitions by entry. */
  private Node[] nodes = new Node[8];

  /** The entry of the class or function around it, by entry; {@link #NONE} for the module. */
  private int[] parents = new int[8];

  /** Which of the definitions of its name it is, from 1, by entry. */
  private int[] numbers = new int[8];

  private int size;

  /** Open addressing by the node's id: one more than an entry; 0 is free. */
  private int[] byId = new int[16];

  /** Open addressing by parent, name and number: one more than an entry; 0 is free. */
  private int[] byName = new int[16];

  DefinitionPlaces(BoundModule bound) {
    Map<Integer, Integer> lastNumbers = new HashMap<>();
    for (Definition definition : bound.definitions()) {
      Node node = nodeOf(definition);
      if (node != null) {
        entryOf(node, definition.scope(), lastNumbers);
      }
    }
    nodes = Arrays.copyOf(nodes, size);
    parents = Arrays.copyOf(parents, size);
    numbers = Arrays.copyOf(numbers, size);
  }

  /** The definition that has a place, or null. */
  @Nullable Node at(String place) {
    int parent = NONE;
    int from = 0;
    while (true) {
      int dot = place.indexOf('.', from);
      int end = dot < 0 ? place.length() : dot;
      int entry = find(parent, place, from, end);
      if (entry == NONE || dot < 0) {
        return entry == NONE ? null : nodes[entry];
      }
      String between = separator(entry);
      if (!place.startsWith(between, dot)) {
        return null;
      }
      from = dot + between.length();
      parent = entry;
    }
  }

  /** The place of a definition, or null if the node has none. */
  @Nullable String of(Node node) {
    int entry = entryOf(node);
    return entry == NONE ? null : text(entry, "");
  }

  private String text(int entry, String behind) {
    String own = nameOf(nodes[entry]);
    if (numbers[entry] > 1) {
      own += "#" + numbers[entry];
    }
    int parent = parents[entry];
    return parent == NONE ? own + behind : text(parent, separator(parent) + own + behind);
  }

  private String separator(int entry) {
    return nodes[entry] instanceof Stmt.ClassDef ? "." : IN_FUNCTION;
  }

  private static @Nullable Node nodeOf(Definition definition) {
    Node target = definition.target();
    return switch (target) {
      case Stmt.FunctionDef function -> function;
      case Stmt.ClassDef cls -> cls;
      case Stmt.TypeAliasStmt alias -> alias;
      case Expr.Name name when definition.region() instanceof Stmt.TypeAliasStmt alias -> alias;
      case Expr.Name name when definition.region() instanceof Stmt.AnnAssign -> name;
      case Expr.Name name
          when definition.region() instanceof Stmt.Assign assign
              && (definition.scope().kind() != Scope.Kind.FUNCTION || mayDefine(assign.value)) ->
          name;
      default -> null;
    };
  }

  /** Whether assigning the value may define a type. Most variables of functions do not. */
  private static boolean mayDefine(Expr value) {
    return switch (value) {
      case Expr.Subscript alias -> true;
      case Expr.Binary union -> true;
      case Expr.Call call ->
          !call.arguments.isEmpty() && call.arguments.getFirst().value instanceof Expr.Str;
      default -> false;
    };
  }

  private static String nameOf(Node node) {
    return switch (node) {
      case Stmt.FunctionDef function -> function.name.name;
      case Stmt.ClassDef cls -> cls.name.name;
      case Stmt.TypeAliasStmt alias -> alias.name.name;
      case Expr.Name name -> name.name;
      default -> throw new IllegalArgumentException("no definition: " + node);
    };
  }

  /** The entry of a definition, which it gets here if it has none. */
  private int entryOf(Node node, Scope scope, Map<Integer, Integer> lastNumbers) {
    int known = entryOf(node);
    return known == NONE ? add(node, parentOf(scope, lastNumbers), lastNumbers) : known;
  }

  /** The entry of the innermost class or function of a scope. */
  private int parentOf(Scope scope, Map<Integer, Integer> lastNumbers) {
    Scope at = scope;
    while (at != null) {
      Scope around = at.parent();
      switch (at.kind()) {
        case CLASS, FUNCTION -> {
          int known = entryOf(at.node());
          return known != NONE || around == null
              ? known
              : add(at.node(), parentOf(around, lastNumbers), lastNumbers);
        }
        case MODULE, LAMBDA, COMPREHENSION, TYPE_PARAMETERS -> at = around;
      }
    }
    return NONE;
  }

  private int add(Node node, int parent, Map<Integer, Integer> lastNumbers) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * size);
      parents = Arrays.copyOf(parents, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    String name = nameOf(node);
    int first = find(parent, name, 0, name.length());
    int entry = size++;
    nodes[entry] = node;
    parents[entry] = parent;
    numbers[entry] = first == NONE ? 1 : lastNumbers.merge(first, 2, (number, _) -> number + 1);
    if (4 * size > 3 * byId.length) {
      byId = new int[2 * byId.length];
      byName = new int[byId.length];
      for (int i = 0; i < size; i++) {
        insert(i);
      }
    } else {
      insert(entry);
    }
    return entry;
  }

  private void insert(int entry) {
    int mask = byId.length - 1;
    int slot = spread(nodes[entry].id) & mask;
    while (byId[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    byId[slot] = entry + 1;
    String name = nameOf(nodes[entry]);
    slot = hash(parents[entry], hash(name, 0, name.length()), numbers[entry]) & mask;
    while (byName[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    byName[slot] = entry + 1;
  }

  private int entryOf(Node node) {
    int mask = byId.length - 1;
    for (int slot = spread(node.id) & mask; byId[slot] != 0; slot = (slot + 1) & mask) {
      if (nodes[byId[slot] - 1] == node) {
        return byId[slot] - 1;
      }
    }
    return NONE;
  }

  /** The entry that a part of a place names in a parent: a name, with {@code #} and a number. */
  private int find(int parent, String place, int from, int end) {
    int hash = place.indexOf('#', from);
    int nameEnd = hash < 0 || hash > end ? end : hash;
    int number = 1;
    for (int i = nameEnd + 1; i < end; i++) {
      number = (i == nameEnd + 1 ? 0 : 10 * number) + place.charAt(i) - '0';
    }
    int mask = byName.length - 1;
    int slot = hash(parent, hash(place, from, nameEnd), number) & mask;
    for (; byName[slot] != 0; slot = (slot + 1) & mask) {
      int entry = byName[slot] - 1;
      if (parents[entry] == parent && numbers[entry] == number) {
        String name = nameOf(nodes[entry]);
        if (name.length() == nameEnd - from && place.startsWith(name, from)) {
          return entry;
        }
      }
    }
    return NONE;
  }

  private static int hash(String text, int from, int end) {
    int hash = 0;
    for (int i = from; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  private static int hash(int parent, int name, int number) {
    return spread((parent * 31 + name) * 31 + number);
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 16);
  }
}
