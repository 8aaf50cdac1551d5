package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests the rules that every {@link ChoiceModel} must satisfy. Extend it and return the model and
 * the scores of slates: drawn clicks are compared with the probabilities of each slate.
 */
public abstract class ChoiceModelContract {
  private static final RandomKey KEY = RandomKey.root(42).child("choice model contract");
  private static final int DRAWS = 20_000;
  private static final double ODDS = 1e-6;

  @SuppressWarnings("this-escape") // asked during tests only
  @RegisterExtension
  final ContractMessages messages = new ContractMessages(() -> ContractMessages.name(model()));

  /** Below this expectation, a count is too far from normal for a chi-square test. */
  private static final double RARE = 20;

  /** Creates a new instance of the model at every call, always with the same options. */
  protected abstract ChoiceModel model();

  /** Scores of a few valid slates of two or more documents. */
  protected abstract List<double[]> slates();

  /** Scores of slates for which the model must throw {@link IllegalArgumentException}. */
  protected List<double[]> refused() {
    return List.of(
        new double[] {0, Double.NaN},
        new double[] {Double.POSITIVE_INFINITY, 0},
        new double[] {0, Double.NEGATIVE_INFINITY});
  }

  /** Whether the click probability of a document depends on its position. */
  protected boolean dependsOnPositions() {
    return true;
  }

  @Test
  @ContractRule(
      "probabilities() has an entry between 0 and 1 for each position and a last one "
          + "for no click, because agents read it by position")
  void probabilitiesAreOneAPositionAndOneForNoClick() {
    for (double[] scores : slates()) {
      double[] probabilities = model().probabilities(scores);
      assertThat(probabilities)
          .as("probabilities of " + Arrays.toString(scores))
          .hasSize(scores.length + 1);
      for (double probability : probabilities) {
        assertThat(probability).as("of " + Arrays.toString(scores)).isBetween(0.0, 1.0);
      }
    }
  }

  /**
   * With at most one click, probabilities sum to 1. With several clicks, they are within Fréchet's
   * bounds.
   */
  @Test
  @ContractRule(
      "probabilities of at most one click sum to 1, and those of several clicks are "
          + "possible together, or exact values mean nothing")
  void probabilitiesBelongTogether() {
    for (double[] scores : slates()) {
      double[] probabilities = model().probabilities(scores);
      double none = probabilities[scores.length];
      double[] positions = Arrays.copyOf(probabilities, scores.length);
      double sum = Arrays.stream(positions).sum();
      if (model().severalClicks()) {
        double greatest = Arrays.stream(positions).max().orElseThrow();
        assertThat(none)
            .as("no click on " + Arrays.toString(scores))
            .isBetween(1 - sum - 1e-12, 1 - greatest + 1e-12);
      } else {
        assertThat(sum + none).as("of " + Arrays.toString(scores)).isCloseTo(1, within(1e-12));
      }
    }
  }

  @Test
  @ContractRule("an empty slate gets no click")
  void nothingIsClickedOnAnEmptySlate() {
    assertThat(model().probabilities(new double[0])).as("of no scores").containsExactly(1);
    assertThat(model().choose(new double[0], new int[0], KEY)).as("clicks").isEmpty();
  }

  @Test
  @ContractRule(
      "clicks are distinct positions of the slate in ascending order, because "
          + "responses are read in this order")
  void clicksAreDistinctPositionsInAscendingOrder() {
    for (double[] scores : slates()) {
      for (int i = 0; i < 1_000; i++) {
        int[] clicks = model().choose(scores, documents(scores), KEY.child(i));
        assertThat(clicks.length)
            .as("number of clicks")
            .isLessThanOrEqualTo(model().severalClicks() ? scores.length : 1);
        for (int c = 0; c < clicks.length; c++) {
          assertThat(clicks[c])
              .as("click %d", c)
              .isBetween(c == 0 ? 0 : clicks[c - 1] + 1, scores.length - 1);
        }
      }
    }
  }

  /**
   * Tests the clicks on each position in 20,000 draws, and the draws without a click, each with a
   * chi-square test of one degree of freedom. With random keys, a correct model fails with
   * probability at most 1e-6 in total (Bonferroni). Rare events must occur at most four times as
   * often as expected, which fails with probability 1e-20.
   */
  @Test
  @ContractRule(
      "clicks are as frequent as probabilities() says, or agents that plan with these "
          + "probabilities are misled")
  void clicksFollowTheProbabilities() {
    int counts = slates().stream().mapToInt(scores -> scores.length + 1).sum();
    double bound = ChiSquaredDistribution.of(1).inverseSurvivalProbability(ODDS / counts);
    for (int slate = 0; slate < slates().size(); slate++) {
      double[] scores = slates().get(slate);
      double[] probabilities = model().probabilities(scores);
      int[] clicks = count(scores, KEY.child("slate").child(slate));
      for (int i = 0; i <= scores.length; i++) {
        String what =
            "%s of %s: %d times in %d draws at probability %s"
                .formatted(
                    i == scores.length ? "no click" : "clicks on position " + i,
                    Arrays.toString(scores),
                    clicks[i],
                    DRAWS,
                    probabilities[i]);
        assertFollows(clicks[i], probabilities[i], bound, what);
        assertFollows(DRAWS - clicks[i], 1 - probabilities[i], bound, "not " + what);
      }
    }
  }

