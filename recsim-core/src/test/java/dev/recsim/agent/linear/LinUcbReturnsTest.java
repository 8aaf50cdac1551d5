package dev.recsim.agent.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.agent.linear.LinUcbProvider.LinUcb;
import dev.recsim.api.Environment;
import dev.recsim.api.Options;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.env.satisfaction.LongTermSatisfactionProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lin_ucb learns of whole sessions. */
@Tag("slow")
class LinUcbReturnsTest {
  private static final LinUcbProvider LIN_UCB = new LinUcbProvider();

  /**
   * Sensitive users of clickbait: what engages most now earns about 540 a session, random documents
   * 960, and the least clickbait 1,510. Each seed ends with the last.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void everySeedFindsWhatIsBestInTheLongRun(int seed) {
    assertThat(earned(sensitive(), LIN_UCB.defaults(), seed)).isGreaterThan(1_350);
  }

  /** Good videos make sessions longer: 170 for the next reward only, 230 with what follows. */
  @Tag("nightly")
  @Test
  void rewardsThatFollowAreLearned() {
    InterestEvolutionEnvironmentProvider videos = new InterestEvolutionEnvironmentProvider();
    Environment world = videos.create(videos.defaults(), Path.of("."));
    assertThat(earned(world, LIN_UCB.defaults(), 1)).isGreaterThan(200);
    assertThat(earned(world, new LinUcb(1, 1, null, null, 0), 1)).isLessThan(190);
  }

  private static double earned(Environment environment, LinUcb options, int seed) {
    Trial trial =
        new Trial(
            new TrialId("lin_ucb", seed),
            RandomKey.root(seed),
            "world",
            environment,
            (same, key) -> LIN_UCB.create(options, same, key),
            new Training(300, 1, 1, 1, 0, 0, Keep.LAST, 0),
            new Evaluation(300));
    return Arrays.stream(((Completed) trial.run()).rewards()).average().orElseThrow();
  }

  private static Environment sensitive() {
    LongTermSatisfactionProvider provider = new LongTermSatisfactionProvider();
    ComposedEnvironment.Options options = provider.defaults();
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
