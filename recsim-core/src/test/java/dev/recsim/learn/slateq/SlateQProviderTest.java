package dev.recsim.learn.slateq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.slateq.SlateQ.NetworkChoice;
import dev.recsim.learn.slateq.SlateQ.NoClick;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class SlateQProviderTest {
  private static final SlateQ PROVIDER = new SlateQ();

  @Test
  void providerIsFoundByItsName() {
    assertThat(ServiceLoader.load(AgentProvider.class))
        .map(provider -> provider.name())
        .contains("slate_q");
  }

  @Test
  void environmentsWhoseChoiceIsNotKnownAreRefused() {
    TransitionMatrixProvider environments = new TransitionMatrixProvider();
    Environment states = environments.create(environments.defaults(), Path.of("."));
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
            return Environments.interestEvolution().appeal();
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
    assertRefused("learning_rate", "learningRate.start", Schedule.of(-.1));
    assertRefused("tau", "tau.end", new Schedule(.1, 1.5, 10, null));
    assertRefused("random_slate_probability", "randomSlateProbability.start", Schedule.of(1.2));
    assertRefused("value_scale", "valueScale", 0.0);
    assertRefused("replay_capacity", "replayCapacity", 1);
  }

  private static void assertRefused(String option, String named, Object value) {
    SlateQ.Options options = Options.with(PROVIDER.defaults(), option, value);
    assertThatThrownBy(() -> Options.check(options))
        .isInstanceOf(InvalidOption.class)
        .hasFieldOrPropertyWithValue("option", named);
  }

  @Test
  void weightsAreNamedAfterTheTermsOfTheValue() {
    Weights additive = weights(PROVIDER.defaults());
    assertThat(additive.tensors()).hasSize(11);
    assertThat(additive.get("value.0.weight", 64, 20)).isNotNull();
    assertThat(additive.get("value.1.bias", 1)).isNotNull();
    assertThat(additive.get("item.bias", 20)).isNotNull();
    assertThat(additive.get("item.affinity", 20)).isNotNull();
    assertThat(additive.get("no_click.bias", 1)).isNotNull();
    assertThat(weights(Options.with(PROVIDER.defaults(), "no_click", NoClick.ZERO)).tensors())
        .hasSize(10);
    Weights both = weights(Options.with(PROVIDER.defaults(), "network", NetworkChoice.MLP));
    assertThat(both.tensors()).hasSize(8);
    assertThat(both.get("value.0.weight", 64, 42)).isNotNull();
  }

  private static Weights weights(SlateQ.Options options) {
    try (Agent agent =
        PROVIDER.create(options, Environments.interestEvolution(), RandomKey.root(1))) {
      return agent.learner().orElseThrow().weights();
    }
  }

  @Test
  void policiesAreNotRestoredWithoutTheEnvironment() {
    Space space = Environments.interestEvolution().space();
    Environment spaceOnly = Environment.of(space);
    assertThatThrownBy(
            () -> PROVIDER.restore(PROVIDER.defaults(), spaceOnly, weights(PROVIDER.defaults())))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("SavedPolicy.load(path, environment)");
  }
}
