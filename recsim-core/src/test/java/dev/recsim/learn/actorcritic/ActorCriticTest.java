package dev.recsim.learn.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.learn.Schedule;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ActorCriticTest {
  private static final ActorCritic PROVIDER = new ActorCritic();

  @Test
  void providerIsFoundByItsName() {
    assertThat(ServiceLoader.load(AgentProvider.class))
        .map(provider -> provider.name())
        .contains("actor_critic");
  }

  @Test
  void slatesOfManyAreRefused() {
    Environment slates =
        new Environment() {
          @Override
          public Space space() {
            return new Space(10, 3, 10);
          }

          @Override
          public Session open(RandomKey key) {
            throw new UnsupportedOperationException("only looked at");
          }
        };
    assertThatThrownBy(() -> PROVIDER.check(PROVIDER.defaults(), slates))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("slates of 3");
  }

  @Test
  void optionsOutOfRangeAreRefusedByName() {
    assertRefused("hidden", List.of());
    assertRefused("hidden", "hidden[1]", List.of(64, 0));
    assertRefused("embSize", 0);
    assertRefused("topK", 0);
    assertRefused("targetTopK", 0);
    assertRefused("randomCandidates", -1);
    assertRefused("gamma", 1.01);
    assertRefused("gamma", Double.NaN);
    assertRefused("tau", "tau.end", new Schedule(.1, 1.5, 10, null));
    assertRefused("actorLearningRate", "actorLearningRate.start", Schedule.of(-.1));
    assertRefused("criticLearningRate", "criticLearningRate.start", Schedule.of(2));
    assertRefused("valueScale", 0.0);
    assertRefused("replayCapacity", 0);
    assertRefused("randomDocumentProbability", "randomDocumentProbability.start", Schedule.of(1.2));
  }

  private static void assertRefused(String option, Object value) {
    assertRefused(option, option, value);
  }

  private static void assertRefused(String option, String named, Object value) {
    assertThatThrownBy(() -> Options.check(TestOptions.with(Options.key(option), value)))
        .isInstanceOf(InvalidOption.class)
        .hasFieldOrPropertyWithValue("option", named);
  }

  @Test
  void weightsHaveTheNamesAndShapesOfPyTorch() {
    try (var agent = PROVIDER.create(PROVIDER.defaults(), Worlds.generated(), RandomKey.root(1))) {
      var weights = agent.learner().orElseThrow().weights();
      assertThat(weights.tensors()).hasSize(14);
      assertThat(weights.get("actor.0.weight", 64, 10)).isNotNull();
      assertThat(weights.get("actor.2.bias", 16)).isNotNull();
      assertThat(weights.get("critic.0.weight", 64, 26)).isNotNull();
      assertThat(weights.get("critic.2.weight", 1, 64)).isNotNull();
      assertThat(weights.get("embeddings", 10, 16)).isNotNull();
      assertThat(weights.get("horizon", 1, 2)).isNotNull();
    }
  }
}
