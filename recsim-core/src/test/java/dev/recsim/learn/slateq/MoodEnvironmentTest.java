package dev.recsim.learn.slateq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.slateq.SlateQ.NetworkChoice;
import dev.recsim.learn.slateq.SlateQ.NoClick;
import dev.recsim.random.RandomKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What slate_q makes of an environment whose optimum is known. */
@Tag("slow")
class MoodEnvironmentTest {
  private static final SlateQ PROVIDER = new SlateQ();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void worldIsMasteredByTheNetworkOfBoth(int seed) {
    assertThat(trained(Map.of("network", NetworkChoice.MLP), seed))
        .isGreaterThan(.99 * MoodEnvironment.optimum());
  }

  /** What no click is worth and what documents are worth depend on the mood in unlike ways. */
  @Test
  void sumsOfUserAndDocumentCannotTellAllValuesOfThisEnvironment() {
    assertThat(trained(Map.of(), 0) / MoodEnvironment.optimum()).isBetween(.85, .99);
  }

  @Test
  void withoutAFutureTheSlateThatPaysMostAtOnceIsShown() {
    assertThat(trained(Map.of("network", NetworkChoice.MLP, "gamma", 0.0), 0))
        .isCloseTo(MoodEnvironment.shortSighted(), Percentage.withPercentage(1e-6));
    assertThat(MoodEnvironment.shortSighted()).isLessThan(.8 * MoodEnvironment.optimum());
  }

  /** Values of clicks alone do not tell that a session goes on without one. */
  @Test
  void noClickWorthNothingCostsMuch() {
    assertThat(trained(Map.of("network", NetworkChoice.MLP, "no_click", NoClick.ZERO), 0))
        .isLessThan(.95 * MoodEnvironment.optimum());
  }

  /** What a session is worth under the greedy policy after training. */
  private static double trained(Map<String, Object> changes, int seed) {
    Map<String, Object> all = new HashMap<>();
    all.put("hidden", List.of(32));
    all.put("learning_rate", new Schedule(.01, .0005, 1_500, null));
    all.put("random_slate_probability", new Schedule(1, .3, 500, null));
    all.put("value_scale", 10.0);
    all.put("steps", 1);
    all.putAll(changes);
    SlateQ.Options options = Options.defaults(SlateQ.Options.class);
    for (Map.Entry<String, Object> change : all.entrySet()) {
      options = Options.with(options, change.getKey(), change.getValue());
    }
    Environment environment = new MoodEnvironment();
    RandomKey key = RandomKey.root(seed);
    try (Agent agent = PROVIDER.create(options, environment, key.child("agent"))) {
      Learner learner = agent.learner().orElseThrow();
      for (int i = 0; i < 500; i++) {
        act(environment.open(key.child(i)), learner, key.child("decisions").child(i));
      }
      for (int i = 0; i < 1_500; i++) {
        learner.update(128);
        act(environment.open(key.child(500 + i)), learner, key.child("decisions").child(500 + i));
      }
      return MoodEnvironment.value(agent.greedy());
    }
  }

  private static void act(Session session, Learner learner, RandomKey key) {
    Observation seen = session.start();
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES; t++) {
      Slate slate = learner.exploring().recommend(seen, key.child(t));
      Step step = session.recommend(slate);
      learner.observe(new Transition(seen, slate, step));
      seen = step.next();
      status = step.status();
    }
  }
}
