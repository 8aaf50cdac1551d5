package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Base class of providers of agents with softmax policies. */
public abstract class SoftmaxProvider<C extends Record & SoftmaxProvider.SoftmaxOptions>
    extends NetworkProvider<C> {

  /** Options of all agents with softmax policies. */
  public interface SoftmaxOptions extends NetworkOptions {
    /** Description of the weight of the policy's entropy. */
    String ENTROPY =
        "Weight of the policy's entropy in the loss; prevents an early commitment to a few"
            + " slates.";

    /** Discount of a step; null to estimate it. */
    Double gamma();

    /** Weight of the policy's entropy. */
    Schedule entropy();

    /** Unit of the values; null to estimate it. */
    Double valueScale();
  }

  /** Creates a provider with this type name, which creates agents by the function. */
  protected SoftmaxProvider(String name, Function<Setup<C>, NetworkAgent<C>> agents) {
    super(name, agents);
  }

  /**
   * Base class of agents that learn a softmax policy and the values of observations, with networks
   * {@code policy} and {@code value}. They explore by drawing from the policy. The greedy policy
   * shows the documents with the largest scores.
   */
  protected abstract static class SoftmaxAgent<C extends Record & SoftmaxOptions>
      extends NetworkAgent<C> {
    protected final SoftmaxPolicy policy;
    protected final Horizon horizon;
    protected final Tape tape = new Tape();

    /** Distinct observations of a batch. */
    protected final Rows seen = new Rows();

    protected final boolean encoded;

    /**
     * Creates an agent before its first update.
     *
     * @param size length of the vectors of encoded documents, for which gamma is 0 by default; 0 if
     *     documents are not encoded
     */
    protected SoftmaxAgent(Setup<C> setup, int size) {
      super(
          size == 0 ? setup : setup.with(Options.complete(setup.options(), Map.of("gamma", 0.0))),
          setup.key().child("update"));
      this.encoded = size > 0;
      RandomKey networks = setup.key().child("network");
      this.policy = new SoftmaxPolicy(options, space, size, parameters, networks);
      this.horizon = parameters.horizon(options.gamma(), options.valueScale());
    }

    /** A copy of the values of observations, which become those seen; the tape must be empty. */
    protected final float[] predicted(List<Observation> observations) {
      seen.set(space, observations);
      Value values = policy.values(tape, seen.list());
      float[] taken = tape.rows(values, seen.rowOf(), observations.size()).data();
      tape.clear();
      return Arrays.copyOf(taken, observations.size());
    }

    /**
     * Adds the gradients of minus the gain, minus the weighted entropy, plus the loss of the
     * values.
     */
    protected final void minimize(Value gain, Value entropy, Value valueLoss) {
      track("policy_loss", -gain.data()[0]);
      track("entropy", entropy.data()[0]);
      track("value_loss", valueLoss.data()[0]);
      Value policyLoss = tape.combine(-1, gain, -now(options.entropy()), entropy);
      tape.minimize(tape.combine(1, policyLoss, 1, valueLoss));
    }

    @Override
    protected final void changed() {
      policy.forget();
    }

    @Override
    public final Policy.Deterministic greedy() {
      return policy.greedy();
    }

    @Override
    public final Policy exploring() {
      return policy;
    }
  }
}
