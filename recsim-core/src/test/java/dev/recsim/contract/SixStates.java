package dev.recsim.contract;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * RecSim's testing environment: six states and four documents. Document a leads from state s to s +
 * a + 1, s + a + 2 or s + a + 3, modulo 6, with probabilities .1, .1 and .8; from states 4 and 5
 * always to s + a + 1. Sessions start in state 0 and run until they are cut off.
 */
public final class SixStates implements Environment {
  private static final int STATES = 6;
  private static final double[][] REWARDS = {
    {-10, 0, 0, 4, 0, 5}, {-10, 0, 1, 0, 0, 0}, {-10, 1, 0, 2, 0, 2}, {-10, 0, 0, 0, 0, 5}
  };

  private final int length;

  /** Creates an environment with sessions of this many steps. */
  public SixStates(int length) {
    this.length = length;
  }

  /** The optimal values [state][document] for discount 0, .5 or .9. */
  public static double[][] values(double gamma) {
    if (gamma == 0) {
      double[][] rewards = new double[STATES][REWARDS.length];
      for (int s = 0; s < STATES; s++) {
        for (int a = 0; a < REWARDS.length; a++) {
          rewards[s][a] = REWARDS[a][s];
        }
      }
      return rewards;
    }
    return gamma == .5
        ? new double[][] {
          {-8.53022, -8.41259, -7.10072, -12.3547},
          {1.58741, 2.89928, -1.35468, 1.12842},
          {2.89928, -1.35468, 1.12842, .94964},
          {1.64532, 1.12842, 2.94964, 1.46978},
          {3.23741, -3.55036, 1.44964, 1.44964},
          {1.44964, 1.44964, 3.44964, 6.47482}
        }
        : new double[][] {
          {5.79888, 6.59282, 8.12425, -.615864},
          {16.5928, 18.1242, 10.3841, 15.641},
          {18.1242, 10.3841, 15.641, 15.4118},
          {13.3841, 15.641, 17.4118, 15.7989},
          {18.6036, 7.31182, 16.3118, 16.3118},
          {12.3118, 16.3118, 18.3118, 20.6706}
        };
  }

  @Override
  public Space space() {
    return new Space(REWARDS.length, 1, STATES);
  }

  @Override
  public Session open(RandomKey key) {
    return new Session() {
      private int state;
      private int steps;

      @Override
      public Observation start() {
        return new Observation(0);
      }

      @Override
      public Step recommend(Slate slate) {
        int document = slate.document(0);
        double reward = REWARDS[document][state];
        double luck = key.uniform(steps++);
        double[] row = new double[STATES];
        row(state, document, row);
        int next = 0;
        for (double below = row[0]; luck >= below && next < STATES - 1; below += row[next]) {
          next++;
        }
        state = next;
        Status status = steps == length ? Status.CUT_OFF : Status.CONTINUES;
        return new Step(Response.FIRST, reward, new Observation(state), status);
      }
    };
  }

  private static void row(int state, int document, double[] row) {
    Arrays.fill(row, 0);
    row[(state + document + 1) % STATES] += state < 4 ? .1 : 1;
    row[(state + document + 2) % STATES] += state < 4 ? .1 : 0;
    row[(state + document + 3) % STATES] += state < 4 ? .8 : 0;
  }

  @Override
  public Optional<FiniteMdp> model() {
    return Optional.of(
        new FiniteMdp() {
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
            row(state, action, probabilities);
          }

          @Override
          public int maxSessionLength() {
            return length;
          }
        });
  }
}
