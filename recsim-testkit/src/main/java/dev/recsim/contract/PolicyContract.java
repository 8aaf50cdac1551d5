package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.Slates;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests the rules that every {@link Policy} must satisfy. Extend it and override the abstract
 * methods.
 */
public abstract class PolicyContract {
  private static final RandomKey KEY = RandomKey.root(42).child("policy contract");
  private static final int DECISIONS = 500;
  private static final int DRAWS = 20_000;
  private static final double ODDS = 1e-6;

  @SuppressWarnings("this-escape") // asked during tests only
  @RegisterExtension
  final ContractMessages messages = new ContractMessages(() -> tested());

  private Shown shown;
  private Policy tested;

  /** What the policies see, asked for once: a space may take a new agent. */
  private record Shown(Space space, List<Observation> observations) {}

  /** The space of the environment in which the policies act. */
  protected abstract Space space();

  /** The policies to test, by their name in the test report. */
  protected abstract Map<String, Policy> policies();

  /**
   * The observations to test with; by default every state, which is enough if users have no
   * features.
   */
  protected List<Observation> observations() {
    return IntStream.range(0, space().states()).mapToObj(Observation::new).toList();
  }

  /** Name of the class under test, for messages. */
  String tested() {
    Stream<Policy> all = tested == null ? policies().values().stream() : Stream.of(tested);
    return all.map(ContractMessages::name).distinct().collect(Collectors.joining(" or "));
  }

  @TestFactory
  @ContractRule("the same observation and key get the same slate, or seeds mean nothing")
  List<DynamicTest> sameObservationAndKeyGetTheSameSlate() {
    return each(
        policy -> {
          List<Slate> first = decisions(policy);
          assertThat(decisions(policy))
              .as("slates for %d observations and keys, asked again", DECISIONS)
              .isEqualTo(first);
        });
  }

  @TestFactory
  @ContractRule("a Deterministic policy gives every key the same slate, or exact values are wrong")
  List<DynamicTest> deterministicPoliciesIgnoreTheKey() {
    return each(
        policy -> {
          if (policy instanceof Policy.Deterministic) {
            for (Observation seen : shown().observations()) {
              Slate first = policy.recommend(seen, KEY.child("first"));
              assertThat(policy.recommend(seen, KEY.child("second")))
                  .as("slate for the same observation and another key")
                  .isEqualTo(first);
            }
          }
        });
  }

  @TestFactory
  @ContractRule(
      "recommend(Batch) shows the slates of recommend(Observation, RandomKey), or "
          + "results depend on how many sessions are played at once")
  List<DynamicTest> batchIsDecidedAsOneByOne() {
    return each(
        policy -> {
          Batch batch = new Batch(DECISIONS);
          for (int size : new int[] {DECISIONS, 1, 7, 0}) {
            batch.clear();
            for (int i = 0; i < size; i++) {
              batch.add(observation(i), KEY.child(i));
            }
            policy.recommend(batch);
            List<Slate> slates = IntStream.range(0, size).mapToObj(batch::slate).toList();
            assertThat(slates)
                .as("slates of a batch of %d", size)
                .isEqualTo(decisions(policy).subList(0, size));
          }
        });
  }

  @TestFactory
  @ContractRule(
      "a slate fills all positions with distinct documents that exist, or the "
          + "environment refuses it")
  List<DynamicTest> slatesAreFullDistinctAndOfThisEnvironment() {
    return each(
        policy -> {
          List<Slate> slates = decisions(policy);
          for (int i = 0; i < slates.size(); i++) {
            Slate slate = slates.get(i);
            assertThat(slate.size())
                .as("documents on %s", slate)
                .isEqualTo(shown().space().slateSize());
            List<Integer> documents =
                IntStream.range(0, slate.size()).mapToObj(slate::document).toList();
            assertThat(documents).as("slate").doesNotHaveDuplicates();
            int count = documents(observation(i));
            assertThat(documents)
                .as("slate chosen from %d documents", count)
                .allMatch(d -> d >= 0 && d < count);
          }
        });
  }

  @TestFactory
  @ContractRule(
      "a Deterministic policy shows the documents with its largest scores, largest first, or"
          + " exploration by scores is around another policy")
  List<DynamicTest> slatesHaveTheLargestScores() {
    return each(
        policy -> {
          for (Observation seen : shown().observations()) {
            double[] left = policy.documentScores(seen).map(double[]::clone).orElse(null);
            if (left != null && policy instanceof Policy.Deterministic) {
              assertThat(left).as("scores").hasSize(documents(seen)).doesNotContain(Double.NaN);
              Slate slate = policy.recommend(seen, KEY);
              for (int p = 0; p < slate.size(); p++) {
                assertThat(left[slate.document(p)])
                    .as("score of the document at position %d of %s", p, slate)
                    .isEqualTo(Arrays.stream(left).max().orElseThrow(), within(1e-9));
                left[slate.document(p)] = Double.NEGATIVE_INFINITY;
              }
            }
          }
        });
  }

