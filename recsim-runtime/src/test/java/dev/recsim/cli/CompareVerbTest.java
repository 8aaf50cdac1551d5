package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.MemoryFolders;
import dev.recsim.app.git.Repository;
import dev.recsim.app.project.UserError;
import dev.recsim.cli.options.Arguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class CompareVerbTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix}
      agents:
        random: {type: random}
        learner: {type: actor_critic, hidden: [8], engine: java}
      training: {warmup_sessions: 20, epochs: 2, updates_per_epoch: 20, validation_sessions: 10}
      evaluation: {sessions: 10}
      trials: {seeds: 0..4}
      """;

  @TempDir(factory = MemoryFolders.class)
  Path folder;

  private Repository repository;

  @BeforeEach
  void createProject() throws Exception {
    repository = Repository.create(folder.resolve("project"));
    repository.write("experiments/tiny.yaml", EXPERIMENT);
    repository.write(".gitignore", "reports\n");
  }

  @Test
  void runThatIsAsItsBaselineIsIdentical() throws Exception {
    record();
    JsonNode comparison = compare();
    assertThat(comparison.path("headline").asText())
        .isEqualTo("Nothing changed: all scores are identical.");
    assertThat(verdicts(comparison, 0)).containsExactly("random identical", "learner identical");
    assertThat(comparison.path("base").asText()).isEqualTo("the baselines in the work tree");
    assertThat(comparison.path("head").asText()).isEqualTo("the last run");
  }

  @Test
  void runIsComparedWithTheBaselineOfARevision() throws Exception {
    record();
    String commit = repository.commit("Record a baseline");
    repository.write("experiments/tiny.yaml", EXPERIMENT.replace("epochs: 2", "epochs: 4"));
    record();
    repository.commit("Train longer");
    JsonNode comparison = compare("--base=HEAD~1");
    assertThat(comparison.path("base").asText())
        .isEqualTo("HEAD~1 (" + commit.substring(0, 10) + ")");
    assertThat(verdicts(comparison, 0)).startsWith("random identical").hasSize(2);
    assertThat(verdicts(comparison, 0).get(1)).isNotEqualTo("learner identical");
    JsonNode learner = comparison.at("/experiments/0/agents/1");
    assertThat(learner.path("method").asText()).isEqualTo("paired");
    assertThat(learner.path("head_seeds").asInt()).isEqualTo(5);
    assertThat(comparison.at("/experiments/0/changes").toString())
        .contains("training.epochs\",\"base\":\"2\",\"head\":\"4\"");
    assertThat(Files.readString(reports().resolve("compare/compare.md")))
        .contains("Base: `HEAD~1 (", "training.epochs");
  }

  @Test
  void baselineStandsInForAnExperimentThatWasNotRun() throws Exception {
    record();
    String before = repository.commit("Record a baseline");
    repository.write("experiments/other.yaml", EXPERIMENT);
    record();
    Files.delete(reports().resolve("tiny/results.json"));
    JsonNode comparison = compare("--base=" + before);
    assertThat(names(comparison)).containsExactly("other", "tiny");
    assertThat(comparison.at("/experiments/0/base").isNull()).isTrue();
    assertThat(comparison.at("/experiments/0/head/origin").asText()).isEqualTo("the last run");
    assertThat(comparison.at("/experiments/1/head/origin").asText())
        .isEqualTo("the baselines in the work tree");
    assertThat(comparison.path("detail").asText()).contains("Only in the head: other.");
  }

  @Test
  void filesAndFoldersOfEitherKindAreRead() throws Exception {
    record();
    Path baseline = repository.path("experiments/baselines/tiny.json");
    Path results = reports().resolve("tiny/results.json");
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Files.copy(baseline, kept.resolve("tiny.json"));
    for (Path base :
        List.of(baseline, results, results.getParent(), reports(), baseline.getParent(), kept)) {
      for (Path head : List.of(baseline, results, reports())) {
        JsonNode comparison = compare("--base=" + base, "--head=" + head);
        assertThat(verdicts(comparison, 0))
            .as("%s against %s", base, head)
            .containsExactly("random identical", "learner identical");
      }
    }
  }

  @Test
  void twoNamedFilesAreComparedWhateverTheirExperimentsAreCalled() throws Exception {
    repository.write("experiments/other.yaml", EXPERIMENT.replace("hidden: [8]", "hidden: [9]"));
    record();
    JsonNode comparison =
        compare(
            "--base=" + repository.path("experiments/baselines/other.json"),
            "--head=" + reports().resolve("tiny/results.json"));
    assertThat(names(comparison)).containsExactly("tiny");
    assertThat(comparison.at("/experiments/0/changes").toString())
        .contains("agents.learner.hidden", "\"base\":\"[9]\",\"head\":\"[8]\"");
  }

  @Test
  void oneNamedFileIsComparedWithNothingElse() throws Exception {
    repository.write("experiments/other.yaml", EXPERIMENT);
    record();
    String file = repository.path("experiments/baselines/other.json").toString();
    assertThat(names(compare("--base=" + file))).containsExactly("other");
    assertThat(names(compare("--head=" + file))).containsExactly("other");
    assertThat(names(compare("--experiment=t*"))).containsExactly("tiny");
    assertThat(names(compare())).containsExactly("other", "tiny");
  }

  @Test
  void sameSidesGiveTheSameBytes() throws Exception {
    record();
    compare();
    String json = Files.readString(reports().resolve("compare/compare.json"));
    String markdown = Files.readString(reports().resolve("compare/compare.md"));
    compare();
    assertThat(reports().resolve("compare/compare.json")).hasContent(json);
    assertThat(reports().resolve("compare/compare.md")).hasContent(markdown);
  }

  @Test
  void levelOfTheIntervalsIsTwiceAlphaShortOfOne() throws Exception {
    record();
    assertThat(compare().path("level").asDouble()).isEqualTo(0.95);
    assertThat(compare("--alpha=0.01").path("level").asDouble()).isEqualTo(0.98);
    fails("recsim.alpha must be a number from 1e-6 to below 0.5", "--alpha=1");
  }

  @Test
  void headIsTheRevisionWhateverFilesThereAre() throws Exception {
    record();
    String commit = repository.commit("Record");
    Path file = Files.createFile(Path.of("HEAD"));
    try {
      assertThat(compare("--base=HEAD").path("base").asText())
          .isEqualTo("HEAD (" + commit.substring(0, 10) + ")");
      fails("is empty; take it back from git", "--base=./HEAD");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void whatCannotBeReadSaysWhatToDo() throws Exception {
    fails("there is no baseline to compare with; record one with recsim:baseline");
    record();
    repository.commit("Record");
    repository.git("rm", "-r", "--quiet", "--cached", "experiments/baselines");
    repository.git("commit", "--quiet", "--message=Without baselines");
    fails("git has no revision nowhere here", "--base=nowhere");
    fails("git has no revision --output=x here", "--base=--output=x");
    fails("there is no such file", "--base=nowhere.json");
    fails("there are no baselines in", "--base=HEAD");
    fails("old code is not run", "--base=HEAD");
    fails("recsim.head=", "--head=" + folder);
    fails("there is no baseline of x* to compare with", "--experiment=x*");
    Path damaged = Files.writeString(folder.resolve("damaged.json"), "{");
    fails("damaged.json is cut off at line 1; ", "--base=" + damaged);
    Files.write(damaged, new byte[] {(byte) 0xff});
    fails("damaged.json is damaged: it is not UTF-8", "--base=" + damaged);
    Files.delete(reports().resolve("tiny/results.json"));
    fails("there is no run in ");
  }

  private void record() throws Exception {
    new Verbs(arguments("run"), Map.of()).call();
    new Verbs(arguments("baseline"), Map.of()).call();
  }

  private JsonNode compare(String... more) throws Exception {
    new Verbs(arguments("compare", more), Map.of()).call();
    return new ObjectMapper().readTree(reports().resolve("compare/compare.json").toFile());
  }

  private void fails(String message, String... more) {
    assertThatThrownBy(() -> new Verbs(arguments("compare", more), Map.of()).call())
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  private Path reports() {
    return repository.path("reports");
  }

  private Arguments arguments(String verb, String... more) throws UserError {
    return Arguments.parse(
        Stream.of(
                Stream.of(verb),
                Stream.of("experiments", "reports")
                    .map(key -> "--" + key + "=" + repository.path(key)),
                Arrays.stream(more))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }

  private static List<String> names(JsonNode comparison) {
    return comparison.path("experiments").findValuesAsText("experiment");
  }

  private static List<String> verdicts(JsonNode comparison, int experiment) {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> comparison.at("/experiments/" + experiment + "/agents/" + i))
        .takeWhile(agent -> !agent.isMissingNode())
        .map(agent -> agent.path("agent").asText() + " " + agent.path("verdict").asText())
        .toList();
  }
}
