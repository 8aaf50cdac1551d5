package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.app.git.Repository;
import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.Acceptance;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.rule.Margin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All committed baselines of a real git repository. */
@Tag("slow")
class TrendVerbTest {
  private static final String RESOLVED =
      """
      name: %s
      seed: %s
      environment:
        type: transition_matrix
      agents:
        greedy:
          type: myopic
      trials:
        seeds: [0, 1]
      baseline:
        margin:
          relative: 0.1
        guard:
          regret: {absolute: 0.5, better: lower}
      """;

  @TempDir Path folder;
  private Repository repository;

  @BeforeEach
  void createRepository() throws Exception {
    repository = Repository.create(folder.resolve("project"));
    repository.write("experiments/shop.yaml", "environment: {type: transition_matrix}\n");
    repository.write(".gitignore", "reports/\n");
  }

  @Test
  void lossesHaveTheirCommitAuthorAndReason() throws Exception {
    record("shop", 42, 10, 1, List.of());
    repository.commit("Record the shop");
    record("shop", 42, 9.5, 1.2, List.of());
    String within = repository.commit("Tidy the ranker");
    record("shop", 42, 5, 1, List.of(new Acceptance("greedy", Outcome.REGRESSED, 9.5, 5.0)));
    repository.write("unrelated.txt", "x");
    String lost = repository.commit("Drop the slow feature, agreed with product");
    repository.write("unrelated.txt", "y");
    repository.commit("Leave the baselines alone");

    Printed printed = trend();
    assertThat(printed.errors()).isEmpty();
    assertThat(printed.code()).isEqualTo(ExitCode.FINE);
    assertThat(printed.text()).contains("1 loss was accepted in 3 commits of 1 baseline\n");
    JsonNode shop = json().at("/experiments/0");
    assertThat(texts(shop.path("baselines"), "subject"))
        .containsExactly(
            "Record the shop", "Tidy the ranker", "Drop the slow feature, agreed with product");
    assertThat(texts(shop.path("baselines"), "date"))
        .containsExactly("2026-11-10", "2026-11-11", "2026-11-12");
    assertThat(texts(shop.at("/baselines/2/means"), "name"))
        .containsExactly("greedy", "greedy:regret");
    assertThat(shop.at("/baselines/2/means/0/mean").asDouble()).isEqualTo(5);
    assertThat(shop.at("/baselines/2/author").asText()).isEqualTo("A");
    assertThat(texts(shop.path("losses"), "what"))
        .containsExactly("greedy", "greedy:regret", "greedy");
    assertThat(texts(shop.path("losses"), "verdict"))
        .containsExactly("holds", "holds", "regressed");
    assertThat(texts(shop.path("losses"), "commit"))
        .containsExactly(shortly(within), shortly(within), shortly(lost));
    assertThat(page())
        .contains(
            "The worst: greedy of shop: from 9.5 to 5 (-47.4",
            "by A on 2026-11-12: \"Drop the slow feature, agreed with product\"",
            "2 smaller losses were within a margin");
    assertThat(Files.readString(folder.resolve("project/reports/index.html")))
        .contains("href=\"trend.html\"", "1 loss was accepted in 3 commits of 1 baseline.");
  }

  @Test
  void whatWasAcceptedIsToldOnce() throws Exception {
    record("shop", 42, 10, 1, List.of());
    repository.commit("Record");
    List<Acceptance> accepted = List.of(new Acceptance("greedy", Outcome.REGRESSED, 10.0, 5.0));
    record("shop", 42, 5, 1, accepted);
    repository.commit("Accept");
    repository.write(
        "experiments/baselines/shop.json",
        baseline("shop", 42, 5, 1, accepted, new Margin(0.2, null)));
    repository.commit("Write the margin again");
    trend();
    assertThat(texts(json().at("/experiments/0/losses"), "verdict")).containsExactly("regressed");
  }

  @Test
  void scoresOfAnotherArenaAreNoLoss() throws Exception {
    record("shop", 42, 10, 1, List.of());
    repository.commit("Record");
    record("shop", 7, 5, 3, List.of(new Acceptance("arena", Outcome.ARENA_CHANGED, null, null)));
    repository.commit("Draw other luck");
    trend();
    JsonNode shop = json().at("/experiments/0");
    assertThat(texts(shop.path("losses"), "what")).containsExactly("arena");
    assertThat(shop.at("/baselines/1/experiment_changed").asBoolean()).isTrue();
  }

