package dev.recsim.env.boredom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Document;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.User;
import dev.recsim.env.boredom.BoredUsersProvider.Boredom;
import dev.recsim.env.boredom.BoredUsersProvider.Observe;
import dev.recsim.env.boredom.BoredUsersProvider.Options;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The environments of the experiments {@code papers/sardine-*} are SARDINE's: on given states, the
 * expected clicks, the observed clicks and the boredom are those of its code. The file {@code
 * sardine-settings.csv} has the numbers that {@code sardine/simulator.py} of
 * github.com/naver/sardine, version 1.0.8, computes with the options of each environment in {@code
 * sardine/__init__.py}, for the items, the user, the slates and the clicks below and therein. Its
 * authors' experiments (github.com/RomDeffayet/SARDINE_Experiments) add two names: {@code
 * SingleItem-PartialObs} has the options of {@code SingleItem-Static}, and {@code
 * SlateTopK-PartialObs} those of {@code SlateTopK-BoredInf}.
 */
class SardineSettingsTest {
  private static final Path EXPERIMENTS = Path.of("../experiments");

  /** Weights of ten topics, before they are scaled to length 1. */
  private static final double[][] ITEMS = {
    {.6, .8, 0, 0, 0, 0, 0, 0, 0, 0},
    {0, .8, .4, 0, 0, 0, 0, 0, 0, 0},
    {.5, .7, .3, 0, 0, 0, 0, 0, 0, 0},
    {.9, 0, .5, 0, 0, 0, 0, 0, 0, 0},
    {0, .5, 0, 0, 0, 0, 0, 0, 0, .9},
    {0, .4, .6, 0, 0, 0, 0, 0, .7, 0},
    {0, 0, 0, .7, .2, 0, 0, 0, 0, 0},
    {.2, 0, .6, 0, 0, .8, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, .5, 0, .3, 0, 0},
    {0, .4, .8, 0, 0, 0, .6, 0, 0, 0},
    {0, .9, 0, .2, 0, 0, 0, 0, 0, 0},
    {0, 0, 0, .3, .6, 0, .5, 0, 0, 0},
    {0, .3, 0, 0, 0, 0, 0, .6, 0, 0},
    {0, .7, 0, .9, 0, 0, 0, 0, .4, 0},
    {0, 0, 0, 0, 0, 0, .5, 0, 0, .4},
    {0, 1, 0, .3, 0, 0, 0, 0, .9, 0},
    {0, 0, 0, .4, 0, .6, 0, 0, 0, 0},
    {0, 0, .4, 0, 0, 0, .3, 0, 0, .9},
    {0, .8, 0, 0, 0, 0, 0, .6, 0, 0},
    {.5, 0, 0, 0, 0, 0, .8, 0, .3, 0}
  };

  private static final double[] USER = {.5, .7, .3, 0, 0, .4, 0, 0, 0, 0};

