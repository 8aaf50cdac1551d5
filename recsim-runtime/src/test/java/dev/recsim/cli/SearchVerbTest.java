package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.MemoryFolders;
import dev.recsim.report.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search from the run to the check. */
@Tag("slow")
class SearchVerbTest {
  static final String EXPERIMENT =
      """
      title: Tuned
      environment: {type: transition_matrix, doc_num: 5}
      agents:
        random: {type: random}
        learner: {type: tabular_q, learning_rate: 0.001, learning_rate_decay: 0, exploration: epsilon_greedy}
      training: {warmup_sessions: 20, epochs: 2, updates_per_epoch: 10, batch_size: 8}
      evaluation: {sessions: 20}
      trials: {seeds: 0..4}
      """;
  static final String SEARCH =
      """
      search:
        agent: learner
        over: {learning_rate: {log: [0.001, 1]}, gamma: [0.2, 0.9]}
        candidates: 9
      """;

  @TempDir(factory = MemoryFolders.class)
  Path folder;

  @BeforeEach
  void writeExperiments() throws Exception {
    Files.createDirectory(folder.resolve("experiments"));
    write("tune", EXPERIMENT + SEARCH);
  }

  @Test
  void winnerRunsOnFreshSeedsAndThatIsTheResult() throws Exception {
    Printed run = says("run", "--experiment=tune");

    assertThat(run.code()).as(run.errors()).isEqualTo(ExitCode.FINE);
    assertThat(run.text())
        .contains(
            "tune: rung 1 of 2: 9 candidates on 1 seed\ntune: 9 trials\n",
            "tune: rung 2 of 2: 3 candidates on 3 seeds\ntune: 6 trials\n",
            "tune: 15 trials\n",
            " is the best of 9 candidates: learning_rate ",
            "  promised  ",
            " over the 3 seeds by which it was chosen\n",
            "  confirmed ",
            " over 5 fresh seeds; +",
            " against learner on the same seeds\n");
    JsonNode results = results("tune");
    JsonNode search = results.path("search");
    String winner = search.path("winner").asText();
    assertThat(winner).startsWith("learner-");
    assertThat(results.path("agents"))
        .extracting(it -> it.path("name").asText())
        .containsExactly("random", "learner", winner);
    JsonNode tuned = results.at("/agents/2");
    assertThat(tuned.path("mean")).isEqualTo(search.at("/confirmed/mean"));
    assertThat(tuned.at("/swept/keys").size()).isEqualTo(2);
    assertThat(tuned.path("trials"))
        .extracting(it -> it.path("seed").asInt())
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(search.at("/declared/mean")).isEqualTo(results.at("/agents/1/mean"));
    assertThat(search.at("/gain/mean").asDouble())
        .isEqualTo(
            tuned.path("mean").asDouble() - results.at("/agents/1/mean").asDouble(),
            org.assertj.core.data.Offset.offset(1e-9))
        .isPositive();
    assertThat(search.at("/rungs/0/candidates")).hasSize(9);
    assertThat(search.at("/rungs/1/candidates")).hasSize(3);
    assertThat(search.path("candidates")).hasSize(9);
    assertThat(report("tune/trials/" + winner + "-seed-10002.json")).exists();
    assertThat(report("tune/trials/" + winner + "-seed-4.json")).exists();
    assertThat(report("tune/index.html"))
        .content()
        .contains("Promised against confirmed", "Rungs of the search", "id=\"chart-search\"");
    assertThat(report("index.html")).content().contains("tune/index.html");
  }

  @Test
  void foundOptionsCanBeCopied() throws Exception {
    says("run", "--experiment=tune");

    String tuned = Files.readString(report("tune/tuned.yaml"));
    assertThat(tuned)
        .startsWith(
            "# Options of learner, found by the search of experiment tune.\n# search: learner-")
        .contains(
            "\n# promised  ", "\n# confirmed ", "\nagents:\n  learner:\n    learning_rate: 0.")
        .contains("    gamma: 0.");
    write("copied", tuned + "extends: plain.yaml\n");
    write("plain", EXPERIMENT);
    Printed run = says("run", "--experiment=copied");
    assertThat(run.code()).as(run.errors()).isEqualTo(ExitCode.FINE);
    JsonNode copied = results("copied");
    assertThat(copied.at("/agents/1/mean").asDouble())
        .as("better than the options of the file, with random keys of its own")
        .isGreaterThan(results("tune").at("/search/declared/mean").asDouble());
  }

