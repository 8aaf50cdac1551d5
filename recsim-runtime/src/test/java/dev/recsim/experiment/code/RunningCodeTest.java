package dev.recsim.experiment.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Digests of class paths, from folders and jars that the tests write. */
class RunningCodeTest {
  private static final String RANKER = "shop/Ranker.class";

  @TempDir Path folder;

  private ClassLoader before;

  @BeforeEach
  void remember() {
    before = Thread.currentThread().getContextClassLoader();
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
    System.clearProperty("recsim.libraries.test");
    System.clearProperty("recsim.libraries.recsim-dl4j");
  }

  @Test
  void folderAndJarWithTheSameFilesHaveOneDigest() throws IOException {
    Map<String, String> files = Map.of(RANKER, "best first", "weights.txt", "1 2", "a/b/c", "");
    Path classes = folder("classes", files);

    String digest = digest(classes);

    assertThat(digest(jar("core-1.jar", files, 1))).isEqualTo(digest);
    assertThat(digest(jar("other.jar", new TreeMap<>(files).descendingMap(), 1_500_000_000)))
        .isEqualTo(digest);
    assertThat(digest(folder("elsewhere", files))).isEqualTo(digest);
  }

  @Test
  void everyFileCounts() throws IOException {
    Map<String, String> files = Map.of(RANKER, "best first", "weights.txt", "1 2");
    Set<String> digests = new HashSet<>();

    digests.add(digest(folder("1", files)));
    digests.add(digest(folder("2", Map.of(RANKER, "worst first", "weights.txt", "1 2"))));
    digests.add(digest(folder("3", Map.of(RANKER, "best first", "weights.txt", "2 1"))));
    digests.add(digest(folder("4", Map.of(RANKER, "best first"))));
    digests.add(
        digest(folder("5", Map.of("shop/Other.class", "best first", "weights.txt", "1 2"))));
    digests.add(digest(folder("6", Map.of(RANKER, "1 2", "weights.txt", "best first"))));
    digests.add(
        digest(folder("7", Map.of(RANKER, "best first", "weights.txt", "1 2", "META-INF/x", "y"))));
    Files.writeString(folder.resolve("plain.bin"), "no jar");
    digests.add(digest(folder("8", files), folder.resolve("plain.bin")));

    assertThat(digests).hasSize(8);
  }

  @Test
  void stampsOfABuildDoNotCount() throws IOException {
    Map<String, String> files = Map.of(RANKER, "best first");
    SortedMap<String, String> more = new TreeMap<>(files);
    more.put(
        JarFile.MANIFEST_NAME,
        "Manifest-Version: 1.0\nBuild-Time: today\nCreated-By: x\nBuild-Jdk-Spec: 17\n"
            + "Java-Version: 17\n");

    more.put("META-INF/maven/shop/core/pom.xml", "<project/>");

    assertThat(digest(jar("core-2.jar", more, 1))).isEqualTo(digest(folder("classes", files)));
    assertThat(digest(folder("exploded", more))).isEqualTo(digest(folder("classes", files)));
    more.put(JarFile.MANIFEST_NAME, "not: a manifest: at all");
    assertThat(digest(jar("strange.jar", more, 1))).isNotEmpty();
  }

  @Test
  void otherAttributesCount() throws IOException {
    Set<String> digests = new HashSet<>();
    for (String attributes :
        List.of(
            "",
            "Implementation-Version: 1\n",
            "Implementation-Version: 2\n",
            "\nName: shop/\nImplementation-Version: 1\n")) {
      Map<String, String> files = Map.of(RANKER, "best first", JarFile.MANIFEST_NAME, attributes);
      digests.add(digest(jar("core.jar", files, 1)));
    }
    assertThat(digests).hasSize(4);
  }

