package dev.recsim.experiment.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experiment.code.RandomPlace.Hidden;
import dev.recsim.random.RandomKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random edits of class paths and of options of a JVM. If code sees something else after an edit,
 * the digest is another one, and what no code sees leaves it as it is. {@code -Dcode.tries=} sets
 * the number of edits, {@code -Dcode.key=} the key they are drawn by.
 */
class RandomCodeTest {
  private static final int KEY = Integer.getInteger("code.key", 5);

  private static final String A = "shop/A.class";
  private static final String SERVICE = "META-INF/services/java.util.function.IntSupplier";
  private static final String RANK = "META-INF/acme/rank.txt";

  /** What code asks for, besides manifests and properties of Maven. */
  private static final List<String> ASKED = List.of(A, "shop/B.class", "rank.txt", SERVICE, RANK);

  /** Files whose order no code depends on. */
  private static final List<String> UNORDERED =
      List.of("META-INF/LICENSE", "META-INF/NOTICE.txt", "META-INF/SHOP.SF", "module-info.class");

  private static final List<String> FILES =
      Stream.of(
              ASKED,
              List.of(
                  "META-INF/versions/9/" + A,
                  "META-INF/versions/17/" + A,
                  "META-INF/versions/99/" + A,
                  "META-INF/versions/11/rank.txt",
                  RandomPlace.POM_PROPERTIES),
              UNORDERED)
          .flatMap(List::stream)
          .toList();

