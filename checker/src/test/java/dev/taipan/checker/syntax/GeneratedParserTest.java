package dev.taipan.checker.syntax;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The rules that keep the generated parser fast. */
final class GeneratedParserTest {
  /** HotSpot leaves larger methods to the interpreter. */
  private static final int LARGEST_COMPILED = 8000;

  private static ClassModel parser() throws IOException {
    try (InputStream bytes =
        Objects.requireNonNull(PythonGrammar.class.getResourceAsStream("PythonGrammar.class"))) {
      return ClassFile.of().parse(bytes.readAllBytes());
    }
  }

  @Test
  void noDecisionPredictsAdaptively() throws IOException {
    for (PoolEntry entry : parser().constantPool()) {
      assertFalse(
          entry instanceof Utf8Entry utf8 && utf8.equalsString("adaptivePredict"),
          "the grammar is no longer LL(1)");
    }
  }

  @Test
  void everyMethodCanBeCompiled() throws IOException {
    for (MethodModel method : parser().methods()) {
      method
          .findAttribute(Attributes.code())
          .ifPresent(
              code ->
                  assertTrue(
                      code.codeLength() < LARGEST_COMPILED,
                      method.methodName() + " has " + code.codeLength() + " bytes"));
    }
  }
}
