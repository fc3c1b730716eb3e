package dev.taipan.checker.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Caching: what is read once, what a change invalidates, what threads may do. */
final class ResolverChangesTest {
  @TempDir Path temporary;

  private final DiskFileTree disk = new DiskFileTree();
  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temporary);
  }

  private String found(ModuleResolver resolver, String name) {
    return world.show(resolver.resolve(ModuleName.of(name)));
  }

  private ModuleResolver after(ModuleResolver resolver, String... touched) {
    List<Path> paths = new ArrayList<>();
    for (String each : touched) {
      paths.add(world.path(each));
    }
    return resolver.afterChanges(paths, disk);
  }

  @Test
  void aNewFileIsFoundByTheNextResolverOnly() {
    world.files("project/pkg/__init__.py", "project/pkg/a.py");
    ModuleResolver before = world.resolver();
    assertEquals("nothing", found(before, "pkg.b"));
    ResolvedModule a = before.resolve(ModuleName.of("pkg.a")).orElseThrow();
    world.file("project/pkg/b.py");
    assertEquals("nothing", found(before, "pkg.b"), "a resolver never changes its answers");
    ModuleResolver next = after(before, "project/pkg/b.py");
    assertEquals("FIRST_PARTY project/pkg/b.py", found(next, "pkg.b"));
    assertSame(a, next.resolve(ModuleName.of("pkg.a")).orElseThrow(), "shared");
  }

  @Test
  void aDeletedFileIsGone() {
    world.files("project/a.py", "site/a.py");
    ModuleResolver before = world.resolver();
    assertEquals("FIRST_PARTY project/a.py", found(before, "a"));
    world.delete("project/a.py");
    assertEquals("THIRD_PARTY site/a.py", found(after(before, "project/a.py"), "a"));
  }

  @Test
  void whatIsWrittenIntoAFileDoesNotMatter() {
    world.file("project/a.py");
    ModuleResolver before = world.resolver();
    found(before, "a");
    world.file("project/a.py", "x = 1");
    assertSame(before, after(before, "project/a.py"));
    assertSame(before, before.afterChanges(List.of(), new DiskFileTree()));
  }

  @Test
  void placesThatNobodyLookedIntoDoNotMatter() {
    ModuleResolver before = world.resolver();
    found(before, "os");
    world.file("project/deep/down/a.py");
    assertSame(before, after(before, "project/deep/down/a.py"));
    assertEquals("FIRST_PARTY project/deep/down/a.py", found(before, "deep.down.a"));
  }

  @Test
  void anInitTurnsANamespaceIntoAPackage() {
    world.files("project/ns/a.py", "site/ns/b.py");
    ModuleResolver before = world.resolver();
    assertEquals("THIRD_PARTY site/ns/b.py", found(before, "ns.b"));
    world.file("project/ns/__init__.py");
    ModuleResolver next = after(before, "project/ns/__init__.py");
    assertEquals("FIRST_PARTY project/ns/__init__.py", found(next, "ns"));
    assertEquals("nothing", found(next, "ns.b"));
  }

  @Test
  void wholeDirectoriesComeAndGo() {
    ModuleResolver before = world.resolver();
    assertEquals("nothing", found(before, "pkg.sub.m"));
    world.files("project/pkg/__init__.py", "project/pkg/sub/__init__.py", "project/pkg/sub/m.py");
    ModuleResolver with = after(before, "project/pkg");
    assertEquals("FIRST_PARTY project/pkg/sub/m.py", found(with, "pkg.sub.m"));
    world.delete("project/pkg");
    ModuleResolver without = after(with, "project/pkg");
    assertEquals("nothing", found(without, "pkg.sub.m"));
    assertEquals("nothing", found(without, "pkg"));
    world.files("project/pkg/sub/m.py");
    assertEquals(
        "FIRST_PARTY project/pkg/sub/m.py", found(after(without, "project/pkg"), "pkg.sub.m"));
  }

  @Test
  void filesComeWithTheirDirectories() {
    ModuleResolver before = world.resolver();
    assertEquals("nothing", found(before, "pkg.sub.m"));
    world.files("project/pkg/sub/m.py");
    ModuleResolver with = after(before, "project/pkg/sub/m.py");
    assertEquals("FIRST_PARTY project/pkg/sub/m.py", found(with, "pkg.sub.m"));
    world.delete("project/pkg");
    assertEquals("nothing", found(after(with, "project/pkg/sub/m.py"), "pkg.sub.m"));
  }

  @Test
  void stubPackagesAndMarkersThatAreInstalledLater() {
    world.files("site/yaml/__init__.py", "site/yaml/nodes.py");
    ModuleResolver before = world.resolver();
    assertEquals("TYPESHED typeshed/stubs/PyYAML/yaml/nodes.pyi", found(before, "yaml.nodes"));
    world.file("site/yaml/py.typed");
    ModuleResolver typed = after(before, "site/yaml/py.typed");
    assertEquals("THIRD_PARTY site/yaml/nodes.py", found(typed, "yaml.nodes"));
    world.files("site/yaml-stubs/__init__.pyi");
    ModuleResolver stubs = after(typed, "site/yaml-stubs");
    assertEquals("STUB_PACKAGE site/yaml-stubs/__init__.pyi", found(stubs, "yaml"));
    assertEquals("nothing", found(stubs, "yaml.nodes"));
    world.file("site/yaml-stubs/py.typed", "partial\n");
    ModuleResolver partial = after(stubs, "site/yaml-stubs/py.typed");
    assertEquals("THIRD_PARTY site/yaml/nodes.py", found(partial, "yaml.nodes"));
    world.file("site/yaml-stubs/py.typed", "");
    assertEquals("nothing", found(after(partial, "site/yaml-stubs/py.typed"), "yaml.nodes"));
  }

  @Test
  void pathFilesAndFindersThatChange() {
    world.files("one/m.py", "two/m.py", "three/pkg/__init__.py");
    ModuleResolver before = world.resolver();
    assertEquals("nothing", found(before, "m"));
    world.file("site/a.pth", "../one\n");
    ModuleResolver one = after(before, "site/a.pth");
    assertEquals("THIRD_PARTY one/m.py", found(one, "m"));
    world.file("site/a.pth", "../two\nimport __editable___x_finder; x()");
    ModuleResolver two = after(one, "site/a.pth");
    assertEquals("THIRD_PARTY two/m.py", found(two, "m"));
    world.file("site/__editable___x_finder.py", "MAPPING = {'pkg': '../three/pkg'}");
    ModuleResolver three = after(two, "site/__editable___x_finder.py");
    assertEquals("THIRD_PARTY three/pkg/__init__.py", found(three, "pkg"));
  }

  @Test
  void namesOfFilesFollow() {
    world.files("outside/pkg/a.py");
    ModuleResolver before = world.resolver();
    Path file = world.path("outside/pkg/a.py");
    assertEquals("a", before.moduleOf(file).name().toString());
    world.file("outside/pkg/__init__.py");
    ModuleResolver next = after(before, "outside/pkg/__init__.py");
    assertEquals("pkg.a", next.moduleOf(file).name().toString());
  }

  @Test
  void localModulesFollow() {
    world.files("project/scripts/run.py");
    ModuleResolver before = world.resolver();
    ModuleName helper = ModuleName.of("helper");
    Path run = world.path("project/scripts/run.py");
    assertEquals(Optional.empty(), before.resolve(helper, before.moduleOf(run)));
    world.file("project/scripts/helper.py");
    ModuleResolver next = after(before, "project/scripts/helper.py");
    assertEquals(
        "FIRST_PARTY project/scripts/helper.py",
        world.show(next.resolve(helper, next.moduleOf(run))));
  }

  /** The disk with one more file, as an editor sees it before the file is saved. */
  private record Unsaved(FileTree under, Path file) implements ForwardingFileTree {
    @Override
    public String @Nullable [] list(Path directory) {
      String[] names = under.list(directory);
      if (names == null || !directory.equals(file.getParent())) {
        return names;
      }
      List<String> all = new ArrayList<>(List.of(names));
      all.add(file.getFileName().toString());
      return all.toArray(new String[0]);
    }

    @Override
    public boolean isFile(Path path) {
      return path.equals(file) || under.isFile(path);
    }

    @Override
    public @Nullable String read(Path path) {
      return path.equals(file) ? "" : under.read(path);
    }
  }

  @Test
  void unsavedFilesOfAnEditor() {
    ModuleResolver before = world.resolver();
    Path file = world.path("project/new.py");
    ModuleResolver next = before.afterChanges(List.of(file), new Unsaved(disk, file));
    assertNotSame(before, next, "nobody has looked, but the file is in the new tree only");
    assertEquals("FIRST_PARTY project/new.py", found(next, "new"));
    assertEquals("nothing", found(before, "new"));
    assertEquals("nothing", found(next.afterChanges(List.of(file), disk), "new"));
  }

  /** Counts how often directories are read. */
  private static final class Counting implements ForwardingFileTree {
    private final AtomicInteger lists = new AtomicInteger();
    private final List<Path> listed = new ArrayList<>();

    @Override
    public FileTree under() {
      return new DiskFileTree();
    }

    @Override
    public synchronized String @Nullable [] list(Path directory) {
      lists.incrementAndGet();
      listed.add(directory);
      return under().list(directory);
    }
  }

  @Test
  void theStandardLibraryCostsNoLookAtTheEnvironment() {
    world.files("site/dep.py", "project/main.py");
    Counting files = new Counting();
    ModuleResolver resolver = new ModuleResolver(world.paths(), files);
    resolver.stdlib(ModuleName.of("builtins"));
    found(resolver, "typing");
    assertEquals(0, files.lists.get());
    resolver.moduleOf(world.path("project/main.py"));
    found(resolver, "json.decoder");
    assertEquals(List.of(world.path("project")), files.listed);
    found(resolver, "dep");
    found(resolver, "missing");
    found(resolver, "dep.missing");
    assertEquals(List.of(world.path("project"), world.path("site")), files.listed);
  }

  @Test
  void manyThreadsGetTheSameAnswers() throws InterruptedException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      world.files("site/p" + i + "/__init__.py", "site/p" + i + "/m.py", "project/q/m" + i + ".py");
      names.addAll(List.of("p" + i + ".m", "q.m" + i, "p" + i + ".none", "json.decoder"));
    }
    ModuleResolver shared = world.resolver();
    ModuleResolver alone = world.resolver();
    List<List<String>> answers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 6; t++) {
      List<String> mine = new ArrayList<>();
      answers.add(mine);
      int start = t * 17;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    String[] results = new String[names.size()];
                    for (int i = 0; i < names.size(); i++) {
                      int at = (start + i) % names.size();
                      results[at] = found(shared, names.get(at));
                    }
                    mine.addAll(List.of(results));
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    List<String> expected = names.stream().map(name -> found(alone, name)).toList();
    for (List<String> mine : answers) {
      assertEquals(expected, mine);
    }
  }
}