  @Test
  void runsByNameAlone() throws Exception {
    Printed run = says("run");
    assertThat(run.code()).isEqualTo(ExitCode.NOTHING_SELECTED);
    assertThat(run.errors())
        .isEqualTo("experiments with a search run only by name; set recsim.experiment to tune\n");
    write("plain", EXPERIMENT);
    assertThat(says("run", "--dry-run").text()).contains("1 experiment:").doesNotContain("tune");
    assertThat(says("run", "--experiment=t*,plain", "--dry-run").text()).doesNotContain("tune");
    assertThat(says("validate").text()).isEqualTo("2 experiments are valid\n");
    assertThat(says("run", "--experiment={tune,plain}", "--dry-run").text())
        .contains(
            "tune: 10 trials, 0 stored, 10 to run; in transition_matrix\n"
                + "  search of learner: 9 candidates, 2 rungs, up to 15 more trials\n");
    assertThat(folder.resolve("reports")).doesNotExist();
    says("run", "--experiment=tune.yaml");
    assertThat(says("run", "--experiment=tune", "--dry-run").text())
        .contains("tune: 15 trials, 15 stored, 0 to run")
        .doesNotContain("search of");
  }

  @Test
  void finishedSearchRunsNothingAgain() throws Exception {
    says("run", "--experiment=tune");
    List<String> before = contents();
    Printed again = says("run", "--experiment=tune");

    assertThat(again.text())
        .contains("tune: unchanged, 9 already stored", "tune: unchanged, 15 already stored");
    assertThat(contents()).isEqualTo(before);
    assertThat(says("report", "--experiment=tune").code()).isEqualTo(ExitCode.FINE);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void searchThatLacksATrialContinues() throws Exception {
    says("run", "--experiment=tune");
    List<String> before = contents();
    String winner = results("tune").at("/search/winner").asText();
    Files.delete(report("tune/trials/" + winner + "-seed-10001.json"));

    assertThat(says("report", "--experiment=tune").errors())
        .isEqualTo(
            "tune: its search is not finished; continue it: mvn recsim:run -Drecsim.experiment=tune\n");
    assertThat(says("check", "--experiment=tune").errors()).contains("its search is not finished");
    assertThat(says("run", "--experiment=tune").text())
        .contains("tune: 1 trials, 5 already stored", "tune: unchanged, 15 already stored");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void parallelRunsHaveTheSameBytes() throws Exception {
    says("run", "--experiment=tune", "--parallelism=1");
    List<String> one = contents();
    Path reports = folder.resolve("reports");
    Files.move(reports, folder.resolve("before"));
    says("run", "--experiment=tune", "--parallelism=2");

    assertThat(contents()).isEqualTo(one);
  }

  @Test
  void moreCandidatesReuseTheTrialsOfTheOthers() throws Exception {
    says("run", "--experiment=tune");
    write("tune", EXPERIMENT + SEARCH.replace("9\n", "12\n"));

    assertThat(says("run", "--experiment=tune").text())
        .contains("tune: rung 1 of 3: 12 candidates on 1 seed\ntune: 3 trials, 9 already stored\n");
  }

  @Test
  void checkNeedsNoBaselineAndTestsClaims() throws Exception {
    write("plain", EXPERIMENT);
    says("run", "--experiment=plain,tune");
    assertThat(says("baseline").code()).isEqualTo(ExitCode.FINE);

    Printed check = says("check", "--experiment=tune");
    assertThat(check.code()).as(check.errors()).isEqualTo(ExitCode.FINE);
    assertThat(check.text()).contains("tune: no baseline needed");
    assertThat(report("tune/junit.xml")).content().contains("failures=\"0\" errors=\"0\"");
    assertThat(results("tune").path("check").isNull()).isTrue();
    assertThat(says("check").text())
        .doesNotContain("tune:")
        .contains("not judged, because it has a search, and is judged only by name: tune\n");
    write("tune", EXPERIMENT + SEARCH + "claims: [{learner: {mean_reward: \">= 1000\"}}]\n");
    Printed broken = says("check", "--experiment=tune");
    assertThat(broken.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(broken.errors()).contains("tune: 1 claim broken");
    Printed recorded = says("baseline", "--experiment=tune");
    assertThat(recorded.code()).isEqualTo(ExitCode.ERROR);
    assertThat(recorded.errors()).startsWith("tune has a search, so it has no baseline; copy what");
  }

  @Test
  void forcedSearchRunsEachTrialOnce() throws Exception {
    says("run", "--experiment=tune");
    List<String> before = contents();

    assertThat(says("run", "--experiment=tune", "--force").text())
        .contains("tune: 9 trials\n", "tune: 6 trials\n", "tune: 15 trials\n");
    assertThat(contents()).isEqualTo(before);
  }

  /** Everything but the time of the run: results, options, and the page without provenance. */
  private List<String> contents() throws IOException {
    List<String> contents = new ArrayList<>();
    contents.add(Files.readString(report("tune/results.json")));
    contents.add(Files.readString(report("tune/tuned.yaml")));
    contents.add(Pages.withoutOrigin(Files.readString(report("tune/index.html"))));
    return contents;
  }

  private void write(String name, String yaml) throws IOException {
    Files.writeString(folder.resolve("experiments/" + name + ".yaml"), yaml);
  }

  private Path report(String path) {
    return folder.resolve("reports").resolve(path);
  }

  private JsonNode results(String experiment) throws IOException {
    return new ObjectMapper().readTree(report(experiment + "/results.json").toFile());
  }

  private Printed says(String verb, String... more) {
    return Printed.by(folder, verb, more);
  }
}
