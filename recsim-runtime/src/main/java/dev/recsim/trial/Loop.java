package dev.recsim.trial;

import dev.recsim.api.Batch;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Perception;
import dev.recsim.api.Policy;
import dev.recsim.api.Recycling;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Answers.Features;
import dev.recsim.trial.Sessions.Totals;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays sessions of an environment under a policy, many in lock step. The only code that knows both
 * sides.
 *
 * <p>Session {@code i} takes its luck from {@code users.child(i)}, and the policy's {@code t}-th
 * decision in it from {@code policy.child(i).child(t)}: the width of the lock step and the policy
 * do not change which users are met.
 *
 * @param environment whose sessions are played
 * @param perception what the policy is given in place of the environment's observations
 * @param users key of the sessions
 * @param decisions key of the policy's decisions
 * @param purpose what the sessions are played for, as errors name it
 * @param log is told every step; null for nobody
 */
public record Loop(
    Environment environment,
    Perception perception,
    RandomKey users,
    RandomKey decisions,
    String purpose,
    StepLog log) {
  private static final int WIDTH = 64;

  /** For an evaluation that is not logged, by a policy that is given what the environment shows. */
  public Loop(Environment environment, RandomKey users, RandomKey decisions) {
    this(environment, Perception.NONE, users, decisions, "evaluation", null);
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
    boolean borrows =
        log == null && perception == Perception.NONE && Recycling.keepsNothing(policy);
    Lanes lanes = new Lanes(policy, count, width, borrows);
    while (lanes.open()) {
      Batch batch = lanes.ask();
      List<Features> shown = lanes.shown();
      policy.recommend(batch);
      lanes.check(shown);
      lanes.step();
    }
    return lanes.played();
  }

  /**
   * The sessions that are open, side by side. Its methods are small: the loop over policies of many
   * classes is compiled anew for each, and would be with all that a step does.
   */
  private final class Lanes {
    private final Policy policy;
    private final Answers answers = new Answers(environment, purpose);
    private final double[] rewards;
    private final int[] lengths;
    private final Totals totals;
    private final Batch batch;
    private final Session[] sessions;
    private final Observation[] seen;
    private final RandomKey[] keys;
    private final int[] indices;

    /** Logs show what the environment showed, whatever an agent makes of it. */
    private final Observation[] unperceived;

    /** Whether nobody keeps what the sessions show. */
    private final boolean borrows;

    private int opened;
    private int open;

    Lanes(Policy policy, int count, int width, boolean borrows) {
      this.policy = policy;
      this.borrows = borrows;
      rewards = new double[count];
      lengths = new int[count];
      totals = new Totals(environment.counters().size(), count);
      batch = new Batch(width);
      sessions = new Session[width];
      seen = new Observation[width];
      keys = new RandomKey[width];
      indices = new int[width];
      unperceived = new Observation[log == null ? 0 : width];
    }

    /** Opens sessions in free lanes; whether any is open. */
    boolean open() {
      while (open < sessions.length && opened < rewards.length) {
        sessions[open] = environment.open(users.child(opened));
        if (borrows) {
          Recycling.lend(sessions[open]);
        }
        Observation start = answers.start(sessions[open], opened);
        remember(open, start);
        seen[open] = perception.first(start);
        keys[open] = decisions.child(opened);
        indices[open++] = opened++;
      }
      return open > 0;
    }

    /** What the policy is to answer. */
    Batch ask() {
      Batch batch = this.batch;
      Observation[] seen = this.seen;
      RandomKey[] keys = this.keys;
      int[] indices = this.indices;
      int[] lengths = this.lengths;
      int open = this.open;
      batch.clear();
      for (int i = 0; i < open; i++) {
        batch.add(seen[i], keys[i].child(lengths[indices[i]]));
      }
      return batch;
    }

    /** The features that sessions show, of those whose features are compared. */
    List<Features> shown() {
      if (indices[0] >= Features.SESSIONS) {
        return List.of();
      }
      List<Features> shown = new ArrayList<>();
      for (int i = 0; i < open && indices[i] < Features.SESSIONS; i++) {
        shown.add(new Features(seen[i]));
      }
      return shown;
    }

    void check(List<Features> shown) {
      for (int i = 0; i < shown.size(); i++) {
        answers.unchanged(shown.get(i), policy, indices[i], lengths[indices[i]]);
      }
    }

    /** Steps every session and closes the lanes of those that ended. */
    void step() {
      // Fields in locals: with the same in ask() a twentieth faster.
      Session[] sessions = this.sessions;
      RandomKey[] keys = this.keys;
      int[] indices = this.indices;
      Observation[] seen = this.seen;
      double[] rewards = this.rewards;
      int[] lengths = this.lengths;
      Batch batch = this.batch;
      StepLog log = Loop.this.log;
      Answers answers = this.answers;
      Perception perception = Loop.this.perception;
      int width = open;
      int kept = 0;
      for (int lane = 0; lane < width; lane++) {
        Session session = sessions[lane];
        int index = indices[lane];
        Slate slate = batch.slate(lane);
        Step step;
        try {
          step = log == null ? session.recommend(slate) : logged(lane, slate);
        } catch (RuntimeException e) {
          throw answers.thrown(e, policy, seen[lane], slate, index, lengths[index]);
        }
        rewards[index] = answers.step(policy, slate, step, rewards[index], index, lengths[index]);
        lengths[index]++;
        if (step.status() != Status.CONTINUES) {
          totals.add(index, answers.counts(session, index, lengths[index]));
          continue;
        }
        if (kept < lane) {
          sessions[kept] = session;
          keys[kept] = keys[lane];
          indices[kept] = index;
        }
        remember(kept, step.next());
        seen[kept++] = perception.next(seen[lane], slate, step);
      }
      open = kept;
    }

    private void remember(int lane, Observation shown) {
      if (unperceived.length > 0) {
        unperceived[lane] = shown;
      }
    }

    private Step logged(int lane, Slate slate) {
      double[] probabilities = sessions[lane].clickProbabilities(slate);
      Step step = sessions[lane].recommend(slate);
      int index = indices[lane];
      log.step(index, lengths[index], unperceived[lane], slate, probabilities, step);
      return step;
    }

    Sessions played() {
      return new Sessions(rewards, lengths, totals.sums());
    }
  }
}
