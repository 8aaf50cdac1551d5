package dev.recsim.learn.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Weights;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Parameters;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxPolicyTest {
  private static final RandomKey KEY = RandomKey.root(5).child("softmax");
  private static final int SLATES = 2_000;

  /**
   * Documents 0 to 2 have almost all of the probability, so documents 3 to 5 are drawn last, by the
   * softmax of their scores 0, -1 and -2. Each frequency is within 5 standard errors; a random key
   * fails with probability 2e-6.
   */
  @ParameterizedTest
  @ValueSource(floats = {10, 20, 34, 36, 38, 50, 100, 800})
  void documentsWithTinyProbabilitiesAreDrawnByTheirs(float likely) {
    SoftmaxPolicy policy = policy(likely, likely, likely, 0, -1, -2);
    double[] drawn = new double[6];
    int others = 0;
    for (int i = 0; i < SLATES; i++) {
      Slate slate = policy.recommend(new Observation(0), KEY.child(i));
      int[] documents = IntStream.range(0, 6).map(slate::document).toArray();
      assertThat(Arrays.stream(documents).distinct().count()).as("%s", slate).isEqualTo(6);
      if (Arrays.stream(documents, 0, 3).allMatch(d -> d < 3)) {
        drawn[documents[3]]++;
        others++;
      }
    }
    assertThat(others).isGreaterThan(SLATES * 9 / 10);
    double sum = 1 + StrictMath.exp(-1) + StrictMath.exp(-2);
    for (int d = 3; d < 6; d++) {
      double p = StrictMath.exp(3 - d) / sum;
      assertThat(drawn[d] / others).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / others)));
    }
  }

  /**
   * p(2) = e^3 / (e^1 + e^2 + e^3); given that, p(0) = e^1 / (e^1 + e^2); then document 1 is left.
   */
  @Test
  void probabilityOfASlateIsThatOfEachDocumentAmongTheRemainingOnes() {
    SoftmaxPolicy policy = policy(1, 2, 3);
    Observation seen = new Observation(0);
    double first = 1 / (StrictMath.exp(-2) + StrictMath.exp(-1) + 1);
    double second = 1 / (1 + StrictMath.exp(1));
    assertThat(policy.probabilities(seen, 3).orElseThrow()[2]).isCloseTo(first, within(1e-15));
    double[] positions = {first, second, 1};
    for (int p = 0; p < 3; p++) {
      assertThat(policy.probability(seen, Slate.of(2, 0, 1), p).orElseThrow())
          .isCloseTo(positions[p], within(1e-15));
    }
    assertThat(policy.probability(seen, Slate.of(2, 0, 1)).orElseThrow())
        .isCloseTo(first * second, within(1e-15));
  }

  /** A policy whose network gives these scores in each state. */
  private static SoftmaxPolicy policy(float... scores) {
    Environment environment = new IdentityEnvironment(scores.length, scores.length, false);
    List<Integer> hidden = List.of(4);
    Parameters parameters = new Parameters(EngineChoice.JAVA, hidden);
    CandidateScores candidates =
        new CandidateScores(environment.space(), hidden, parameters, "policy", KEY);
    Weights weights = parameters.weights();
    Arrays.fill(weights.tensors().get("policy.1.weight").data(), 0);
    float[] bias = weights.tensors().get("policy.1.bias").data();
    System.arraycopy(scores, 0, bias, 0, scores.length);
    parameters.load(weights);
    return new SoftmaxPolicy(candidates, environment.space());
  }
}