  @Test
  void propertiesOfMavenCountIfAModuleNamesThem() throws IOException {
    String properties = "META-INF/maven/shop/core/pom.properties";
    Map<String, String> one = Map.of(RANKER, "best first", properties, "#today\nversion=1\n");
    Map<String, String> same = Map.of(RANKER, "best first", properties, "#later\nversion=1\n");
    Map<String, String> two = Map.of(RANKER, "best first", properties, "#today\nversion=2\n");
    String reader = "reads META-INF/maven/shop/core/pom.properties";
    Path reads = folder("classes", Map.of("shop/Agent.class", reader));
    Path module = jar("target/core-1.jar", Map.of("shop/Agent.class", reader), 1);
    Files.createDirectories(module.resolveSibling("classes"));

    assertThat(digest(jar("1.jar", one, 1))).isEqualTo(digest(jar("2.jar", two, 1)));
    for (Path of : List.of(reads, module)) {
      String digest = digest(of, jar("1.jar", one, 1));
      assertThat(digest(of, jar("same.jar", same, 1))).isEqualTo(digest);
      assertThat(digest(of, folder("exploded", one))).isEqualTo(digest);
      assertThat(digest(of, jar("2.jar", two, 1))).isNotEqualTo(digest);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"experiment/code/RunningCode.class", "baseline/Check.class"})
  void ofRecsimReportsOperationsAndProgramDoNotCount(String own) throws IOException {
    Map<String, String> recsim = Map.of("dev/recsim/" + own, "x");
    String digest = digest(folder("recsim", recsim));

    for (String shown : List.of("report/style/page.css", "app/Gate.class", "cli/Main.class")) {
      SortedMap<String, String> more = new TreeMap<>(recsim);
      more.put("dev/recsim/" + shown, "changed");
      assertThat(digest(jar(shown.replace('/', '-') + ".jar", more, 1))).isEqualTo(digest);
    }
    SortedMap<String, String> changed = new TreeMap<>(recsim);
    changed.put("dev/recsim/learn/Tape.class", "changed");
    assertThat(digest(folder("changed", changed))).isNotEqualTo(digest);
    assertThat(digest(folder("own", Map.of("dev/recsim/report/Mine.class", "1"))))
        .as("only recsim's own jar has parts that do not count")
        .isNotEqualTo(digest(folder("own2", Map.of("dev/recsim/report/Mine.class", "2"))));
  }

  @Test
  void jarThatListsOthersStandsForThem() throws IOException {
    Path core = jar("core.jar", Map.of(RANKER, "best first"), 1);
    Path classes = folder("with blank", Map.of("shop/Agent.class", "x"));
    String manifest =
        "Manifest-Version: 1.0\nClass-Path: core.jar %s\n  missing.jar\n"
            .formatted(classes.getFileName().toString().replace(" ", "%20") + "/");
    Path booter = jar("booter.jar", Map.of(JarFile.MANIFEST_NAME, manifest), 1);

    String digest = digest(booter);

    assertThat(digest).isEqualTo(digest(core, classes));
    Files.writeString(classes.resolve("shop/Agent.class"), "y");
    assertThat(digest(booter)).isNotEqualTo(digest);
  }

