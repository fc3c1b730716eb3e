package dev.taipan.server.features;

import java.util.Optional;

/** What Python's keywords do, in a line or two each. */
final class Keywords {
  private Keywords() {}

  /** What a word does; empty for words that are no keywords. */
  static Optional<String> of(String word) {
    String docs =
        switch (word) {
          case "and" ->
              "True if both operands are. The right one is evaluated only if the left one is true; the result is the last operand that was evaluated.";
          case "as" ->
              "Gives a name to what an import, a context manager, a caught exception or a pattern provides.";
          case "assert" ->
              "Raises `AssertionError` if the condition is false. Left out when Python runs with `-O`.";
          case "async" ->
              "Makes a function a coroutine function, or a `for`, `with` or comprehension one that may suspend.";
          case "await" ->
              "Suspends the coroutine until the awaited object is done, and gives its result.";
          case "break" -> "Ends the innermost loop; its `else` block is skipped.";
          case "case" ->
              "A pattern of a `match` statement with the block that runs if the subject fits it.";
          case "class" ->
              "Defines a class: a name, its bases and keywords, and a body whose names become attributes.";
          case "continue" -> "Goes on with the next round of the innermost loop.";
          case "def" ->
              "Defines a function. Defaults are evaluated once, when the definition runs.";
          case "del" -> "Unbinds names, or deletes attributes, items and slices.";
          case "elif" ->
              "A further condition of an `if` statement, tested if all before it were false.";
          case "else" ->
              "Runs if no condition was true, if a loop was not left by `break`, or if a `try` block raised nothing.";
          case "except" ->
              "Handles exceptions of the `try` block that are instances of the classes named; `except*` handles parts of exception groups.";
          case "finally" ->
              "Runs when the `try` statement is left, whether by its end, an exception, `return`, `break` or `continue`.";
          case "for" ->
              "Runs a block for each item of an iterable. Its `else` block runs if the loop was not left by `break`.";
          case "from" ->
              "Names the module to import from, the cause of an exception, or the iterable that `yield` delegates to.";
          case "global" -> "Makes assignments in this function bind names of the module.";
          case "if" ->
              "Runs a block, keeps an item of a comprehension, or picks a value if a condition is true.";
          case "import" -> "Loads a module, and binds it or names in it.";
          case "in" ->
              "Tests whether a container has an item; in a loop, names what is iterated over.";
          case "is" -> "True if both operands are the same object; `==` compares values.";
          case "lambda" -> "A function of one expression, without a name.";
          case "match" -> "Runs the block of the first `case` whose pattern fits the subject.";
          case "nonlocal" ->
              "Makes assignments in this function bind names of the enclosing function.";
          case "not" -> "True if the operand is false.";
          case "or" ->
              "True if an operand is. The right one is evaluated only if the left one is false; the result is the last operand that was evaluated.";
          case "pass" -> "Does nothing, where a statement is needed.";
          case "raise" -> "Raises an exception; alone, the one that is being handled again.";
          case "return" -> "Ends the function with a value, `None` if there is none.";
          case "try" ->
              "Runs a block whose exceptions are handled by `except` and which is cleaned up after by `finally`.";
          case "type" -> "Defines a type alias, whose value is evaluated when it is first needed.";
          case "while" ->
              "Runs a block as long as a condition is true. Its `else` block runs if the loop was not left by `break`.";
          case "with" ->
              "Runs a block within context managers: they are entered before it and left after it, whatever happens in it.";
          case "yield" ->
              "Makes the function a generator, and gives a value to whoever iterates over it.";
          default -> "";
        };
    return docs.isEmpty() ? Optional.empty() : Optional.of(docs);
  }
}
