package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.baseline.Pairing.Method;
import dev.recsim.baseline.Snapshot.AgentScores;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairingTest {
  private static final AgentScores THEN = Runs.agent("a", 1, 2, 3, 4, 5, 6);

  @Test
  void sharedSeedsAreComparedSeedBySeed() {
    AgentScores now = Runs.from(1, "a", 12, 13, 14, 15, 16, 17, 18);
    Pairing it = Pairing.of(now, THEN, now.seeds());
    assertThat(it.method()).isEqualTo(Method.PAIRED);
    assertThat(it.now()).containsExactly(12, 13, 14, 15, 16);
    assertThat(it.then()).containsExactly(2, 3, 4, 5, 6);
    assertThat(it.difference().value()).isEqualTo(10);
  }

  @Test
  void tooFewSharedSeedsAreIndependentSamplesOfAllSeeds() {
    AgentScores now = Runs.from(2, "a", 3, 4, 5, 6, 17);
    Pairing it = Pairing.of(now, THEN, now.seeds());
    assertThat(it.method()).isEqualTo(Method.WELCH);
    assertThat(it.now()).hasSize(5);
    assertThat(it.then()).hasSize(6);
  }

  @Test
  void allSeedsOfTheRunAreEnoughHoweverFew() {
    AgentScores now = Runs.agent("a", 1.5, 2.5);
    assertThat(Pairing.of(now, THEN, now.seeds()).method()).isEqualTo(Method.PAIRED);
  }

  @Test
  void identicalTrialsNeedADigestAndTheSameScore() {
    AgentScores same = Runs.digests(THEN, "d");
    assertThat(Pairing.of(same, same, same.seeds()).method()).isEqualTo(Method.EXACT);
    AgentScores without = Runs.digests(THEN, "");
    assertThat(Pairing.of(without, without, without.seeds()).method()).isEqualTo(Method.PAIRED);
    AgentScores other = Runs.digests(Runs.agent("a", 1, 2, 3, 4, 5, 6.5), "d");
    assertThat(Pairing.of(other, same, other.seeds()).method()).isEqualTo(Method.PAIRED);
    assertThatThrownBy(() -> Pairing.of(same, same, List.of(0)).difference())
        .isInstanceOf(IllegalStateException.class);
  }
}
