package dev.recsim.learn.slate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Appeal;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.slate.SlateQOptions.NetworkChoice;
import dev.recsim.learn.slate.SlateQOptions.NoClick;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class SlateQProviderTest {
  private static final SlateQProvider PROVIDER = new SlateQProvider();

  @Test
  void providerIsFoundByItsName() {
    assertThat(ServiceLoader.load(AgentProvider.class))
        .map(provider -> provider.name())
        .contains("slate_q");
  }

  @Test
  void worldsWhoseChoiceIsNotKnownAreRefused() {
    TransitionMatrixProvider worlds = new TransitionMatrixProvider();
    Environment states = worlds.create(worlds.defaults(), Path.of("."));
    assertThatThrownBy(() -> PROVIDER.check(PROVIDER.defaults(), states))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("Luce's rule")
        .hasMessageContaining("interest_evolution");
  }

  @Test
  void documentsWithoutFeaturesAreRefused() {
    Environment bare =
        new Environment() {
          @Override
          public Space space() {
            return new Space(10, 3, 1, 0, List.of("age"), List.of(), List.of());
          }

          @Override
          public Optional<Appeal> appeal() {
            return Worlds.interestEvolution().appeal();
          }

          @Override
          public Session open(RandomKey key) {
            throw new UnsupportedOperationException("only looked at");
          }
        };
    assertThatThrownBy(() -> PROVIDER.check(PROVIDER.defaults(), bare))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("documents with features");
  }

  @Test
  void optionsOutOfRangeAreRefusedByName() {
    assertRefused("hidden", "hidden", List.of());
    assertRefused("hidden", "hidden[1]", List.of(64, 0));
    assertRefused("gamma", "gamma", 1.01);
    assertRefused("steps", "steps", 0);
    assertRefused("learningRate", "learningRate.start", Schedule.of(-.1));
    assertRefused("tau", "tau.end", new Schedule(.1, 1.5, 10));
    assertRefused("randomSlateProbability", "randomSlateProbability.start", Schedule.of(1.2));
    assertRefused("valueScale", "valueScale", 0.0);
    assertRefused("replayCapacity", "replayCapacity", 1);
  }

  private static void assertRefused(String option, String named, Object value) {
    assertThatThrownBy(() -> Options.check(TestOptions.with(Map.of(option, value))))
        .isInstanceOf(InvalidOption.class)
        .hasFieldOrPropertyWithValue("option", named);
  }

  @Test
  void weightsAreNamedAfterTheTermsOfTheValue() {
    Weights additive = weights(Map.of());
    assertThat(additive.tensors()).hasSize(7);
    assertThat(additive.get("value.0.weight", 64, 20)).isNotNull();
    assertThat(additive.get("value.1.bias", 1)).isNotNull();
    assertThat(additive.get("item.bias", 20)).isNotNull();
    assertThat(additive.get("item.affinity", 20)).isNotNull();
    assertThat(additive.get("no_click.bias", 1)).isNotNull();
    assertThat(weights(Map.of("noClick", NoClick.ZERO)).tensors()).hasSize(6);
    Weights both = weights(Map.of("network", NetworkChoice.MLP));
    assertThat(both.tensors()).hasSize(4);
    assertThat(both.get("value.0.weight", 64, 42)).isNotNull();
  }

  private static Weights weights(Map<String, Object> changes) {
    Environment world = Worlds.interestEvolution();
    try (Agent agent = PROVIDER.create(TestOptions.with(changes), world, RandomKey.root(1))) {
      return agent.learner().orElseThrow().weights();
    }
  }

  @Test
  void policiesAreNotRestoredWithoutTheWorld() {
    Space space = Worlds.interestEvolution().space();
    Environment spaceOnly = Environment.of(space);
    assertThatThrownBy(() -> PROVIDER.restore(PROVIDER.defaults(), spaceOnly, weights(Map.of())))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("SavedPolicy.load(path, environment)");
  }
}
