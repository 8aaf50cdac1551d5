package dev.recsim.env.boredom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Document;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.User;
import dev.recsim.env.boredom.BoredUsersProvider.Boredom;
import dev.recsim.env.boredom.BoredUsersProvider.Observe;
import dev.recsim.env.boredom.BoredUsersProvider.Options;
import dev.recsim.env.boredom.BoredUsersProvider.Pull;
import dev.recsim.env.choice.Link;
import dev.recsim.env.choice.PositionBasedProvider;
import dev.recsim.env.choice.PositionBasedProvider.Ends;
import dev.recsim.env.choice.PositionBasedProvider.PositionBasedOptions;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Click probabilities on given states are those of SARDINE's simulator. The file {@code
 * sardine.csv} has the numbers that {@code sardine/simulator.py} of github.com/naver/sardine,
 * version 1.0.8, computes for the items, the user, the slates and the clicks below and therein.
 */
class SardineVectorsTest {
  private static final double[][] ITEMS = {
    {.6, .8, 0, 0, 0},
    {.8, 0, .6, 0, 0},
    {0, .28, .96, 0, 0},
    {0, 0, .6, .8, 0},
    {.96, 0, 0, .28, 0},
    {0, .6, 0, 0, .8},
    {.48, .64, .6, 0, 0},
    {0, 0, .64, .48, .6}
  };
  private static final double[] USER = {.48, .6, .64, 0, 0};

  @ParameterizedTest
  @CsvSource({
    "churn_and_return, EVERYTHING, 3, 1, 10, .65, .85, TOP, 1",
    "loss_of_interest, TOPIC, 3, 1, 10, .65, .85, BOTH_ENDS, 1",
    "influence, EVERYTHING, 3, .9, 20, .5, .85, TOP, 1",
    "penalty, TOPIC, 2, .95, 5, .3, .7, BOTH_ENDS, 3",
    "static, NONE, 3, 1, 10, .65, .85, TOP, 1"
  })
  void probabilitiesAreThoseOfSardine(
      String scenario,
      Boredom boredom,
      int clicksToBoredom,
      double inertia,
      double slope,
      double midpoint,
      double decay,
      Ends from,
      double penalty)
      throws IOException {
    Options users =
        new Options(
            3, 5, boredom, clicksToBoredom, 3, 5, 3, inertia, Pull.MEAN_WEIGHT, Observe.STATE);
    User user = new BoredUsers(users, 5).with(USER.clone());
    ChoiceModel choice =
        new PositionBasedProvider()
            .create(
                new PositionBasedOptions(
                    Link.LOGISTIC, slope, midpoint, 1, List.of(1.0), decay, from, 2, penalty));

    List<String[]> rows = rows(scenario);
    assertThat(rows).hasSize(14);
    for (String[] row : rows) {
      Document[] slate =
          Arrays.stream(row[2].split(" "))
              .map(i -> item(Integer.parseInt(i)))
              .toArray(Document[]::new);
      double[] scores = Arrays.stream(slate).mapToDouble(user::score).toArray();
      double[] expected = Arrays.stream(row[4].split(" ")).mapToDouble(Double::valueOf).toArray();
      assertThat(Arrays.copyOf(choice.on(slate).probabilities(scores), 4))
          .as("%s, step %s", scenario, row[1])
          .containsExactly(expected, within(1e-12));

      user.respond(slate, clicks(row[3].split(" ")), new double[4], RandomKey.root(1));
      double[] boring = new double[1];
      user.latents(boring);
      assertThat(boring[0])
          .as("%s, after step %s", scenario, row[1])
          .isEqualTo(Double.parseDouble(row[5]));
    }
  }

  /** Boredom begins, lasts and ends in the scenarios, and clicks are forgotten before it. */
  @Test
  void scenariosReachEveryState() throws IOException {
    assertThat(rows("churn_and_return")).extracting(row -> row[5]).contains("0", "1");
    assertThat(rows("loss_of_interest")).extracting(row -> row[5]).contains("0", "1");
    assertThat(rows("penalty")).extracting(row -> row[5]).contains("0", "1", "2");
  }

  private static Item item(int i) {
    return new Item(i, TopicWeights.largest(ITEMS[i]), ITEMS[i]);
  }

  private static int[] clicks(String[] clicked) {
    return IntStream.range(0, clicked.length).filter(i -> clicked[i].equals("1")).toArray();
  }

  private static List<String[]> rows(String scenario) throws IOException {
    try (InputStream in = SardineVectorsTest.class.getResourceAsStream("sardine.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(scenario + ","))
          .map(line -> line.split(","))
          .toList();
    }
  }
}
