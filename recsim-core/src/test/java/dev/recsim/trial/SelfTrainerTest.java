package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Agent;
import dev.recsim.api.Learner;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.io.ExternalFailure;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Trainer.Trained;
import dev.recsim.trial.schedule.AutoTraining;
import dev.recsim.trial.schedule.Ending;
import dev.recsim.trial.schedule.SelfLearner;
import dev.recsim.trial.schedule.Training;
import dev.recsim.trial.schedule.TrainingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Learners that train themselves. Documents are worth 3 times their acceptance a session. */
class SelfTrainerTest {
  private static final int STEPS = 3_000;

  /** Shows one document, and trains as its script says. */
  private static final class Own implements Agent, SelfLearner {
    private final Consumer<Course> script;
    private int document;

    Own(Consumer<Course> script) {
      this.script = script;
    }

    @Override
    public Policy greedy() {
      return (Policy.Deterministic) observation -> Slate.of(document);
    }

    @Override
    public Optional<Learner> learner() {
      return Optional.of(this);
    }

    @Override
    public void train(Course course) {
      script.accept(course);
    }

    @Override
    public Weights weights() {
      return Weights.of(Map.of("document", Tensor.vector(new float[] {document})));
    }

    @Override
    public void load(Weights weights) {
      document = (int) weights.get("document", 1).data()[0];
    }
  }

  private static Trained train(FlatEnvironment world, Agent agent, TrainingMode mode) {
    Keys keys = new Keys(RandomKey.root(3), "flat", "agent", 7);
    return new Trainer(world, agent, agent.learner().orElseThrow(), mode, 100, keys)
        .train(Checkpoint.Watch.NOBODY);
  }

  private static Trained train(FlatEnvironment world, Agent agent) {
    return train(world, agent, new AutoTraining((long) STEPS, null));
  }

  private static void play(SelfLearner.Course course, int sessions) {
    for (int i = 0; i < sessions; i++) {
      Session session = course.open();
      session.start();
      for (int t = 0; t < FlatEnvironment.LENGTH; t++) {
        course.take(1);
        session.recommend(Slate.of(0));
      }
    }
  }

  @Test
  void itsUsersAreThoseOfOtherLearners() {
    FlatEnvironment others = FlatEnvironment.notFinite(.1, .5);
    train(others, new CountingAgent(1));
    FlatEnvironment own = FlatEnvironment.notFinite(.1, .5);
    train(own, new Own(course -> play(course, 100)));
    assertThat(own.starts.subList(0, 100)).isEqualTo(others.starts.subList(0, 100));
  }

  @Test
  void theBestCheckpointIsEvaluatedAndTheEndIsOne() {
    Own[] agent = new Own[1];
    agent[0] =
        new Own(
            course -> {
              play(course, 100);
              agent[0].document = 1;
              assertThat(course.checkpoint()).isGreaterThan(2);
              play(course, 200);
              agent[0].document = 0;
            });
    Trained trained = train(FlatEnvironment.notFinite(.1, .9), agent[0]);
    assertThat(trained.curve()).extracting(Checkpoint::envSteps).containsExactly(300L, 900L);
    assertThat(trained.keptEpoch()).isEqualTo(1);
    assertThat(agent[0].document).isEqualTo(1);
    assertThat(trained.envSteps()).isEqualTo(900);
    assertThat(trained.ending()).isEqualTo(Ending.SCHEDULE);
    assertThat(trained.learningNanos()).hasSize(3);
    assertThat(trained.curve().get(1).diagnostics().get(Checkpoint.SESSION_REWARD))
        .isBetween(.1, .6); // mean 0.3, and 0.036 is its standard error
  }

  @Test
  void stepsBeyondTheBoundAreRefused() {
    Own agent =
        new Own(
            course -> {
              assertThat(course.envSteps()).isEqualTo(STEPS);
              course.take(STEPS - 10);
              assertThatThrownBy(() -> course.take(64))
                  .hasMessage(
                      "training has 3,000 environment steps, 10 are left, and a step needs 64");
              assertThat(course.isExceeded()).isTrue();
              course.take(10);
              assertThatThrownBy(() -> course.take(1))
                  .hasMessage("training has 3,000 environment steps, and all are used");
            });
    assertThat(train(FlatEnvironment.notFinite(.1, .5), agent).envSteps()).isEqualTo(STEPS);
  }

  @Test
  void thereAreAtMostTwentyFiveCheckpoints() {
    Own agent =
        new Own(
            course -> {
              for (int i = 1; i < 25; i++) {
                course.checkpoint();
              }
              assertThatThrownBy(course::checkpoint)
                  .hasMessageContaining("at most 25 checkpoints, the last of which is its end");
            });
    assertThat(train(FlatEnvironment.notFinite(.1, .5), agent).curve()).hasSize(25);
  }

  @Test
  void declaredSchedulesAreRefused() {
    assertThatThrownBy(
            () -> train(FlatEnvironment.notFinite(.1), new Own(course -> {}), Training.DEFAULTS))
        .isInstanceOf(ExternalFailure.class)
        .hasMessageContaining("write \"training: {env_steps: 50000}\"");
  }

  @Test
  void noOtherAgentCanBeAroundIt() {
    Own own = new Own(course -> {});
    for (Runnable use :
        List.<Runnable>of(
            () -> own.startTraining(1),
            own::exploring,
            () -> own.observe(null),
            () -> own.update(1))) {
      assertThatThrownBy(use::run).hasMessageContaining("cannot be inside another agent");
    }
  }
}
