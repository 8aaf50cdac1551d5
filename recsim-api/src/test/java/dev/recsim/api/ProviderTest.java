package dev.recsim.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProviderTest {
  static final class PositionBasedProvider implements Provider<NoOptions> {}

  static final class Ucb1Provider implements Provider<NoOptions> {}

  static final class ActorCritic implements Provider<NoOptions> {}

  @Test
  void classGivesTheTypeAndItsOptions() {
    assertThat(new PositionBasedProvider().name()).isEqualTo("position_based");
    assertThat(new Ucb1Provider().name()).isEqualTo("ucb1");
    assertThat(new ActorCritic().name()).isEqualTo("actor_critic");
    assertThat(new Ucb1Provider().defaults()).isEqualTo(new NoOptions());
  }
}