  private static final List<String> OPTIONS =
      List.of(
          "-XX:ActiveProcessorCount=1",
          "-XX:ActiveProcessorCount=2",
          "-XX:+UseFMA",
          "-XX:-UseFMA",
          "-ea:shop...",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--enable-preview");

  private static final List<String> HIDDEN_OPTIONS =
      List.of("-Xmx1g", "-Xss2m", "-XX:+UseSerialGC", "-Xlog:gc", "-XX:TieredStopAtLevel=1");

  /**
   * What code sees.
   *
   * @param first the contents of the first file of each name
   * @param all the contents of all of them in order; one that is repeated counts once
   * @param manifests what main attributes and sections say, but stamps
   * @param properties of Maven, without comments
   */
  private record Seen(
      SortedMap<String, String> first,
      SortedMap<String, List<String>> all,
      Set<String> manifests,
      Set<String> properties) {}

  @TempDir Path folder;

  private final List<RandomPlace> places = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private int names;

  @Test
  void theDigestDiffersIfAndOnlyIfCodeSeesSomethingElse() throws Exception {
    edit(Integer.getInteger("code.tries", 300));
  }

  @Tag("nightly")
  @Test
  void theDigestDiffersAlsoAfterManyEdits() throws Exception {
    edit(Integer.getInteger("code.tries", 5000));
  }

  private void edit(int tries) throws IOException {
    RandomKey key = RandomKey.root(KEY);
    // A class of the project that reads properties of Maven.
    RandomPlace project = place(false);
    project.files.put("shop/Reads.class", "reads pom.properties");
    place(true);
    List<Path> paths = write();
    String digest = digest(paths);
    Seen seen = seen(paths);
    int changes = 0;
    for (int i = 0; i < tries; i++) {
      RandomKey draw = key.child(i);
      boolean hidden = draw.uniform(0) < 0.3;
      String edit = "edit " + i + ": " + (hidden ? hide(draw) : change(draw)) + " of " + places;
      paths = write();
      String digestNow = digest(paths);
      Seen seenNow = seen(paths);

      if (hidden) {
        assertThat(seenNow).as(edit).isEqualTo(seen);
        assertThat(digestNow).as(edit).isEqualTo(digest);
      } else if (!seenNow.equals(seen)) {
        changes++;
        assertThat(digestNow).as("%s: %s and not %s", edit, seenNow, seen).isNotEqualTo(digest);
      }
      editOptions(draw.child("options"));
      digest = digestNow;
      seen = seenNow;
    }
    assertThat(changes).as("edits that code sees").isGreaterThan(tries / 10);
  }

  private RandomPlace place(boolean jar) {
    RandomPlace place = new RandomPlace(jar, names++);
    place.files.put("lib/Lib" + names % 3 + ".class", "x");
    places.add(place);
    return place;
  }

  private List<RandomPlace> all() {
    return places.stream().flatMap(it -> it.all().stream()).toList();
  }

  /** Changes what code may see; returns what. */
  private String change(RandomKey key) {
    RandomPlace place = pick(all(), key.child("place"));
    String value = Integer.toString(key.below(1, 4));
    String file = pick(FILES, key.child("file"));
    switch (key.below(2, 8)) {
      case 0, 1 -> place.files.put(file, value.equals("0") ? "" : value);
      case 2 -> place.files.remove(pick(FILES, key.child("file")));
      case 3 -> Collections.swap(places, 0, key.below(3, places.size()));
      case 4 -> addOrRemove(key);
      case 5 -> set(place, place.attributes, pick(List.of("Multi-Release", "Mode"), key), value);
      case 6 -> set(place, place.section, "Implementation-Version", value);
      default -> nest(key);
    }
    return "change " + key.below(2, 8);
  }

  private static void set(
      RandomPlace place, SortedMap<String, String> attributes, String name, String value) {
    if (value.equals("0")) {
      attributes.remove(name);
    } else if (place.jar) {
      attributes.put(name, name.equals("Multi-Release") ? "true" : value);
    }
  }

  private void addOrRemove(RandomKey key) {
    if (places.size() < 5) {
      RandomPlace place = place(key.uniform(5) < 0.6);
      place.files.put(pick(ASKED, key.child("asked")), "" + key.below(6, 3));
    } else {
      RandomPlace place = pick(places, key.child("removed"));
      if (!isReader(place)) {
        places.remove(place);
      }
    }
  }

  private static boolean isReader(RandomPlace place) {
    return place.files.containsKey("shop/Reads.class");
  }

  /** Lets the manifest of a jar add the last entry, or makes it an entry again. */
  private void nest(RandomKey key) {
    RandomPlace jar = pick(places, key.child("nests"));
    RandomPlace last = places.get(places.size() - 1);
    if (jar.added.isPresent()) {
      places.add(jar.added.get());
      jar.added = Optional.empty();
    } else if (jar != last && jar.jar && last.jar) {
      places.remove(last);
      jar.added = Optional.of(last);
    }
  }

  /** Changes what no code sees; returns what. */
  private String hide(RandomKey key) {
    RandomPlace place = pick(all(), key.child("place"));
    int kind = key.below(1, Hidden.values().length + 2);
    if (kind < Hidden.values().length) {
      Hidden what = Hidden.values()[kind];
      place.change(what, what == Hidden.NAME ? names++ : key.below(2, 1000));
      return what.toString();
    }
    boolean packs = kind == Hidden.values().length;
    if (packs && place.isFilesOnly() && !isReader(place)) {
      place.jar = !place.jar;
      return "packaging";
    }
    int at = key.below(3, Math.max(1, places.size() - 1));
    if (!packs && places.size() > 1 && haveNoNameInCommon(places.get(at), places.get(at + 1))) {
      Collections.swap(places, at, at + 1);
      return "order of " + at;
    }
    return "nothing";
  }

  private static boolean haveNoNameInCommon(RandomPlace one, RandomPlace other) {
    return Collections.disjoint(orderedNames(one), orderedNames(other));
  }

  private static Set<String> orderedNames(RandomPlace place) {
    Set<String> names = new TreeSet<>();
    for (RandomPlace each : place.all()) {
      for (String name : each.files.keySet()) {
        names.add(name);
        names.add(name.replaceFirst("META-INF/versions/[0-9]+/", ""));
      }
    }
    UNORDERED.forEach(names::remove);
    names.remove(RandomPlace.POM_PROPERTIES);
    return names;
  }

  private static <T> T pick(List<T> all, RandomKey key) {
    return all.get(key.below(0, all.size()));
  }

  private List<Path> write() throws IOException {
    List<Path> paths = new ArrayList<>();
    for (RandomPlace place : places) {
      paths.add(place.write(folder));
    }
    return paths;
  }

  private static String digest(List<Path> paths) throws IOException {
    return new RunningCode(paths).code(Set.of(), List.of());
  }

  private static Seen seen(List<Path> paths) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path path : paths) {
      urls.add(path.toUri().toURL());
    }
    Seen seen = new Seen(new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      for (String name : ASKED) {
        InputStream first = loader.getResourceAsStream(name);
        if (first != null) {
          seen.first().put(name, new String(first.readAllBytes(), StandardCharsets.UTF_8));
          seen.all().put(name, withoutRepeated(texts(loader, name)));
        }
      }
      for (String manifest : texts(loader, JarFile.MANIFEST_NAME)) {
        seen.manifests().add(counted(manifest));
      }
      for (String properties : texts(loader, RandomPlace.POM_PROPERTIES)) {
        seen.properties().add(properties.replaceAll("#.*\n", ""));
      }
    }
    seen.manifests().remove("");
    seen.properties().remove("");
    return seen;
  }

  private static List<String> texts(ClassLoader loader, String name) throws IOException {
    List<String> texts = new ArrayList<>();
    for (URL url : Collections.list(loader.getResources(name))) {
      URLConnection connection = url.openConnection();
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  private static List<String> withoutRepeated(List<String> texts) {
    List<String> distinct = new ArrayList<>();
    for (String text : texts) {
      if (distinct.isEmpty() || !distinct.get(distinct.size() - 1).equals(text)) {
        distinct.add(text);
      }
    }
    return distinct;
  }

  /** What a manifest says but its version, its class path, stamps and digests of files. */
  private static String counted(String manifest) throws IOException {
    Manifest read =
        new Manifest(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)));
    SortedSet<String> lines = new TreeSet<>();
    for (String name : List.of("Multi-Release", "Mode")) {
      lines.add(name + read.getMainAttributes().getValue(name));
    }
    if (read.getAttributes("shop/") != null) {
      lines.add("shop" + read.getAttributes("shop/").getValue("Implementation-Version"));
    }
    lines.removeIf(it -> it.endsWith("null"));
    return String.join(" ", lines);
  }

  /** Adds or removes an option; both kinds of options are in random order. */
  private void editOptions(RandomKey key) {
    boolean hidden = key.uniform(0) < 0.5;
    var digest = RunningJvm.options(options);
    Set<String> seen = effect(options);
    if (!options.isEmpty() && key.uniform(1) < 0.5) {
      int at = key.below(2, options.size());
      hidden = HIDDEN_OPTIONS.contains(options.get(at));
      options.remove(at);
    } else {
      String option = pick(hidden ? HIDDEN_OPTIONS : OPTIONS, key);
      options.add(key.below(3, options.size() + 1), option);
    }
    if (hidden) {
      assertThat(RunningJvm.options(options)).as("%s", options).isEqualTo(digest);
    } else if (!effect(options).equals(seen)) {
      assertThat(RunningJvm.options(options)).as("%s", options).isNotEqualTo(digest);
    }
  }

  /** The options without those that a later one replaces. */
  private static Set<String> effect(List<String> options) {
    SortedMap<String, String> last = new TreeMap<>();
    for (String option : options) {
      String name = option.startsWith("-XX:") ? option.replaceAll("[+-]|=.*", "") : option;
      last.put(name, option);
    }
    Set<String> effect = new TreeSet<>(last.values());
    effect.removeAll(HIDDEN_OPTIONS);
    return effect;
  }
}
