package dev.recsim.env.advertising;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.algebra.Vectors;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Frequencies are held within five standard errors: each fails by chance once in 1.7 million keys,
 * and the keys are fixed.
 */
class BrowsingAndAdsTest {
  private static final RandomKey KEY = RandomKey.root(11);

  @Test
  void clickProbabilityIsThePublishedCurve() {
    assertThat(ClickProbability.of(-10)).isCloseTo(.0047, within(5e-5));
    assertThat(ClickProbability.of(0)).isCloseTo(.0094, within(5e-5));
    assertThat(ClickProbability.of(3)).isCloseTo(.0147, within(5e-5));
    assertThat(ClickProbability.of(10)).isCloseTo(.0261, within(5e-5));
  }

  /** The match of a user with a product is normal, its deviation the product's norm. */
  @Test
  void firstAdvertisementIsClickedAsOftenAsTheCurveSays() {
    BrowsingAndAdsOptions options = options(10, 0, 0);
    Products products = Products.draw(options);
    int product = 3;
    double norm =
        Math.sqrt(Vectors.dot(products.advertised()[product], products.advertised()[product]));
    double expected = 0;
    double mass = 0;
    for (double z = -8; z <= 8; z += .001) {
      double weight = Math.exp(-z * z / 2);
      expected += weight * ClickProbability.of(norm * z + products.attraction()[product]);
      mass += weight;
    }
    expected /= mass;
    int sessions = 60_000;
    BrowsingAndAds environment = new BrowsingAndAds(options);
    double clicks = 0;
    for (int i = 0; i < sessions; i++) {
      clicks += environment.open(KEY.child(i)).recommend(Slate.of(product)).reward();
    }
    double error = Math.sqrt(expected * (1 - expected) / sessions);
    assertThat(clicks / sessions).isCloseTo(expected, within(5 * error));
  }

  /** Browsing stops with probability .26 at each view: 3.85 views, deviation 3.31. */
  @Test
  void usersBrowseBeforeTheFirstAdvertisement() {
    BrowsingAndAds environment = new BrowsingAndAds(options(10, 0, .1));
    int sessions = 20_000;
    double views = 0;
    for (int i = 0; i < sessions; i++) {
      views += Arrays.stream(environment.open(KEY.child(i)).start().user()).sum();
    }
    double deviation = Math.sqrt(.74) / .26;
    assertThat(views / sessions).isCloseTo(1 / .26, within(5 * deviation / Math.sqrt(sessions)));
  }

  /**
   * Unclicked, the next event is an advertisement with .94, browsing with .05, leaving with .01.
   */
  @Test
  void eventsFollowEachOtherAsOften() {
    BrowsingAndAds environment = new BrowsingAndAds(options(10, 0, .1));
    int steps = 0;
    int left = 0;
    int stayed = 0;
    for (int i = 0; i < 1_000; i++) {
      Session session = environment.open(KEY.child(i));
      Observation seen = session.start();
      Status status = Status.CONTINUES;
      while (status == Status.CONTINUES) {
        Step step = session.recommend(Slate.of(i % 10));
        status = step.status();
        if (step.reward() == 0) {
          steps++;
          boolean views = !Arrays.equals(seen.user(), step.next().user());
          left += status == Status.ENDED && !views ? 1 : 0;
          stayed += status == Status.CONTINUES && !views ? 1 : 0;
        }
        seen = step.next();
      }
    }
    assertThat(steps).isGreaterThan(50_000);
    assertThat((double) left / steps).isCloseTo(.01, within(5 * Math.sqrt(.01 * .99 / steps)));
    assertThat((double) stayed / steps).isCloseTo(.94, within(5 * Math.sqrt(.94 * .06 / steps)));
  }

  @Test
  void clickLeadsBackToBrowsing() {
    BrowsingAndAds environment = new BrowsingAndAds(options(10, 0, .1));
    int clicks = 0;
    for (int i = 0; i < 3_000; i++) {
      Session session = environment.open(KEY.child(i));
      double[] before = session.start().user();
      Step step = session.recommend(Slate.of(0));
      if (step.reward() == 1) {
        clicks++;
        assertThat(step.response().clicked()).isZero();
        assertThat(Arrays.stream(step.next().user()).sum())
            .isGreaterThan(Arrays.stream(before).sum());
      }
    }
    assertThat(clicks).isPositive();
  }

  @Test
  void flipsSwapTheMostAlikeProducts() {
    Products plain = Products.draw(options(6, 0, 0));
    Products flipped = Products.draw(options(6, 1, 0));
    int first = -1;
    int second = -1;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < i; j++) {
        double alike = Vectors.dot(plain.organic()[i], plain.organic()[j]);
        if (alike > greatest) {
          greatest = alike;
          first = j;
          second = i;
        }
      }
    }
    assertThat(flipped.organic()).isDeepEqualTo(plain.organic());
    assertThat(flipped.advertised()[first]).containsExactly(plain.organic()[second]);
    assertThat(flipped.attraction()[second]).isEqualTo(plain.popularity()[first]);
    for (int i = 0; i < 6; i++) {
      if (i != first && i != second) {
        assertThat(flipped.advertised()[i]).containsExactly(plain.organic()[i]);
      }
    }
  }

  @Test
  void sessionIsCutOffAtTheLimit() {
    BrowsingAndAdsOptions options = new BrowsingAndAdsOptions(4, 2, 0, 1, .25, .05, 1e-9, 1, 0, 3);
    Session session = new BrowsingAndAds(options).open(KEY);
    assertThat(session.recommend(Slate.of(0)).status()).isEqualTo(Status.CONTINUES);
    assertThat(session.recommend(Slate.of(0)).status()).isEqualTo(Status.CONTINUES);
    assertThat(session.recommend(Slate.of(0)).status()).isEqualTo(Status.CUT_OFF);
    assertThat(session.counts()[0]).isEqualTo(3);
  }

  @Test
  void optionsMustFitEachOther() {
    assertThatThrownBy(() -> options(6, 4, 0))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("flips"));
    assertThatThrownBy(() -> new BrowsingAndAdsOptions(4, 2, 0, 1, .9, .05, .2, 1, 0, 3))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("pOrganicToAd"));
  }

  private static BrowsingAndAdsOptions options(int products, int flips, double drift) {
    return new BrowsingAndAdsOptions(products, 5, flips, 42, .25, .05, .01, 3, drift, 10_000);
  }
}
