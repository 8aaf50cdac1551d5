package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Recycling;
import dev.recsim.api.Response;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Checkpoint.Watch;
import dev.recsim.trial.Trainer.Trained;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The schedule; {@link CountingAgent} writes it down as S(ession) E(poch) U(pdate) L(oad). */
class TrainerTest {
  /** Worth 0.3, 1.5, 0.9 and 2.7 a session. */
  private static final double[] ACCEPT = {.1, .5, .3, .9};

  private final FlatEnvironment environment = FlatEnvironment.finite(ACCEPT);

  @Test
  void warmUpComesFirstAndAFifthOfASessionIsOneEveryFiveUpdates() {
    CountingAgent agent = new CountingAgent(0);
    train(environment, agent, schedule(4, 2, 5, .2));
    assertThat(agent.log).hasToString("SSSS" + "EUUUUUS" + "EUUUUUS");
  }

  @Test
  void fractionsOfSessionsAreCarriedFromEpochToEpoch() {
    CountingAgent agent = new CountingAgent(0);
    train(environment, agent, schedule(1, 4, 3, .2));
    assertThat(agent.log).hasToString("S" + "EUUU" + "EUUSU" + "EUUU" + "EUSUU");
  }

  @Test
  void twoSessionsAnUpdateFollowEachUpdate() {
    CountingAgent agent = new CountingAgent(0);
    train(environment, agent, schedule(1, 1, 3, 2));
    assertThat(agent.log).hasToString("S" + "EUSSUSSUSS");
  }

  @Test
  void noSessionsAnUpdateLearnFromTheWarmUpAlone() {
    CountingAgent agent = new CountingAgent(0);
    train(environment, agent, schedule(2, 1, 3, 0));
    assertThat(agent.log).hasToString("SS" + "EUUU");
  }

  /** In floating point .29 * 100 is a little less than 29. */
  @Test
  void roundingDoesNotDelayASession() {
    CountingAgent agent = new CountingAgent(0);
    train(environment, agent, schedule(1, 1, 100, .29));
    assertThat(agent.log.toString().chars().filter(c -> c == 'S').count()).isEqualTo(1 + 29);
    assertThat(agent.log.toString()).endsWith("US");
  }

  @Test
  void checkpointsCountStepsAndUpdates() {
    CountingAgent agent = new CountingAgent(0, 1);
    Trained trained = train(environment, agent, schedule(4, 2, 5, .2));
    assertThat(trained.curve())
        .extracting(Checkpoint::epoch, Checkpoint::envSteps, Checkpoint::updates)
        .containsExactly(tuple(1, 15L, 5L), tuple(2, 18L, 10L));
    assertThat(trained.envSteps()).isEqualTo(18).isEqualTo(agent.steps);
    assertThat(trained.updates()).isEqualTo(10);
  }

  @Test
  void checkpointsCarryTheExactValueOfTheGreedyPolicy() {
    List<Checkpoint> curve =
        train(environment, new CountingAgent(0, 3), schedule(1, 2, 1, 0)).curve();
    assertThat(curve.get(0).exactValue()).isCloseTo(.3, within(1e-12));
    assertThat(curve.get(1).exactValue()).isCloseTo(2.7, within(1e-12));
    assertThat(curve.get(0).meanReward()).as("without validation").isNull();
    assertThat(curve.get(0).standardError()).as("without validation").isNull();
  }

  @Test
  void batchSizeAndUpdatesAreHandedOn() {
    CountingAgent agent = new CountingAgent(0);
    train(environment, agent, new Training(1, 1, 3, 17, 0, 0, Keep.LAST, 0));
    assertThat(agent.batchSize).isEqualTo(17);
    assertThat(agent.announcedUpdates).isEqualTo(3);
  }

  @Test
  void lastWeightsAreKept() {
    CountingAgent agent = new CountingAgent(0, 3, 1);
    Trained trained = train(environment, agent, keeping(Keep.LAST, 3, 0, 0));
    assertThat(trained.keptEpoch()).isEqualTo(3);
    assertThat(agent.document).isEqualTo(1);
    assertThat(agent.log).doesNotContain("L");
  }

