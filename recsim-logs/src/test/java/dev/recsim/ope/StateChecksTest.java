package dev.recsim.ope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Test;

/** Checks by state. A false alarm has a probability below 1e-4; the keys are fixed. */
class StateChecksTest {
  private static final RandomKey KEY = RandomKey.root(3);

  /** Two documents in even shares; the target prefers one, but for {@code gap} states. */
  private static StateWeights weights(int states, int steps, int gap) {
    StateWeights weights = new StateWeights();
    for (int i = 0; i < steps; i++) {
      int state = i % states;
      boolean first = KEY.child(i).uniform(0) < 0.5;
      // In a gap, 20 % of the target is on a document that the log does not show.
      double target = first ? 0.8 : 0.2;
      weights.add(state, target / 0.5 * (state < gap ? 0.8 : 1));
    }
    return weights;
  }

  @Test
  void oneStateInWhichTheTargetShowsMoreIsFound() {
    assertThat(weights(10, 5_000, 0).missing()).isEmpty();
    StateWeights.Missing found = weights(10, 5_000, 1).missing().orElseThrow();
    assertThat(found.state()).isZero();
    assertThat(found.mean()).isBetween(0.7, 0.9);
  }

  @Test
  void manySmallStatesAreFoundTogether() {
    assertThat(weights(60, 2_400, 0).missing()).isEmpty();
    assertThat(weights(60, 2_400, 30).missing().orElseThrow().count()).isGreaterThan(30);
  }

  /** Draws one of two documents; the propensity that is written is 0.5. */
  private static PropensityCheck check(int states, int steps, double tilt) {
    PropensityCheck check = new PropensityCheck();
    for (int i = 0; i < steps; i++) {
      int state = i % states;
      double p = state % 2 == 0 ? 0.5 + tilt : 0.5 - tilt;
      check.add(state, KEY.child(i).uniform(0) < p ? 1 : 2, 0.5);
    }
    return check;
  }

  @Test
  void propensitiesThatIgnoreTheStateAreFound() {
    assertThat(check(4, 4_000, 0).excess(state -> state)).isEmpty();
    PropensityCheck.Excess found = check(4, 4_000, 0.25).excess(state -> state).orElseThrow();
    assertThat(found.state()).isPresent();
    assertThat(found.times()).isGreaterThan(1.3);
  }

  @Test
  void smallExcessInManyStatesIsFoundTogether() {
    assertThat(check(40, 8_000, 0).excess(state -> state)).isEmpty();
    assertThat(check(40, 8_000, 0.14).excess(state -> state)).isPresent();
    assertThat(check(400, 8_000, 0).excess(state -> state)).isEmpty();
  }

  @Test
  void documentsThatAreNotAlwaysThereAreShownLessOften() {
    PropensityCheck check = new PropensityCheck();
    for (int i = 0; i < 4_000; i++) {
      if (i % 3 == 0) {
        check.add(i % 4, 1, 0.5);
        check.add(i % 4, 2, 0.5);
      } else {
        check.add(i % 4, 3, 1);
      }
    }
    assertThat(check.excess(state -> state)).isEmpty();
  }

  @Test
  void largestTermsHaveTheirShare() {
    LargestShare share = new LargestShare(2);
    LargestShare other = new LargestShare(2);
    for (double term : new double[] {1, -4, 2}) {
      share.add(term);
    }
    other.add(3);
    share.add(other);
    assertThat(share.share()).isEqualTo(0.7);
  }
}
