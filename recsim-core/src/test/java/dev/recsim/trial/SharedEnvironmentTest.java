package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import dev.recsim.trial.verify.SharedEnvironment;
import dev.recsim.trial.verify.SharedEnvironment.Originals;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An agent that writes to features of a shared catalogue is to blame, and no other agent is. */
class SharedEnvironmentTest {
  private static final int SESSIONS = 200;
  private static final int STEPS = Catalogue.STEPS;

  private final Catalogue catalogue = new Catalogue();
  private final AtomicInteger created = new AtomicInteger();
  private final SharedEnvironment shared =
      new SharedEnvironment(
          catalogue,
          new Originals(),
          () -> {
            created.incrementAndGet();
            return new Catalogue();
          });

  private TrialResult run(Policy policy) {
    return trial(() -> policy, catalogue, shared).run();
  }

  private static Trial trial(Agent agent, Environment environment, SharedEnvironment shared) {
    return new Trial(
        new TrialId("mine", 3),
        RandomKey.root(1),
        "catalogue",
        environment,
        (any, key) -> agent,
        new Training(1, 1, 1, 1, 0, 0, Keep.LAST, 0),
        new Evaluation(SESSIONS),
        shared);
  }

  private static int best(Observation seen) {
    int best = 0;
    for (int i = 1; i < seen.candidates().size(); i++) {
      boolean better =
          seen.candidates().get(i).features()[0] > seen.candidates().get(best).features()[0];
      best = better ? i : best;
    }
    return best;
  }

  private static final Policy INNOCENT = (seen, key) -> Slate.of(best(seen));

  /** Writes at one decision only, counted from 0, to one document. */
  private static Policy writer(int decision, int document) {
    AtomicInteger decisions = new AtomicInteger();
    return (seen, key) -> {
      if (decisions.getAndIncrement() % (SESSIONS * STEPS) == decision) {
        seen.candidates().get(document).features()[0]++;
      }
      return Slate.of(best(seen));
    };
  }

  private static void hasWritten(TrialResult result) {
    assertThat(((Failed) result).error())
        .startsWith("the policy " + SharedEnvironmentTest.class.getName())
        .contains("changed the features of");
  }

  @Test
  void sharedEnvironmentsAreUsedAsTheyAre() {
    double[] alone = ((Completed) trial(() -> INNOCENT, new Catalogue(), null).run()).rewards();
    assertThat(((Completed) run(INNOCENT)).rewards()).isEqualTo(alone).contains(30.0);
    assertThat(((Completed) run(INNOCENT)).rewards()).isEqualTo(alone);
    assertThat(created).hasValue(0);
  }

  @Test
  void writersAreFoundAtAnyTimeOfTheTrial() {
    for (int decision : new int[] {0, 1, 70, 333, 777, SESSIONS * STEPS - 1}) {
      for (int document : new int[] {0, 50, 99}) {
        Catalogue own = new Catalogue();
        SharedEnvironment others = new SharedEnvironment(own, new Originals(), Catalogue::new);
        hasWritten(trial(() -> writer(decision, document), own, others).run());
      }
    }
  }

  @Test
  void laterTrialsHaveAnEnvironmentOfTheirOwn() {
    double[] alone = ((Completed) trial(() -> INNOCENT, new Catalogue(), null).run()).rewards();
    hasWritten(run(writer(10, 3)));
    assertThat(((Completed) run(INNOCENT)).rewards()).isEqualTo(alone);
    assertThat(created).hasValue(2);
    hasWritten(run(writer(10, 3)));
  }

  /** Another trial writes while this one decides, so the time of the change proves nothing. */
  @Test
  void trialsAtTheSameTimeAreNotBlamed() {
    double[] alone = ((Completed) trial(() -> INNOCENT, new Catalogue(), null).run()).rewards();
    for (int decision : new int[] {0, 63, 64, 500}) {
      Catalogue own = new Catalogue();
      SharedEnvironment others = new SharedEnvironment(own, new Originals(), Catalogue::new);
      AtomicInteger decisions = new AtomicInteger();
      Policy disturbed =
          (seen, key) -> {
            if (decisions.getAndIncrement() == decision) {
              own.features(5)[0] = 1_000;
            }
            return INNOCENT.recommend(seen, key);
          };
      assertThat(((Completed) trial(() -> disturbed, own, others).run()).rewards())
          .isEqualTo(alone);
      assertThat(decisions).hasValueGreaterThan(SESSIONS * STEPS);
    }
  }

  /** The features are the original ones again when the trial ends. */
  @Test
  void changesThatAreUndoneBlameNobody() {
    double[] alone = ((Completed) trial(() -> INNOCENT, new Catalogue(), null).run()).rewards();
    Agent disturbed =
        new Agent() {
          @Override
          public Policy greedy() {
            return (seen, key) -> {
              catalogue.features(2)[0] = 1_000;
              return INNOCENT.recommend(seen, key);
            };
          }

          @Override
          public void close() {
            catalogue.features(2)[0] = 2;
          }
        };
    assertThat(((Completed) trial(disturbed, catalogue, shared).run()).rewards()).isEqualTo(alone);
    assertThat(created).hasValue(1);
  }

  /** Of two writers at the same time, the second may restore what the first one changed. */
  @Test
  void changeStaysKnownWhenItIsUndone() {
    assertThat(shared.hasChanged()).isFalse();
    hasWritten(run(writer(10, 3)));
    catalogue.features(3)[0]--;

    assertThat(shared.hasChanged()).isTrue();
  }

  @Test
  void environmentThatCannotBeCreatedAgainBlamesNobody() {
    SharedEnvironment once =
        new SharedEnvironment(
            catalogue,
            new Originals(),
            () -> {
              throw new IllegalStateException("no such file");
            });
    hasChangedUnknown(trial(() -> writer(0, 0), catalogue, once).run());
    hasChangedUnknown(trial(() -> INNOCENT, catalogue, once).run());
  }

  private static void hasChangedUnknown(TrialResult result) {
    assertThat(((Failed) result).error())
        .isEqualTo(
            "an agent of the experiment changed features of the environment, which could not be"
                + " created again to find out which: java.lang.IllegalStateException: no such"
                + " file");
  }
}
