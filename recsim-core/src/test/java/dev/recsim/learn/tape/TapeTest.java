package dev.recsim.learn.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.DoublePrecision;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.EmbeddingTable;
import org.junit.jupiter.api.Test;

class TapeTest {

  /** In double precision, where central differences are sharp. */
  @Test
  void derivativesOfEveryOperationAreThoseOfCentralDifferences() throws Exception {
    assertThat(DoublePrecision.largestError(TapeGradientCheck.class)).isBetween(1e-15, 1e-6);
  }

  /**
   * They are (1, -2). With others that leave a little of either sign, the first step of Adam moves
   * by the rate against that sign.
   */
  @Test
  void derivativesByAVectorAreAddedToItsGradients() {
    float[][] remainders = {{.001f, -.001f}, {-.001f, .001f}};
    for (float[] rest : remainders) {
      EmbeddingTable vector = new EmbeddingTable(Tensor.vector(new float[] {1, 2}), false, true);
      Tape tape = new Tape();
      tape.minimize(tape.meanSquaredError(tape.vector(vector), new float[] {0, 4}));
      vector.addGradient(0, new float[] {rest[0] - 1, rest[1] + 2}, 0);
      vector.step(.25, 1);
      float moved = rest[0] > 0 ? -.25f : .25f;
      assertThat(vector.rows()[0]).isCloseTo(1 + moved, within(1e-4f));
      assertThat(vector.rows()[1]).isCloseTo(2 - moved, within(1e-4f));
    }
  }

  @Test
  void valuesAreUsedAgainAfterTheLoss() {
    Tape tape = new Tape();
    float[] numbers = {1, 2};
    Value first = tape.input(numbers, 1, 2);
    assertThat(tape.minimize(tape.meanSquaredError(first, new float[] {0, 0}))).isEqualTo(2.5);
    Value again = tape.input(numbers, 1, 2);
    assertThat(again).isSameAs(first);
    assertThat(again.gradient).startsWith(0, 0);
  }

  /**
   * One update minimizes two losses of different operations: their values do not get in the way.
   */
  @Test
  void valuesOfSeveralLossesAreUsedAgain() {
    Tape tape = new Tape();
    float[] numbers = {3, 4};
    for (int update = 0; update < 3; update++) {
      Value unit = tape.unit(tape.input(numbers, 1, 2));
      assertThat(tape.minimize(tape.products(unit, tape.input(numbers, 1, 2)))).isEqualTo(5);
      Value sum = tape.product(tape.input(numbers, 1, 2), tape.input(new float[] {2, -1}, 1, 2));
      assertThat(tape.minimize(sum)).isEqualTo(2);
    }
    Value first = tape.input(numbers, 1, 2);
    tape.clear();
    tape.input(numbers, 1, 2);
    tape.clear();
    assertThat(tape.input(numbers, 1, 2)).isSameAs(first);
  }

  @Test
  void manyTargetsOfANumberAreAMeanOverTargets() {
    Tape tape = new Tape();
    Value x = tape.input(new float[] {1, 2}, 2, 1);
    float[] targets = {4, 8, 6};
    Value loss = tape.meanSquaredError(x, new int[] {0, 1, 0}, targets, 3, 2);
    assertThat(loss.data()[0]).isEqualTo((1 + 4 + 4) / 3f);
  }

  /** Slates of two out of three: 3/6 * 2/3 = 1/3 for the documents of weight 3 and 2. */
  @Test
  void probabilityOfASlateIsThatOfChoicesWithoutReplacement() {
    Tape tape = new Tape();
    float[] scores = {(float) Math.log(1), (float) Math.log(2), (float) Math.log(3)};
    Value log = tape.plackettLuce(tape.input(scores, 1, 3), new int[] {2, 1}, 2);
    assertThat(Math.exp(log.data()[0])).isCloseTo(1 / 3., within(1e-6));
    double first = entropy(1 / 6., 2 / 6., 3 / 6.);
    double second = entropy(1 / 3., 2 / 3.);
    assertThat(log.data()[1]).isCloseTo((float) (first + second), within(1e-6f));
  }

  /** The gain of PPO: the smaller of ratio A and its clipped version (Schulman et al. 2017). */
  @Test
  void clippedGainIsTheSmallerOne() {
    float[] ratios = {.5f, .9f, 1.1f, 1.5f, .5f, .9f, 1.1f, 1.5f};
    float[] advantages = {2, 2, 2, 2, -2, -2, -2, -2};
    Tape tape = new Tape();
    Value logs = tape.input(ratios.length, 1);
    Value before = tape.input(ratios.length, 1);
    for (int i = 0; i < ratios.length; i++) {
      before.data[i] = 1;
      logs.data[i] = (float) (1 + Math.log(ratios[i]));
    }
    Value a = tape.input(advantages, ratios.length, 1);
    Value gains = tape.clippedGain(logs, before, a, .2);
    for (int i = 0; i < ratios.length; i++) {
      double clipped = Math.min(Math.max(ratios[i], .8), 1.2);
      double gain = Math.min(ratios[i] * advantages[i], clipped * advantages[i]);
      assertThat(gains.data()[i]).isCloseTo((float) gain, within(1e-6f));
    }
  }

  private static double entropy(double... probabilities) {
    double entropy = 0;
    for (double p : probabilities) {
      entropy -= p * Math.log(p);
    }
    return entropy;
  }
}
