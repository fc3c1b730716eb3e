package dev.taipan.checker.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PythonVersionTest {
  @Test
  void parsesWhatToolsWrite() {
    Optional<PythonVersion> expected = Optional.of(new PythonVersion(3, 12));
    for (String text : new String[] {"3.12", "3.12.1", "3.12t", "3.12.0rc1", "3.12.4.final.0"}) {
      assertEquals(expected, PythonVersion.parse(text), text);
    }
  }

  @Test
  void otherTextIsNoVersion() {
    for (String text :
        new String[] {"", "3", "3.", ".3", "python", "a.b", "3.x", "3.99999999999"}) {
      assertEquals(Optional.empty(), PythonVersion.parse(text), text);
    }
  }

  @Test
  void versionsAreOrderedAsNumbers() {
    assertTrue(new PythonVersion(3, 9).compareTo(new PythonVersion(3, 10)) < 0);
    assertTrue(new PythonVersion(3, 10).isAtLeast(3, 9));
    assertTrue(new PythonVersion(4, 0).isAtLeast(3, 9));
    assertFalse(new PythonVersion(3, 8).isAtLeast(3, 9));
  }

  @Test
  void unsupportedVersionsHaveANeighbour() {
    assertFalse(new PythonVersion(3, 7).isSupported());
    assertEquals(PythonVersion.OLDEST, new PythonVersion(2, 7).nearestSupported());
    assertEquals(PythonVersion.NEWEST, new PythonVersion(3, 99).nearestSupported());
    assertEquals(new PythonVersion(3, 11), new PythonVersion(3, 11).nearestSupported());
  }

  @Test
  void platforms() {
    assertEquals(Optional.of("nt"), PythonPlatform.of("win32").osName());
    assertEquals(Optional.of("posix"), PythonPlatform.ofJava("Mac OS X").osName());
    assertEquals(Optional.of("linux"), PythonPlatform.ofJava("Linux").sysPlatform());
    assertEquals(Optional.empty(), PythonPlatform.of("all").sysPlatform());
    assertEquals(PythonPlatform.ALL, PythonPlatform.of("all"));
  }
}
