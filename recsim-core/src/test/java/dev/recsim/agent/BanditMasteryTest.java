package dev.recsim.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.agent.bandit.ArmOptions;
import dev.recsim.agent.bandit.KlUcbProvider;
import dev.recsim.agent.bandit.ThompsonSamplingProvider;
import dev.recsim.agent.bandit.Ucb1Provider;
import dev.recsim.agent.linear.GlmTsProvider;
import dev.recsim.agent.linear.GlmTsProvider.GlmTs;
import dev.recsim.agent.linear.GlmUcbProvider;
import dev.recsim.agent.linear.GlmUcbProvider.GlmUcb;
import dev.recsim.agent.linear.Interactions;
import dev.recsim.agent.linear.LinUcbProvider;
import dev.recsim.agent.linear.LinUcbProvider.LinUcb;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Part;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Users who each want another document: bandits find all of them, by state or by features. With
 * eight other keys all passed too.
 */
class BanditMasteryTest {
  private static final RandomKey KEY = RandomKey.root(42);

  static Stream<Part<AgentProvider<?>>> byState() {
    ArmOptions perState = new ArmOptions(1, true);
    return Stream.of(
        new Part<>(new Ucb1Provider(), perState),
        new Part<>(new KlUcbProvider(), perState),
        new Part<>(new ThompsonSamplingProvider(), perState));
  }

  static Stream<Part<AgentProvider<?>>> byFeatures() {
    Interactions outer = Interactions.OUTER;
    return Stream.of(
        new Part<>(new LinUcbProvider(), new LinUcb(1, 1, outer, "click", 0)),
        new Part<>(new GlmUcbProvider(), new GlmUcb(.1, 1_000, 1, outer)),
        new Part<>(new GlmTsProvider(), new GlmTs(1, 1, outer)));
  }

  /** A session has five users: 300 sessions meet each of the six about 250 times. */
  @ParameterizedTest
  @MethodSource("byState")
  void identityOfStatesIsMastered(Part<AgentProvider<?>> agent) {
    assertMastered(agent, new IdentityEnvironment(6, 1, false));
  }

  @ParameterizedTest
  @MethodSource("byFeatures")
  void identityOfFeaturesIsMastered(Part<AgentProvider<?>> agent) {
    assertMastered(agent, new IdentityEnvironment(6, 1, true));
  }

  @SuppressWarnings("unchecked")
  private static void assertMastered(
      Part<AgentProvider<?>> agent, IdentityEnvironment environment) {
    AgentProvider<Record> provider = (AgentProvider<Record>) agent.provider();
    Trial trial =
        new Trial(
            new TrialId("bandit", 0),
            KEY,
            "identity",
            environment,
            (same, key) -> provider.create(agent.options(), same, key),
            new Training(300, 1, 1, 1, 0, 0, Keep.LAST, 0),
            new Evaluation(50));
    assertThat(((Completed) trial.run()).rewards()).containsOnly(environment.best());
  }
}
