package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.baseline.Rule;
import dev.recsim.rule.Claim;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.GuardSpec;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guards, and claims that compare a metric of two agents. */
class GuardsTest {
  private static final String HEAD =
      """
      environment: {type: interest_evolution}
      metrics: {good_sessions: {type: reward_reached}}
      agents:
        a: {type: random}
        b: {type: random}
      """;

  @TempDir Path folder;

  @Test
  void guardsAreReadWithDirectionMarginAndLine() throws Exception {
    ExperimentSpec spec =
        read(
            """
            baseline:
              guard:
                topic_coverage: {relative: 0.05}
                good_sessions: {absolute: 0.1}
                topic_0_share: {relative: 0.1, absolute: 0.02, better: lower}
            """);
    assertThat(spec.guards())
        .containsExactly(
            new GuardSpec(new Quantity("topic_coverage", false, new Margin(0.05, null)), 8),
            new GuardSpec(new Quantity("good_sessions", false, new Margin(null, 0.1)), 9),
            new GuardSpec(new Quantity("topic_0_share", true, new Margin(0.1, 0.02)), 10));
    assertThat(spec.rule().quantities()).hasSize(4).first().matches(Quantity::isScore);
  }

  @Test
  void claimsCompareMetricsByTheMarginOfTheirGuardOrTheirOwn() throws Exception {
    ExperimentSpec spec =
        read(
            """
            baseline: {guard: {topic_coverage: {relative: 0.05}, topic_0_share: {absolute: 0.1, better: lower}}}
            claims:
              - a: {topic_coverage: {not_worse_than: b, beats: b}}
              - a: {topic_coverage: {not_worse_than: b, margin: {absolute: 0.2}}}
              - b: {topic_0_share: {not_worse_than: a}, click_rate: {beats: a}}
              - b: {topic_1_share: {beats: a, better: higher}}
            """);
    Quantity coverage = new Quantity("topic_coverage", false, new Margin(0.05, null));
    assertThat(spec.claims())
        .containsExactly(
            new ClaimSpec(new Claim.NotWorseThan("a", coverage, "b").strictly(), 8),
            new ClaimSpec(new Claim.NotWorseThan("a", coverage, "b"), 8),
            new ClaimSpec(
                new Claim.NotWorseThan(
                    "a", new Quantity("topic_coverage", false, new Margin(null, 0.2)), "b"),
                9),
            new ClaimSpec(
                new Claim.NotWorseThan(
                    "b", new Quantity("topic_0_share", true, new Margin(null, 0.1)), "a"),
                10),
            new ClaimSpec(new Claim.Beats("b", new Quantity("click_rate", false, null), "a"), 10),
            new ClaimSpec(
                new Claim.Beats("b", new Quantity("topic_1_share", false, null), "a"), 11));
  }

  // A baseline file contains the resolved text, and its rule is read without the components.
  @Test
  void resolvedRuleReadsBackEqual() throws Exception {
    String rule =
        """
        baseline: {guard: {topic_coverage: {relative: 0.05}, topic_0_share: {absolute: 0.1, better: lower}}}
        claims:
          - a: {topic_coverage: {not_worse_than: b, beats: b}, topic_0_share: {beats: b}}
        """;
    ExperimentSpec spec = read(rule);
    Rule recorded = BaselineRule.of(spec.resolved());
    assertThat(recorded).isEqualTo(spec.rule());
    Path again = Files.writeString(folder.resolve("again.yaml"), spec.resolved());
    ExperimentSpec read = ExperimentReader.read(again);
    assertThat(read.rule()).isEqualTo(spec.rule());
    assertThat(read.resolved()).isEqualTo(spec.resolved());
    assertThat(spec.fingerprint()).isEqualTo(read("").fingerprint());
  }

