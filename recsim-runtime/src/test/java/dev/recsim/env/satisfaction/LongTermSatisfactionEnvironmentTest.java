package dev.recsim.env.satisfaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import dev.recsim.trial.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongTermSatisfactionEnvironmentTest {
  private static final RandomKey KEY = RandomKey.root(42).child("long term satisfaction");
  private static final int USERS = 300;

  @TempDir Path folder;

  @Test
  void userSeesSixtySlatesAndAlwaysTakesTheFirstDocument() throws Exception {
    Session session = environment("slate_size: 2").open(KEY);
    for (int t = 1; t <= 60; t++) {
      Step step = session.recommend(Slate.of(3, 1));
      assertThat(step.response().clicked()).isZero();
      assertThat(step.response().clicks()).isEqualTo(1);
      assertThat(step.reward()).isEqualTo(step.response().signal(0, 1)).isPositive();
      assertThat(step.status()).isEqualTo(t == 60 ? Status.ENDED : Status.CONTINUES);
    }
  }

  /**
   * What RecSim ships: the most clickbait of ten documents earns more than the least, though
   * satisfaction falls. Paired by users, whose luck is the same; the difference is above 5 of its
   * standard errors.
   */
  @Test
  void atTheDefaultsNothingBeatsClickbait() throws Exception {
    assertThat(advantageOfClickbait(environment(""))).isGreaterThan(5);
  }

  /** The tension is there at discount .9 and sensitivity .1, four times the break-even of .027. */
  @Test
  void withSensitiveUsersClickbaitLosesInTheEnd() throws Exception {
    Environment environment = environment("user: {memory_discount: 0.9, sensitivity: 0.1}");
    assertThat(advantageOfClickbait(environment)).isLessThan(-5);
    assertThat(satisfaction(environment, 1)).isLessThan(.35);
    assertThat(satisfaction(environment, -1)).isGreaterThan(.65);
    Step first = environment.open(KEY).recommend(slate(environment.open(KEY).start(), 1));
    Step other = environment.open(KEY).recommend(slate(environment.open(KEY).start(), -1));
    assertThat(first.reward()).as("at first clickbait engages").isGreaterThan(other.reward());
  }

  /**
   * The variant of RecSim's tutorial: satisfaction is seen with noise, and documents are chosen in
   * proportion to exp(clickbait). Clicks in 6,000 steps are within 5 standard deviations.
   */
  @Test
  void tutorialsUsersChooseByClickbait() throws Exception {
    Environment environment =
        environment(
            "slate_size: 3, user: {memory_discount: 0.9, observation_noise: 0.1},"
                + " choice: {type: multinomial_logit}");
    double surplus = 0;
    double variance = 0;
    for (int i = 0; i < 100; i++) {
      Session session = environment.open(KEY.child(i));
      Observation seen = session.start();
      assertThat(seen.user()).hasSize(1);
      for (int t = 0; t < 60; t++) {
        double[] weights = new double[3];
        for (int k = 0; k < 3; k++) {
          weights[k] = Math.exp(seen.candidates().get(k).features()[0]);
          assertThat(environment.appeal().orElseThrow().weight(seen, k))
              .isCloseTo(weights[k], within(1e-12));
        }
        double p = weights[0] / Arrays.stream(weights).sum();
        Step step = session.recommend(Slate.of(0, 1, 2));
        surplus += (step.response().isClicked(0) ? 1 : 0) - p;
        variance += p * (1 - p);
        seen = step.next();
      }
    }
    assertThat(surplus).isCloseTo(0, within(5 * Math.sqrt(variance)));
  }

  /**
   * In RecSim both samplers start from the same seed, so that a user's first exposure is a function
   * of the first document. Here their correlation over 1,000 users is within 5 standard errors of
   * 0.
   */
  @Test
  void usersAndDocumentsAreDrawnFromKeysOfTheirOwn() throws Exception {
    Environment environment = environment("user: {sensitivity: 1, observation_noise: 0.001}");
    double covariance = 0;
    for (int i = 0; i < 1_000; i++) {
      Observation seen = environment.open(KEY.child(i)).start();
      double exposure = Math.log(seen.user()[0] / (1 - seen.user()[0]));
      double clickbait = seen.candidates().get(0).features()[0];
      covariance += exposure * (1 - .7) * (clickbait - .5) / 1_000;
    }
    // Both are uniform on an interval of length 1, whose variance is 1 / 12.
    assertThat(covariance * 12).isCloseTo(0, within(5 / Math.sqrt(1_000)));
  }

  /** Standard errors by which the most clickbait earns more than the least. */
  private static double advantageOfClickbait(Environment environment) {
    double[] most = play(environment, 1).rewards();
    double[] least = play(environment, -1).rewards();
    double[] differences = new double[USERS];
    Arrays.setAll(differences, i -> most[i] - least[i]);
    double mean = Arrays.stream(differences).average().orElseThrow();
    double squares = Arrays.stream(differences).map(x -> (x - mean) * (x - mean)).sum();
    return mean / Math.sqrt(squares / (USERS - 1) / USERS);
  }

  private static double satisfaction(Environment environment, int sign) {
    return environment.metrics().stream()
        .filter(metric -> metric.name().equals("satisfaction"))
        .findAny()
        .orElseThrow()
        .value(play(environment, sign).totals(), USERS);
  }

  private static Sessions play(Environment environment, int sign) {
    Policy policy = (seen, key) -> slate(seen, sign);
    return new Loop(environment, KEY.child("world"), KEY.child("policy")).play(policy, USERS);
  }

  /** The document with the most (sign 1) or the least (-1) clickbait. */
  private static Slate slate(Observation seen, int sign) {
    int best = 0;
    for (int i = 1; i < seen.candidates().size(); i++) {
      double gain =
          seen.candidates().get(i).features()[0] - seen.candidates().get(best).features()[0];
      best = sign * gain > 0 ? i : best;
    }
    return Slate.of(best);
  }

  private Environment environment(String options) throws Exception {
    String yaml =
        """
        environment: {type: long_term_satisfaction, %s}
        agents: {random: {type: random}}
        """
            .formatted(options);
    Path file = Files.writeString(folder.resolve("experiment.yaml"), yaml);
    return Environments.of(ExperimentReader.read(file));
  }
}