  @Test
  void bestWeightsAreLoaded() {
    CountingAgent agent = new CountingAgent(0, 3, 1);
    Trained trained = train(environment, agent, keeping(Keep.BEST, 3, 0, 0));
    assertThat(trained.keptEpoch()).isEqualTo(2);
    assertThat(agent.document).isEqualTo(3);
    assertThat(trained.updates()).as("of the whole training").isEqualTo(3);
  }

  @Test
  void firstOfEquallyGoodWeightsIsKept() {
    assertThat(
            train(environment, new CountingAgent(0, 3, 3), keeping(Keep.BEST, 3, 0, 0)).keptEpoch())
        .isEqualTo(2);
  }

  @Test
  void exactValueDecidesWhereThereIsOne() {
    FlatEnvironment nearlyEqual = FlatEnvironment.finite(.5, .500001);
    for (int sessions : new int[] {0, 1, 10, 100}) {
      CountingAgent agent = new CountingAgent(0, 1, 0, 0);
      train(nearlyEqual, agent, keeping(Keep.BEST, 4, sessions, 0));
      assertThat(agent.document).isEqualTo(1);
    }
  }

  @Test
  void validationMeanDecidesWhereThereIsNoExactValue() {
    CountingAgent agent = new CountingAgent(0, 1, 0);
    Trained trained = train(FlatEnvironment.notFinite(0, 1), agent, keeping(Keep.BEST, 3, 5, 0));
    assertThat(trained.curve()).extracting(Checkpoint::meanReward).containsExactly(0.0, 3.0, 0.0);
    assertThat(trained.curve()).extracting(Checkpoint::exactValue).containsOnlyNulls();
    assertThat(trained.keptEpoch()).isEqualTo(2);
    assertThat(agent.document).isEqualTo(1);
  }

  /**
   * The sum of three coins has variance .75. With 400 sessions the estimate of the standard error
   * has a relative deviation of 1 / sqrt(800): 20 % is 5.6 of them; the key is fixed.
   */
  @Test
  void validationReportsTheStandardErrorOfItsMean() {
    Checkpoint checkpoint =
        train(FlatEnvironment.notFinite(.5), new CountingAgent(0), keeping(Keep.LAST, 1, 400, 0))
            .curve()
            .get(0);
    double expected = Math.sqrt(.75 / 400);
    assertThat(checkpoint.standardError()).isBetween(.8 * expected, 1.2 * expected);
    assertThat(checkpoint.meanReward()).isCloseTo(1.5, within(4 * expected));
  }

  @Test
  void singleValidationSessionHasNoStandardError() {
    Checkpoint checkpoint =
        train(environment, new CountingAgent(0), keeping(Keep.LAST, 1, 1, 0)).curve().get(0);
    assertThat(checkpoint.meanReward()).isNotNull();
    assertThat(checkpoint.standardError()).isNull();
  }

  @Test
  void everyEpochIsValidatedOnOtherUsers() {
    CountingAgent agent = new CountingAgent(0);
    List<Checkpoint> curve =
        train(FlatEnvironment.notFinite(.5), agent, keeping(Keep.LAST, 3, 400, 0)).curve();
    assertThat(curve).extracting(Checkpoint::meanReward).doesNotHaveDuplicates();
  }

  @Test
  void undeclaredValidationIsPlayedOnlyWithoutExactValues() {
    Training schedule = new Training(400, 4, 1, 8, 50, 0, Keep.LAST, 0);
    CountingAgent agent = new CountingAgent(0, 1);
    List<Checkpoint> curve = train(FlatEnvironment.notFinite(.5, 1), agent, schedule).curve();
    assertThat(curve).extracting(Checkpoint::meanReward).doesNotContainNull().contains(3.0);
    assertThat(train(environment, new CountingAgent(0, 1), schedule).curve())
        .extracting(Checkpoint::meanReward)
        .containsOnlyNulls();
  }

  /** 400 + 4 x 50 sessions of training and 100 of evaluation allow 28. */
  @Test
  void undeclaredValidationIsAShareOfAllSessions() {
    Training schedule = new Training(400, 4, 1, 8, 50, 0, Keep.LAST, 0);
    FlatEnvironment flat = FlatEnvironment.notFinite(.5);
    train(flat, new CountingAgent(0), schedule);
    assertThat(flat.starts).hasSize(600 + 28);
    for (int epochs : new int[] {1, 3, 40, 199, 200, 201, 1_000, 100_000}) {
      Training any = new Training(400, epochs, 1, 8, 0, 0, Keep.LAST, 0);
      assertThat(
              IntStream.rangeClosed(1, epochs)
                  .map(epoch -> any.undeclaredValidation(epoch, 100))
                  .sum())
          .isEqualTo(20);
    }
  }

