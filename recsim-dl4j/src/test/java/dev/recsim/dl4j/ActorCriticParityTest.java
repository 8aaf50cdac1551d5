package dev.recsim.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two engines from the same initial weights on the same batches, under one Adam rule. */
@Tag("slow")
class ActorCriticParityTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final ActorCritic PROVIDER = new ActorCritic();

  @Test
  void enginesAgreeAfterOneAndAHundredUpdates() {
    assertAgree(ActorLoss.DETERMINISTIC_POLICY_GRADIENT);
  }

  @Tag("nightly")
  @ParameterizedTest
  @EnumSource
  void enginesAgreeWithEachLoss(ActorLoss loss) {
    assertAgree(loss);
  }

  private static void assertAgree(ActorLoss loss) {
    assertAgree(loss, 1, 1e-5f);
    assertAgree(loss, 100, 1e-3f);
  }

  private static void assertAgree(ActorLoss loss, int updates, float tolerance) {
    Weights expected = trained(loss, EngineChoice.JAVA, updates);
    Weights actual = trained(loss, EngineChoice.DL4J, updates);
    expected
        .tensors()
        .forEach(
            (name, tensor) ->
                assertThat(actual.tensors().get(name).data())
                    .as(name + " after " + updates)
                    .containsExactly(tensor.data(), within(tolerance)));
  }

  private static Weights trained(ActorLoss loss, EngineChoice engine, int updates) {
    ActorCriticOptions options =
        Options.with(Options.with(PROVIDER.defaults(), "actor_loss", loss), "engine", engine);
    try (Agent agent = PROVIDER.create(options, environment(), KEY)) {
      Learner learner = agent.learner().orElseThrow();
      for (int i = 0; i < 500; i++) {
        RandomKey draws = KEY.child(i);
        boolean clicked = draws.uniform(0) < .3;
        Step step =
            new Step(
                clicked ? Response.FIRST : Response.NONE,
                clicked ? 1 : 0,
                new Observation(draws.below(1, 10)),
                draws.uniform(2) < .15 ? Status.ENDED : Status.CONTINUES);
        learner.observe(
            new Transition(
                new Observation(draws.below(3, 10)), Slate.of(draws.below(4, 10)), step));
      }
      for (int i = 0; i < updates; i++) {
        learner.update(32);
      }
      assertThat(learner.engine()).contains(engine.name().toLowerCase(java.util.Locale.ROOT));
      return learner.weights();
    }
  }

  private static Environment environment() {
    TransitionMatrixProvider environments = new TransitionMatrixProvider();
    return environments.create(environments.defaults(), Path.of("."));
  }
}
