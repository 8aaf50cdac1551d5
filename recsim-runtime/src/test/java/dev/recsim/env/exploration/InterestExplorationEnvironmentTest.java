package dev.recsim.env.exploration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step.Status;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import dev.recsim.trial.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterestExplorationEnvironmentTest {
  private static final RandomKey KEY = RandomKey.root(42).child("interest exploration");
  private static final int STEPS = 100;

  @TempDir Path folder;

  @Test
  void usersNeverLeaveAndAreCutOff() throws Exception {
    Session session = environment("max_session_length: 7").open(KEY);
    for (int t = 1; t <= 7; t++) {
      assertThat(session.recommend(Slate.of(0)).status())
          .isEqualTo(t == 7 ? Status.CUT_OFF : Status.CONTINUES);
    }
  }

  @Test
  void tasteStaysTheSameDuringAVisit() throws Exception {
    Session session = environment("resample: session").open(KEY);
    double before = session.clickProbabilities(Slate.of(0))[0];
    for (int t = 0; t < 50; t++) {
      session.recommend(Slate.of(t % 10));
    }
    assertThat(session.clickProbabilities(Slate.of(0))[0]).isEqualTo(before);
  }

  /**
   * A click rate of .12866, by Gauss-Hermite quadrature of 1 / (1 + exp(5 - affinity - quality))
   * over the log-normal affinities and qualities, types and topics. Over 1,000 users the standard
   * error is .0022; within 5 of them a right environment fails with odds of 1 in 1.7 million.
   */
  @Test
  void randomDocumentsAreClickedAsOftenAsTheModelSays() throws Exception {
    Sessions played = play(environment(""), (seen, key) -> Slate.of(0), 1_000);
    double standardError = played.standardError() / STEPS;
    assertThat(standardError).isLessThan(.003);
    assertThat(played.meanReward() / STEPS).isCloseTo(.12866, within(5 * standardError));
  }

  /**
   * Documents of one topic only, by quadrature: topic 0 is clicked with .1636 by the first type of
   * user and .3265 by the second, topic 1 with .1507 and .0660. Whatever the type, topic 0 is best:
   * nothing need be found out.
   */
  @Test
  void atTheDefaultsOneTopicIsBestForAllUsers() throws Exception {
    assertClickRate("topic_shares: [1, 0]", "[1, 0]", "", .16361);
    assertClickRate("topic_shares: [0, 1]", "[1, 0]", "", .15072);
    assertClickRate("topic_shares: [1, 0]", "[0, 1]", "", .32647);
    assertClickRate("topic_shares: [0, 1]", "[0, 1]", "", .06601);
  }

  /** With equal qualities and stronger tastes a user's type decides: .3956 against .0660. */
  @Test
  void withStrongerTastesTheTypeDecides() throws Exception {
    String strong = ", affinity_log_means: [[0.1, 1.2], [1.2, 0.1]]";
    String equal = ", quality_log_means: [0.2, 0.2]";
    assertClickRate("topic_shares: [1, 0]" + equal, "[1, 0]", strong, .06601);
    assertClickRate("topic_shares: [0, 1]" + equal, "[1, 0]", strong, .39564);
  }

  private void assertClickRate(String documents, String types, String user, double expected)
      throws Exception {
    Environment environment =
        environment("documents: {%s}, user: {type_shares: %s%s}".formatted(documents, types, user));
    Sessions played = play(environment, (seen, key) -> Slate.of(0), 200);
    assertThat(played.meanReward() / STEPS)
        .isCloseTo(expected, within(5 * played.standardError() / STEPS));
  }

  @Test
  void appealIsThatOfAnAverageUser() throws Exception {
    Environment environment = environment("");
    Appeal appeal = environment.appeal().orElseThrow();
    Observation seen = environment.open(KEY).start();
    assertThat(appeal.noClickWeight(seen)).isCloseTo(Math.exp(5), within(1e-9));
    for (int i = 0; i < 10; i++) {
      Document document = seen.candidates().get(i);
      double score = document.features()[0] + (document.topic() == 0 ? .52 : .28);
      assertThat(appeal.weight(seen, i)).isCloseTo(Math.exp(score), within(1e-9));
    }
  }

  @Test
  void topicsOfUsersAndDocumentsMustAgree() {
    assertThatThrownBy(
            () ->
                environment(
                    "documents: {topic_shares: [0.2, 0.3, 0.5], quality_log_means: [1, 2, 3]}"))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining(
            "affinity_log_means[0] needs a value for each of the documents' 3 topics, but has 2");
  }

  private static Sessions play(Environment environment, Policy policy, int users) {
    return new Loop(environment, KEY.child("world"), KEY.child("policy")).play(policy, users);
  }

  private Environment environment(String options) throws Exception {
    String yaml =
        """
        environment: {type: interest_exploration, %s}
        agents: {random: {type: random}}
        """
            .formatted(options);
    Path file = Files.writeString(folder.resolve("experiment.yaml"), yaml);
    return Environments.of(ExperimentReader.read(file));
  }
}
