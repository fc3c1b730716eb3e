package dev.taipan.checker.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentFinderTest {
  @TempDir Path temporary;

  private final Map<String, String> variables = new HashMap<>();
  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temporary);
  }

  private Environment at(String relative) throws EnvironmentException {
    return finder().at(world.path(relative));
  }

  private EnvironmentFinder finder() {
    return new EnvironmentFinder(new DiskFileTree(), variables);
  }

  private String messageFor(String relative) {
    EnvironmentException error =
        assertThrows(EnvironmentException.class, () -> at(relative), relative);
    return error.getMessage().replace(world.path("").toString(), "");
  }

  private Environment searched() {
    return finder().search(world.path("project")).environment().orElseThrow();
  }

  private List<String> shown(List<Path> paths) {
    return paths.stream().map(world::show).toList();
  }

  /** A virtual environment for 3.12, whose base is the installation {@code base}. */
  private void virtual(String root) {
    world
        .file(root + "/pyvenv.cfg", "home = " + world.path("base/bin") + "\nversion = 3.12.4\n")
        .directory(root + "/lib/python3.12/site-packages")
        .file(root + "/bin/python");
  }

  private void installation(String root, String version) {
    world
        .file(root + "/bin/python" + version)
        .file(root + "/lib/python" + version + "/os.py")
        .directory(root + "/lib/python" + version + "/lib-dynload")
        .directory(root + "/lib/python" + version + "/site-packages");
    try {
      Path link = world.path(root + "/bin/python3");
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, Path.of("python" + version));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aVirtualEnvironmentByRootBinAndInterpreter() throws EnvironmentException {
    installation("base", "3.12");
    virtual("env");
    Environment expected =
        new Environment(
            world.path("env"),
            Environment.Kind.VIRTUAL,
            Optional.of(new PythonVersion(3, 12)),
            List.of(world.path("env/lib/python3.12/site-packages")),
            List.of(
                world.path("base/lib/python3.12"), world.path("base/lib/python3.12/lib-dynload")));
    assertEquals(expected, at("env"));
    assertEquals(expected, at("env/bin"));
    assertEquals(expected, at("env/bin/python"));
    assertEquals(expected, at("env/bin/../bin/python"));
  }

  @Test
  void systemPackagesOnlyIfTheConfigurationSaysSo() throws EnvironmentException {
    installation("base", "3.12");
    virtual("env");
    assertEquals(1, at("env").sitePackages().size());
    world.file(
        "env/pyvenv.cfg",
        "Home = "
            + world.path("base/bin")
            + "\nversion_info = 3.12.4.final.0\nInclude-System-Site-Packages = TRUE\n");
    assertEquals(
        List.of("env/lib/python3.12/site-packages", "base/lib/python3.12/site-packages"),
        shown(at("env").sitePackages()));
  }

  @Test
  void aVirtualEnvironmentWhoseBaseIsGone() throws EnvironmentException {
    virtual("env");
    Environment found = at("env");
    assertEquals(Optional.of(new PythonVersion(3, 12)), found.version());
    assertEquals(List.of(), found.library());
  }

  @Test
  void aConfigurationWithoutAVersion() throws EnvironmentException {
    virtual("env");
    world.file("env/pyvenv.cfg", "home = /nowhere\nnonsense\nversion = soon\n");
    assertEquals(Optional.of(new PythonVersion(3, 12)), at("env").version());
  }

  @Test
  void lib64BesideLib() throws EnvironmentException {
    virtual("env");
    world.directory("env/lib64/python3.12/site-packages");
    assertEquals(
        List.of("env/lib/python3.12/site-packages", "env/lib64/python3.12/site-packages"),
        shown(at("env").sitePackages()));
  }

  @Test
  void lib64AsALinkToLibCountsOnce() throws Exception {
    virtual("env");
    Files.createSymbolicLink(world.path("env/lib64"), Path.of("lib"));
    assertEquals(List.of("env/lib/python3.12/site-packages"), shown(at("env").sitePackages()));
  }

  @Test
  void windowsLayouts() throws EnvironmentException {
    world
        .file("env/pyvenv.cfg", "home = C:\\Python312\nversion = 3.12.1\n")
        .directory("env/Lib/site-packages")
        .file("env/Scripts/python.exe")
        .files("win/python.exe", "win/python312.dll", "win/python3.dll", "win/Lib/os.py")
        .directory("win/Lib/site-packages");
    assertEquals(List.of("env/Lib/site-packages"), shown(at("env").sitePackages()));
    assertEquals(at("env"), at("env/Scripts/python.exe"));
    assertEquals(Optional.of(new PythonVersion(3, 12)), at("env").version());
    Environment installed = at("win/python.exe");
    assertEquals(List.of("win/Lib/site-packages"), shown(installed.sitePackages()));
    assertEquals(List.of("win/Lib"), shown(installed.library()));
    assertEquals(Optional.of(new PythonVersion(3, 12)), installed.version());
  }

  @Test
  void debiansDistPackages() throws EnvironmentException {
    installation("usr", "3.11");
    world
        .delete("usr/lib/python3.11/site-packages")
        .directory("usr/lib/python3/dist-packages")
        .directory("usr/local/lib/python3.11/dist-packages");
    assertEquals(
        List.of("usr/local/lib/python3.11/dist-packages", "usr/lib/python3/dist-packages"),
        shown(at("usr/bin/python3").sitePackages()));
    assertEquals(at("usr/bin/python3"), at("usr"));
    assertEquals(at("usr/bin/python3"), at("usr/bin"));
  }

  @Test
  void theInterpreterDecidesAmongSeveralVersions() throws EnvironmentException {
    installation("usr", "3.11");
    installation("usr", "3.13");
    assertEquals(Optional.of(new PythonVersion(3, 11)), at("usr/bin/python3").version());
    assertEquals(Optional.of(new PythonVersion(3, 11)), at("usr").version());
    assertEquals(Optional.of(new PythonVersion(3, 13)), at("usr/bin/python3.13").version());
  }

  @Test
  void freeThreadedPython() throws EnvironmentException {
    installation("free", "3.14t");
    assertEquals(List.of("free/lib/python3.14t/site-packages"), shown(at("free").sitePackages()));
    assertEquals(Optional.of(new PythonVersion(3, 14)), at("free").version());
  }

  @Test
  void packagesOfTheUserComeFirst() throws EnvironmentException {
    installation("usr", "3.11");
    world.directory("home/.local/lib/python3.11/site-packages");
    variables.put("HOME", world.path("home").toString());
    assertEquals(
        List.of("home/.local/lib/python3.11/site-packages", "usr/lib/python3.11/site-packages"),
        shown(at("usr").sitePackages()));
    variables.put("PYTHONNOUSERSITE", "1");
    assertEquals(List.of("usr/lib/python3.11/site-packages"), shown(at("usr").sitePackages()));
  }

  @Test
  void whatIsNoEnvironmentIsNamed() {
    world
        .directory("empty")
        .file("script.sh")
        .file("bare/pyvenv.cfg", "home = /usr/bin\n")
        .file("lonely/bin/python3");
    virtual("work/.venv");
    assertEquals("/nowhere: no such file or directory", messageFor("nowhere"));
    assertEquals("/script.sh: not a Python interpreter", messageFor("script.sh"));
    assertTrue(messageFor("empty").startsWith("/empty: not a Python environment"));
    assertEquals(
        "/bare: a virtual environment without a site-packages directory", messageFor("bare"));
    assertTrue(messageFor("work").endsWith("did you mean /work/.venv?"), messageFor("work"));
    assertTrue(messageFor("lonely/bin/python3").contains("no Python installation"));
  }

  @Test
  void theSearchPrefersTheActiveEnvironment() {
    virtual("active");
    virtual("conda");
    virtual("project/.venv");
    installation("usr", "3.11");
    variables.put("PATH", "relative" + File.pathSeparator + world.path("usr/bin"));
    variables.put("VIRTUAL_ENV", world.path("active").toString());
    variables.put("CONDA_PREFIX", world.path("conda").toString());
    variables.put("CONDA_DEFAULT_ENV", "work");
    assertEquals(world.path("active"), searched().prefix());
    variables.remove("VIRTUAL_ENV");
    assertEquals(world.path("conda"), searched().prefix());
    variables.put("CONDA_DEFAULT_ENV", "base");
    assertEquals(world.path("project/.venv"), searched().prefix());
    world.delete("project/.venv");
    assertEquals(world.path("conda"), searched().prefix());
    variables.remove("CONDA_PREFIX");
    assertEquals(world.path("usr"), searched().prefix());
    variables.clear();
    assertEquals(Optional.empty(), finder().search(world.path("project")).environment());
  }

  @Test
  void dotVenvAboveTheProject() {
    virtual(".venv");
    assertEquals(world.path(".venv"), searched().prefix());
  }

  @Test
  void aStaleVariableIsPassedOverWithANote() {
    virtual("project/.venv");
    variables.put("VIRTUAL_ENV", world.path("gone").toString());
    EnvironmentFinder.Found found = finder().search(world.path("project"));
    assertEquals(world.path("project/.venv"), found.environment().orElseThrow().prefix());
    assertEquals(
        List.of("VIRTUAL_ENV: " + world.path("gone") + ": no such directory"), found.notes());
  }

  @Test
  void condaEnvironments() throws EnvironmentException {
    installation("conda", "3.12");
    world.directory("conda/conda-meta");
    assertEquals(Environment.Kind.CONDA, at("conda").kind());
    assertEquals(Environment.Kind.CONDA, at("conda/bin/python3").kind());
  }

  @Test
  void pyenvShims() throws EnvironmentException {
    installation("pyenv/versions/3.11.7", "3.11");
    installation("pyenv/versions/3.12.9", "3.12");
    installation("pyenv/versions/3.12.10", "3.12");
    world.file("pyenv/shims/python3", "#!/bin/sh\n").file("pyenv/version", "3.11.7\n");
    variables.put("PATH", world.path("pyenv/shims").toString());
    assertEquals(world.path("pyenv/versions/3.11.7"), searched().prefix());
    assertEquals(world.path("pyenv/versions/3.11.7"), at("pyenv/shims/python3").prefix());
    world.file("project/.python-version", "# ours\n3.12\n");
    assertEquals(world.path("pyenv/versions/3.12.10"), searched().prefix());
    variables.put("PYENV_VERSION", "3.12.9");
    assertEquals(world.path("pyenv/versions/3.12.9"), searched().prefix());
    variables.put("PYENV_VERSION", "system");
    EnvironmentFinder.Found found = finder().search(world.path("project"));
    assertEquals(Optional.empty(), found.environment());
    assertTrue(found.notes().get(0).contains("pyenv"), found.notes().toString());
  }

  @Test
  void aRealVirtualEnvironment() throws Exception {
    Process made;
    try {
      made =
          new ProcessBuilder(
                  "python3", "-m", "venv", "--without-pip", world.path("real").toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      Assumptions.abort("no python3 here");
      return;
    }
    assertTrue(made.waitFor(60, TimeUnit.SECONDS));
    Assumptions.assumeTrue(made.exitValue() == 0, "python3 cannot make environments here");
    Environment found = at("real/bin/python3");
    assertEquals(world.path("real"), found.prefix());
    assertEquals(1, found.sitePackages().size());
    assertTrue(Files.isRegularFile(found.library().get(0).resolve("os.py")));
    assertTrue(
        found.library().get(0).endsWith("python" + found.version().orElseThrow()),
        found.toString());
  }
}
