package dev.recsim.explain.shown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.explain.shown.ShownTables.Agreement;
import org.junit.jupiter.api.Test;

class AgreementsTest {
  private final Frame frame = Traces.frame();

  @Test
  void agentAgreesWithItself() {
    Trace trace = new Trace(frame);
    for (int t = 0; t < 5; t++) {
      Traces.add(trace, 0, t, t, t + 1);
      Traces.add(trace, 3, t, t + 2, t);
    }
    assertThat(Agreements.of("a", trace, "a", trace))
        .isEqualTo(new Agreement("a", "a", 2, 2, 10, 10, 1, 10, 10, 1));
  }

  @Test
  void agentsPartAtTheFirstDifferentSlate() {
    Trace one = new Trace(frame);
    Trace other = new Trace(frame);
    // Session 0: equal, then one shared document, then equal again, then one is longer.
    Traces.add(one, 0, 0, 1, 2);
    Traces.add(other, 0, 0, 1, 2);
    Traces.add(one, 0, 1, 1, 2);
    Traces.add(other, 0, 1, 2, 3);
    Traces.add(one, 0, 2, 4, 5);
    Traces.add(other, 0, 2, 4, 5);
    Traces.add(one, 0, 3, 4, 5);
    // Session 1: the same documents in another order. Session 2: only one plays it.
    Traces.add(one, 1, 0, 6, 7);
    Traces.add(other, 1, 0, 7, 6);
    Traces.add(one, 2, 0, 6, 7);

    assertThat(Agreements.of("one", one, "other", other))
        .isEqualTo(new Agreement("one", "other", 2, 0, 3, 1, 2.5 / 3, 4, 2, 3.5 / 4));
  }

  @Test
  void slateOfAnotherSizeSharesPartOfTheLargerOne() {
    assertThat(Agreements.common(new long[] {1}, new long[] {1, 2})).isEqualTo(0.5);
    assertThat(Agreements.common(new long[] {1, 2}, new long[] {3, 4})).isZero();
  }
}
