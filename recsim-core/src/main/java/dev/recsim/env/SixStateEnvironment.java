package dev.recsim.env;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.env.SixStatesProvider.SixStates;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Six states and four documents: the environment in which RecSim tests its tabular agent. Its
 * optimal values are known to many digits.
 *
 * <p>A session starts at state 0. The agent observes the state. The shown document is always
 * clicked. In states 0 to 3, document a leads from state s to s + a + 1 or s + a + 2 with
 * probability .1 each, and to s + a + 3 with .8, modulo 6. In states 4 and 5 it always leads to s +
 * a + 1. The reward is in a table. RecSim's sessions never end. Here a user leaves after each step
 * with probability pExit, so the undiscounted optimum is the optimum at discount 1 - pExit.
 */
final class SixStateEnvironment implements Environment {
  private static final int STATES = 6;

  /** Number of random draws per step. Each has its own index of the session's key. */
  private static final int DRAWS = 2;

  /** [document][state]. */
  private static final double[][] REWARDS = {
    {-10, 0, 0, 4, 0, 5}, {-10, 0, 1, 0, 0, 0}, {-10, 1, 0, 2, 0, 2}, {-10, 0, 0, 0, 0, 5}
  };

  /** Probabilities of going one, two or three states further than the document's index. */
  private static final double[] DRIFT = {.1, .1, .8};

  private static final double[] NO_DRIFT = {1, 0, 0};

  private final SixStates options;
  private final Space space;

  SixStateEnvironment(SixStates options) {
    this.options = options;
    this.space = new Space(REWARDS.length, 1, STATES);
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public OptionalInt embeddingSize() {
    return OptionalInt.of(options.embSize());
  }

  @Override
  public Session open(RandomKey key) {
    return new UserSession(key.child("steps"));
  }

  @Override
  public Optional<FiniteMdp> model() {
    return Optional.of(new Model());
  }

  private static double[] drift(int state) {
    return state < 4 ? DRIFT : NO_DRIFT;
  }

  private static int target(int state, int document, int drift) {
    return (state + document + drift + 1) % STATES;
  }

  private final class UserSession implements Session {
    private final RandomKey key;
    private int state;
    private int length;
    private boolean over;

    UserSession(RandomKey key) {
      this.key = key;
    }

    @Override
    public Observation start() {
      return new Observation(0);
    }

    @Override
    public Step recommend(Slate slate) {
      if (over) {
        throw new IllegalStateException("the session is over; open another");
      }
      if (slate.size() != 1) {
        throw new IllegalArgumentException("expected a slate of one document, not " + slate);
      }
      int document = slate.document(0);
      double reward = REWARDS[document][state];
      long draw = (long) DRAWS * length++;
      double luck = key.uniform(draw);
      double[] drift = drift(state);
      int further = luck < drift[0] ? 0 : luck < drift[0] + drift[1] ? 1 : 2;
      state = target(state, document, further);
      Status status =
          key.uniform(draw + 1) < options.pExit()
              ? Status.ENDED
              : length == options.maxSessionLength() ? Status.CUT_OFF : Status.CONTINUES;
      over = status != Status.CONTINUES;
      return new Step(Response.FIRST, reward, new Observation(state), status);
    }
  }

  private final class Model implements FiniteMdp {
    @Override
    public int states() {
      return STATES;
    }

    @Override
    public int actions() {
      return REWARDS.length;
    }

    @Override
    public double start(int state) {
      return state == 0 ? 1 : 0;
    }

    @Override
    public double reward(int state, int action) {
      return REWARDS[action][state];
    }

    @Override
    public void transition(int state, int action, double[] probabilities) {
      Arrays.fill(probabilities, 0);
      double[] drift = drift(state);
      for (int i = 0; i < drift.length; i++) {
        probabilities[target(state, action, i)] += (1 - options.pExit()) * drift[i];
      }
    }

    @Override
    public int maxSessionLength() {
      return options.maxSessionLength();
    }
  }
}
