package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Claim;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.Margin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {
  private static final String HEAD =
      """
      environment: {type: transition_matrix}
      agents:
        random: {type: random}
        optimal: {type: optimal}
      """;

  @TempDir Path folder;

  @Test
  void claimsAreReadWithTheirLines() throws Exception {
    ExperimentSpec spec =
        read(
            """
            claims:
            - optimal: {share_of_optimum: ">= 0.99"}
            - optimal:
                mean_reward: ">=8.5"
                beats: random
            - random: {not_worse_than: optimal}
            """);

    assertThat(spec.claims())
        .containsExactly(
            new ClaimSpec(new Claim.AtLeast("optimal", Claim.SHARE_OF_OPTIMUM, 0.99), 6),
            new ClaimSpec(new Claim.AtLeast("optimal", Claim.MEAN_REWARD, 8.5), 8),
            new ClaimSpec(new Claim.Beats("optimal", "random"), 9),
            new ClaimSpec(new Claim.NotWorseThan("random", "optimal"), 10));
    assertThat(ResolvedKeys.of(spec.resolved()).get("claims"))
        .isEqualTo(
            "[{optimal: {share_of_optimum: >= 0.99}}, {optimal: {mean_reward: >= 8.5}},"
                + " {optimal: {beats: random}}, {random: {not_worse_than: optimal}}]");
  }

  @Test
  void resolvedClaimsReadBackEqual() throws Exception {
    ExperimentSpec spec = read("claims: [{optimal: {beats: random, mean_reward: \">= 1e-7\"}}]\n");
    Files.writeString(folder.resolve("again.yaml"), spec.resolved());
    ExperimentSpec again = ExperimentReader.read(folder.resolve("again.yaml"));

    assertThat(again.claims())
        .extracting(ClaimSpec::claim)
        .isEqualTo(spec.claims().stream().map(ClaimSpec::claim).toList());
    assertThat(again.resolved()).isEqualTo(spec.resolved());
  }

  @Test
  void aClaimMayNameAMetricOfTheExperiment() throws Exception {
    ExperimentSpec spec =
        read(
            """
            metrics: {reached: {type: reward_reached, reward: 1}}
            claims: [{optimal: {reached: ">= 0.5"}}, {optimal: {reached: "<= 0.9"}}]
            """);
    assertThat(spec.claims())
        .extracting(ClaimSpec::claim)
        .containsExactly(
            new Claim.AtLeast("optimal", "reached", 0.5),
            new Claim.AtMost("optimal", "reached", 0.9));
    assertThat(BaselineRule.of(spec.resolved())).isEqualTo(spec.rule());
  }

  @Test
  void theRecordedRuleIsReadWithoutItsComponents() throws Exception {
    ExperimentSpec spec =
        read(
            """
            baseline: {margin: {absolute: 0.5}, max_seeds: 30}
            trials: {seeds: [1, 3, 5, 7, 9]}
            claims: [{optimal: {beats: random}}, {random: {mean_reward: ">= 0.1"}}]
            """);
    assertThat(BaselineRule.of(spec.resolved())).isEqualTo(spec.rule());
    String gone = spec.resolved().replace("type: optimal", "type: of_another_time");
    assertThat(BaselineRule.of(gone)).isEqualTo(spec.rule());
  }

  @Test
  void agentsStandOnTheLineOfTheirName() throws Exception {
    assertThat(read("").agents()).extracting(ExperimentSpec.AgentSpec::line).containsExactly(3, 4);
  }

  @Test
  void marginReplacesTheDefaultAsAWhole() throws Exception {
    assertThat(read("").baseline()).isEqualTo(BaselineOptions.DEFAULTS);
    assertThat(read("baseline: {margin: {absolute: 0.5}, max_seeds: 20}\n").baseline())
        .isEqualTo(new BaselineOptions(new Margin(null, 0.5), 20));
  }

  @Test
  void checksAreNoPartOfTheFingerprint() throws Exception {
    ExperimentSpec bare = read("");
    ExperimentSpec checked =
        read("baseline: {margin: {absolute: 0.5}}\nclaims: [{optimal: {beats: random}}]\n");

    assertThat(checked.fingerprint()).isEqualTo(bare.fingerprint());
    assertThat(checked.resolved()).isNotEqualTo(bare.resolved());
  }

  @Test
  void filesAreNamedWithTheirDigests() throws Exception {
    Files.writeString(folder.resolve("m.csv"), "1\n");
    Files.writeString(
        folder.resolve("x.yaml"),
        "{environment: {type: transition_matrix, acceptance: {file: m.csv}}, agents: {a: {type:"
            + " random}}}");

    assertThat(ExperimentReader.read(folder.resolve("x.yaml")).files())
        .containsEntry("m.csv", "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "claims: 1 | 5:9: claims must be a list, not 1; write - <agent>: {share_of_optimum: \">="
            + " 0.99\"}",
        "claims: [optimal] | 5:10: a claim is one agent and what it must show; write - <agent>:"
            + " {share_of_optimum: \">= 0.99\"}",
        "claims: [{optimum: {beats: random}}] | 5:11: there is no agent \"optimum\", did you mean"
            + " \"optimal\"?",
        "claims: [{optimal: {beats: zzz}}] | 5:28: there is no agent \"zzz\"; there are random,"
            + " optimal",
        "claims: [{optimal: {beats: optimal}}] | 5:28: beats must be another agent than optimal"
            + " itself",
        "claims: [{optimal: {beat: random}}] | 5:21: \"beat\" is neither a claim nor a metric of this"
            + " experiment, did you mean \"beats\"?",
        "claims: [{optimal: {reached: '>= 0.5'}}] | 5:21: \"reached\" is neither a claim nor a metric"
            + " of this experiment; known keys: share_of_optimum, mean_reward, beats,"
            + " not_worse_than",
        "claims: [{optimal: {}}] | 5:20: optimal claims nothing; write - <agent>:"
            + " {share_of_optimum: \">= 0.99\"}",
        "claims: [{optimal: {mean_reward: 8}}] | 5:34: mean_reward must be a bound such as \">="
            + " 0.99\", not 8",
        "claims: [{optimal: {share_of_optimum: '>= 99'}}] | 5:39: share_of_optimum is at most 1,"
            + " but is claimed to be >= 99",
        "baseline: {margin: {}} | 5:20: margin needs at least one of relative and absolute",
        "baseline: {margin: {relative: 1}} | 5:31: margin.relative must be above 0 and below 1, but is 1",
        "baseline: {max_seeds: 10} | 5:23: max_seeds must be above the 10 seeds of trials, or be"
            + " left out",
      })
  void whatIsWrongIsToldWithItsPlaceAndCure(String yaml, String problem) throws Exception {
    InvalidExperiment invalid =
        catchThrowableOfType(InvalidExperiment.class, () -> read(yaml + "\n"));

    assertThat(invalid.problems())
        .extracting(each -> each.line() + ":" + each.column() + ": " + each.message())
        .containsExactly(problem);
  }

  private ExperimentSpec read(String checks) throws IOException, InvalidExperiment {
    Path file = Files.writeString(folder.resolve("experiment.yaml"), HEAD + checks);
    return ExperimentReader.read(file);
  }
}
