package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Learner.Transition;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Checkpoint.Watch;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What checkpoints say of the sessions between them, and who hears of them. */
class CheckpointTest {
  /** Sessions take 3 steps. */
  @Test
  void sessionRewardIsTheMeanOfTheSessionsSinceTheLastDiagnostics() {
    List<Double> rewards = new ArrayList<>();
    CountingAgent agent =
        new CountingAgent(0) {
          @Override
          public void observe(Transition transition) {
            super.observe(transition);
            rewards.add(transition.step().reward());
          }
        };
    List<Checkpoint> curve =
        train(agent, new Training(40, 3, 4, 8, 2, 0, Keep.LAST, 0), Watch.NOBODY);
    double first = rewards.subList(0, 3 * 48).stream().mapToDouble(it -> it).sum() / 48;
    double second = rewards.subList(3 * 48, 3 * 56).stream().mapToDouble(it -> it).sum() / 8;

    assertThat(rewards).hasSize(3 * 64);
    assertThat(curve.get(0).diagnostics()).containsEntry("session_reward", first);
    assertThat(curve.get(1).diagnostics()).containsEntry("session_reward", second);
    assertThat(first).isNotEqualTo(second).isPositive();
  }

  @Test
  void withoutSessionsSinceTheLastDiagnosticsThereIsNoSessionReward() {
    List<Checkpoint> curve =
        train(new CountingAgent(0), new Training(1, 2, 1, 8, 0, 0, Keep.LAST, 0), Watch.NOBODY);
    assertThat(curve.get(0).diagnostics()).containsKey("session_reward");
    assertThat(curve.get(1).diagnostics()).isEmpty();
  }

  @Test
  void everyCheckpointIsToldWithItsScore() {
    List<String> told = new ArrayList<>();
    train(
        new CountingAgent(0, 3),
        new Training(1, 2, 1, 8, 0, 10, Keep.BEST, 0),
        (epoch, epochs, score) -> told.add("%s/%s %.3f".formatted(epoch, epochs, score)));
    assertThat(told).containsExactly("1/2 0.300", "2/2 2.700");
  }

  private static List<Checkpoint> train(CountingAgent agent, Training schedule, Watch watch) {
    FlatEnvironment environment = FlatEnvironment.finite(.1, .5, .3, .9);
    Keys keys = new Keys(RandomKey.root(42), "flat", "counting", 0);
    return new Trainer(environment, agent, agent, schedule, 100, keys).train(watch).curve();
  }
}
