package dev.recsim.maven;

import static dev.recsim.maven.EditedProject.Kind.FILE;
import static dev.recsim.maven.EditedProject.Kind.LIBRARY;
import static dev.recsim.maven.EditedProject.Kind.MODEL;
import static dev.recsim.maven.EditedProject.Kind.OLD_FILE;
import static dev.recsim.maven.EditedProject.Kind.OLD_MODEL;
import static dev.recsim.maven.EditedProject.Kind.OLD_SOURCE;
import static dev.recsim.maven.EditedProject.Kind.OPTION;
import static dev.recsim.maven.EditedProject.Kind.VARIABLE;
import static dev.recsim.maven.EditedProject.Kind.WORDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.maven.EditedProject.Place;
import dev.recsim.random.RandomKey;
import dev.recsim.tool.Interpreter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random edits of a project, built by Maven: a run and a check of stored trials must write and say
 * what they do after all trials have run again. {@code -Dedits.tries=} sets the number of edits,
 * {@code -Dedits.key=} the key they are drawn by. {@code FaultsTest} of recsim-runtime makes many
 * more in one JVM.
 */
@Tag("nightly")
class EditsIT {
  private static final int EDITS = Integer.getInteger("edits.tries", 30);
  private static final int KEY = Integer.getInteger("edits.key", 7);

  private static final String CORE = "core/src/main/java/probe/Core.java";
  private static final String META_INF = "core/src/main/resources/META-INF/";
  private static final String WEIGHTS = "core/src/main/resources/probe/weights.txt";
  private static final String PROBES = "sim/src/main/java/probe/Probes.java";
  private static final String SHELF = "sim/src/main/java/probe/ShelfProvider.java";
  private static final String YAML = "sim/experiments/edits.yaml";
  private static final String SCRIPT = "sim/experiments/agents/script.py";

