package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.scale.Standardization;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StandardizationTest {
  private record Item(long id, double[] features) implements Document {}

  private static final Space SPACE =
      new Space(2, 1, 1, 0, List.of("age", "always"), List.of("minutes"), List.of());

  private final Parameters parameters = new Parameters(EngineChoice.JAVA, List.of(4));
  private final Standardization scales = parameters.features(SPACE);

  private static Observation seen(double age, Document... candidates) {
    return new Observation(0, new double[] {age, 3}, List.of(candidates));
  }

  private static Document item(double minutes) {
    return new Item(0, new double[] {minutes});
  }

  private void measure(Observation seen) {
    scales.measure(seen);
  }

  /** Ages 10, 20, 60: mean 30, deviation sqrt(1400 / 3) = 21.6. Minutes 0, 0, 0, 8: 2 and 3.46. */
  private void measure() {
    measure(seen(10, item(0), item(0)));
    measure(seen(20, item(0), item(8)));
    measure(seen(60));
    scales.fix();
  }

  @Test
  void featuresHaveMeanZeroAndDeviationOne() {
    measure();
    assertThat(scales.user().scaled(0, 30)).isZero();
    assertThat(scales.user().scaled(0, 10))
        .isCloseTo((float) (-20 / Math.sqrt(1400 / 3.)), within(1e-6f));
    assertThat(scales.document().scaled(0, 8)).isCloseTo((float) Math.sqrt(3), within(1e-6f));
  }

  @Test
  void untilThenTheyAreAsObserved() {
    assertThat(scales.user().scaled(0, 7)).isEqualTo(7);
    assertThat(scales.document().scaled(0, 5)).isEqualTo(5);
  }

  @Test
  void featureWithoutSpreadIsOnlyShifted() {
    measure();
    assertThat(scales.user().scaled(1, 3)).isZero();
    assertThat(scales.user().scaled(1, 4)).isEqualTo(1);
  }

  @Test
  void whatIsFarFromAllThatWasSeenIsClipped() {
    measure();
    assertThat(scales.document().scaled(0, 1e9)).isEqualTo(10);
    assertThat(scales.document().scaled(0, -1e9)).isEqualTo(-10);
  }

  @Test
  void candidatesThatStayAreCountedOnce() {
    Observation longer = seen(10, item(0), item(8));
    for (int i = 0; i < 3; i++) {
      measure(longer.withUser(new double[] {10, 3}));
    }
    measure(seen(10, item(4)));
    scales.fix();
    assertThat(scales.document().scaled(0, 8)).isCloseTo((float) Math.sqrt(1.5), within(1e-6f));
  }

  @Test
  void scalesAreTensorsAndTwinsHaveThem() {
    Parameters twin = parameters.twin();
    Standardization copied = twin.features(SPACE);
    measure();
    assertThat(copied.user().scaled(0, 10)).isEqualTo(scales.user().scaled(0, 10));
    Weights weights = parameters.weights();
    assertThat(weights.tensors().keySet())
        .containsExactly(
            "features.document.deviation",
            "features.document.mean",
            "features.user.deviation",
            "features.user.mean");
    Parameters restored = new Parameters(EngineChoice.JAVA, List.of(4), weights);
    assertThat(restored.features(SPACE).document().scaled(0, 8))
        .isEqualTo(scales.document().scaled(0, 8));
  }

  @Test
  void noStepChangesThemAndTwinsFollowAtOnce() {
    Standardization twin = parameters.twin().features(SPACE);
    measure();
    parameters.step(.5);
    assertThat(scales.user().scaled(0, 30)).isZero();
    SortedMap<String, Tensor> other = new TreeMap<>(parameters.weights().tensors());
    other.put("features.user.mean", Tensor.vector(new float[] {5, 6}));
    parameters.load(new Weights(other));
    assertThat(scales.user().scaled(0, 5)).isZero();
    assertThat(twin.user().scaled(0, 5)).isZero();
  }

  /** As policies that were saved before features were standardized. */
  @Test
  void weightsWithoutScalesAreRefused() {
    Weights old = Weights.of(Map.of("q.0.bias", Tensor.vector(new float[4])));
    Parameters restored = new Parameters(EngineChoice.JAVA, List.of(4), old);
    assertThatThrownBy(() -> restored.features(SPACE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("features.user.mean");
  }
}
