package dev.recsim.fit.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.fit.ids.Ratings;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final Accept DEFAULTS =
      new Accept(0, null, 0, 0, 0, 0, 0, 0, 0, 0, null, null, null, null);

  private static Recovery recovery(double rare, double... refitted) {
    return new Recovery(List.of("a", "b", "c"), new double[] {1, 2, 4}, refitted, rare);
  }

  private static List<Verdict> verdicts(Recovery recovery) {
    return recovery.findings(DEFAULTS).stream().map(FitFinding::verdict).toList();
  }

  @Test
  void anErrorIsAMeanShareOfTheValues() {
    Recovery recovery = recovery(0, 1.1, 1.8, 4.8);
    assertThat(recovery.error()).isCloseTo((0.1 + 0.1 + 0.2) / 3, within(1e-12));
    assertThat(recovery.order()).isEqualTo(1);
    assertThat(recovery.winner()).isEqualTo("c");
    assertThat(verdicts(recovery)).containsOnly(Verdict.PASSES);
    assertThat(recovery.halfWidth()).isCloseTo(3.4 * 0.4 / 3, within(1e-12));
    assertThat(recovery.sentence()).contains("off by up to 45.3 % of the larger score");
  }

  @Test
  void anIntervalHasALeastWidth() {
    assertThat(recovery(0, 1, 2, 4).halfWidth()).isCloseTo(0.102, within(1e-12));
  }

  @Test
  void eachThresholdFails() {
    assertThat(verdicts(recovery(0, 1.2, 2.4, 4.8)))
        .containsExactly(Verdict.FAILS, Verdict.PASSES, Verdict.PASSES);
    assertThat(verdicts(recovery(0, 1, 2.05, 2.04)))
        .containsExactly(Verdict.FAILS, Verdict.FAILS, Verdict.PASSES);
    Recovery rare = recovery(0.11, 1, 2, 4);
    assertThat(verdicts(rare)).containsExactly(Verdict.PASSES, Verdict.PASSES, Verdict.FAILS);
    assertThat(rare.findings(DEFAULTS).get(2).sentence())
        .contains("c, shows rare documents in 11.0 %", "show them to some users at random");
  }

  /** Users 0 and 1 clicked documents 0 to 2, user 2 clicked 3; document 2 has most clicks. */
  private static Ratings clicks() {
    return Ratings.of(5, new int[] {0, 4, 7, 8}, new int[] {0, 1, 2, 2, 1, 2, 2, 3});
  }

  @Test
  void agentsShowWhatTheLogSays() {
    List<SlateAgent> agents = LogAgents.of(clicks(), new int[] {0, 1, 2}, 2, RandomKey.root(1));
    assertThat(agents.get(1).slates()[2]).containsExactly(2, 1);
    assertThat(agents.get(2).slates()[1]).containsExactlyInAnyOrder(1, 2);
    assertThat(agents.get(2).slates()[2]).startsWith(3);
    assertThat(agents.get(3).slates()[2]).startsWith(3);
    int[] slate = new int[4];
    int[] seen = new int[5];
    for (int i = 0; i < 5_000; i++) {
      agents.get(0).show(0, RandomKey.root(2).child(i), 5, slate);
      assertThat(Arrays.stream(slate).distinct().count()).isEqualTo(4);
      Arrays.stream(slate).forEach(it -> seen[it]++);
    }
    // Each count is binomial with mean 4,000 and standard deviation 28: 150 is 5.3 deviations.
    assertThat(Arrays.stream(seen)).allMatch(it -> Math.abs(it - 4_000) < 150);
  }

  /**
   * All users click document 3 with probability 0.75 and leave after each slate without a click.
   */
  private static final ClickWorld WORLD =
      new ClickWorld() {
        @Override
        public double leave(boolean clicked) {
          return clicked ? 0.5 : 1;
        }

        @Override
        public Visit open(int user, RandomKey key) {
          return new Visit() {
            @Override
            public void probabilities(int[] slate, double[] p) {
              Arrays.fill(p, 0);
              for (int k = 0; k < slate.length; k++) {
                p[k] = slate[k] == 3 ? 0.75 : 0;
              }
              p[slate.length] = Arrays.stream(slate).anyMatch(it -> it == 3) ? 0.25 : 1;
            }

            @Override
            public void clicked(int document) {}
          };
        }
      };

  /** A slate with document 3 is followed by another one with probability 0.375. */
  @Test
  void valuesAreExpectedClicksOfASession() {
    AgentValues agents = AgentValues.of(clicks(), 2, RandomKey.root(3));
    double[] values = agents.in(WORLD);
    assertThat(values[1]).isZero();
    // One of three users is shown document 3; the standard error is below 0.01 of 0.4.
    assertThat(values[2]).isCloseTo(0.75 / 0.625 / 3, within(0.04));
    assertThat(agents.rare(1, WORLD, new int[] {9, 9, 9, 9, 9}, 9)).isZero();
    assertThat(agents.rare(1, WORLD, new int[] {9, 8, 9, 9, 9}, 9)).isEqualTo(0.5);
  }
}
