package dev.recsim.learn.softmax;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.onnx.PolicyGraph;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.Rows;
import dev.recsim.learn.scores.ScoresGraph;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;

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

    /** Unit of the values; null to estimate it. */
    Double valueScale();
  }

  /** Creates a provider with this type name. */
  protected SoftmaxProvider(String name) {
    super(name);
  }

  @Override
  protected final Policy greedy(C options, Environment environment, Parameters parameters) {
    return new SoftmaxPolicy(options, environment.space(), parameters, RandomKey.root(0)).greedy();
  }

  @Override
  protected final void describe(C options, PolicyGraph graph) {
    ScoresGraph.describe(graph, "policy");
  }

  /**
   * Base class of agents that learn a softmax policy and the values of observations, with networks
   * {@code policy} and {@code value}. They explore by drawing from the policy. The greedy policy
   * shows the documents with the largest scores.
   */
  protected abstract static class SoftmaxAgent extends NetworkAgent {
    protected final SoftmaxPolicy policy;
    protected final Horizon horizon;

    private final Rows predicting = new Rows();

    /**
     * Creates an agent before its first update.
     *
     * @param key all of its randomness
     */
    protected SoftmaxAgent(SoftmaxOptions options, Space space, RandomKey key) {
      super(space, new Parameters(options), key.child("update"));
      this.policy = new SoftmaxPolicy(options, space, parameters, key.child("network"));
      this.horizon = parameters.horizon(options.gamma(), options.valueScale());
    }

    /** A copy of the values of observations; the tape is empty before and after. */
    protected final float[] predicted(Tape tape, List<Observation> observations) {
      int[] rowOf = distinct(observations, predicting);
      Value values = policy.values(tape, predicting.list());
      float[] taken = tape.rows(values, rowOf, rowOf.length).data();
      float[] predicted = Arrays.copyOf(taken, rowOf.length);
      tape.clear();
      return predicted;
    }

    /**
     * Collects observations, equal states once if users have only a state.
     *
     * @param rows overwritten
     * @return the row of each observation
     */
    protected final int[] distinct(List<Observation> observations, Rows rows) {
      rows.clear(observations.size());
      return observations.stream().mapToInt(it -> rows.add(space, it)).toArray();
    }

    @Override
    protected final void changed() {
      policy.forget();
    }

    @Override
    public final DeterministicPolicy greedy() {
      return policy.greedy();
    }

    @Override
    public final Policy exploring() {
      return policy;
    }
  }
}