  private static void assertFollows(int count, double probability, double bound, String what) {
    double expected = DRAWS * probability;
    if (expected < 1e-9) {
      assertThat(count).as(what).isZero();
    } else if (expected < RARE) {
      assertThat(count).as(what).isLessThan((int) (4 * RARE));
    } else if (DRAWS - expected >= RARE) {
      double difference = count - expected;
      double chiSquare = difference * difference / (expected * (1 - probability));
      assertThat(chiSquare).as("chi-square of " + what).isLessThan(bound);
    }
  }

  private int[] count(double[] scores, RandomKey key) {
    ChoiceModel model = model();
    int[] counts = new int[scores.length + 1];
    for (int i = 0; i < DRAWS; i++) {
      int[] clicks = model.choose(scores, documents(scores), key.child(i));
      for (int position : clicks) {
        counts[position]++;
      }
      counts[scores.length] += clicks.length == 0 ? 1 : 0;
    }
    return counts;
  }

  @Test
  @ContractRule(
      "the same scores get the same probabilities in every instance, or seeds mean " + "nothing")
  void askingTwiceGivesTheSameAnswerInEveryInstance() {
    ChoiceModel one = model();
    for (double[] scores : slates()) {
      double[] first = one.probabilities(scores).clone();
      assertThat(one.probabilities(scores)).as("asked again").isEqualTo(first);
      assertThat(model().probabilities(scores)).as("asked of another instance").isEqualTo(first);
    }
  }

  @Test
  @ContractRule(
      "clicks depend on scores, documents and key only, or trials that run at the "
          + "same time disturb each other")
  void drawsDependOnNothingButTheKey() {
    ChoiceModel shared = model();
    for (double[] scores : slates()) {
      int[] documents = documents(scores);
      List<int[]> alone =
          IntStream.range(0, 100)
              .mapToObj(i -> model().choose(scores, documents, KEY.child(i)))
              .toList();
      List<int[]> amongOthers =
          IntStream.range(0, 100)
              .parallel()
              .mapToObj(
                  i -> {
                    slates().forEach(other -> shared.choose(other, documents(other), KEY));
                    return shared.choose(scores, documents, KEY.child(i));
                  })
              .toList();
      for (int i = 0; i < alone.size(); i++) {
        assertThat(amongOthers.get(i))
            .as("clicks of key %d among others", i)
            .isEqualTo(alone.get(i));
      }
    }
  }

  @Test
  @ContractRule("scores and documents are only read, because the environment uses them again")
  void argumentsAreNotChanged() {
    for (double[] scores : slates()) {
      double[] givenScores = scores.clone();
      int[] givenDocuments = documents(scores);
      model().probabilities(givenScores);
      for (int i = 0; i < 100; i++) {
        model().choose(givenScores, givenDocuments, KEY.child(i));
      }
      assertThat(givenScores).as("scores after use").isEqualTo(scores);
      assertThat(givenDocuments).as("documents after use").isEqualTo(documents(scores));
    }
  }

  @Test
  @ContractRule(
      "each document keeps its draw at any position, or a test of two orders compares "
          + "luck; override dependsOnPositions() if positions matter")
  void sameDocumentsInAnotherOrderGetTheSameClicksWherePositionsDoNotMatter() {
    assumeThat(dependsOnPositions()).isFalse();
    for (double[] scores : slates()) {
      int last = scores.length - 1;
      int[] documents = documents(scores);
      double[] turnedScores =
          IntStream.rangeClosed(0, last).mapToDouble(i -> scores[last - i]).toArray();
      int[] turned = IntStream.rangeClosed(0, last).map(i -> documents[last - i]).toArray();
      for (int i = 0; i < 1_000; i++) {
        int[] clicks = model().choose(turnedScores, turned, KEY.child(i));
        assertThat(Arrays.stream(clicks).map(c -> last - c).sorted())
            .as("positions of the same documents")
            .containsExactly(
                Arrays.stream(model().choose(scores, documents, KEY.child(i)))
                    .boxed()
                    .toArray(Integer[]::new));
      }
    }
  }

  @Test
  @ContractRule(
      "scores that the model does not allow are an IllegalArgumentException for every "
          + "key, or an error appears on some seeds only")
  void scoresThatTheModelDoesNotAllowAreErrorsWhateverTheLuck() {
    for (double[] scores : refused()) {
      String what = Arrays.toString(scores);
      assertThatIllegalArgumentException()
          .as("probabilities of " + what)
          .isThrownBy(() -> model().probabilities(scores));
      for (int i = 0; i < 20; i++) {
        RandomKey key = KEY.child(i);
        assertThatIllegalArgumentException()
            .as("choice from " + what)
            .isThrownBy(() -> model().choose(scores, documents(scores), key));
      }
    }
  }

  /** Indices of candidates that are not ascending and differ from the positions. */
  private static int[] documents(double[] scores) {
    return IntStream.range(0, scores.length)
        .map(i -> (5 * (i + 2)) % (5 * scores.length + 3))
        .toArray();
  }
}