  @Test
  void deletedBaselineIsALossAndADamagedOneAWarning() throws Exception {
    record("shop", 42, 10, 1, List.of());
    repository.commit("Record");
    repository.write("experiments/baselines/shop.json", "{}");
    repository.commit("Edit by hand");
    Files.delete(repository.path("experiments/baselines/shop.json"));
    repository.commit("Switch the gate off");
    assertThat(trend().text()).contains("warning: 1 committed baseline cannot be read");
    JsonNode losses = json().at("/experiments/0/losses");
    assertThat(texts(losses, "what")).containsExactly("baseline");
    assertThat(texts(losses, "verdict")).containsExactly("removed");
    assertThat(page()).contains("Switch the gate off");
  }

  @Test
  void foldersAndASelectionOfExperimentsAreRead() throws Exception {
    record("shop", 42, 10, 1, List.of());
    record("papers/a", 42, 3, 1, List.of());
    repository.commit("Record");
    trend();
    assertThat(texts(json().path("experiments"), "experiment")).containsExactly("papers/a", "shop");
    trend("--experiment=papers/*");
    assertThat(texts(json().path("experiments"), "experiment")).containsExactly("papers/a");
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    for (int i = 0; i < 3; i++) {
      record("shop", 42, 10 + i, 1, List.of());
      repository.commit("Version " + i);
    }
    assertThat(trend("--commits=2").text())
        .contains("warning: only the newest 2 commits are shown; -Drecsim.commits shows more");
    assertThat(texts(json().at("/experiments/0/baselines"), "subject"))
        .containsExactly("Version 1", "Version 2");
    assertThat(trend("--commits=3").text()).doesNotContain("warning");
    record("shop", 42, 1, 1, List.of());
    assertThat(trend().text())
        .contains("warning: 1 baseline has changed since the last commit, and that is not shown");
    assertThat(trend("--commits=-1").errors()).contains("recsim.commits must be a whole number");

    Path clone = folder.resolve("clone");
    repository.git(
        "clone", "--quiet", "--depth=1", folder.resolve("project").toUri().toString(), "" + clone);
    Printed shallow = Printed.by(clone, "trend");
    assertThat(shallow.text())
        .contains("warning: this clone lacks a part of the history; get it with git fetch");
    assertThat(Files.readString(clone.resolve("reports/trend.html")))
        .contains("This clone lacks a part of the history");
  }

  @Test
  void withoutGitOrBaselinesTheErrorSaysSo() throws Exception {
    Printed none = trend();
    assertThat(none.code()).isEqualTo(ExitCode.NOTHING_SELECTED);
    assertThat(none.errors())
        .contains("no commit has a baseline in ", "recsim:baseline and commit it");
    Path outside = Files.createDirectories(folder.resolve("outside/experiments")).getParent();
    Printed printed = Printed.by(outside, "trend");
    assertThat(printed.code()).isNotEqualTo(ExitCode.FINE);
    assertThat(printed.errors())
        .contains("is not in a git repository, so there are no committed baselines; run git init,")
        .doesNotContain("\tat ");
  }

  @Test
  void subjectsOfCommitsAreText() throws Exception {
    record("shop", 42, 10, 1, List.of());
    repository.commit("<script>alert(1)</script>\u202E");
    record("shop", 42, 5, 1, List.of(new Acceptance("greedy", Outcome.REGRESSED, 10.0, 5.0)));
    repository.commit("<img src=x>\u202E");
    trend();
    assertThat(page()).doesNotContain("<script>alert", "<img src=x>", "\u202E");
  }

  private Printed trend(String... more) {
    return Printed.by(folder.resolve("project"), "trend", more);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("project/reports/trend.json").toFile());
  }

  private String page() throws IOException {
    return Files.readString(folder.resolve("project/reports/trend.html"));
  }

  private static String shortly(String commit) {
    return commit.substring(0, 10);
  }

  private static List<String> texts(JsonNode list, String key) {
    List<String> texts = new ArrayList<>();
    list.forEach(it -> texts.add(it.path(key).asText()));
    return texts;
  }

  private void record(String name, int seed, double score, double regret, List<Acceptance> accepted)
      throws IOException {
    repository.write(
        "experiments/baselines/" + name + ".json",
        baseline(name, seed, score, regret, accepted, Margin.DEFAULTS));
  }

  private static String baseline(
      String name,
      int seed,
      double score,
      double regret,
      List<Acceptance> accepted,
      Margin margin) {
    List<SeedScore> scores =
        IntStream.range(0, 2)
            .mapToObj(
                it -> new SeedScore(it, score + it - 0.5, "d" + score, Map.of("regret", regret)))
            .toList();
    return BaselineFile.render(
        new Snapshot(
            name,
            "fingerprint of " + seed,
            RESOLVED.formatted(name, seed),
            new TreeMap<>(),
            null,
            List.of(
                new AgentScores(
                    "greedy", "myopic", false, null, scores, new TreeMap<>(), List.of())),
            accepted),
        margin);
  }
}
