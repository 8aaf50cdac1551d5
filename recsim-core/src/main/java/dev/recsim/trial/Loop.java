package dev.recsim.trial;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Recycling;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Sessions.Totals;
import dev.recsim.trial.StepLog.Shown;
import dev.recsim.trial.verify.Features;
import java.util.Map;

/**
 * Plays sessions of an environment with a policy, many in lock step. It is the only code that calls
 * both.
 *
 * <p>Session {@code i} gets its randomness from {@code users.child(i)}, and decision {@code t} of
 * the policy in it from {@code decisions.child(i).child(t)}. So the users depend neither on the
 * policy nor on the number of sessions in lock step.
 *
 * @param environment whose sessions are played
 * @param perception converts the environment's observations for the policy
 * @param users key of the sessions
 * @param decisions key of the policy's decisions
 * @param purpose purpose of the sessions, for errors
 * @param log receives every step, or null
 */
public record Loop(
    Environment environment,
    Perception perception,
    RandomKey users,
    RandomKey decisions,
    String purpose,
    StepLog log) {
  private static final double[] NOT_ASKED = {};

  private static final int WIDTH = 64;

  /** A loop for an evaluation without log or perception. */
  public Loop(Environment environment, RandomKey users, RandomKey decisions) {
    this(environment, Perception.NONE, users, decisions, "evaluation", null);
  }

  /**
   * Plays sessions 0 .. count - 1 to their end.
   *
   * @throws RuntimeException if a reward or the return of a session is not finite; the message says
   *     where
   */
  public Sessions play(Policy policy, int count) {
    return play(policy, count, width(count));
  }

  /** As {@link #play(Policy, int)}, with a digest of each metric's values in the sessions. */
  Sessions playDigested(Policy policy, int count) {
    return play(policy, count, null, width(count), MetricDigests.of(environment));
  }

  /** Plays the sessions with these numbers to their end; the results are in their order. */
  Sessions play(Policy policy, int[] numbers) {
    int count = numbers.length;
    return play(policy, count, numbers, width(count), MetricDigests.NONE);
  }

  Sessions play(Policy policy, int count, int width) {
    return play(policy, count, null, width, MetricDigests.NONE);
  }

  private int width(int count) {
    return Math.min(environment.batch().orElse(WIDTH), count);
  }

  private Sessions play(Policy policy, int count, int[] numbers, int width, MetricDigests digests) {
    if (log != null) {
      log.start(policy, perception);
    }
    Lanes lanes = new Lanes(policy, count, numbers, width, digests);
    while (lanes.open()) {
      Batch batch = lanes.ask();
      int watched = lanes.watch();
      policy.recommend(batch);
      lanes.check(watched);
      lanes.announce();
      lanes.step();
    }
    return lanes.played();
  }

  /**
   * The open sessions. The methods are small because the JIT compiles the loop again for each class
   * of policy, including everything it inlines.
   */
  private final class Lanes {
    private final Policy policy;
    private final Answers answers = new Answers(environment, purpose);
    private final double[] rewards;
    private final int[] lengths;
    private final Totals totals;
    private final MetricDigests digests;
    private final Batch batch;
    private final Session[] sessions;
    private final Observation[] seen;
    private final RandomKey[] keys;
    private final int[] indices;

    /** The environment's observations, for logs. */
    private final Observation[] unperceived;

    /** Whether sessions may lend their observations, see {@link dev.recsim.api.Recycling}. */
    private final boolean borrows;

    /** Whether the environment computes the steps of several sessions at once. */
    private final boolean together;

    /** Numbers of the sessions; null if they are their indices. */
    private final int[] numbers;

    private final Features features = new Features();
    private int turn;
    private int opened;
    private int open;

    Lanes(Policy policy, int count, int[] numbers, int width, MetricDigests digests) {
      this.policy = policy;
      this.numbers = numbers;
      this.borrows = log == null && perception == Perception.NONE && Recycling.keepsNothing(policy);
      this.together = environment.batch().isPresent();
      this.digests = digests;
      rewards = new double[count];
      lengths = new int[count];
      totals =
          new Totals(environment.counters().size(), environment.sparseCounters(), count, digests);
      batch = new Batch(width);
      sessions = new Session[width];
      seen = new Observation[width];
      keys = new RandomKey[width];
      indices = new int[width];
      unperceived = new Observation[log == null ? 0 : width];
    }

    /** Opens sessions in free lanes and returns whether any session is open. */
    boolean open() {
      int lane = open;
      while (open < sessions.length && opened < rewards.length) {
        sessions[open] = environment.open(users.child(number(opened)));
        if (borrows) {
          Recycling.lend(sessions[open]);
        }
        keys[open] = decisions.child(number(opened));
        indices[open] = opened++;
        if (!together) {
          start(open);
        }
        open++;
      }
      for (; together && lane < open; lane++) {
        start(lane);
      }
      return open > 0;
    }

    private void start(int lane) {
      Observation start = answers.start(sessions[lane], indices[lane]);
      remember(lane, start);
      seen[lane] = perception.first(start);
    }

    /** Tells the sessions their slates, if the environment computes several steps at once. */
    void announce() {
      for (int lane = 0; together && lane < open; lane++) {
        int index = indices[lane];
        Slate slate = batch.slate(lane);
        answers.slate(policy, slate, seen[lane], index, lengths[index]);
        sessions[lane].announce(slate);
      }
    }

    /** The batch for the policy. */
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

    /** At every fourth step, copies the features of one session, in turn, and returns its lane. */
    int watch() {
      int lane = (turn >>> 2) % open;
      if ((turn++ & 3) == 0) {
        features.look(seen[lane]);
      } else {
        features.forget();
      }
      return lane;
    }

    void check(int lane) {
      answers.unchanged(features, policy, indices[lane], lengths[indices[lane]]);
    }

    /** Steps every session and frees the lanes of sessions that ended. */
    void step() {
      // Local copies of fields, here and in ask(), make the loop 5 % faster.
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
        answers.slate(policy, slate, seen[lane], index, lengths[index]);
        Step step = log == null ? session.recommend(slate) : logged(lane, slate);
        rewards[index] = answers.step(slate, step, rewards[index], index, lengths[index]);
        lengths[index]++;
        if (!step.continues()) {
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

    /** The number of the session at this index of the results. */
    private int number(int index) {
      return numbers == null ? index : numbers[index];
    }

    private void remember(int lane, Observation shown) {
      if (unperceived.length > 0) {
        unperceived[lane] = shown;
      }
    }

    private Step logged(int lane, Slate slate) {
      Session session = sessions[lane];
      int number = number(indices[lane]);
      boolean detailed = log.wantsDetails(number);
      double[] clicks = detailed ? session.clickProbabilities(slate) : NOT_ASKED;
      Map<String, Double> latents = session.latents();
      Shown shown = detailed ? Shown.of(policy, seen[lane], slate) : Shown.of(slate);
      Observation before = unperceived[lane];
      Step step = session.recommend(slate);
      int index = lengths[indices[lane]];
      Observation perceived = seen[lane];
      log.step(new Decision(number, index, before, perceived, shown, clicks, latents, step));
      return step;
    }

    Sessions played() {
      return new Sessions(rewards, lengths, totals.sums(), digests.byName());
    }
  }
}