  /** Those that may change results, or that run trials again. */
  private static final List<Place> EFFECTIVE =
      List.of(
          Place.of(FILE, CORE, "FACTOR = 1;", "FACTOR = 2;"),
          Place.of(OLD_SOURCE, CORE, "return 1;", "return 3;"),
          Place.of(FILE, PROBES, "FACTOR = 1;", "FACTOR = 2;"),
          Place.of(FILE, SHELF, "UNIT = 1.0;", "UNIT = 0.5;"),
          Place.of(FILE, WEIGHTS, "weight 1", "weight 2", "weight 3"),
          Place.of(OLD_FILE, WEIGHTS, "back 0", "back 1"),
          Place.of(FILE, "core/src/main/resources/probe/notes.txt", "one", "two", "six"),
          Place.of(FILE, META_INF + "services/java.util.function.LongSupplier", "First", "Second"),
          Place.of(FILE, META_INF + "acme/own.txt", "rank 1", "rank 2"),
          Place.of(
              FILE,
              "sim/pom.xml",
              dependency("edits-one") + dependency("edits-two"),
              dependency("edits-two") + dependency("edits-one")),
          Place.of(FILE, "sim/pom.xml", "<level>1", "<level>3"),
          Place.of(FILE, YAML, "sessions: 3", "sessions: 4"),
          Place.of(FILE, YAML, "reward: 300", "reward: 500"),
          Place.of(FILE, YAML, "absolute: 0.1", "absolute: 2.0"),
          Place.of(FILE, YAML, "PYTHONPATH=", "PYTHONPATH=/nowhere:"),
          Place.of(FILE, SCRIPT, "chosen = 1", "chosen = 2"),
          Place.of(OLD_FILE, SCRIPT, "10 * RELATIVE", "20 * RELATIVE"),
          Place.of(FILE, SCRIPT, "# none", "# some"),
          Place.of(FILE, "sim/experiments/agents/data.txt", "1", "2"),
          Place.of(FILE, "lib/outside.py", "return 1", "return 2"),
          Place.of(OLD_FILE, "lib/outside.py", "# none", "# some"),
          Place.of(OLD_FILE, "lib/weight.txt", "3", "4"),
          Place.of(MODEL, "model", "100", "200", "300"),
          Place.of(OLD_MODEL, "old model", "10", "20"),
          Place.of(LIBRARY, "version", "1", "2"),
          Place.of(LIBRARY, "maven", "1", "2"),
          Place.of(LIBRARY, "releases", "Multi-Release: true", "Multi-Release: false"),
          Place.of(LIBRARY, "level", "0", "5"),
          Place.of(LIBRARY, "level 17", "17", "18"),
          Place.of(LIBRARY, "one", "1", "3"),
          Place.of(LIBRARY, "two", "2", "4"),
          Place.of(OPTION, "assertions", "", "-da"),
          Place.of(OPTION, "processors", "", "-XX:ActiveProcessorCount=3"),
          Place.of(OPTION, "modules", "", "--add-opens=java.base/java.lang=ALL-UNNAMED"),
          Place.of(OPTION, "property", "", "-Dedits.mode=1", "-Dedits.mode=2"),
          Place.of(OPTION, "locale", "", "-Duser.language=tr", "-Duser.language.format=de"),
          Place.of(OPTION, "zone", "", "-Duser.timezone=Asia/Kathmandu"),
          Place.of(OPTION, "charset", "", "-Dfile.encoding=ISO-8859-1"),
          Place.of(OPTION, "calendar", "", "-Djava.locale.providers=COMPAT"),
          Place.of(
              OPTION, "threads", "", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=5"),
          Place.of(VARIABLE, "EDITS_MODE", "", "1", "2"),
          Place.of(VARIABLE, "EDITS_CORE", "", "1"),
          Place.of(VARIABLE, "JAVA_TOOL_OPTIONS", "", "-Dedits.tool=1"),
          Place.of(VARIABLE, "JDK_JAVA_OPTIONS", "", "-Dedits.tool=2"),
          // A jar of a module has properties of Maven, which the project reads.
          Place.of(WORDS, "phase", "compile", "package -DskipTests"),
          Place.of(WORDS, "level", "", "-Plevel"),
          Place.of(WORDS, "extra", "", "-Pextra"));

  /** Those that change no result and run no trial again. */
  private static final List<Place> IDLE =
      List.of(
          Place.of(FILE, CORE, "/** None. */", "/** Not any. */"),
          Place.of(FILE, PROBES, "/** Reads one thing. */", "// Reads something."),
          Place.of(FILE, YAML, "title: a", "title: b"),
          Place.of(FILE, YAML, "# none", "# some"),
          Place.of(LIBRARY, "built", "today", "tomorrow"),
          Place.of(OPTION, "memory", "", "-Xmx300m", "-Xss2m"),
          Place.of(WORDS, "threads", "", "-T2"),
          Place.of(WORDS, "modules", "", "-pl sim -am"),
          Place.of(WORDS, "parallelism", "", "-Drecsim.parallelism=1"),
          Place.of(WORDS, "executor", "", "-Drecsim.executor=process"));

  /** What a check says while it runs trials that it has not yet. */
  private static final Pattern PROGRESS =
      Pattern.compile(
          "edits: (run again: .*|[0-9]+ trials|the arena changed, .*|the verdict needs more .*)"
              + "|  \\[ *[0-9]+/[0-9]+] .*");

  private static String dependency(String name) {
    return """
            <dependency>
              <groupId>example</groupId>
              <artifactId>%s</artifactId>
              <version>1</version>
            </dependency>
        """
        .formatted(name);
  }

  @Test
  void storedTrialsAreWhatTheCodeGivesNow() throws Exception {
    Interpreter.require("numpy");
    EditedProject project =
        new EditedProject(Stream.concat(EFFECTIVE.stream(), IDLE.stream()).toList());
    SortedMap<String, Integer> verdicts = new TreeMap<>();
    List<String> findings = new ArrayList<>();
    RandomKey key = RandomKey.root(KEY);
    for (int i = 0; i < EDITS; i++) {
      RandomKey draw = key.child(i);
      boolean idle = draw.uniform(0) < 0.25;
      List<Place> places = idle ? IDLE : EFFECTIVE;
      Place place = places.get(draw.below(1, places.size()));
      List<String> others = new ArrayList<>(place.texts());
      others.remove(project.text(place));
      String text = others.get(draw.below(2, others.size()));
      project.edit(place, text);
      String edit =
          "edit %s: %s %s, %s".formatted(i, place.kind(), place.name(), text.replace("\n", ""));
      Build stored = project.check();
      List<String> results = project.results();
      Build forced = project.check("-Drecsim.force");
      List<String> wrong = differences(verdict(stored), verdict(forced));
      wrong.addAll(differences(results, project.results()));
      if (idle && !stored.output().contains("edits: unchanged, ")) {
        stored.lines().stream().filter(it -> it.contains("run again")).forEach(wrong::add);
      }
      System.out.println(edit + ": " + (wrong.isEmpty() ? verdict(stored).get(0) : wrong));
      wrong.forEach(it -> findings.add(edit + ": " + it));
      verdicts.merge(verdict(forced).get(0), 1, Integer::sum);
    }
    System.out.println(EDITS + " edits: " + verdicts);
    assertThat(findings).isEmpty();
    assertThat(verdicts).hasSizeGreaterThan(1);
  }

  private static List<String> differences(List<String> stored, List<String> forced) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < Math.max(stored.size(), forced.size()); i++) {
      String one = i < stored.size() ? stored.get(i) : "";
      String other = i < forced.size() ? forced.get(i) : "";
      if (!one.equals(other)) {
        differences.add(one + "\nand after all trials have run again\n" + other);
      }
    }
    return differences;
  }

  /** The exit code and what the check says. */
  private static List<String> verdict(Build build) {
    List<String> verdict = new ArrayList<>(List.of("exit code " + build.exitCode()));
    List<String> lines = build.lines();
    int check = 0;
    for (int i = 0; i < lines.size(); i++) {
      check = lines.get(i).contains(":check (default-cli) @ sim") ? i : check;
    }
    lines.subList(check + 1, lines.size()).stream()
        .takeWhile(it -> !it.startsWith("[INFO] -----"))
        .filter(it -> !PROGRESS.matcher(it).matches())
        .forEach(verdict::add);
    return verdict;
  }
}
