package dev.recsim.maven;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random edits of a shop, built by Maven: a check of stored trials must say what it says after all
 * trials have run again. {@code FaultsTest} of recsim-runtime makes many more in one JVM.
 */
@Tag("nightly")
class EditsIT {
  private static final int EDITS = Integer.getInteger("edits.tries", 30);

  /**
   * The texts that a place of a file may have, the recorded one first.
   *
   * @param file {@code library} for the factor of the library
   */
  private record Edit(String file, String... texts) {}

  private static final String PROVIDER = "sim/src/main/java/shop/ShopProvider.java";
  private static final String YAML = "sim/experiments/shop.yaml";
  private static final String SCRIPT = "sim/experiments/agents/script.py";

  /** Those that may change results. */
  private static final List<Edit> EFFECTIVE =
      List.of(
          new Edit(Shop.RANKER, Shop.BEST_FIRST, Shop.WORST_FIRST),
          new Edit("core/src/main/resources/shop/popularity.txt", "0.9", "0.2", "0.8"),
          new Edit(PROVIDER, "ranked.get(", "ranked.get(1 + "),
          new Edit("sim/experiments/acceptance.csv", "0.80", "0.70"),
          new Edit(YAML, "sessions: 50", "sessions: 60"),
          new Edit(SCRIPT, "5 % 4", "5 % 3"),
          new Edit("library", "(item + 1 - item)", "-1"));

  /** Those that never do. */
  private static final List<Edit> IDLE =
      List.of(
          new Edit(Shop.RANKER, "The ranker of production", "The production ranker"),
          new Edit(PROVIDER, "/** None. */", "/** Not any. */"),
          new Edit(YAML, "# none", "# some"),
          new Edit(SCRIPT, "# none", "# some"),
          new Edit("core/src/main/resources/shop/notes.txt", "one", "two", "six"));

  private final SortedMap<String, String> now = new TreeMap<>();

  @Test
  void storedTrialsAreWhatTheCodeGivesNow() throws Exception {
    Shop shop = Shop.open("edits");
    Project project = shop.project();
    addScript(project);
    Files.writeString(project.path("core/src/main/resources/shop/notes.txt"), "one\n");
    Build recorded = shop.goals("recsim:run", "recsim:baseline");
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
    project.commit("Add a script");
    SortedMap<String, Integer> verdicts = new TreeMap<>();
    RandomKey key = RandomKey.root(7);
    for (int i = 0; i < EDITS; i++) {
      String edit = edit(shop, key.child(i));
      Build stored = shop.check();
      Build forced = shop.check("-Drecsim.force");

      assertThat(verdict(stored)).as(edit + "\n" + stored.output()).isEqualTo(verdict(forced));
      verdicts.merge(
          verdict(forced).replaceAll("(?s)^.*?(recsim:check \\w+).*", "$1"), 1, Integer::sum);
    }
    System.out.println(EDITS + " edits: " + verdicts);
    assertThat(verdicts).hasSizeGreaterThan(1);
  }

  /** An agent in Python that speaks the protocol by the package. */
  private static void addScript(Project project) throws IOException {
    Files.createDirectories(project.path("sim/experiments/agents"));
    Files.writeString(
        project.path(SCRIPT),
        """
        # none
        import numpy
        from recsim_jvm.agent import Agent, serve

        class Script(Agent):
            def act(self, observations, keys, explore):
                return numpy.full((len(observations), 1), 5 % 4)

        serve(Script())
        """);
    Path python = Path.of("..", "python").toAbsolutePath().normalize();
    Files.writeString(
        project.path(YAML),
        project
            .read(YAML)
            .replace(
                "optimal: {type: optimal}}",
                ("optimal: {type: optimal}, script: {type: process, command: [env,"
                        + " 'PYTHONPATH=%s', /usr/bin/python3, agents/script.py]}} # none")
                    .formatted(python)));
  }

  /** Puts another text in a place. */
  private String edit(Shop shop, RandomKey key) throws IOException {
    List<Edit> all = key.uniform(0) < 0.5 ? IDLE : EFFECTIVE;
    Edit edit = all.get(key.below(1, all.size()));
    String first = edit.texts()[0];
    String before = now.getOrDefault(edit.file() + first, first);
    List<String> others = new ArrayList<>(List.of(edit.texts()));
    others.remove(before);
    String text = others.get(key.below(2, others.size()));
    now.put(edit.file() + first, text);
    if (edit.file().equals("library")) {
      shop.library(text);
    } else {
      shop.project().edit(edit.file(), before, text);
      if (key.uniform(3) < 0.3 && !edit.file().endsWith(".java")) {
        setTimesBack(shop.project().path(edit.file()));
      }
    }
    return edit.file() + ": " + before + " is now " + text;
  }

  private static void setTimesBack(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
  }

  /** The exit code and the lines of the check. */
  private static String verdict(Build build) {
    List<String> lines = new ArrayList<>(build.lines());
    int check =
        lines.lastIndexOf(
            lines.stream()
                .filter(it -> it.contains(":check (default-cli) @ sim"))
                .findFirst()
                .orElse(""));
    Stream<String> verdict =
        lines.subList(check + 1, lines.size()).stream()
            .filter(it -> it.contains("recsim:check") || it.startsWith("[ERROR] shop"));
    return build.exitCode() + ": " + verdict.collect(joining("\n"));
  }
}
