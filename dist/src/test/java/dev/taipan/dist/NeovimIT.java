package dev.taipan.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Neovim, which the test installs into the build folder, against the real server. */
class NeovimIT {
  @Test
  void showsDiagnosticsHoverAndDefinitionsAndFollowsEdits(@TempDir Path project)
      throws IOException, InterruptedException {
    Files.writeString(
        project.resolve("greeting.py"),
        """
        def greet(name: str) -> str:
            return "hello " + name
        """);
    Files.writeString(
        project.resolve("main.py"),
        """
        import os

        from greeting import greet

        who = os.environ.get("USER", "")


        snake = "\uD83D\uDC0D"; size: int = greet(who)
        """);
    Launcher.Result result =
        Launcher.run(
            project,
            neovim().toString(),
            "--headless",
            "--clean",
            "-l",
            Launcher.ROOT.resolve("dist/src/test/editors/session.lua").toString(),
            project.toRealPath().toString(),
            Launcher.PATH.toString(),
            "server");
    assertEquals(0, result.exitCode(), result.out() + result.err());
    assertTrue(result.out().contains("ok: the server stops"), result.out() + result.err());
  }

  private static Path neovim() throws IOException, InterruptedException {
    Path folder = Launcher.ROOT.resolve("dist/target/neovim");
    if (!Files.exists(folder.resolve("nvim"))) {
      Path script = Launcher.ROOT.resolve("dist/src/test/editors/install-nvim.sh");
      Launcher.Result installed = Launcher.run(Launcher.ROOT, script.toString(), folder.toString());
      assertEquals(0, installed.exitCode(), installed.out() + installed.err());
    }
    return folder.resolve("nvim");
  }
}
