package dev.recsim.env.satisfaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Document;
import dev.recsim.api.compose.User;
import dev.recsim.env.Stream;
import dev.recsim.env.satisfaction.ClickbaitProvider.Bait;
import dev.recsim.env.satisfaction.LatentSatisfactionProvider.Options;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatentSatisfactionUsersTest {
  private static final RandomKey KEY = RandomKey.root(42).child("latent satisfaction");

  /** One step without noise: N becomes .7 N - 2 (c - 1/2), engagement exp((5 c + 4 (1 - c)) s). */
  @ParameterizedTest
  @CsvSource({"0, 1", "1, -1", ".5, 0", ".25, .5"})
  void clickbaitDissatisfiesAndTheRestSatisfies(double clickbait, double change) {
    User user = exact(.7, .1).sample(KEY);
    double before = exposure(user, .1);
    double satisfaction = satisfaction(user);
    assertThat(step(user, clickbait, KEY))
        .isCloseTo(StrictMath.exp((4 + clickbait) * satisfaction), within(1e-9));
    assertThat(exposure(user, .1)).isCloseTo(.7 * before + change, within(1e-9));
  }

  @Test
  void nothingClickedIsNothingEngagedAndExposureIsForgotten() {
    User user = exact(.7, .1).sample(KEY);
    double before = exposure(user, .1);
    double[] signals = new double[2];
    user.respond(new Document[] {document(1)}, new int[0], signals, KEY);
    assertThat(signals).containsOnly(0);
    assertThat(exposure(user, .1)).isCloseTo(.7 * before, within(1e-9));
  }

  /** Each draw of a step has a stream of its own. */
  @Test
  void engagementIsADrawOfItsStream() {
    Options options = new LatentSatisfactionProvider().defaults();
    User user = new LatentSatisfactionUsers(options).sample(KEY);
    double luck = KEY.child(Stream.number("engagement")).gaussian(0);
    double mean = options.clickbaitMean() * satisfaction(user);
    assertThat(step(user, 1, KEY))
        .isEqualTo(StrictMath.exp(mean + options.clickbaitStddev() * luck));
  }

  /** Over 4,000 users of discount .9: uniform in [-5, 5), within 5 standard errors. */
  @Test
  void exposureStartsUniform() {
    double[] exposures = new double[4_000];
    for (int i = 0; i < exposures.length; i++) {
      exposures[i] = exposure(exact(.9, .1).sample(KEY.child(i)), .1);
    }
    assertThat(Arrays.stream(exposures).min().orElseThrow()).isBetween(-5.0, -4.95);
    assertThat(Arrays.stream(exposures).max().orElseThrow()).isBetween(4.95, 5.0);
    assertThat(Arrays.stream(exposures).average().orElseThrow())
        .isCloseTo(0, within(5 * 10 / Math.sqrt(12 * 4_000)));
  }

  @Test
  void userStaysForTheTimeBudget() {
    User user =
        new LatentSatisfactionUsers(new LatentSatisfactionProvider().defaults()).sample(KEY);
    for (int t = 0; t < 60; t++) {
      assertThat(user.stays()).isTrue();
      step(user, .5, KEY.child(t));
    }
    assertThat(user.stays()).isFalse();
  }

  /**
   * The logarithms of 20,000 engagements have the mean and the deviation asked for, and so have the
   * innovations: within 5 standard errors, odds of 1 in 1.7 million each.
   */
  @Test
  void engagementIsLogNormalAndExposureIsNoisy() {
    LatentSatisfactionUsers users =
        new LatentSatisfactionUsers(new Options(.7, .1, .05, 5, .5, 4, 1.5, 60, 0.0));
    double[] engagements = new double[20_000];
    double[] innovations = new double[20_000];
    for (int i = 0; i < engagements.length; i++) {
      User user = users.sample(KEY.child(i));
      double loc = (.2 * 5 + .8 * 4) * satisfaction(user);
      double before = exposure(user, .1);
      engagements[i] = StrictMath.log(step(user, .2, KEY.child(i))) - loc;
      innovations[i] = exposure(user, .1) - .7 * before - .6;
    }
    assertNormal(engagements, .2 * .5 + .8 * 1.5);
    assertNormal(innovations, .05);
    double product = 0;
    for (int i = 0; i < engagements.length; i++) {
      product += engagements[i] / 1.3 * innovations[i] / .05;
    }
    assertThat(product / engagements.length)
        .as("they are unrelated")
        .isCloseTo(0, within(5 / Math.sqrt(engagements.length)));
  }

  /** Mean 0 and deviation .1 over 20,000 users, within 5 standard errors; latents have none. */
  @Test
  void satisfactionIsObservedWithNoise() {
    LatentSatisfactionUsers users =
        new LatentSatisfactionUsers(new Options(.9, .1, .05, 5, 1, 4, 1, 60, .1));
    assertThat(users.features()).containsExactly("satisfaction");
    double[] first = new double[20_000];
    double[] second = new double[20_000];
    for (int i = 0; i < first.length; i++) {
      User user = users.sample(KEY.child(i));
      first[i] = user.observe()[0] - satisfaction(user);
      assertThat(user.observe()[0] - satisfaction(user)).isEqualTo(first[i]);
      step(user, .5, KEY.child(-1 - i));
      second[i] = user.observe()[0] - satisfaction(user);
    }
    assertNormal(first, .1);
    assertNormal(second, .1);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void satisfactionCannotBeSeenUnlessAskedFor() {
    LatentSatisfactionUsers users =
        new LatentSatisfactionUsers(new LatentSatisfactionProvider().defaults());
    assertThat(users.features()).isEmpty();
    assertThat(users.sample(KEY).observe()).isEmpty();
    assertThat(users.observableScore().orElseThrow().score(new double[0], document(.3)))
        .isEqualTo(.3);
  }

  /**
   * In the long run clickbait alone has satisfaction sigmoid(-tau / (1 - beta)) and the rest alone
   * sigmoid(tau / (1 - beta)), so that they are worth the same, 5 sigmoid(-x) = 4 sigmoid(x), at
   * tau = (1 - beta) ln(5/4): .0669 at beta .7, .0223 at .9. RecSim's .01 is far below both: there
   * is nothing to learn but clickbait.
   */
  @ParameterizedTest
  @CsvSource({".7, .0669", ".9, .0223"})
  void clickbaitPaysBelowTheBreakEvenSensitivity(double beta, double breakEven) {
    assertThat((1 - beta) * Math.log(5 / 4.0)).isCloseTo(breakEven, within(5e-5));
    assertThat(advantageOfClickbait(beta, .98 * breakEven)).isPositive();
    assertThat(advantageOfClickbait(beta, 1.02 * breakEven)).isNegative();
    assertThat(advantageOfClickbait(beta, .01)).isGreaterThan(.25);
  }

  /**
   * Mean difference in log engagement between all clickbait and none, after 200 steps, same luck.
   */
  private static double advantageOfClickbait(double beta, double tau) {
    LatentSatisfactionUsers users =
        new LatentSatisfactionUsers(new Options(beta, tau, .05, 5, 1, 4, 1, 100_000, null));
    User clickbait = users.sample(KEY);
    User kale = users.sample(KEY);
    double sum = 0;
    for (int t = 0; t < 2_200; t++) {
      double one = StrictMath.log(step(clickbait, 1, KEY.child(t)));
      double other = StrictMath.log(step(kale, 0, KEY.child(t)));
      sum += t < 200 ? 0 : one - other;
    }
    return sum / 2_000;
  }

  /** Without noise, and with satisfaction in plain sight. */
  private static LatentSatisfactionUsers exact(double beta, double tau) {
    return new LatentSatisfactionUsers(new Options(beta, tau, 0, 5, 0, 4, 0, 60, 0.0));
  }

  private static double satisfaction(User user) {
    double[] latents = new double[1];
    user.latents(latents);
    return latents[0];
  }

  private static double exposure(User user, double tau) {
    double satisfaction = satisfaction(user);
    return StrictMath.log(satisfaction / (1 - satisfaction)) / tau;
  }

  /** The engagement with a document that is shown and clicked. */
  private static double step(User user, double clickbait, RandomKey key) {
    double[] signals = new double[2];
    user.respond(new Document[] {document(clickbait)}, new int[] {0}, signals, key);
    assertThat(signals[0]).isEqualTo(1);
    return signals[1];
  }

  private static Bait document(double clickbait) {
    return new Bait(0, new double[] {clickbait});
  }

  private static void assertNormal(double[] values, double deviation) {
    double root = Math.sqrt(values.length);
    double mean = Arrays.stream(values).average().orElseThrow();
    double square = Arrays.stream(values).map(x -> x * x).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(5 * deviation / root));
    assertThat(square)
        .isCloseTo(deviation * deviation, within(5 * Math.sqrt(2) * deviation * deviation / root));
  }
}
