package dev.recsim.env.interest;

import static dev.recsim.api.Options.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Document;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.User;
import dev.recsim.env.Stream;
import dev.recsim.env.interest.InterestEvolutionProvider.Options;
import dev.recsim.env.interest.RandomVideosProvider.RandomVideos;
import dev.recsim.env.interest.TopicVideosProvider.TopicVideos;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Single steps against values worked out by hand; the first three are those of RecSim's tests. */
class InterestEvolutionUsersTest {
  private static final RandomKey KEY = RandomKey.root(42).child("evolving interests");
  private static final int WATCH_TIME = 1;
  private static final int SIGNALS = 3;

  @Test
  void nobodyWatchesLongerThanTheBudgetLasts() {
    User user = users(.5, .5, 0, 1, 0, 1).user(0, 0);
    assertThat(click(user, video(0, 1, 0))).isEqualTo(.5);
    assertThat(user.stays()).isFalse();
  }

  /** .5 - .3 + 1 * .3 * (.3 * 2 + .7 * 3) = 1.01, the score being 1 and the offset 1. */
  @Test
  void utilityOfWhatIsWatchedComesBackAsBudget() {
    User user = users(.5, .5, 1, .7, .3, 1).user(1, 0);
    assertThat(click(user, video(0, .3, 3))).isEqualTo(.3);
    assertThat(budget(user, .5)).isCloseTo(1.01, within(1e-12));
    assertThat(user.stays()).isTrue();
  }

  /** As the paper has it: .5 - .3 + .3 * (.3 * 1 + .7 * 3) = .92. */
  @Test
  void withoutOffsetUtilityIsAMixOfScoreAndQuality() {
    User user = users(.5, .5, 1, .7, .3, 0).user(1, 0);
    click(user, video(0, .3, 3));
    assertThat(budget(user, .5)).isCloseTo(.92, within(1e-12));
  }

  /** The default topics have the means -3 to 0 and 0 to 3. */
  @Test
  void qualityIsADrawOfItsStream() {
    TopicVideos options = new TopicVideosProvider().defaults();
    Video video = (Video) new TopicVideosProvider().create(options).sample(0, KEY);
    double mean =
        video.topic() < 14 ? -3 + 3.0 * video.topic() / 13 : 3.0 * (video.topic() - 14) / 5;
    double luck = KEY.child(Stream.number("quality")).gaussian(0);
    assertThat(video.quality()).isEqualTo(mean + options.qualityStddev() * luck);
  }