  /**
   * Of 100,000 epochs 200 have figures: they are evenly spaced, the first and the last included.
   */
  @Test
  void atMostTwoHundredPointsAreKept() {
    for (int epochs : new int[] {1, 2, 199, 200, 201, 350, 100_000}) {
      int last = epochs;
      int[] kept =
          IntStream.rangeClosed(1, epochs)
              .filter(epoch -> Training.points(epoch, last) > Training.points(epoch - 1, last))
              .toArray();
      assertThat(kept).hasSize(Math.min(200, epochs)).startsWith(1).endsWith(epochs);
      int[] gaps = IntStream.range(1, kept.length).map(i -> kept[i] - kept[i - 1]).toArray();
      assertThat(Arrays.stream(gaps).max().orElse(0) - Arrays.stream(gaps).min().orElse(0))
          .isLessThanOrEqualTo(1);
    }
  }

  /** The figures of the epochs between two points are in the mean of the later one. */
  @Test
  void diagnosticsAreMeansSinceTheLastPoint() {
    Loss agent = new Loss();
    List<Checkpoint> curve = train(environment, agent, schedule(1, 399, 1, 0)).curve();
    assertThat(curve.get(0).diagnostics()).containsEntry("loss", 1.0);
    assertThat(curve.get(1).diagnostics()).isEmpty();
    assertThat(curve.get(2).diagnostics()).isEqualTo(Map.of("loss", 2.5));
    assertThat(curve.get(398).diagnostics()).isEqualTo(Map.of("loss", 398.5));
  }

  @Test
  void lastCheckpointHasDiagnosticsWhereTrainingStopsEarly() {
    Training schedule = new Training(1, 399, 1, 8, 0, 0, Keep.LAST, 3);
    List<Checkpoint> curve = train(environment, new Loss(), schedule).curve();
    assertThat(curve).hasSize(4);
    assertThat(curve.get(3).diagnostics()).isEqualTo(Map.of("loss", 4.0));
  }

  /** Its loss is the number of the update. */
  private static final class Loss extends CountingAgent {
    private int first = 1;
    private int updates;

    Loss() {
      super(0);
    }

    @Override
    public void update(int batchSize) {
      updates++;
    }

    @Override
    public SortedMap<String, Double> diagnostics() {
      double mean = (first + updates) / 2.0;
      first = updates + 1;
      return new TreeMap<>(Map.of("loss", mean));
    }
  }

  /** Whether sessions without influence are played changes nothing else. */
  @Test
  void undeclaredValidationChangesNeitherTrainingNorKeptWeights() {
    CountingAgent without = new CountingAgent(0, 1, 0);
    CountingAgent with = new CountingAgent(0, 1, 0);
    Training schedule = new Training(400, 3, 5, 8, .2, 0, Keep.LAST, 0);
    FlatEnvironment exact = FlatEnvironment.finite(.5, 1);
    FlatEnvironment unknown = FlatEnvironment.notFinite(.5, 1);
    train(exact, without, schedule);
    train(unknown, with, schedule);
    assertThat(with.log).hasToString(without.log.toString());
    assertThat(with.transitions).isEqualTo(without.transitions);
    assertThat(with.document).isEqualTo(without.document);
  }

  @Test
  void patienceStopsAfterEpochsWithoutABetterOne() {
    CountingAgent agent = new CountingAgent(0, 1, 2, 1, 3, 3);
    Trained trained = train(environment, agent, keeping(Keep.LAST, 6, 0, 2));
    assertThat(trained.curve()).hasSize(4);
    assertThat(trained.keptEpoch()).isEqualTo(4);
    assertThat(train(environment, new CountingAgent(0, 1, 2, 1, 3, 3), keeping(Keep.BEST, 6, 0, 3)))
        .extracting(Trained::keptEpoch)
        .isEqualTo(5);
  }