  @Test
  void comparedMetricsOfSweptAgentsAreClaimsOfEach() throws Exception {
    Path file = folder.resolve("swept.yaml");
    Files.writeString(
        file,
        """
        environment: {type: interest_evolution}
        agents:
          a: {type: random}
          b: {type: tabular_q}
        sweep:
          agents.b.gamma: [0.5, 0.9]
        claims:
          - a: {click_rate: {not_worse_than: b, margin: {absolute: 1}}}
          - b: {click_rate: {beats: a}}
        """);
    assertThat(ExperimentReader.read(file).rule().claims())
        .extracting(Claim::text)
        .containsExactlyInAnyOrder(
            "a click_rate not_worse_than b-gamma=0.5",
            "a click_rate not_worse_than b-gamma=0.9",
            "b-gamma=0.5 click_rate beats a",
            "b-gamma=0.9 click_rate beats a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "baseline: {guard: {topic_coverge: {relative: 0.05}}} | 6:20: \"topic_coverge\" is no metric of"
            + " this experiment, did you mean \"topic_coverage\"?",
        "baseline: {guard: {topic_coverage: {}}} | 6:36: topic_coverage needs at least one of relative"
            + " and absolute",
        "baseline: {guard: {topic_coverage: {relative: 1}}} | 6:47: topic_coverage.relative must be"
            + " above 0 and below 1, but is 1",
        "baseline: {guard: {topic_coverage: {relatve: 0.1}}} | 6:37: unknown key \"relatve\", did you mean"
            + " \"relative\"?",
        "baseline: {guard: {topic_coverage: 0.1}} | 6:36: topic_coverage must be a mapping, not 0.1",
        "baseline: {guard: 3} | 6:19: guard must be a mapping, not 3",
        "baseline: {gard: {}} | 6:12: unknown key \"gard\", did you mean \"guard\"?",
        "baseline: {guard: {topic_0_share: {absolute: 0.1}}} | 6:20: no direction of topic_0_share is"
            + " declared to be better; write better: higher or better: lower",
        "baseline: {guard: {topic_coverage: {absolute: 0.1, better: lower}}} | 6:20: topic_coverage"
            + " declares that higher is better; leave better out",
        "baseline: {guard: {topic_coverage: {absolute: 0.1, better: up}}} | 6:60:"
            + " topic_coverage.better must be one of higher, lower, not \"up\"",
        "claims: [{a: {topic_coverge: {beats: b}}}] | 6:15: \"topic_coverge\" is neither a claim nor a"
            + " metric of this experiment, did you mean \"topic_coverage\"?",
        "claims: [{a: {click_rate: {not_worse_than: b}}}] | 6:27: not_worse_than needs a margin, because"
            + " click_rate has no guard; write margin: {absolute: <number>}",
        "claims: [{a: {click_rate: {}}}] | 6:27: a claims nothing of click_rate; write beats or"
            + " not_worse_than with another agent",
        "claims: [{a: {click_rate: {beats: b, margin: {absolute: 1}}}}] | 6:46: margin is that of"
            + " not_worse_than; remove it",
        "claims: [{a: {click_rate: {beats: zzz}}}] | 6:35: there is no agent \"zzz\"; there are a, b",
        "claims: [{a: {click_rate: {beat: b}}}] | 6:28: unknown key \"beat\", did you mean \"beats\"?",
        "claims: [{a: {topic_0_share: {beats: b}}}] | 6:15: no direction of topic_0_share is declared to"
            + " be better; write better: higher or better: lower",
        "claims: [{a: {click_rate: {not_worse_than: b, margin: {}}}}] | 6:55: margin needs at least one of"
            + " relative and absolute",
      })
  void whatIsWrongIsToldWithItsPlaceAndCure(String yaml, String problem) {
    InvalidExperiment invalid =
        catchThrowableOfType(InvalidExperiment.class, () -> read(yaml + "\n"));
    assertThat(invalid.problems())
        .extracting(each -> each.line() + ":" + each.column() + ": " + each.message())
        .containsExactly(problem);
  }

  @Test
  void environmentWithoutMetricsSaysWhereToAddThem() throws Exception {
    Path file = folder.resolve("x.yaml");
    Files.writeString(
        file,
        "environment: {type: transition_matrix}\nagents: {a: {type: random}}\n"
            + "baseline: {guard: {clicks: {absolute: 1}}}\n");
    InvalidExperiment invalid =
        catchThrowableOfType(InvalidExperiment.class, () -> ExperimentReader.read(file));
    assertThat(invalid.problems().get(0).message())
        .isEqualTo(
            "\"clicks\" is no metric of this experiment, which has none; add it under metrics");
  }

  private ExperimentSpec read(String rule) throws IOException, InvalidExperiment {
    return ExperimentReader.read(Files.writeString(folder.resolve("experiment.yaml"), HEAD + rule));
  }
}
