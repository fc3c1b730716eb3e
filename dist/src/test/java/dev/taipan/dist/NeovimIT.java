package dev.taipan.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Neovim, which the test installs into the build folder and sets up as the documentation
 * says, against the real server.
 */
class NeovimIT {
  private static final Path PAGE = Launcher.ROOT.resolve("docs/editors/neovim.md");

  @Test
  void theFeaturesWorkWithTheDocumentedConfiguration(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path project = Files.createDirectory(folder.resolve("project")).toRealPath();
    writeProject(project);
    List<String> blocks = luaBlocks(Files.readString(PAGE));
    assertEquals(3, blocks.size(), "configuration, completion and the environment");
    Path init = folder.resolve("init.lua");
    Files.writeString(
        init, (blocks.get(0) + blocks.get(1)).replace("/path/to/taipan", Launcher.PATH.toString()));
    Path select = folder.resolve("select.lua");
    Files.writeString(
        select, blocks.get(2).replace("/path/to/environment", project.resolve("env").toString()));
    Launcher.Result result =
        Launcher.run(
            project,
            neovim().toString(),
            "--headless",
            "--clean",
            "-l",
            Launcher.ROOT.resolve("dist/src/test/editors/session.lua").toString(),
            project.toString(),
            init.toString(),
            select.toString());
    assertEquals(0, result.exitCode(), result.out() + result.err());
    assertTrue(result.out().contains("ok: the server stops"), result.out() + result.err());
  }

  private static void writeProject(Path project) throws IOException {
    Files.writeString(project.resolve("pyproject.toml"), "[project]\nname = \"demo\"\n");
    Files.writeString(
        project.resolve("greeting.py"),
        """
        def greet(name: str) -> str:
            "Says hello."
            return "hello " + name


        def farewell(name: str) -> str:
            return "goodbye " + name
        """);
    Files.writeString(
        project.resolve("main.py"),
        """
        import os

        from greeting import greet

        who = os.environ.get("USER", "")


        snake = "\uD83D\uDC0D"; size: int = greet(who)
        """);
    Files.writeString(project.resolve("importing.py"), "farewe");
    Files.writeString(project.resolve("installed.py"), "import only_here\n");
    Files.writeString(project.resolve("broken.py"), "print(undefined_name)\n");
    Path installed = project.resolve("env/lib/python3.13/site-packages/only_here");
    Files.createDirectories(installed);
    Files.writeString(installed.resolve("__init__.py"), "");
    Files.writeString(project.resolve("env/pyvenv.cfg"), "home = /usr/bin\nversion = 3.13.1\n");
  }

  private static List<String> luaBlocks(String page) {
    List<String> blocks = new ArrayList<>();
    for (int at = page.indexOf("```lua\n"); at >= 0; at = page.indexOf("```lua\n", at + 1)) {
      int start = page.indexOf('\n', at) + 1;
      blocks.add(page.substring(start, page.indexOf("```", start)));
    }
    return blocks;
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