  @Test
  void bestWithoutAnyScoreIsAClearError() {
    for (Training schedule : List.of(keeping(Keep.BEST, 2, 0, 0), keeping(Keep.LAST, 2, 0, 1))) {
      assertThatThrownBy(() -> train(FlatEnvironment.notFinite(.5), new CountingAgent(0), schedule))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("keep: best and patience")
          .hasMessageContaining("validation_sessions");
    }
  }

  @Test
  void exactValueThatIsNoNumberIsAClearError() {
    assertThatThrownBy(
            () ->
                train(
                    FlatEnvironment.finite(Double.NaN),
                    new CountingAgent(0),
                    keeping(Keep.BEST, 2, 0, 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("exact value is NaN");
  }

  @Test
  void learnerSeesEveryStepFromWhereItStarted() {
    CountingAgent agent = new CountingAgent(0);
    train(environment, agent, schedule(50, 1, 1, 0));
    for (int i = 0; i < agent.transitions.size(); i++) {
      int before =
          i % FlatEnvironment.LENGTH == 0
              ? environment.starts.get(i / FlatEnvironment.LENGTH)
              : agent.transitions.get(i - 1).step().next().state();
      assertThat(agent.transitions.get(i).observation().state()).isEqualTo(before);
      assertThat(agent.transitions.get(i).slate().document(0)).as("what was shown").isZero();
    }
  }

  @Test
  void allAgentsTrainOnTheSameUsers() {
    FlatEnvironment other = FlatEnvironment.finite(ACCEPT);
    train(environment, new CountingAgent(0), schedule(50, 1, 5, 1));
    Keys keys = new Keys(RandomKey.root(42), "flat", "other agent", 0);
    CountingAgent agent = new CountingAgent(1);
    new Trainer(other, agent, agent, schedule(50, 1, 5, 1), 100, keys).train(Watch.NOBODY);
    assertThat(other.starts).isEqualTo(environment.starts).contains(0, 1, 2, 3);
  }

  private static Training schedule(int warmup, int epochs, int updates, double sessions) {
    return new Training(warmup, epochs, updates, 8, sessions, 0, Keep.LAST, 0);
  }

  /** One update an epoch. */
  private static Training keeping(Keep keep, int epochs, int validationSessions, int patience) {
    return new Training(1, epochs, 1, 8, 0, validationSessions, keep, patience);
  }

  /** The learner's memory: what it was given in the first session is as it was in the end. */
  @Test
  void whatALearnerKeepsIsNotOverwritten() {
    InterestEvolutionEnvironmentProvider environments = new InterestEvolutionEnvironmentProvider();
    Environment interests = environments.create(environments.defaults(), Path.of("."));
    List<Transition> kept = new ArrayList<>();
    List<String> words = new ArrayList<>();
    CountingAgent agent =
        new CountingAgent(0) {
          @Override
          public void observe(Transition transition) {
            super.observe(transition);
            kept.add(transition);
            words.add(words(transition));
          }

          @Override
          public Policy exploring() {
            return Policy.uniform(interests.space());
          }
        };
    train(interests, agent, schedule(3, 2, 2, 1));
    assertThat(Recycling.keepsNothing(agent.exploring()))
        .as("although the policy keeps nothing")
        .isTrue();
    assertThat(kept.stream().map(TrainerTest::words).toList()).isEqualTo(words);
    assertThat(words).doesNotHaveDuplicates();
  }

  /** A transition by its values. */
  private static String words(Transition transition) {
    StringBuilder words = new StringBuilder();
    for (Observation seen : List.of(transition.observation(), transition.step().next())) {
      words.append(Arrays.toString(seen.user()));
      for (Document document : seen.candidates()) {
        words.append(document.id()).append(Arrays.toString(document.features()));
      }
    }
    Response response = transition.step().response();
    for (int i = 0; i < transition.slate().size(); i++) {
      for (int signal = 0; signal < 3; signal++) {
        words.append(' ').append(response.signal(i, signal));
      }
    }
    return words.append(response).toString();
  }

  private static Trained train(Environment environment, CountingAgent agent, Training schedule) {
    Keys keys = new Keys(RandomKey.root(42), "flat", "counting", 0);
    return new Trainer(environment, agent, agent, schedule, 100, keys).train(Watch.NOBODY);
  }
}
