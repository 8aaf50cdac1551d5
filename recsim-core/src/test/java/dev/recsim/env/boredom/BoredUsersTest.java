package dev.recsim.env.boredom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.algebra.Vectors;
import dev.recsim.api.Document;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.compose.User;
import dev.recsim.api.compose.UserModel;
import dev.recsim.api.compose.UserModel.Scorer;
import dev.recsim.env.boredom.BoredUsersProvider.Boredom;
import dev.recsim.env.boredom.BoredUsersProvider.Observe;
import dev.recsim.env.boredom.BoredUsersProvider.Options;
import dev.recsim.env.boredom.BoredUsersProvider.Pull;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoredUsersTest {
  private static final RandomKey KEY = RandomKey.root(5);
  private static final int[] NOTHING = {};

  @Test
  void usersAndItemsAreOfUnitNormWithAFewTopics() {
    for (int i = 0; i < 200; i++) {
      double[] drawn = TopicWeights.draw(10, 3, 5, KEY.child(i));
      assertThat(Vectors.dot(drawn, drawn)).isCloseTo(1, within(1e-12));
      assertThat(Arrays.stream(drawn).filter(x -> x > 0).count()).isBetween(3L, 5L);
      assertThat(Arrays.stream(drawn).min().getAsDouble()).isZero();
    }
    long[] active = new long[6];
    for (int i = 0; i < 200; i++) {
      active[
          (int)
              Arrays.stream(TopicWeights.draw(10, 3, 5, KEY.child(i)))
                  .filter(x -> x > 0)
                  .count()]++;
    }
    assertThat(active[3]).isPositive();
    assertThat(active[4]).isPositive();
    assertThat(active[5]).isPositive();
  }

  @Test
  void scoreIsTheInnerProduct() {
    User user = user(Boredom.NONE, 1, Observe.STATE);
    double[] seen = user.observe();
    double[] preferences = Arrays.copyOfRange(seen, 3, 6);
    assertThat(user.score(item(0))).isEqualTo(preferences[0]);
    assertThat(user.score(new Item(0, 0, new double[] {.6, .8, 0})))
        .isEqualTo(.6 * preferences[0] + .8 * preferences[1]);
  }

  @Test
  void tooManyClicksWithinTheWindowBoreForAWhile() {
    User user = user(Boredom.EVERYTHING, 1, Observe.CLICKS);
    double before = user.score(item(1));
    click(user, 0, 2);
    assertThat(user.score(item(1))).as("two of three clicks").isEqualTo(before);
    click(user, 0, 1);
    for (int step = 0; step < 2; step++) {
      assertThat(user.score(item(1))).as("boredom lasts two steps").isZero();
      assertThat(boringTopics(user)).isEqualTo(1);
      respond(user, item(1), NOTHING);
    }
    assertThat(user.score(item(1))).isEqualTo(before);
    assertThat(boringTopics(user)).isZero();
  }

  @Test
  void oneBoringTopicLeavesTheOthers() {
    User user = user(Boredom.TOPIC, 1, Observe.CLICKS);
    double before = user.score(item(1));
    click(user, 0, 3);
    assertThat(user.score(item(0))).isZero();
    assertThat(user.score(item(1))).isEqualTo(before).isPositive();
  }

  @Test
  void nobodyIsBoredWithoutBoredom() {
    User user = user(Boredom.NONE, 1, Observe.CLICKS);
    click(user, 0, 9);
    assertThat(user.score(item(0))).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void scoresAreObservableWithTheState(Boredom boredom) {
    User user = user(boredom, 1, Observe.STATE);
    Scorer scorer = users(boredom, 1, Observe.STATE).observableScore().orElseThrow();
    for (int clicks = 0; clicks < 5; clicks++) {
      for (int topic = 0; topic < 3; topic++) {
        Item item = item(topic);
        assertThat(scorer.score(user.observe(), item)).isEqualTo(user.score(item));
      }
      click(user, 1, 1);
    }
    assertThat(users(boredom, 1, Observe.CLICKS).observableScore()).isEmpty();
  }

  @Test
  void clicksAreForgottenBehindTheWindow() {
    User user = user(Boredom.EVERYTHING, 1, Observe.CLICKS);
    click(user, 0, 2);
    assertThat(user.observe()).containsExactly(2, 0, 0);
    respond(user, item(1), NOTHING);
    respond(user, item(1), NOTHING);
    assertThat(user.observe()).as("window of three steps").containsExactly(2, 0, 0);
    respond(user, item(1), NOTHING);
    assertThat(user.observe()).containsExactly(0, 0, 0);
    click(user, 0, 1);
    assertThat(user.score(item(1))).isPositive();
  }

  @Test
  void clicksPullPreferences() {
    User user = user(Boredom.NONE, .5, Observe.STATE);
    double[] before = Arrays.copyOfRange(user.observe(), 3, 6);
    click(user, 0, 1);
    double[] expected = {.5 * before[0] + .5, .5 * before[1], .5 * before[2]};
    TopicWeights.normalize(expected);
    assertThat(Arrays.copyOfRange(user.observe(), 3, 6)).containsExactly(expected, within(1e-15));
  }

  @Test
  void optionsMustFitEachOther() {
    assertThatThrownBy(() -> new TopicItemsProvider.TopicItems(2, 1, 3))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("maxActive"));
    assertThatThrownBy(() -> new TopicItemsProvider.TopicItems(4, 3, 2))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("minActive"));
  }

  /** Three topics, all liked; three clicks in three steps bore for two. */
  private static UserModel users(Boredom boredom, double inertia, Observe observe) {
    return new BoredUsersProvider()
        .create(
            new Options(3, 3, boredom, 3, 3, null, 2, inertia, Pull.MEAN_ITEM, observe),
            new TopicItemsProvider().create(new TopicItemsProvider.TopicItems(3, 1, 3)));
  }

  private static User user(Boredom boredom, double inertia, Observe observe) {
    return users(boredom, inertia, observe).sample(KEY);
  }

  private static Item item(int topic) {
    double[] features = new double[3];
    features[topic] = 1;
    return new Item(topic, topic, features);
  }

  private static void click(User user, int topic, int times) {
    Document[] slate = new Document[times];
    Arrays.fill(slate, item(topic));
    user.respond(slate, IntStream.range(0, times).toArray(), new double[times], KEY);
  }

  private static void respond(User user, Item item, int[] clicks) {
    user.respond(new Document[] {item}, clicks, new double[1], KEY);
  }

  private static double boringTopics(User user) {
    double[] values = new double[1];
    user.latents(values);
    return values[0];
  }

  @Test
  void usersCannotLikeMoreTopicsThanThereAre() {
    assertThatThrownBy(
            () ->
                new BoredUsersProvider()
                    .create(
                        new BoredUsersProvider().defaults(),
                        new TopicItemsProvider()
                            .create(new TopicItemsProvider.TopicItems(4, 1, 3))))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("maxActive"));
  }
}
