package dev.taipan.checker.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CancelledCheckTest {
  @TempDir Path root;

  @Test
  void aCancelledCheckLeavesTheSnapshotAsGoodAsNew() throws IOException {
    OpenProject project =
        new OpenProject(root)
            .edit("a.py", "import b\ndef f():\n    return b.g() + nope\nx = [f(), b.g().y]\n")
            .edit("b.py", "import a\ndef g():\n    return len(a.x)\n");
    for (int looks = 0; looks < 3; looks++) {
      AtomicInteger left = new AtomicInteger(looks);
      assertThrows(
          CancellationException.class,
          () -> project.snapshot().check(root.resolve("a.py"), () -> left.getAndDecrement() <= 0));
    }
    assertEquals(project.checkFresh(), project.checkAll());
  }
}
