package dev.recsim.trial.schedule;

import dev.recsim.api.Environment;
import dev.recsim.api.Recycling;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Counts the steps and sessions of a learner that trains itself. */
public final class SelfTraining implements SelfLearner.Course {
  private final Environment environment;
  private final String name;
  private final long seed;
  private final RandomKey users;
  private final long envSteps;
  private final int checkpoints;
  private final DoubleSupplier checkpoint;
  private int reached;
  private long opened;
  private long steps;
  private int sessions;
  private double reward;
  private boolean exceeded;

  /**
   * @param name of the environment
   * @param seed of the trial
   * @param users key of the training sessions
   * @param pace has the largest numbers of steps and of checkpoints
   * @param checkpoint scores the greedy policy
   */
  public SelfTraining(
      Environment environment,
      String name,
      long seed,
      RandomKey users,
      Pace.Planned pace,
      DoubleSupplier checkpoint) {
    this.environment = environment;
    this.name = name;
    this.seed = seed;
    this.users = users;
    this.envSteps = pace.envSteps();
    this.checkpoints = pace.epochs();
    this.checkpoint = checkpoint;
  }

  @Override
  public Environment environment() {
    return environment;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public long envSteps() {
    return envSteps;
  }

  /** Steps that were taken. */
  public long steps() {
    return steps;
  }

  /** Sessions that are over. */
  public int sessions() {
    return sessions;
  }

  /** The sum of their rewards. */
  public double reward() {
    return reward;
  }

  @Override
  public void take(int more) {
    long left = envSteps - steps;
    if (more > left) {
      exceeded = true;
      String rest =
          left == 0
              ? "and all are used"
              : String.format(Locale.ROOT, "%,d are left, and a step needs %,d", left, more);
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "training has %,d environment steps, %s", envSteps, rest));
    }
    steps += more;
  }

  @Override
  public boolean isExceeded() {
    return exceeded;
  }

  @Override
  public Session open() {
    Session session = environment.open(users.child(opened));
    opened++;
    return new Counted(session);
  }

  @Override
  public double checkpoint() {
    if (reached + 1 >= checkpoints) {
      throw new IllegalArgumentException(
          "training has at most %s checkpoints, the last of which is its end"
              .formatted(checkpoints));
    }
    reached++;
    return checkpoint.getAsDouble();
  }

  /** A session that counts when it is over. */
  private final class Counted implements Session.Wrapper, Recycling.Lender {
    private final Session inside;
    private double sum;

    Counted(Session inside) {
      this.inside = inside;
    }

    @Override
    public Session inside() {
      return inside;
    }

    @Override
    public void lend() {
      Recycling.lend(inside);
    }

    @Override
    public Step recommend(Slate slate) {
      Step step = inside.recommend(slate);
      sum += step.reward();
      if (!step.continues()) {
        reward += sum;
        sessions++;
      }
      return step;
    }
  }
}
