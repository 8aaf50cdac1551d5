package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.MemoryFolders;
import dev.recsim.cli.ChangedExperiments.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Experiment files that changed since their baselines were recorded; the code did not. */
@Tag("slow")
class GateTest {
  private static final String TRAINING = "warmup_sessions: 150";
  private static final String LESS = "warmup_sessions: 50";
  private static final String WIDE = "baseline: {margin: {relative: 0.9}}\n";
  private static final String CLAIM = "mean_reward: \">= 0.5\"";
  private static final String METRIC = "metrics: {good_sessions: {type: reward_reached}}\n";
  private static final String ARENA = "{type: transition_matrix}";

  private static final List<String> WORSE =
      List.of(
          "quick",
          "less-training",
          "removed",
          "renamed",
          "good-seeds",
          "margin",
          "claim-lowered",
          "claim-removed",
          "metric-removed",
          "documents",
          "root-seed",
          "evaluation",
          "file");

  private static ChangedExperiments gate;
  private static Map<String, Failure> failures;

  @BeforeAll
  static void change(@TempDir(factory = MemoryFolders.class) Path folder) throws Exception {
    gate = new ChangedExperiments(folder);
    passing();
    failing();
    arenas();
    leaving();
    matrix("committed.csv", "0.9,0.1,0.2\n0.3,0.8,0.1\n0.2,0.3,0.7\n");
    matrix("ignored.csv", "0.9,0.1,0.2\n0.3,0.8,0.1\n0.2,0.3,0.7\n");
    Files.writeString(gate.path("experiments/.gitignore"), "ignored.csv\n");
    gate.record();
    becomeVersionOne("older");
    matrix("committed.csv", "0.1,0.9,0.2\n0.8,0.3,0.1\n0.2,0.3,0.7\n");
    matrix("ignored.csv", "0.1,0.9,0.2\n0.8,0.3,0.1\n0.2,0.3,0.7\n");
    gate.change();
    failures = gate.failures(WORSE);
  }

  @AfterAll
  static void close() {
    gate.close();
  }

  private static void matrix(String name, String cells) throws Exception {
    Files.writeString(gate.path("experiments/" + name), cells);
  }

  private static void passing() {
    String shop = gate.shop();
    gate.with("improved", gate.shop(TRAINING, "warmup_sessions: 20"), shop)
        .with("training", shop, gate.shop("_epoch: 1}", "_epoch: 1, batch_size: 128}"))
        .with("added", shop, gate.shop("agents:\n", "agents:\n  ours: {type: random}\n"))
        .with("more-seeds", shop, shop + "trials: {seeds: 0..11}\n")
        .with("fewer-seeds", shop, shop + "trials: {seeds: 0..5}\n")
        .with("wider-margin", shop, shop + WIDE)
        .with("lower-claim", shop, gate.shop(CLAIM, "mean_reward: \">= 0.4\""))
        .with("metric", shop, METRIC + shop)
        .with("older", shop, shop);
  }

  private static void failing() throws Exception {
    String shop = gate.shop();
    String claim = "  - click_rate: {" + CLAIM + "}\n";
    String strict = gate.shop(CLAIM, "mean_reward: \">= 8.8\"") + WIDE;
    String metric = METRIC + shop + "  - click_rate: {good_sessions: \">= 0.1\"}\n";
    String committed = Files.readString(Path.of("..", "experiments", "quick.yaml"));
    String quick =
        committed.replace("env_steps: 50000, updates: 500", "env_steps: 5000, updates: 50");
    assertThat(quick).isNotEqualTo(committed);
    String agent = "{type: actor_critic";
    gate.with(
            "quick",
            quick,
            quick.replace(agent, agent + ", hidden: [2], critic_learning_rate: 0.5"))
        .with("less-training", shop, gate.shop(TRAINING, LESS))
        .with("removed", shop, gate.shop("  random: {type: random}\n", ""))
        .with("renamed", shop, gate.shop("  random:", "  chance:"))
        .with(
            "good-seeds",
            shop,
            gate.shop(TRAINING, "warmup_sessions: 120")
                + "trials: {seeds: [0, 1, 2, 3, 4, 5, 7, 8, 9]}\n")
        .with("margin", shop, gate.shop(TRAINING, LESS) + "baseline: {margin: {relative: 0.5}}\n")
        .with(
            "claim-lowered",
            strict,
            gate.shop(CLAIM, "mean_reward: \">= 5\"", TRAINING, LESS) + WIDE)
        .with("claim-removed", strict, gate.shop("claims:\n" + claim, "", TRAINING, LESS) + WIDE)
        .with("metric-removed", metric, shop);
  }

