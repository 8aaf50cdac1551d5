package dev.recsim.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.learn.actorcritic.ActorCriticOptions.GreedySearch;
import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Agents of type {@code actor_critic} with {@code greedy_search: index}. */
@Tag("slow")
class IndexedActorCriticTest {
  private static final ActorCritic PROVIDER = new ActorCritic();
  private static final RandomKey KEY = RandomKey.root(42);
  private static final ActorCriticOptions EXACT =
      Options.with(Options.with(PROVIDER.defaults(), "gamma", 0.8), "value_scale", 5.0);

  private static final ActorCriticOptions INDEXED =
      Options.with(EXACT, "greedy_search", GreedySearch.INDEX);

  @Test
  void theyNameTheirModule() {
    assertThat(PROVIDER.modules(INDEXED)).containsExactly("recsim-index");
    assertThat(PROVIDER.modules(EXACT)).isEmpty();
  }

  /** The nearest five of 400 in four dimensions: an index of so few misses none. */
  @Test
  void anIndexChoosesLikeAnExactSearchAndIsRestoredToo() {
    Environment world = Environment.of(new Space(400, 1, 50));
    try (Agent one = PROVIDER.create(EXACT, world, KEY);
        Agent other = PROVIDER.create(INDEXED, world, KEY)) {
      for (Agent agent : new Agent[] {one, other}) {
        Learner learner = agent.learner().orElseThrow();
        for (int s = 0; s < 49; s++) {
          Step step = new Step(Response.FIRST, 1, new Observation(s + 1), Status.CONTINUES);
          learner.observe(new Transition(new Observation(s), Slate.of(3 * s), step));
        }
        agent.greedy().recommend(new Observation(0), KEY);
        learner.update(32);
      }
      assertThat(other.learner().orElseThrow().weights().tensors().keySet())
          .isEqualTo(one.learner().orElseThrow().weights().tensors().keySet());
      Policy restored = PROVIDER.restore(INDEXED, world, other.learner().orElseThrow().weights());
      for (int s = 0; s < 50; s++) {
        Slate exact = one.greedy().recommend(new Observation(s), KEY);
        assertThat(other.greedy().recommend(new Observation(s), KEY)).isEqualTo(exact);
        assertThat(restored.recommend(new Observation(s), KEY)).isEqualTo(exact);
      }
    }
  }
}
