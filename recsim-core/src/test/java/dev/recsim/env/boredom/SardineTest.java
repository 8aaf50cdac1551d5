package dev.recsim.env.boredom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.algebra.Vectors;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.env.boredom.BoredUsersProvider.Boredom;
import dev.recsim.env.choice.PositionBasedProvider;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SardineTest {
  private static final RandomKey KEY = RandomKey.root(3).child("sardine");

  @Test
  void defaultsAreThoseOfSlateTopKBored() {
    ComposedEnvironment.Options options = new SardineProvider().defaults();

    assertThat(options.candidates()).isEqualTo(1_000);
    assertThat(options.slateSize()).isEqualTo(10);
    assertThat(options.maxSessionLength()).isEqualTo(100);
    assertThat(options.user().options().toString())
        .contains("boredom=EVERYTHING", "clicksToBoredom=5", "window=5", "rememberedClicks=10")
        .contains("boredomSteps=5", "inertia=1", "pull=MEAN_WEIGHT");
    assertThat(options.choice().options().toString())
        .contains("slope=100", "midpoint=0.65", "examinationDecay=0.85", "examinationFrom=TOP")
        .contains("diversityThreshold=4", "diversityPenalty=1.0");
  }

  /**
   * Users who never change click on each position with the mean probability over the items. With
   * these 300 sessions, the mean is within 6 standard errors; a random key fails with probability
   * 2e-9.
   */
  @Test
  void randomSlatesAreClickedAsOftenAsTheMeanItem() {
    Environment environment = environment(user("boredom", Boredom.NONE));
    double surplus = 0;
    double variance = 0;
    for (int i = 0; i < 300; i++) {
      Session session = environment.open(KEY.child(i));
      Observation seen = session.start();
      double mean = meanAttractiveness(seen);
      double examined = (1 - StrictMath.pow(.85, 10)) / (1 - .85);
      for (int t = 0; t < 20; t++) {
        Step step = session.recommend(random(seen, KEY.child("slates").child(i).child(t)));
        surplus += step.reward() - examined * mean;
        variance += IntStream.range(0, 10).mapToDouble(p -> position(p, mean)).sum();
        seen = step.next();
      }
    }
    assertThat(surplus).isCloseTo(0, within(6 * Math.sqrt(variance)));
  }

  private static double position(int position, double mean) {
    double p = StrictMath.pow(.85, position) * mean;
    return p * (1 - p);
  }

  private static double meanAttractiveness(Observation seen) {
    double sum = 0;
    for (Document document : seen.candidates()) {
      double score = 0;
      for (int topic = 0; topic < 10; topic++) {
        score += document.features()[topic] * seen.user()[10 + topic];
      }
      sum += 1 / (1 + StrictMath.exp(-100 * (score - .65)));
    }
    return sum / seen.candidates().size();
  }

  private static Slate random(Observation seen, RandomKey key) {
    int[] slate = new int[10];
    int found = 0;
    for (int draw = 0; found < 10; draw++) {
      int document = key.below(draw, seen.candidates().size());
      if (IntStream.of(slate).limit(found).noneMatch(i -> i == document)) {
        slate[found++] = document;
      }
    }
    return Slate.of(slate);
  }

  /**
   * One item that is clicked for certain bores after five steps, for five steps: 50 clicks in 100
   * steps, as SARDINE's greedy oracle gets with slates of one.
   */
  @Test
  void bestItemIsClickedEverySecondFiveSteps() {
    Environment environment = environment(new SardineProvider().defaults().with("slate_size", 1));
    for (int i = 0; i < 20; i++) {
      Session session = environment.open(KEY.child(i));
      Observation seen = session.start();
      Slate best = best(seen);
      double reward = 0;
      Status status = Status.CONTINUES;
      while (status == Status.CONTINUES) {
        Step step = session.recommend(best);
        reward += step.reward();
        status = step.status();
      }
      assertThat(reward).isEqualTo(50);
    }
  }

  private static Slate best(Observation seen) {
    List<Document> items = seen.candidates();
    double[] user = new double[10];
    System.arraycopy(seen.user(), 10, user, 0, 10);
    double[] scores = items.stream().mapToDouble(i -> Vectors.dot(i.features(), user)).toArray();
    return Slate.of(TopicWeights.largest(scores));
  }

  @Test
  void onlyTheLatestClicksCount() {
    RecentClicks clicks = new RecentClicks(3, 2, 3);
    clicks.begin(0);
    for (int i = 0; i < 40; i++) {
      clicks.add(0, 0);
    }
    assertThat(clicks.on(0)).isEqualTo(3);
    clicks.begin(1);
    clicks.add(1, 1);
    clicks.add(2, 1);
    assertThat(new int[] {clicks.on(0), clicks.on(1), clicks.on(2)}).containsExactly(1, 1, 1);
    clicks.begin(2);
    assertThat(new int[] {clicks.on(0), clicks.on(1), clicks.on(2)}).containsExactly(0, 1, 1);
  }

  /** SARDINE's code averages the weights of clicked items over topics too. */
  @Test
  void meanWeightPullsTowardsAllTopicsAlike() {
    double[] pulled = pulledBy(BoredUsersProvider.Pull.MEAN_WEIGHT);
    double[] expected = {.5 * .6 + .5 * 1.4 / 3, .5 * .8 + .5 * 1.4 / 3, .5 * 1.4 / 3};
    TopicWeights.normalize(expected);
    assertThat(pulled).containsExactly(expected, within(1e-15));
    assertThat(pulledBy(BoredUsersProvider.Pull.MEAN_ITEM)[2]).isNotEqualTo(expected[2]);
  }

  private static double[] pulledBy(BoredUsersProvider.Pull pull) {
    BoredUsersProvider.Options options = new BoredUsersProvider().defaults();
    options = Options.with(options, "pull", pull);
    options = Options.with(options, "inertia", .5);
    double[] preferences = {.6, .8, 0};
    Item clicked = new Item(0, 2, new double[] {.6, 0, .8});
    new BoredUsers(options, 3)
        .with(preferences)
        .respond(new Document[] {clicked}, new int[] {0}, new double[1], KEY);
    return preferences;
  }

  @Test
  void optionsOutOfRangeAreErrors() {
    PositionBasedProvider choice = new PositionBasedProvider();
    assertThatThrownBy(
            () -> new Part<>(choice, Options.with(choice.defaults(), "diversity_penalty", .5)))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("diversityPenalty"));
    assertThatThrownBy(() -> user("remembered_clicks", 0))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("rememberedClicks"));
  }

  private static ComposedEnvironment.Options user(String key, Object value) {
    ComposedEnvironment.Options options = new SardineProvider().defaults();
    return options.with(
        "user",
        new Part<>(new BoredUsersProvider(), Options.with(options.user().options(), key, value)));
  }

  private static Environment environment(ComposedEnvironment.Options options) {
    return new SardineProvider().create(options, Path.of("."));
  }
}
