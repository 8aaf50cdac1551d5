package dev.recsim.learn.ppo;

import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.api.Transition;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.softmax.SoftmaxAgent;
import dev.recsim.learn.softmax.SoftmaxPolicy;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Agents of type {@code ppo}: proximal policy optimization (Schulman et al., arXiv 1707.06347) over
 * documents and slates, with generalized advantages (Schulman et al., arXiv 1506.02438).
 */
@Description(
    "Learns a softmax policy by proximal policy optimization, from sessions of its"
        + " current policy.")
public final class Ppo extends NetworkProvider<PpoOptions> {

  /** Called by the service loader. */
  public Ppo() {
    super("ppo");
  }

  @Override
  protected NetworkAgent agent(PpoOptions options, Environment environment, RandomKey key) {
    return new Learning(options, environment.space(), key);
  }

  @Override
  protected Policy greedy(PpoOptions options, Environment environment, Parameters parameters) {
    return new SoftmaxPolicy(
            options, options.valueScale(), environment.space(), parameters, RandomKey.root(0))
        .greedy();
  }

  private static final class Learning extends SoftmaxAgent {
    private final PpoOptions options;
    private final Tape tape = new Tape();
    private final List<Shown> observed = new ArrayList<>();
    private Rollout rollout;

    /**
     * A step, with the log-probability of its slate when it was drawn.
     *
     * @param logProbability of the slate under the policy that drew it
     */
    private record Shown(Transition transition, double logProbability) {}

    /** The steps that updates train on, with their advantages and returns. */
    private record Rollout(List<Shown> steps, float[] advantages, float[] returns) {}

    Learning(PpoOptions options, Space space, RandomKey key) {
      super(options, options.valueScale(), space, key);
      this.options = options;
    }

    @Override
    protected void take(Transition transition) {
      double log = policy.logProbability(transition.observation(), transition.slate());
      observed.add(new Shown(transition, log));
    }

    @Override
    protected void train(int batchSize, RandomKey batch) {
      if (rollout == null || observed.size() >= options.rolloutSteps()) {
        rollout = rollout(List.copyOf(observed));
        observed.clear();
      }
      List<Observation> observations = new ArrayList<>();
      int[] slates = new int[batchSize * space.slateSize()];
      float[] before = new float[batchSize];
      float[] advantages = new float[batchSize];
      float[] returns = new float[batchSize];
      for (int i = 0; i < batchSize; i++) {
        int step = batch.below(i, rollout.steps().size());
        Shown shown = rollout.steps().get(step);
        observations.add(shown.transition().observation());
        write(shown.transition().slate(), slates, i);
        before[i] = (float) shown.logProbability();
        advantages[i] = rollout.advantages()[step];
        returns[i] = rollout.returns()[step];
      }

      // Maximize the mean of min(ratio A, clip(ratio) A) + entropy, ratio = pi(slate) / before.
      Value chosen =
          tape.plackettLuce(policy.scores(tape, observations), slates, space.slateSize());
      Value ratio = tape.expOfDifference(tape.column(chosen, 0), before);
      Value clipped = tape.clip(ratio, 1 - options.clip(), 1 + options.clip());
      Value gain =
          tape.mean(tape.min(tape.times(ratio, advantages), tape.times(clipped, advantages)));
      Value entropy = tape.mean(tape.column(chosen, 1));
      Value policyLoss = tape.combine(-1, gain, -now(options.entropy()), entropy);

      // Minimize the mean of (V - return)^2.
      Value valueLoss = tape.meanSquaredError(values(tape, observations), returns);
      track("policy_loss", -gain.data()[0]);
      track("entropy", entropy.data()[0]);
      track("value_loss", valueLoss.data()[0]);
      tape.minimize(tape.combine(1, policyLoss, 1, valueLoss));
      parameters.step(now(options.learningRate()));
    }

    private static void write(Slate slate, int[] slates, int row) {
      for (int p = 0; p < slate.size(); p++) {
        slates[row * slate.size() + p] = slate.document(p);
      }
    }

    /**
     * Generalized advantages: A = delta + gamma lambda A', delta = r + gamma V(o') - V(o). V(o') is
     * 0 after the end of a session; sessions that were cut off bootstrap.
     */
    private Rollout rollout(List<Shown> steps) {
      float[] now =
          predicted(tape, steps.stream().map(it -> it.transition().observation()).toList());
      float[] next =
          predicted(tape, steps.stream().map(it -> it.transition().step().next()).toList());
      double[] advantages = new double[steps.size()];
      float[] returns = new float[steps.size()];
      double following = 0;
      for (int i = steps.size() - 1; i >= 0; i--) {
        Step step = steps.get(i).transition().step();
        double reward = step.reward() / options.valueScale();
        double onwards = step.status() == Status.ENDED ? 0 : options.gamma() * next[i];
        double rest =
            step.status() == Status.CONTINUES ? options.gamma() * options.lambda() * following : 0;
        following = reward + onwards - now[i] + rest;
        advantages[i] = following;
        returns[i] = (float) (following + now[i]);
        track("value", options.valueScale() * now[i]);
      }
      return new Rollout(steps, standardized(advantages), returns);
    }
  }
}