  @ParameterizedTest
  @CsvSource({
    "SingleItem-Static, sardine-item/static, 1000, 1, 100, STATE",
    "SingleItem-BoredInf, sardine-item/bored_inf, 1000, 1, 100, STATE",
    "SingleItem-Uncertain, sardine-item/uncertain, 1000, 1, 100, STATE",
    "SingleItem-Static, sardine-partial/item, 1000, 1, 100, CLICKS",
    "SlateTopK-Bored, sardine-slate/bored, 1000, 10, 100, STATE",
    "SlateTopK-BoredInf, sardine-slate/bored_inf, 1000, 10, 100, STATE",
    "SlateTopK-Uncertain, sardine-slate/uncertain, 1000, 10, 100, STATE",
    "SlateTopK-BoredInf, sardine-partial/slate, 1000, 10, 100, CLICKS",
    "SlateRerank-Static, sardine-rerank/static, 10, 10, 10, STATE",
    "SlateRerank-Bored, sardine-rerank/bored, 10, 10, 10, STATE"
  })
  void expectedClicksAreThoseOfSardine(
      String setting, String experiment, int items, int slateSize, int steps, Observe observe)
      throws Exception {
    ComposedEnvironment.Options options = options(experiment);
    assertThat(options.candidates()).isEqualTo(items);
    assertThat(options.slateSize()).isEqualTo(slateSize);
    assertThat(options.maxSessionLength()).isEqualTo(steps);
    Options users = (Options) options.user().options();
    assertThat(users.observe()).isEqualTo(observe);

    User user = new BoredUsers(users, 10).with(scaled(USER));
    ChoiceModel choice = options.choice().make(ChoiceModelProvider<Record>::create);
    List<String[]> rows = rows(setting);
    assertThat(rows).hasSize(12);
    for (String[] row : rows) {
      String step = setting + ", step " + row[1];
      Document[] slate =
          IntStream.of(integers(row[2])).mapToObj(i -> item(i)).toArray(Document[]::new);
      double[] scores = Arrays.stream(slate).mapToDouble(user::score).toArray();
      double[] clicked = Arrays.copyOf(choice.on(slate).probabilities(scores), options.slateSize());
      assertThat(clicked).as(step).containsExactly(numbers(row[4]), within(1e-12));
      assertThat(Arrays.stream(clicked).sum())
          .as(step)
          .isCloseTo(Double.parseDouble(row[5]), within(1e-12));

      int[] clicks = integers(row[3]);
      user.respond(
          slate,
          IntStream.range(0, clicks.length).filter(i -> clicks[i] == 1).toArray(),
          new double[clicks.length],
          RandomKey.root(1));
      assertThat(observedClicks(user, users)).as(step).containsExactly(numbers(row[6]));
      assertThat(user.observe()).hasSize(observe == Observe.CLICKS ? 10 : 30);
      double[] boring = new double[1];
      user.latents(boring);
      assertThat(boring[0]).as(step).isEqualTo(Double.parseDouble(row[7]));
    }
  }

  /** SARDINE's agents observe at most as many clicks on a topic as make it boring. */
  private static double[] observedClicks(User user, Options users) {
    int most = users.boredom() == Boredom.NONE ? 11 : users.clicksToBoredom();
    return Arrays.stream(user.observe()).limit(10).map(n -> Math.min(n, most)).toArray();
  }

  @Test
  void usersAreBoredInEachSettingWithBoredom() throws IOException {
    for (String setting : List.of("SingleItem-BoredInf", "SlateTopK-Bored", "SlateRerank-Bored")) {
      assertThat(rows(setting)).extracting(row -> row[7]).contains("0", "1");
    }
    assertThat(rows("SlateRerank-Static")).extracting(row -> row[7]).containsOnly("0");
  }

  private static ComposedEnvironment.Options options(String experiment) throws Exception {
    String file = experiment.substring(0, experiment.indexOf('/')) + ".yaml";
    for (ExperimentSpec spec :
        ExperimentReader.read(EXPERIMENTS, EXPERIMENTS.resolve("papers/" + file), List.of())) {
      if (spec.name().equals("papers/" + experiment)) {
        return (ComposedEnvironment.Options) spec.environment().options();
      }
    }
    throw new AssertionError(experiment);
  }

  private static Item item(int i) {
    double[] features = scaled(ITEMS[i]);
    return new Item(i, TopicWeights.largest(features), features);
  }

  private static double[] scaled(double[] weights) {
    double[] copy = weights.clone();
    TopicWeights.normalize(copy);
    return copy;
  }

  private static int[] integers(String values) {
    return Arrays.stream(values.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  private static double[] numbers(String values) {
    return Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<String[]> rows(String setting) throws IOException {
    try (InputStream in = SardineSettingsTest.class.getResourceAsStream("sardine-settings.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(setting + ","))
          .map(line -> line.split(","))
          .toList();
    }
  }
}
