package dev.recsim.env.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Choice models that an experiment file puts in the place of interest_evolution's own. */
class ChoiceInEnvironmentsTest {
  private static final RandomKey KEY = RandomKey.root(42).child("choice in worlds");

  @TempDir Path folder;

  private Environment environment(String choice) throws Exception {
    String yaml =
        """
        environment:
          type: interest_evolution
          choice: %s
        agents: {random: {type: random}}
        """
            .formatted(choice);
    Path file = Files.writeString(folder.resolve("experiment.yaml"), yaml);
    return Environments.of(ExperimentReader.read(file));
  }

  /**
   * The clicks on each position of the first slates of 5,000 sessions are within 6 standard
   * deviations of what a cascade makes of the users' interests, and so are the slates without a
   * click: for a random key each fails with odds of 1 in 500 million.
   */
  @Test
  void usersOfInterestEvolutionChooseByTheModelOfTheFile() throws Exception {
    Environment environment =
        environment("{type: exponential_cascade, attention_prob: 0.8, score_scaling: 0.3}");
    ChoiceModel cascade = new Cascade(0.8, 1, 0.3, StrictMath::exp);
    double[] surplus = new double[4];
    double[] variance = new double[4];
    for (int i = 0; i < 5_000; i++) {
      Session session = environment.open(KEY.child(i));
      double[] expected = cascade.probabilities(scores(session.start(), 3));
      Response response = session.recommend(Slate.of(0, 1, 2)).response();
      for (int j = 0; j < expected.length; j++) {
        boolean happened = j < 3 ? response.isClicked(j) : response.clicks() == 0;
        surplus[j] += (happened ? 1 : 0) - expected[j];
        variance[j] += expected[j] * (1 - expected[j]);
      }
    }
    for (int j = 0; j < surplus.length; j++) {
      assertThat(surplus[j]).isCloseTo(0, within(6 * Math.sqrt(variance[j])));
    }
    assertThat(environment.appeal()).as("a cascade is no choice by Luce's rule").isEmpty();
  }

  private static double[] scores(Observation seen, int documents) {
    double[] scores = new double[documents];
    for (int i = 0; i < documents; i++) {
      double[] features = seen.candidates().get(i).features();
      for (int j = 0; j < features.length; j++) {
        scores[i] += seen.user()[j] * features[j];
      }
    }
    return scores;
  }

  @Test
  void noClickMassLeftOutMeansThatSomethingIsAlwaysClicked() throws Exception {
    Environment environment = environment("{type: multinomial_logit}");
    Environment lazy = environment("{type: multinomial_logit, no_click_mass: 1}");
    for (int i = 0; i < 100; i++) {
      assertThat(clicks(environment, i)).isEqualTo(1);
    }
    assertThat(IntStream.range(0, 100).map(i -> clicks(lazy, i)).sum()).isBetween(1, 99);
  }

  private static int clicks(Environment environment, int session) {
    return environment.open(KEY.child(session)).recommend(Slate.of(0, 1, 2)).response().clicks();
  }

  @Test
  void agentsAreToldTheWeightsOfLogits() throws Exception {
    Environment environment = environment("{type: multinomial_logit, no_click_mass: 0.5}");
    Observation seen = environment.open(KEY).start();
    Appeal appeal = environment.appeal().orElseThrow();

    assertThat(appeal.weight(seen, 1)).isEqualTo(StrictMath.exp(scores(seen, 2)[1]));
    assertThat(appeal.noClickWeight(seen)).isEqualTo(StrictMath.exp(0.5));
  }

  /** Of those built in. */
  static List<String> everyModel() {
    List<String> names = new ArrayList<>();
    for (ChoiceModelProvider<?> provider : ServiceLoader.load(ChoiceModelProvider.class)) {
      if (provider.getClass().getPackage().equals(PositionBasedProvider.class.getPackage())) {
        names.add(provider.name());
      }
    }
    return names;
  }

  @Test
  void everyModelIsFoundByItsName() {
    assertThat(everyModel())
        .contains(
            "always_first",
            "dependent_click",
            "exponential_cascade",
            "multinomial_logit",
            "multinomial_proportional",
            "plackett_luce",
            "position_based",
            "proportional_cascade");
  }

  @ParameterizedTest
  @MethodSource("everyModel")
  void defaultsOfEveryModelRunInInterestEvolution(String model) throws Exception {
    Environment environment = environment("{type: " + model + "}");
    var played = new Loop(environment, KEY, KEY).play((seen, key) -> Slate.of(0, 1, 2), 20);

    assertThat(played.meanReward()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: exponential_cascade, attention_prob: 2}"
            + "|choice.attention_prob must be between 0 and 1, but is 2",
        "{type: proportional_cascade, score_scaling: -1}"
            + "|choice.score_scaling must be 0 or more, but is -1",
        "{type: multinomial_proportional, no_click_mass: -2}"
            + "|choice.no_click_mass must be at least min_normalizer, -1.0, but is -2.0",
        "{type: position_based, examination: []}|choice.examination needs 1 or more values",
        "{type: dependent_click, continuation: [1.5]}"
            + "|choice.continuation[0] must be between 0 and 1, but is 1.5",
        "{type: position_based, link: probit}"
            + "|choice.link must be one of logistic, identity, not \"probit\"",
        "{type: plackett_luce, single: {type: always_first}}"
            + "|single must be a model that chooses one document by Luce's rule",
        "{type: cascade}|unknown choice model type \"cascade\"",
      })
  void whatIsWrongIsToldAtItsPlace(String choice, String message) {
    assertThatExceptionOfType(InvalidExperiment.class)
        .isThrownBy(() -> environment(choice))
        .withMessageContaining(":3:")
        .withMessageContaining(message);
  }
}
