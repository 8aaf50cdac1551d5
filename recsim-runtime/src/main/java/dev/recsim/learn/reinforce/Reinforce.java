package dev.recsim.learn.reinforce;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engines;
import dev.recsim.learn.SoftmaxAgent;
import dev.recsim.learn.Tape;
import dev.recsim.learn.Value;
import dev.recsim.learn.reinforce.ReinforceOptions.Correction;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Agents of type {@code reinforce}: the policy gradient of Williams ("Simple statistical
 * gradient-following algorithms for connectionist reinforcement learning", 1992) over documents and
 * slates, with the top-K correction of Chen et al. ("Top-K off-policy correction for a REINFORCE
 * recommender system", WSDM 2019).
 */
@Description("Learns a softmax policy from the returns of what it has shown.")
public final class Reinforce implements AgentProvider<ReinforceOptions> {

  @Override
  public String name() {
    return "reinforce";
  }

  @Override
  public ReinforceOptions defaults() {
    return ReinforceOptions.DEFAULTS;
  }

  @Override
  public Set<String> modules(ReinforceOptions options) {
    return Engines.modules(options.engine(), options.hidden());
  }

  @Override
  public void check(ReinforceOptions options, Environment environment) {
    Options.check(options);
  }

  @Override
  public Agent create(ReinforceOptions options, Environment environment, RandomKey key) {
    check(options, environment);
    return new Learning(options, environment.space(), key);
  }

  @Override
  public Policy restore(ReinforceOptions options, Environment environment, Weights weights) {
    Learning agent = new Learning(options, environment.space(), RandomKey.root(0));
    agent.load(weights);
    return agent.greedy();
  }

  private static final class Learning extends SoftmaxAgent {
    private final ReinforceOptions options;
    private final Tape tape = new Tape();
    private final List<Transition> observed = new ArrayList<>();
    private long updates;

    Learning(ReinforceOptions options, Space space, RandomKey key) {
      super(space, options.engine(), options.hidden(), key);
      this.options = options;
    }

    @Override
    protected void take(Transition transition) {
      observed.add(transition);
    }

    /** Takes one step on all sessions since the last; none if there are none. */
    @Override
    protected void train(int batchSize) {
      if (observed.isEmpty()) {
        return;
      }
      int size = space.slateSize();
      boolean documents = options.correction() == Correction.TOP_K;
      int rowsOfEach = documents ? size : 1;
      int rows = observed.size() * rowsOfEach;
      float[] returns = returns();
      float[] values = values();
      List<Observation> seen = new ArrayList<>();
      int[] chosen = new int[observed.size() * size];
      float[] weights = new float[rows];
      for (int i = 0; i < rows; i++) {
        Transition transition = observed.get(i / rowsOfEach);
        seen.add(transition.observation());
        weights[i] = returns[i / rowsOfEach] - (options.baseline() ? values[i / rowsOfEach] : 0);
        write(transition.slate(), chosen, i / rowsOfEach);
      }

      // Maximize the mean of log pi(slate | o) (G - V(o)) + entropy; with top_k that of each
      // document, log pi(a | o), times K (1 - pi(a | o))^(K - 1).
      Value log = tape.plackettLuce(policy.scores(tape, seen), chosen, documents ? 1 : size);
      for (int i = 0; documents && i < rows; i++) {
        double probability = StrictMath.exp(log.data()[2 * i]);
        weights[i] *= (float) (size * StrictMath.pow(1 - probability, size - 1));
      }
      Value gain = tape.mean(tape.times(tape.column(log, 0), weights));
      Value entropy = tape.mean(tape.column(log, 1));
      Value policyLoss = tape.combine(-1, gain, -options.entropy().at(updates), entropy);

      // Minimize the mean of (V - G)^2.
      List<Observation> observations = observed.stream().map(Transition::observation).toList();
      Value valueLoss = tape.meanSquaredError(values(tape, observations), returns);
      tape.minimize(tape.combine(1, policyLoss, 1, valueLoss));
      parameters.step(options.learningRate().at(updates));
      updates++;
      observed.clear();
    }

    private static void write(Slate slate, int[] slates, int row) {
      for (int p = 0; p < slate.size(); p++) {
        slates[row * slate.size() + p] = slate.document(p);
      }
    }

    /**
     * Discounted returns; of a session that was cut off, the value of what was seen last goes in.
     */
    private float[] returns() {
      float[] next = values(observed.stream().map(it -> it.step().next()).toList());
      float[] returns = new float[observed.size()];
      double following = 0;
      for (int i = observed.size() - 1; i >= 0; i--) {
        Step step = observed.get(i).step();
        if (step.status() != Status.CONTINUES) {
          following = step.status() == Status.ENDED ? 0 : next[i];
        }
        following = step.reward() / options.valueScale() + options.gamma() * following;
        returns[i] = (float) following;
      }
      return returns;
    }

    private float[] values() {
      return values(observed.stream().map(Transition::observation).toList());
    }

    private float[] values(List<Observation> observations) {
      float[] values = values(tape, observations).data().clone();
      tape.clear();
      return values;
    }
  }
}
