package dev.recsim.agent.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.agent.RandomProvider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Options;
import dev.recsim.api.compose.ComposedOptions;
import dev.recsim.env.satisfaction.LongTermSatisfactionProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Keep;
import dev.recsim.trial.Training;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sensitive users of clickbait: what engages most now earns about 540 a session, random documents
 * 960, and the least clickbait 1,510. A regression of the next engagement has two stable answers,
 * the first and the last.
 */
@Tag("slow")
class LinUcbReturnsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void sessionsAreComparedNotSingleRewards(int seed) {
    assertThat(earned(new LinUcbProvider(), seed)).isGreaterThan(1_350);
    assertThat(earned(new RandomProvider(), seed)).isBetween(900., 1_020.);
  }

  private static <C extends Record> double earned(AgentProvider<C> provider, int seed) {
    Trial trial =
        new Trial(
            new TrialId(provider.name(), seed),
            RandomKey.root(seed),
            "sensitive",
            environment(),
            (same, key) -> provider.create(provider.defaults(), same, key),
            new Training(200, 1, 1, 1, 0, 0, Keep.LAST, 0),
            new Evaluation(300));
    return Arrays.stream(((Completed) trial.run()).rewards()).average().orElseThrow();
  }

  private static Environment environment() {
    LongTermSatisfactionProvider provider = new LongTermSatisfactionProvider();
    ComposedOptions options = provider.defaults();
    Record users = options.user().options();
    for (Map.Entry<String, Double> changed :
        Map.of("memory_discount", .9, "sensitivity", .1).entrySet()) {
      users = Options.with(users, changed.getKey(), changed.getValue());
    }
    return provider.create(options.with("user", part(options.user(), users)), Path.of("."));
  }

  private static <P extends dev.recsim.api.Provider<?>> dev.recsim.api.Part<P> part(
      dev.recsim.api.Part<P> part, Record options) {
    return new dev.recsim.api.Part<>(part.provider(), options);
  }
}
