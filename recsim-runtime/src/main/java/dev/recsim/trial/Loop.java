package dev.recsim.trial;

import dev.recsim.api.Batch;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Perception;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;

/**
 * Plays sessions of a world under a policy, many in lock step. The only code that knows both sides.
 *
 * <p>Session {@code i} takes its luck from {@code world.child(i)}, and the policy's {@code t}-th
 * decision in it from {@code policy.child(i).child(t)}: the width of the lock step and the policy
 * do not change which users are met.
 */
public final class Loop {
  private static final int WIDTH = 64;

  private final Environment environment;
  private final RandomKey world;
  private final RandomKey decisions;
  private final String purpose;
  private final Perception perception;
  private final StepLog log;

  /**
   * @param world key of the sessions
   * @param decisions key of the policy's decisions
   */
  public Loop(Environment environment, RandomKey world, RandomKey decisions) {
    this(environment, Perception.NONE, world, decisions, "evaluation", null);
  }

  /**
   * @param perception what the policy is given in place of the world's observations
   * @param purpose what the sessions are played for, as errors name it
   * @param log is told every step; null for nobody
   */
  Loop(
      Environment environment,
      Perception perception,
      RandomKey world,
      RandomKey decisions,
      String purpose,
      StepLog log) {
    this.environment = environment;
    this.perception = perception;
    this.world = world;
    this.decisions = decisions;
    this.purpose = purpose;
    this.log = log;
  }

  /**
   * Plays sessions 0 .. count - 1 to their ends.
   *
   * @throws RuntimeException if a reward, or the sum of a session's, is not a finite number; its
   *     message says where
   */
  public Sessions play(Policy policy, int count) {
    return play(policy, count, Math.min(WIDTH, count));
  }

  Sessions play(Policy policy, int count, int width) {
    double[] rewards = new double[count];
    int[] lengths = new int[count];
    Batch batch = new Batch(width);
    Session[] sessions = new Session[width];
    Observation[] seen = new Observation[width];
    RandomKey[] keys = new RandomKey[width];
    int[] indices = new int[width];
    Totals totals = new Totals(environment.counters().size(), count);
    Observation[] unperceived = new Observation[log == null ? 0 : width];
    boolean borrows = log == null && perception == Perception.NONE && policy.keepsNothing();
    int opened = 0;
    int open = 0;
    while (open > 0 || opened < count) {
      while (open < width && opened < count) {
        sessions[open] = environment.open(world.child(opened));
        if (borrows) {
          sessions[open].lend();
        }
        Observation start = sessions[open].start();
        remember(unperceived, open, start);
        seen[open] = perception.first(start);
        keys[open] = decisions.child(opened);
        indices[open++] = opened++;
      }
      batch.clear();
      for (int i = 0; i < open; i++) {
        batch.add(seen[i], keys[i].child(lengths[indices[i]]));
      }
      policy.recommend(batch);
      int kept = 0;
      for (int i = 0; i < open; i++) {
        int index = indices[i];
        Step step =
            log == null
                ? sessions[i].recommend(batch.slate(i))
                : logged(index, lengths[index], sessions[i], unperceived[i], batch.slate(i));
        rewards[index] += step.reward();
        InvalidReward.check(step.reward(), rewards[index], purpose, index, lengths[index]);
        lengths[index]++;
        if (step.status() == Status.CONTINUES) {
          sessions[kept] = sessions[i];
          keys[kept] = keys[i];
          indices[kept] = index;
          remember(unperceived, kept, step.next());
          seen[kept++] = perception.next(seen[i], batch.slate(i), step);
        } else {
          totals.add(index, sessions[i].counts());
        }
      }
      open = kept;
    }
    return new Sessions(rewards, lengths, totals.sums());
  }

  /** Logs show what the world showed, whatever an agent makes of it. */
  private static void remember(Observation[] unperceived, int lane, Observation seen) {
    if (unperceived.length > 0) {
      unperceived[lane] = seen;
    }
  }

  private Step logged(int index, int length, Session session, Observation seen, Slate slate) {
    double[] probabilities = session.clickProbabilities(slate);
    Step step = session.recommend(slate);
    log.step(index, length, seen, slate, probabilities, step);
    return step;
  }
}