  private static void leaving() throws Exception {
    String shop = gate.shop();
    String search = "search: {agent: click_rate, over: {%s}, candidates: 2, method: random}\n";
    gate.with("searched", shop, shop + search.formatted("training.batch_size: [128, 256]"))
        .with(
            "log-only",
            shop,
            """
            logs:
              file: shop.csv
              columns: {session: visit, state: [page], action: item, reward: click, propensity: p}
            evaluate: {policies: {uniform: {type: random}}}
            """);
    matrix("shop.csv", "visit,page,item,click,p\n1,0,0,1,0.5\n");
  }

  private static void arenas() {
    String shop = gate.shop();
    String committed = gate.shop("matrix}", "matrix, acceptance: {file: committed.csv}}");
    String ignored = gate.shop("matrix}", "matrix, acceptance: {file: ignored.csv}}");
    gate.with("documents", shop, gate.shop(ARENA, "{type: transition_matrix, doc_num: 12}"))
        .with("root-seed", shop, shop + "seed: 7\n")
        .with("evaluation", shop, gate.shop("sessions: 100}", "sessions: 90}"))
        .with("file", committed, committed)
        .with("lost-file", ignored, ignored);
  }

  /** Rewrites a baseline as the recsim before this one wrote it. */
  private static void becomeVersionOne(String experiment) throws Exception {
    String text =
        gate.baseline(experiment)
            .replace("\"schema_version\": 2", "\"schema_version\": 1")
            .replaceAll("\n   \"metrics\": \\{[^}]*},", "")
            .replace("\n \"accepted\": [],", "");
    assertThat(text).doesNotContain("metrics", "accepted\":");
    Files.writeString(
        gate.path("experiments/baselines/" + experiment + ".json"), BaselineEdits.sealed(text));
    gate.commit("Replace a baseline by one of version 1");
  }