  @TestFactory
  @ContractRule(
      "probabilities() has one entry of at least 0 for each document, and they sum to "
          + "1, or exact values mean nothing")
  List<DynamicTest> probabilitiesAreADistribution() {
    return each(
        policy -> {
          for (Observation seen : shown().observations()) {
            policy
                .probabilities(seen, documents(seen))
                .ifPresent(
                    row -> {
                      assertThat(row).as("probabilities").hasSize(documents(seen));
                      assertThat(Arrays.stream(row).min().orElseThrow())
                          .as("least")
                          .isNotNegative();
                      assertThat(Arrays.stream(row).sum())
                          .as("sum of probabilities")
                          .isCloseTo(1, within(1e-9));
                    });
          }
        });
  }

  /**
   * Tests the first documents of 20,000 slates for each of about five observations with a
   * chi-square test. With a random key, correct probabilities fail each test with odds of 1 in a
   * million.
   */
  @TestFactory
  @ContractRule(
      "documents are shown first as often as probabilities() says, or exact values "
          + "are those of another policy")
  List<DynamicTest> probabilitiesAgreeWithTheSlates() {
    return each(
        policy -> {
          List<Observation> all = shown().observations();
          int step = Math.max(1, all.size() / 5);
          for (int i = 0; i < all.size(); i += step) {
            Observation seen = all.get(i);
            RandomKey key = KEY.child(i);
            policy
                .probabilities(seen, documents(seen))
                .ifPresent(row -> compare(row, counts(policy, seen, key)));
          }
        });
  }

  /** Tests about five observations, if there are at most 200 slates. */
  @TestFactory
  @ContractRule(
      "the probabilities of all slates sum to 1, each is the product of those of its positions, and"
          + " those of the first position are probabilities(), or learners weight slates wrongly")
  List<DynamicTest> probabilitiesOfSlatesAreADistribution() {
    return each(
        policy -> {
          List<Observation> all = shown().observations();
          for (int i = 0; i < all.size(); i += Math.max(1, all.size() / 5)) {
            Observation seen = all.get(i);
            Slate drawn = policy.recommend(seen, KEY.child(i));
            int size = shown().space().slateSize();
            if (policy.probability(seen, drawn).isPresent()
                && Slate.count(documents(seen), size, true) <= 200) {
              checkSlates(policy, seen, drawn);
            }
          }
        });
  }

  private void checkSlates(Policy policy, Observation seen, Slate drawn) {
    assertThat(policy.probability(seen, drawn).getAsDouble())
        .as("probability of %s, which was shown", drawn)
        .isPositive();
    double sum = 0;
    for (Slate slate : new Slates(shown().space(), true).of(seen)) {
      double probability = policy.probability(seen, slate).getAsDouble();
      double product = 1;
      for (int p = 0; p < slate.size() && product > 0; p++) {
        product *= policy.probability(seen, slate, p).getAsDouble();
      }
      assertThat(product)
          .as("product over the positions of %s", slate)
          .isCloseTo(probability, within(1e-9));
      assertThat(policy.probabilities(seen, documents(seen)).orElseThrow()[slate.document(0)])
          .as("probability of document %d at the first position", slate.document(0))
          .isCloseTo(policy.probability(seen, slate, 0).getAsDouble(), within(1e-9));
      sum += probability;
    }
    assertThat(sum).as("sum of the probabilities of all slates").isCloseTo(1, within(1e-9));
  }

  private static void compare(double[] probabilities, int[] counts) {
    double chiSquare = 0;
    int cells = 0;
    double rareExpected = 0;
    int rareCount = 0;
    for (int d = 0; d < counts.length; d++) {
      double expected = probabilities[d] * DRAWS;
      if (expected >= 5) {
        chiSquare += (counts[d] - expected) * (counts[d] - expected) / expected;
        cells++;
      } else {
        assertThat(expected > 0 || counts[d] == 0)
            .as("document %d of probability 0 is never shown", d)
            .isTrue();
        rareExpected += expected;
        rareCount += counts[d];
      }
    }
    if (rareExpected >= 5) {
      chiSquare += (rareCount - rareExpected) * (rareCount - rareExpected) / rareExpected;
      cells++;
    }
    double bound =
        cells == 1 ? 1e-9 : ChiSquaredDistribution.of(cells - 1).inverseSurvivalProbability(ODDS);
    assertThat(chiSquare)
        .as("chi-square of the first documents of %d slates", DRAWS)
        .isLessThanOrEqualTo(bound);
  }

  private int[] counts(Policy policy, Observation seen, RandomKey key) {
    int[] counts = new int[documents(seen)];
    for (int i = 0; i < DRAWS; i++) {
      counts[policy.recommend(seen, key.child(i)).document(0)]++;
    }
    return counts;
  }

  /** Number of documents that can be recommended. */
  private int documents(Observation seen) {
    return seen.candidates().isEmpty() ? shown().space().documents() : seen.candidates().size();
  }

  private List<Slate> decisions(Policy policy) {
    List<Slate> slates = new ArrayList<>();
    for (int i = 0; i < DECISIONS; i++) {
      slates.add(policy.recommend(observation(i), KEY.child(i)));
    }
    return slates;
  }

  private Shown shown() {
    shown = shown == null ? new Shown(space(), observations()) : shown;
    return shown;
  }

  private Observation observation(int i) {
    List<Observation> all = shown().observations();
    return all.get(i % all.size());
  }

  private List<DynamicTest> each(java.util.function.Consumer<Policy> check) {
    return policies().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      tested = entry.getValue();
                      check.accept(tested);
                    }))
        .toList();
  }
}
