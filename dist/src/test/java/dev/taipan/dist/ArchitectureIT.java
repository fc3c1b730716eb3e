package dev.taipan.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the packages to the order of docs/architecture.md, read from the class files. */
class ArchitectureIT {
  private static final String ROOT = "dev.taipan.";
  private static final int MOST_LINES = 850;

  /** Data flows from left to right, and a package uses only what is left of it. */
  private static final List<String> ORDER =
      List.of(
          "checker.source",
          "checker.diagnostics",
          "checker.syntax",
          "checker.modules",
          "checker.binding",
          "checker.types",
          "checker.inference",
          "checker.checks",
          "checker.project",
          "checker.report",
          "checker.cli",
          "server.workspace",
          "server.features",
          "server.protocol",
          "server");

  /**
   * The folders of inference, which evaluates lazily and so in circles; they are one package here.
   */
  private static final List<String> INFERENCE =
      List.of(
          "checker.inference.annotations",
          "checker.inference.definitions",
          "checker.inference.edits",
          "checker.inference.expressions",
          "checker.inference.library",
          "checker.inference.narrowing");

  /** What folders of inference do without, so that not all of them ask in circles. */
  private static final Map<String, List<String>> AVOIDED =
      Map.of(
          "annotations", List.of("narrowing", "library", "expressions", "edits"),
          "narrowing", List.of("library", "expressions", "edits"),
          "definitions", List.of("edits"),
          "library", List.of("expressions", "edits"),
          "expressions", List.of("edits"));

  private static final Pattern OWN_NAME = Pattern.compile("L?dev/taipan/([a-z/]+)/[A-Z]\\w*");

  @Test
  void packagesUseOnlyWhatComesBeforeThem() throws IOException {
    Set<String> wrong = new TreeSet<>();
    for (ClassModel model : classes()) {
      String from = packageOf(model);
      assertTrue(ORDER.contains(from), from + " has no place in the order");
      for (String to : usedPackages(model)) {
        boolean known = ORDER.contains(to);
        boolean later = ORDER.indexOf(to) > ORDER.indexOf(from);
        boolean serverToCli = from.startsWith("server") && to.equals("checker.cli");
        if (!known || later || serverToCli) {
          wrong.add(model.thisClass().asInternalName() + " uses " + to);
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void foldersOfInferenceKeepTheirDistance() throws IOException {
    Set<String> wrong = new TreeSet<>();
    for (ClassModel model : classes()) {
      String name = model.thisClass().asInternalName();
      AVOIDED.forEach(
          (from, avoided) -> {
            for (String to : name.startsWith(folder(from)) ? avoided : List.<String>of()) {
              if (names(model, folder(to))) {
                wrong.add(name + " uses " + to);
              }
            }
          });
    }
    assertEquals(Set.of(), wrong);
  }

  private static String folder(String ofInference) {
    return "dev/taipan/checker/inference/" + ofInference + "/";
  }

  @Test
  void onlyTheProtocolLayerKnowsTheProtocolsLibrary() throws IOException {
    Set<String> wrong = new TreeSet<>();
    for (ClassModel model : classes()) {
      boolean knows = names(model, "org/eclipse/lsp4j");
      String from = packageOf(model);
      if (knows && !from.equals("server.protocol") && !from.equals("server")) {
        wrong.add(model.thisClass().asInternalName());
      }
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void nothingStaticChanges() throws IOException {
    Set<String> wrong = new TreeSet<>();
    for (ClassModel model : classes()) {
      for (var field : model.fields()) {
        boolean changes =
            field.flags().has(AccessFlag.STATIC)
                && !field.flags().has(AccessFlag.FINAL)
                && !field.flags().has(AccessFlag.SYNTHETIC);
        if (changes) {
          wrong.add(model.thisClass().asInternalName() + "." + field.fieldName().stringValue());
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() throws IOException {
    for (String name : Stream.concat(ORDER.stream(), INFERENCE.stream()).toList()) {
      String module = name.startsWith("server") ? "server" : "checker";
      Path info =
          Launcher.ROOT.resolve(
              module
                  + "/src/main/java/dev/taipan/"
                  + name.replace('.', '/')
                  + "/package-info.java");
      String text = Files.readString(info);
      assertTrue(text.startsWith("/**"), info + " says nothing");
      assertTrue(text.contains("@NullMarked"), info + " is not null-marked");
    }
  }

  @Test
  void filesAreShort() throws IOException {
    Set<String> wrong = new TreeSet<>();
    for (String module : List.of("checker", "server")) {
      try (Stream<Path> files = Files.walk(Launcher.ROOT.resolve(module + "/src/main"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          int lines = Files.readAllLines(file).size();
          if (lines > MOST_LINES) {
            wrong.add(Launcher.ROOT.relativize(file) + " has " + lines + " lines");
          }
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  private static List<ClassModel> classes() throws IOException {
    List<ClassModel> models = new ArrayList<>();
    for (String module : List.of("checker", "server")) {
      try (Stream<Path> files = Files.walk(Launcher.ROOT.resolve(module + "/target/classes"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
          models.add(ClassFile.of().parse(file));
        }
      }
    }
    assertTrue(models.size() > ORDER.size(), "the classes were not found");
    return models;
  }

  private static String packageOf(ClassModel model) {
    String name = model.thisClass().asInternalName().replace('/', '.');
    return roomOf(name.substring(ROOT.length(), name.lastIndexOf('.')));
  }

  private static String roomOf(String name) {
    return INFERENCE.contains(name) ? "checker.inference" : name;
  }

  /** Whether the constant pool has a text with this part. */
  private static boolean names(ClassModel model, String part) {
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof Utf8Entry utf8 && utf8.stringValue().contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** Packages of the project that the constant pool names, in code, signatures or descriptors. */
  private static Set<String> usedPackages(ClassModel model) {
    Set<String> used = new HashSet<>();
    for (PoolEntry entry : model.constantPool()) {
      String text =
          switch (entry) {
            case ClassEntry type -> type.asInternalName();
            case Utf8Entry utf8 -> utf8.stringValue();
            default -> "";
          };
      Matcher matcher = OWN_NAME.matcher(text);
      while (matcher.find()) {
        used.add(roomOf(matcher.group(1).replace('/', '.')));
      }
    }
    return used;
  }
}