  @Test
  void changesThatMakeNothingWorsePassAlsoWhereUnchangedAgentsMustBeIdentical() throws Exception {
    Printed check =
        gate.passes(
            "improved,training,added,more-seeds,fewer-seeds,wider-margin,lower-claim,metric,older",
            "--exact");

    String changed = "; changed: training.batch_size 256 -> 128";
    assertThat(check.output())
        .contains("improved: 1 agent improved, 1 identical; 1 claim holds")
        .containsPattern(
            "click_rate IMPROVED: .* more .*; changed: training.warmup_sessions 20 -> 150")
        .contains("training: 2 agents identical; 1 claim holds")
        .doesNotContain(" IDENTICAL: ", changed)
        .contains(
            "  ours NEW: 1.0159 accepted documents a session on 10 seeds; best agent of the baseline: click_rate 9.1383")
        .contains("more-seeds: 2 agents identical; 1 claim holds")
        .contains(
            "rule relaxed: trials.seeds 0..9 -> 0..5; by the recorded rule the run passes too")
        .contains("rule relaxed: baseline.margin {relative: 0.02} -> {relative: 0.9}; by")
        .contains(
            "rule relaxed: claims click_rate mean_reward >= 0.5 -> click_rate mean_reward >= 0.4; by")
        .contains("metric: 2 agents identical; 1 claim holds")
        .contains("older: 2 agents identical; 1 claim holds")
        .contains("recsim:check passed: 9 experiments");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          quick          | actor_critic REGRESSED by 7.82, 84.7 % | changed: .*hidden \\[64, 64] -> \\[2]
          less-training  | click_rate REGRESSED by 1.5, 16.2 % | click_rate REGRESSED: .*; changed: training.warmup_sessions 150 -> 50
          removed        | random REMOVED               | restore the agent, or accept its removal: .* -Drecsim.accept=random
          renamed        | random REMOVED               | chance NEW: 1.0159 accepted documents a session on 10 seeds; best agent of the baseline: click_rate
          good-seeds     | rule WEAKENED: trials.seeds  | by the recorded rule: click_rate UNDECIDED: .* 10 seeds, paired
          margin         | rule WEAKENED: baseline.margin | relative: 0.02} -> \\{relative: 0.5}; by the recorded rule click_rate REGRESSED
          claim-lowered  | rule WEAKENED: claims        | click_rate mean_reward >= 8.8 -> click_rate mean_reward >= 5; by the recorded rule .* BROKEN
          claim-removed  | rule WEAKENED: claims        | claims click_rate mean_reward >= 8.8 \\(removed\\); by the recorded rule .* BROKEN
          metric-removed | rule WEAKENED: claims        | good_sessions has no value for every seed
          documents      | ARENA CHANGED: environment.doc_num  | - environment.doc_num 12 \\(added\\)
          root-seed      | ARENA CHANGED: seed                 | - seed 42 -> 7
          evaluation     | ARENA CHANGED: evaluation.sessions  | - evaluation.sessions 100 -> 90
          file           | ARENA CHANGED: committed.csv        | - committed.csv SHA-256 [0-9a-f]+ -> SHA-256 [0-9a-f]+
          """)
  void changesForTheWorseFail(String experiment, String headline, String line) {
    Failure failure = failures.get(experiment);

    assertThat(failure.headline()).contains(experiment + " (" + headline);
    assertThat(failure.lines()).containsPattern(line);
    if (headline.startsWith("ARENA")) {
      assertThat(failure.lines())
          .contains("the recorded experiment with the current code: 2 agents identical")
          .containsPattern(
              "click_rate: .* in the baseline, .* in the changed arena, not comparable")
          .contains("-Drecsim.experiment=" + experiment + " -Drecsim.accept=arena");
    }
  }

  /** Globs, as by default, because a search runs only by name. */
  @Test
  void experimentsThatLeaveTheCheckFailIt() throws Exception {
    Printed check = gate.call("check", "more-*,search*,log-*", "--fail-on-missing-baseline=false");

    assertThat(check.code()).as(check.output()).isNotEqualTo(ExitCode.FINE);
    assertThat(check.output())
        .contains("recsim:check failed: 2 of 3 experiments: log-only (its baseline has no")
        .containsPattern("searched.json is the baseline of .* not judged: .*searched.yaml has a se")
        .containsPattern("log-only.yaml only evaluates policies on a log")
        .contains("restore the experiment under this name, or delete its baseline with git rm")
        .contains("not judged, because recsim.experiment=more-*,search*,log-* leaves it out: ")
        .doesNotContain("\tat ");
  }

  @Test
  void dataFileThatNobodyCommittedIsNamed() throws Exception {
    assertThat(gate.fails("lost-file").output())
        .contains("the recorded experiment could not be run with the current code")
        .containsPattern("its data file .*ignored.csv is neither in the work tree nor in git");
  }

  @Test
  void metricThatAClaimNamesCannotBeRemoved() throws Exception {
    Path file = gate.file("metric");
    String metric = Files.readString(file);
    Files.writeString(file, gate.shop() + "  - click_rate: {good_sessions: \">= 0.1\"}\n");

    Printed run = gate.call("run", "metric");

    Files.writeString(file, metric);
    assertThat(run.code()).isNotEqualTo(ExitCode.FINE);
    assertThat(run.output())
        .contains(
            "metric.yaml:9:18: \"good_sessions\" is neither a claim nor a metric of this experiment")
        .doesNotContain("\tat ");
  }
}
