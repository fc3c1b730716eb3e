package dev.taipan.checker.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TypeshedTest {
  @TempDir Path temporary;

  @Test
  void theBuildsIndexIsWhatAScanFinds() throws IOException {
    Typeshed built = BuiltTypeshed.open();
    TypeshedIndex scanned = TypeshedScanner.scan(BuiltTypeshed.DIRECTORY);
    List<String> lines = Files.readAllLines(BuiltTypeshed.DIRECTORY.resolve("index.txt"));
    int stdlib = Integer.parseInt(lines.get(2).split(" ")[1]);
    int stubs = Integer.parseInt(lines.get(3).split(" ")[1]);
    assertTrue(stdlib > 700 && stubs > 4000, "a whole typeshed");
    for (String line : lines.subList(6, 6 + stdlib)) {
      String name = line.substring(0, line.indexOf(' '));
      assertNotNull(built.stdlibEntry(name), name);
      assertEquals(built.stdlibEntry(name), scanned.stdlib(name), name);
    }
    for (String line : lines.subList(6 + stdlib, 6 + stdlib + stubs)) {
      String name = line.substring(0, line.indexOf(' '));
      assertNotNull(built.stubEntry(name, null), name);
      assertEquals(built.stubEntry(name, null), scanned.stub(name, null), name);
    }
  }

  @Test
  void everyModuleOfTheIndexIsAFile() throws IOException {
    Typeshed typeshed = BuiltTypeshed.open();
    for (String line :
        Files.readAllLines(BuiltTypeshed.DIRECTORY.resolve("index.txt")).subList(6, 700)) {
      String name = line.substring(0, line.indexOf(' '));
      TypeshedIndex.StdlibEntry entry = typeshed.stdlibEntry(name);
      assertNotNull(entry, name);
      assertTrue(Files.isRegularFile(typeshed.stdlibFile(name, entry.kind())), name);
    }
  }

  @Test
  void namesThatAreNotThere() throws IOException {
    Typeshed typeshed = BuiltTypeshed.open();
    for (String name : List.of("", "a", "zzz", "o", "os.", "os.path.x", "asynci", "é", "~")) {
      assertNull(typeshed.stdlibEntry(name), name);
      assertNull(typeshed.stubEntry(name, null), name);
    }
  }

  @Test
  void childrenOfAPackage() throws IOException {
    Typeshed typeshed = BuiltTypeshed.open();
    Set<String> names = new TreeSet<>();
    typeshed.addStdlibChildren("concurrent", new PythonVersion(3, 12), names);
    assertEquals(Set.of("futures"), names);
    names.clear();
    typeshed.addStdlibChildren("", new PythonVersion(3, 12), names);
    assertTrue(names.containsAll(List.of("os", "zoneinfo", "__future__")));
    assertTrue(!names.contains("asynchat") && !names.contains("path"));
    names.clear();
    typeshed.addStubChildren("yaml", "PyYAML", names);
    assertTrue(names.contains("nodes"));
  }

  @Test
  void versionsAreInherited() {
    Typeshed typeshed = new World(temporary).typeshed();
    PythonVersion old = new PythonVersion(3, 10);
    assertTrue(typeshed.stdlibEntry("asyncio.events").isIn(old));
    assertTrue(!typeshed.stdlibEntry("asyncio.taskgroups").isIn(old));
    assertTrue(typeshed.stdlibEntry("distutils.core").isIn(old));
    assertTrue(!typeshed.stdlibEntry("distutils.core").isIn(new PythonVersion(3, 12)));
  }

  @Test
  void stubsOfOneDistribution() {
    Typeshed typeshed = new World(temporary).typeshed();
    assertEquals(
        new TypeshedIndex.StubEntry(TypeshedIndex.Kind.PACKAGE, "protobuf"),
        typeshed.stubEntry("google.protobuf", null));
    assertNull(typeshed.stubEntry("google.protobuf", "ndb"));
    assertEquals(
        new TypeshedIndex.StubEntry(TypeshedIndex.Kind.NAMESPACE, "-"),
        typeshed.stubEntry("google", null));
  }

  @Test
  void whatIsNoTypeshedIsNamed() throws IOException {
    Path missing = temporary.resolve("nowhere");
    IOException error = assertThrows(IOException.class, () -> Typeshed.open(missing));
    assertTrue(error.getMessage().contains(missing.toString()), error.getMessage());
    Path broken = Files.createDirectories(temporary.resolve("broken"));
    Files.writeString(broken.resolve("index.txt"), "taipan-typeshed-index 1\nstdlib x\n");
    error = assertThrows(IOException.class, () -> Typeshed.open(broken));
    assertTrue(error.getMessage().contains("index.txt"), error.getMessage());
  }
}
