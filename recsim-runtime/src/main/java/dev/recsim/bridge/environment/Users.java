package dev.recsim.bridge.environment;

import dev.recsim.api.Environment;
import dev.recsim.api.Session;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Keys;
import dev.recsim.trial.schedule.SelfLearner.Course;

/** Opens the sessions of lanes. */
interface Users {
  /** The name of the environment. */
  String type();

  /** The seed that is shown. */
  long seed();

  /** Whether the value of the best policy is shown. */
  boolean seeOptimum();

  /**
   * Chooses the next session of a lane.
   *
   * @param evaluates whether it is one of evaluation
   * @throws IllegalArgumentException if it cannot be played
   */
  void choose(int lane, boolean evaluates, long seed, long number);

  /** Opens the next session of a lane. */
  Session open(int lane);

  /**
   * Counts steps before they are taken.
   *
   * @throws IllegalArgumentException if fewer are left
   */
  default void take(int steps) {}

  /**
   * Users of any seed. Session {@code i} of a seed has the user of session {@code i} in the trials
   * with this seed.
   */
  final class OfSeeds implements Users {
    private final Environment environment;
    private final String type;
    private final long seed;
    private final RandomKey root;
    private final RandomKey[] users;
    private final long[] next;

    /**
     * @param type name of the environment on the path of its keys
     * @param seed of the experiment
     */
    OfSeeds(Environment environment, String type, long seed, int lanes) {
      this.environment = environment;
      this.type = type;
      this.seed = seed;
      this.root = RandomKey.root(seed);
      this.users = new RandomKey[lanes];
      this.next = new long[lanes];
    }

    @Override
    public String type() {
      return type;
    }

    @Override
    public long seed() {
      return seed;
    }

    @Override
    public boolean seeOptimum() {
      return true;
    }

    @Override
    public void choose(int lane, boolean evaluates, long seedOfTrial, long number) {
      Keys keys = new Keys(root, type, "", seedOfTrial);
      users[lane] = evaluates ? keys.evaluation() : keys.training();
      next[lane] = number;
    }

    @Override
    public Session open(int lane) {
      return environment.open(users[lane].child(next[lane]++));
    }
  }

  /** The training users of a trial, in the order in which sessions start on any lane. */
  record OfTrial(Course course) implements Users {
    @Override
    public String type() {
      return course.name();
    }

    @Override
    public long seed() {
      return course.seed();
    }

    @Override
    public boolean seeOptimum() {
      return false;
    }

    @Override
    public void choose(int lane, boolean evaluates, long seed, long number) {
      if (evaluates) {
        throw new IllegalArgumentException("training cannot play evaluation sessions");
      }
    }

    @Override
    public Session open(int lane) {
      return course.open();
    }

    @Override
    public void take(int steps) {
      course.take(steps);
    }
  }
}
