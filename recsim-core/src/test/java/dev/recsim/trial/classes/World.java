package dev.recsim.trial.classes;

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
 * A finite environment with one document a step. In state s, document d is accepted with
 * probability {@code accept[s][d]}. Then it pays {@code pay[s][d]} and the user is in state {@code
 * to[s][d]}, or has left with probability {@code exit[s][0]}. A user who rejects it stays in s, or
 * is in a uniformly drawn state if the world scatters, or has left with probability {@code
 * exit[s][1]}. Sessions start in one of the first {@code starts} states.
 */
final class World implements Environment {
  final double[][] accept;
  final double[][] pay;
  final int[][] to;
  final double[][] exit;
  boolean scatters = true;
  int starts;
  int longest = 1_000;

  /**
   * Documents are accepted never, pay 1, lead to the state of their number, and users never leave.
   */
  World(int states, int documents) {
    accept = new double[states][documents];
    pay = new double[states][documents];
    to = new int[states][documents];
    exit = new double[states][2];
    starts = states;
    for (int s = 0; s < states; s++) {
      Arrays.fill(pay[s], 1);
      Arrays.setAll(to[s], d -> d % states);
    }
  }

  /** Sets the probabilities to leave after an accepted and a rejected document. */
  World leaving(double accepted, double rejected) {
    for (double[] of : exit) {
      of[0] = accepted;
      of[1] = rejected;
    }
    return this;
  }

  @Override
  public Space space() {
    return new Space(accept[0].length, 1, accept.length);
  }

  @Override
  public Session open(RandomKey key) {
    return new Session() {
      private int state = key.below(0, starts);
      private int steps;

      @Override
      public Observation start() {
        return new Observation(state);
      }

      @Override
      public Step recommend(Slate slate) {
        int d = slate.document(0);
        RandomKey luck = key.child(++steps);
        boolean accepted = luck.uniform(0) < accept[state][d];
        boolean leaves = luck.uniform(1) < exit[state][accepted ? 0 : 1];
        double reward = accepted ? pay[state][d] : 0;
        state = accepted ? to[state][d] : scatters ? luck.below(2, accept.length) : state;
        Status status =
            leaves ? Status.ENDED : steps == longest ? Status.CUT_OFF : Status.CONTINUES;
        return new Step(
            accepted ? Response.FIRST : Response.NONE, reward, new Observation(state), status);
      }
    };
  }

  @Override
  public Optional<FiniteMdp> model() {
    return Optional.of(new Model());
  }

  private final class Model implements FiniteMdp {
    @Override
    public int states() {
      return accept.length;
    }

    @Override
    public int actions() {
      return accept[0].length;
    }

    @Override
    public double start(int state) {
      return state < starts ? 1.0 / starts : 0;
    }

    @Override
    public double reward(int state, int action) {
      return accept[state][action] * pay[state][action];
    }

    @Override
    public void transition(int state, int action, double[] probabilities) {
      double stays = (1 - accept[state][action]) * (1 - exit[state][1]);
      Arrays.fill(probabilities, scatters ? stays / accept.length : 0);
      probabilities[state] += scatters ? 0 : stays;
      probabilities[to[state][action]] += accept[state][action] * (1 - exit[state][0]);
    }

    @Override
    public int maxSessionLength() {
      return longest;
    }
  }
}