  @Test
  void launchersOfIdesDoNotCount() throws IOException {
    Path main = folder("main", Map.of(RANKER, "best first"));
    Path idea = jar("idea_rt.jar", Map.of("com/intellij/rt/execution/Main.class", "x"), 1);
    Path other = jar("other.jar", Map.of("com/intellijent/Main.class", "x"), 1);

    assertThat(digest(main, idea)).isEqualTo(digest(main));
    assertThat(digest(main, other)).isNotEqualTo(digest(main));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LICENSE",
        "META-INF/LICENSE.txt",
        "META-INF/NOTICE",
        "META-INF/SHOP.RSA",
        "META-INF/services/dev.recsim.api.AgentProvider",
        "META-INF/versions/9/module-info.class",
        "module-info.class"
      })
  void orderDoesNotCountForWhatNoCodeDependsOn(String name) throws IOException {
    Path one = folder("one", Map.of(RANKER, "best first", name, "1"));
    Path two = jar("two.jar", Map.of("lib/Lib.class", "x", name, "2"), 1);

    assertThat(digest(one, two)).isEqualTo(digest(two, one));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RANKER,
        "rank.txt",
        "META-INF/services/java.util.function.IntSupplier",
        "META-INF/acme/rank.txt",
        "META-INF/versions/17/shop/Only17.class"
      })
  void orderCountsForFilesThatSeveralEntriesHave(String name) throws IOException {
    Path one = folder("one", Map.of("shop/One.class", "1", name, "1"));
    Path two = jar("two.jar", Map.of("shop/Two.class", "2", name, "2"), 1);
    Path three = jar("three.jar", Map.of("shop/Three.class", "3", name, "3"), 1);
    Path same = jar("same.jar", Map.of("shop/Same.class", "4", name, "1"), 1);
    Path other = jar("other.jar", Map.of("lib/Lib.class", "x"), 1);

    assertThat(digest(one, two)).isNotEqualTo(digest(two, one));
    assertThat(digest(one, two, three))
        .as("code may read all")
        .isNotEqualTo(digest(one, three, two));
    assertThat(digest(one, two, same)).isNotEqualTo(digest(one, same, two));
    assertThat(digest(one, same)).isEqualTo(digest(same, one));
    assertThat(digest(one, two, other)).isEqualTo(digest(other, one, two));
  }

  @Test
  void filesForAVersionOfJavaReplaceThoseOfOtherEntries() throws IOException {
    Path plain = jar("plain.jar", Map.of(RANKER, "best first"), 1);
    Path versions =
        jar(
            "versions.jar",
            Map.of(RANKER, "best first", "META-INF/versions/17/" + RANKER, "worst first"),
            1);

    assertThat(digest(plain, versions)).isNotEqualTo(digest(versions, plain));
    Path empty =
        jar("empty.jar", Map.of(RANKER, "best first", "META-INF/versions/17/" + RANKER, ""), 1);
    assertThat(digest(plain, empty)).isNotEqualTo(digest(empty, plain));
  }

  @Test
  void testsCountOnlyForComponentsInThem() throws Exception {
    Path main = folder("main", Map.of(RANKER, "best first"));
    Path tests = folder("tests", Map.of("shop/ShopTest.class", "1"));
    String alone = digest(main);

    System.setProperty("recsim.libraries.test", tests.toString());
    assertThat(digest(tests, main)).isEqualTo(alone);

    Path shadow = folder("shadow", Map.of(RANKER, "worst first"));
    System.setProperty("recsim.libraries.test", shadow.toString());
    assertThat(digest(shadow, main)).as("tests replace a class").isNotEqualTo(alone);

    Thread.currentThread().setContextClassLoader(before);
    Path place = ClassPath.of(RunningCodeTest.class).orElseThrow();
    System.setProperty("recsim.libraries.test", place.toString());
    String without = RunningCode.here().code(Set.of(), List.of(Test.class));
    assertThat(RunningCode.here().code(Set.of(), List.of(RunningCodeTest.class)))
        .isNotEqualTo(without);
  }

  @Test
  void optionalModulesCountForWhatNeedsThem() throws IOException {
    Path main = folder("main", Map.of(RANKER, "best first"));
    Path nd4j = jar("nd4j.jar", Map.of("nd4j/Nd4j.class", "1"), 1);
    String alone = digest(main);

    System.setProperty("recsim.libraries.recsim-dl4j", nd4j.toString());

    use(main, nd4j);
    assertThat(RunningCode.here().code(Set.of(), List.of())).isEqualTo(alone);
    assertThat(RunningCode.here().code(Set.of("recsim-dl4j"), List.of())).isNotEqualTo(alone);
  }

  @Test
  void aMergedJarStandsForItsPartsAsLongAsItIsWhole() throws IOException {
    Path core =
        jar("core.jar", Map.of("core/Core.class", "1", "META-INF/services/dev.recsim.X", "1"), 1);
    Path lib = folder("lib", Map.of("lib/Lib.class", "2", "META-INF/services/dev.recsim.X", "2"));
    Path user = folder("user", Map.of(RANKER, "best first", "lib/Lib.class", "mine"));
    SortedMap<String, String> files = new TreeMap<>();
    files.putAll(Map.of("core/Core.class", "1", "lib/Lib.class", "2"));
    files.putAll(Map.of("META-INF/services/dev.recsim.X", "12", "cli/Main.class", "3"));
    Path merged = jar("merged.jar", files, 1);
    files.put(MergedJar.LIST, MergedJar.list(merged, List.of(core, lib)));
    Files.delete(merged);
    merged = jar("merged.jar", files, 1);

    assertThat(digest(merged)).isEqualTo(digest(core, lib));
    assertThat(digest(merged, core)).isEqualTo(digest(core, lib));
    assertThat(digest(user, merged)).isEqualTo(digest(user, core, lib));
    assertThat(digest(merged, user)).isEqualTo(digest(core, lib, user));
    assertThat(digest(merged, user)).isNotEqualTo(digest(user, merged));

    // No file may change, also none that is in no part.
    for (String file :
        List.of("core/Core.class", "META-INF/services/dev.recsim.X", "cli/Main.class")) {
      SortedMap<String, String> changed = new TreeMap<>(files);
      changed.put(file, "changed");
      assertThat(digest(jar("changed.jar", changed, 1))).as(file).isNotEqualTo(digest(core, lib));
    }
    SortedMap<String, String> less = new TreeMap<>(files);
    less.remove("lib/Lib.class");
    assertThat(digest(jar("less.jar", less, 1))).isNotEqualTo(digest(core, lib));
  }

  @Test
  void aMergedJarOfAChangedPartStandsForTheChangedPart() throws IOException {
    Path core = jar("core.jar", Map.of("core/Core.class", "1"), 1);
    Path changed = jar("changed.jar", Map.of("core/Core.class", "2"), 1);
    SortedMap<String, String> files = new TreeMap<>(Map.of("core/Core.class", "2"));
    Path merged = jar("merged.jar", files, 1);
    String list = MergedJar.list(merged, List.of(changed));

    assertThatThrownBy(() -> MergedJar.list(merged, List.of(core)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("files of one name differ in " + merged);
    files.put(MergedJar.LIST, list);
    Path sealed = jar("sealed.jar", files, 1);
    assertThat(digest(sealed)).isEqualTo(digest(changed)).isNotEqualTo(digest(core));
  }

  @Test
  void propertiesOfAProjectCountWhateverTheyAreCalled() {
    for (String own :
        List.of(
            "user.segment",
            "java.locale.providers",
            "user.country2",
            "path.model",
            "file.weights",
            "os.x",
            "model")) {
      assertThat(RunningJvm.isHandedOver(own)).as(own).isTrue();
    }
    List<String> others =
        List.of("java.io.tmpdir", "file.encoding", "java.util.logging.x", "sun.x", "user.language");
    for (String other : others) {
      assertThat(RunningJvm.isHandedOver(other)).as(other).isFalse();
    }
  }

  @Test
  void damagedJarIsNamed() throws IOException {
    Path jar = jar("core.jar", Map.of(RANKER, "best first"), 1_000_000_000);
    byte[] bytes = Files.readAllBytes(jar);
    int directory = bytes.length - 22 - 46 - RANKER.length();
    bytes[directory] = 'x';
    Files.write(jar, bytes);

    assertThatThrownBy(() -> digest(jar)).hasMessageContaining(jar + " is damaged");
  }

  private String digest(Path... entries) throws IOException {
    use(entries);
    return RunningCode.here().code(Set.of(), List.of());
  }

  private static void use(Path... entries) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path entry : entries) {
      urls.add(entry.toUri().toURL());
    }
    Thread.currentThread()
        .setContextClassLoader(
            new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
  }

  private Path folder(String name, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(name).resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return folder.resolve(name);
  }

  private Path jar(String name, Map<String, String> files, long seconds) throws IOException {
    Path jar = folder.resolve(name);
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("shop/"));
      for (Map.Entry<String, String> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(1_000 * seconds);
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(UTF_8));
      }
    }
    return jar;
  }
}