  /** .3 (1 - .23527099) (1 - .23527099) = .17544311 up or down. */
  @Test
  void interestMovesTowardsOrAwayFromWhatIsWatched() {
    double[] after =
        IntStream.range(0, 4_000)
            .mapToDouble(
                i -> {
                  User user = users(200, .5, 0, 1, 0, 1).user(.23527099, -.5);
                  respond(user, KEY.child(i), video(0, 4, 0));
                  assertThat(user.observe()[1]).as("the other interest").isEqualTo(-.5);
                  return user.observe()[0];
                })
            .toArray();
    double up = Arrays.stream(after).max().orElseThrow();
    double down = Arrays.stream(after).min().orElseThrow();
    assertThat(up).isCloseTo(.41071413, within(5e-8));
    assertThat(down).isCloseTo(.05982786, within(5e-8));
    assertThat(after).containsOnly(up, down);
    // Up with probability (.23527099 + 1) / 2; 4 standard deviations, odds 1 in 15,000.
    double p = (.23527099 + 1) / 2;
    assertThat(Arrays.stream(after).filter(x -> x == up).count() / 4_000.0)
        .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / 4_000)));
  }

  @Test
  void clickingNothingCostsTheStepPenaltyAndChangesNoInterest() {
    InterestEvolutionUsers users = users(1, .4, 1, 1, 1, 1);
    User user = users.user(.2, -.3);
    double[] signals = new double[SIGNALS];
    user.respond(new Document[] {video(0, 4, 2.5)}, new int[0], signals, KEY);
    assertThat(signals).as("quality is left open").containsExactly(0, 0, Double.NaN);
    assertThat(users.signal(video(0, 4, 2.5), 2)).as("and told later").isEqualTo(2.5);
    assertThat(budget(user, 1)).isCloseTo(.6, within(1e-12));
    assertThat(Arrays.copyOf(user.observe(), 2)).containsExactly(.2, -.3);
  }

  /** With many clicks each is watched while there is time. */
  @Test
  void clicksAreWatchedInOrderWhileTheBudgetLasts() {
    User user = users(5, .5, 0, 1, 0, 1).user(0, 0);
    double[] signals = new double[3 * SIGNALS];
    Document[] slate = {video(0, 4, 0), video(1, 4, 0), video(0, 4, 0)};
    user.respond(slate, new int[] {0, 1, 2}, signals, KEY);
    assertThat(signals).containsExactly(1, 4, 0, 1, 1, 0, 1, 0, 0);
    assertThat(user.stays()).isFalse();
  }

  /** The quality of a slate is a normal draw's; here all 20 topics have drawn many videos. */
  @Test
  void topicMeansOfQualityAverageMinusThreeFifths() {
    TopicVideos options = with(new TopicVideosProvider().defaults(), "quality_stddev", 0.0);
    double[] means = new double[20];
    DocumentSampler sampler = new TopicVideosProvider().create(options);
    for (int i = 0; i < 2_000; i++) {
      Video video = (Video) sampler.sample(i, KEY.child(i));
      means[video.topic()] = video.quality();
    }
    assertThat(means[0]).isEqualTo(-3);
    assertThat(means[13]).isZero();
    assertThat(means[14]).isZero();
    assertThat(means[19]).isEqualTo(3);
    assertThat(Arrays.stream(means).average().orElseThrow()).isCloseTo(-.6, within(1e-12));
  }

  /** Means of 20,000 within 5 standard errors: odds of 1 in 1.7 million each. */
  @Test
  void randomVideosAreThoseOfRecSim() {
    DocumentSampler sampler =
        new RandomVideosProvider().create(new RandomVideosProvider().defaults());
    double[] feature = new double[20_000];
    double[] length = new double[20_000];
    for (int i = 0; i < length.length; i++) {
      Video video = (Video) sampler.sample(i, KEY.child(i));
      assertThat(video.features()).hasSize(20);
      assertThat(video.quality()).isEqualTo(1);
      assertThat(video.topic()).isEqualTo(-1);
      feature[i] = video.features()[i % 20];
      length[i] = video.length();
    }
    assertMean(feature, 0, Math.sqrt(1 / 3.0));
    assertThat(Arrays.stream(feature).min().orElseThrow()).isBetween(-1.0, -.99);
    assertThat(Arrays.stream(feature).max().orElseThrow()).isBetween(.99, 1.0);
    assertMean(length, 4.3, 1);
    assertMean(Arrays.stream(length).map(x -> (x - 4.3) * (x - 4.3)).toArray(), 1, Math.sqrt(2));
  }

  @Test
  void lengthOfRandomVideosStaysInItsRange() {
    DocumentSampler sampler = new RandomVideosProvider().create(new RandomVideos(3, 4, 100, 6, 1));
    double[] lengths =
        IntStream.range(0, 100)
            .mapToDouble(i -> ((Video) sampler.sample(i, KEY.child(i))).length())
            .toArray();
    assertThat(Arrays.stream(lengths).min()).hasValue(0);
    assertThat(Arrays.stream(lengths).max()).hasValue(6);
  }

  private static void assertMean(double[] values, double mean, double deviation) {
    assertThat(Arrays.stream(values).average().orElseThrow())
        .isCloseTo(mean, within(5 * deviation / Math.sqrt(values.length)));
  }

  private static InterestEvolutionUsers users(
      double budget,
      double penalty,
      double alpha,
      double qualityWeight,
      double scoreWeight,
      double offset) {
    return new InterestEvolutionUsers(
        new Options(budget, penalty, alpha, qualityWeight, scoreWeight, offset, .3, true), 2);
  }

  private static Video video(int topic, double length, double quality) {
    double[] features = {topic == 0 ? 1 : 0, topic == 1 ? 1 : 0};
    return new Video().become(0, new Video.Genre(topic, features, length, quality, 0), KEY);
  }

  /** The minutes watched. */
  private static double click(User user, Video video) {
    return respond(user, KEY, video)[WATCH_TIME];
  }

  private static double[] respond(User user, RandomKey key, Video video) {
    double[] signals = new double[SIGNALS];
    user.respond(new Document[] {video}, new int[] {0}, signals, key);
    return signals;
  }

  /** What is left of a budget; agents see its share of what there was at first. */
  private static double budget(User user, double atFirst) {
    double[] seen = user.observe();
    return seen[seen.length - 1] * atFirst;
  }
}
