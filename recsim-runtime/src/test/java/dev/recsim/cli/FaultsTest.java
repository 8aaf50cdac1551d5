package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.bridge.Python;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random edits of a project. After each, a check of the trials that a run left must say what it
 * says after all trials have run again. {@code -Dfaults.tries=} sets the number of edits. Edits of
 * a program start many processes, so there are a twentieth as many.
 */
class FaultsTest {
  /**
   * Places of a project and their values, the recorded one first.
   *
   * @param effective those that may change results
   * @param idle those that never do
   */
  private record Edits(Map<String, List<String>> effective, Map<String, List<String>> idle) {}

  private static final Edits OF_SHOP =
      new Edits(
          Map.of(
              "sign", List.of("1", "-1"),
              "boost", List.of("1", "-1", "i == 0 ? 99 : 1"),
              "popularity", List.of("3 9 1 5", "3 1 9 5", "9 3 1 5", "3 8 1 5"),
              "skipped", List.of("0", "1", "2"),
              "epsilon", List.of("0.1", "0.9"),
              "accepted", List.of("0.5", "0.2"),
              "sessions", List.of("20", "30")),
          Map.of(
              "ranker comment", List.of("a", "b", "c"),
              "provider comment", List.of("a", "b", "c"),
              "notes", List.of("a", "b", "c"),
              "unused", List.of("", "1", "2"),
              "title", List.of("a", "b", "c"),
              "packaging", List.of("folder", "jar"),
              "zipped", List.of("1", "9", "5")));

  private static final Edits OF_PYTHON =
      new Edits(
          Map.of(
              "helper", List.of("1", "2"),
              "outside", List.of("0", "1"),
              "weight", List.of("0", "1")),
          Map.of(
              "agent comment", List.of("a", "b", "c"),
              "outside comment", List.of("a", "b", "c")));

  @TempDir Path folder;

  @Test
  void storedTrialsAreWhatTheCodeGivesNow() throws Exception {
    edits(Integer.getInteger("faults.tries", 8), OF_SHOP, "shop");
  }

  @Tag("nightly")
  @Test
  void storedTrialsAreWhatTheCodeGivesNowAfterManyEdits() throws Exception {
    edits(Integer.getInteger("faults.tries", 950), OF_SHOP, "shop");
  }

  @Tag("nightly")
  @Test
  void storedTrialsOfProgramsToo() throws Exception {
    Python.require("numpy");
    edits(Integer.getInteger("faults.tries", 1000) / 20, OF_PYTHON, "python");
  }

  private void edits(int tries, Edits edits, String experiment) throws Exception {
    SortedMap<String, Integer> verdicts = new TreeMap<>();
    SortedMap<String, Integer> reuse = new TreeMap<>();
    try (FaultyShop shop = new FaultyShop(folder)) {
      Path sim = shop.sim();
      run(sim, "reports", experiment);
      Printed recorded = Printed.by(sim, "baseline", "--experiment=" + experiment);
      assertThat(recorded.code()).as(recorded.errors()).isEqualTo(ExitCode.FINE);
      RandomKey key = RandomKey.root(33).child(experiment);
      for (int i = 0; i < tries; i++) {
        List<String> done = edit(shop, edits, key.child(i));
        shop.build();
        if (key.child(i).uniform(99) < 0.5) {
          shop.setTimesBack();
        }
        Printed stored = run(sim, "reports", experiment);
        delete(sim.resolve("again"));
        Printed forced = run(sim, "again", experiment, "--force");
        String verdict = check(sim, "reports", experiment);

        assertThat(verdict)
            .as("edit %s: %s; %s", i, done, stored.text())
            .isEqualTo(check(sim, "again", experiment));
        assertThat(results(sim, "reports", experiment))
            .as("edit %s: %s; %s", i, done, stored.text())
            .isEqualTo(results(sim, "again", experiment));
        assertThat(forced.text()).contains(trials(experiment) + " trials");
        verdicts.merge(verdict.split("\n")[0].replaceAll("[0-9.,]+", "0"), 1, Integer::sum);
        reuse.merge(stored.text().contains("unchanged") ? "reused" : "run", 1, Integer::sum);
      }
    }
    System.out.printf("%d edits of %s: %s %s%n", tries, experiment, verdicts, reuse);
    assertThat(verdicts).as("kinds of verdicts").hasSizeGreaterThan(1);
  }

  private static int trials(String experiment) {
    return experiment.equals("shop") ? 15 : 10;
  }

  /** Makes one or two edits; half of them have no effect. */
  private static List<String> edit(FaultyShop shop, Edits edits, RandomKey key) {
    List<String> done = new ArrayList<>();
    // A changed arena hides other changes, so it does not stay.
    shop.set("accepted", "0.5");
    shop.set("sessions", "20");
    for (int i = 0; i <= key.below(0, 2); i++) {
      RandomKey draw = key.child(i);
      var all = draw.uniform(0) < 0.5 ? edits.idle() : edits.effective();
      String place = all.keySet().stream().sorted().toList().get(draw.below(1, all.size()));
      List<String> others = new ArrayList<>(all.get(place));
      others.remove(shop.values().get(place));
      String value = others.get(draw.below(2, others.size()));
      shop.set(place, value);
      done.add(place + " = " + value);
    }
    return done;
  }

  private static Printed run(Path sim, String reports, String experiment, String... more) {
    List<String> words = new ArrayList<>(List.of("--experiment=" + experiment, "--parallelism=2"));
    words.addAll(List.of(more));
    return call(sim, "run", reports, words);
  }

  /** The exit code and what a CI server shows. */
  private static String check(Path sim, String reports, String experiment) throws IOException {
    Printed printed = call(sim, "check", reports, List.of("--experiment=" + experiment));
    String all =
        printed.code()
            + ": "
            + printed.errors()
            + Files.readString(sim.resolve(reports).resolve("summary.md"));
    // Only a store that has the trials of the baseline knows what changed of the code.
    return all.replaceAll("(; code|`code): [^\n]*? since the baseline's trials`?", "");
  }

  private static Printed call(Path sim, String verb, String reports, List<String> more) {
    List<String> words = new ArrayList<>(List.of(verb));
    words.add("--experiments=" + sim.resolve("experiments"));
    words.add("--reports=" + sim.resolve(reports));
    words.addAll(more);
    return Printed.by(words);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static String results(Path sim, String reports, String experiment) throws IOException {
    return Files.readString(sim.resolve(reports).resolve(experiment).resolve("results.json"));
  }
}
