package dev.recsim.trial;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An environment whose sessions always last three steps and are then cut off, and where document d
 * is accepted with probability {@code accept[d]} in each of four states, which are drawn anew at
 * every step. Always showing d is worth 3 accept[d]. Writes down the start of every session.
 */
final class FlatEnvironment implements Environment {
  static final int LENGTH = 3;
  private static final int STATES = 4;

  /** Start states, in order of opening. */
  final List<Integer> starts = new ArrayList<>();

  private final boolean finite;
  private final double[] accept;

  private FlatEnvironment(boolean finite, double... accept) {
    this.finite = finite;
    this.accept = accept;
  }

  static FlatEnvironment finite(double... accept) {
    return new FlatEnvironment(true, accept);
  }

  /** Does not tell its model, so there are no exact values. */
  static FlatEnvironment notFinite(double... accept) {
    return new FlatEnvironment(false, accept);
  }

  @Override
  public Space space() {
    return new Space(accept.length, 1, STATES);
  }

  @Override
  public Session open(RandomKey key) {
    starts.add(key.below(0, STATES));
    return new Session() {
      private int step;

      @Override
      public Observation start() {
        return new Observation(key.below(0, STATES));
      }

      @Override
      public Step recommend(Slate slate) {
        boolean accepted = key.child(++step).uniform(0) < accept[slate.document(0)];
        return new Step(
            accepted ? Response.FIRST : Response.NONE,
            accepted ? 1 : 0,
            new Observation(key.below(step, STATES)),
            step == LENGTH ? Status.CUT_OFF : Status.CONTINUES);
      }
    };
  }

  @Override
  public Optional<FiniteMdp> model() {
    return finite ? Optional.of(new Model()) : Optional.empty();
  }

  private final class Model implements FiniteMdp {
    @Override
    public int states() {
      return STATES;
    }

    @Override
    public int actions() {
      return accept.length;
    }

    @Override
    public double start(int state) {
      return 1.0 / STATES;
    }

    @Override
    public double reward(int state, int action) {
      return accept[action];
    }

    @Override
    public void transition(int state, int action, double[] probabilities) {
      java.util.Arrays.fill(probabilities, 1.0 / STATES);
    }

    @Override
    public int maxSessionLength() {
      return LENGTH;
    }
  }
}
