package dev.recsim.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.HashSet;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NotFiniteEnvironmentTest {
  private static final Environment ENVIRONMENT = Environments.notFinite(new Space(6, 1, 3));

  static Stream<AgentProvider<NoOptions>> thoseThatKnowTheEnvironment() {
    return Stream.of(new OptimalProvider(), new MyopicProvider());
  }

  @ParameterizedTest
  @MethodSource("thoseThatKnowTheEnvironment")
  void agentThatNeedsAFiniteEnvironmentSaysSo(AgentProvider<NoOptions> provider) {
    assertThatThrownBy(() -> provider.check(new NoOptions(), ENVIRONMENT))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.option()).isEqualTo("type"))
        .hasMessageContaining(provider.name())
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> provider.create(new NoOptions(), ENVIRONMENT, RandomKey.root(1)))
        .isInstanceOf(InvalidOption.class);
  }

  @Test
  void providersAreFoundByTheirNames() {
    Set<String> names = new HashSet<>();
    for (AgentProvider<?> provider : ServiceLoader.load(AgentProvider.class)) {
      names.add(provider.name());
    }
    assertThat(names).contains("random", "optimal", "myopic");
  }
}
