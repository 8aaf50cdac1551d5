package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.Network;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.NetworkProvider.Setup;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Base class of agents that learn a {@link SoftmaxPolicy} and the values of observations, with
 * networks {@code policy} and {@code value}. They explore by drawing from the policy. The greedy
 * policy shows the documents with the largest scores.
 */
public abstract class SoftmaxAgent<C extends Record & SoftmaxAgent.SoftmaxOptions>
    extends NetworkAgent<C> {

  /** Options of all agents with softmax policies. */
  public interface SoftmaxOptions extends NetworkOptions {
    /** Description of the weight of the policy's entropy. */
    String ENTROPY =
        "Weight of the policy's entropy in the loss; prevents an early commitment to a few slates.";

    /** Weight of the policy's entropy. */
    Schedule entropy();
  }

  protected final boolean encoded;
  protected final Scores scores;
  protected final SoftmaxPolicy policy;
  protected final Tape tape = new Tape();
  private final Encoder users;
  private final Network values;

  /** Distinct observations of a batch, and distinct actions in these. */
  private final Rows seen = new Rows();

  private final Rows shown = new Rows();

  /** Row of the observation of each action, and its documents. */
  private int[] of = {};

  private int[] documents = {};

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
    RandomKey key = setup.key().child("network");
    List<Integer> hidden = options.hidden();
    encoded = size > 0;
    scores =
        encoded
            ? new EncodedScores(space, hidden, size, 1, parameters, key)
            : new CandidateScores(space, hidden, parameters, "policy", key.child("policy"));
    policy = new SoftmaxPolicy(scores, space);
    users = new Encoder(space, parameters, 0);
    values = parameters.network("value", users.layout(hidden, 1), key.child("value"));
  }

  /** The values of the distinct observations, [observations x 1], in units of the value scale. */
  private Value values() {
    Value features = users.users(tape, seen::observation, seen.size());
    return tape.network(values, users.states(), features, seen.size());
  }

  /** A copy of the values of observations; the tape must be empty. */
  protected final float[] predicted(List<Observation> observations) {
    seen.set(space, observations);
    float[] taken = tape.rows(values(), seen.rowOf(), observations.size()).data();
    tape.clear();
    return Arrays.copyOf(taken, observations.size());
  }

  /**
   * Adds the gradients of minus the mean gain, minus the weighted entropy, plus the mean of (V(o) -
   * return)^2. Equal states, and equal actions of one document in them, are computed once.
   *
   * @param steps their slates have the numbers of the documents in {@link #scores}
   * @param actions number of actions of a step: 1 if it is the slate, the size of the slate if it
   *     is each document
   * @param returns of the steps, in units of the value scale
   * @param gains computes the gains of actions from their log-probabilities, [steps * actions x 1]
   * @return the scores in the distinct observations, [observations x documents]
   */
  protected final Value minimize(
      List<Transition> steps, int actions, float[] returns, UnaryOperator<Value> gains) {
    add(steps, actions);
    Value scored = scores.scores(tape, seen.list());
    Value rows = tape.rows(scored, of, shown.size());
    Value drawn = tape.plackettLuce(rows, documents, space.slateSize() / actions);
    Value each = tape.rows(drawn, shown.rowOf(), steps.size() * actions);
    Value gain = tape.mean(gains.apply(tape.column(each, 0)));
    Value entropy = tape.mean(tape.column(each, 1));
    Value valueLoss = tape.meanSquaredError(values(), seen.rowOf(), returns, steps.size(), 1);
    track("policy_loss", -gain.data()[0]);
    track("entropy", entropy.data()[0]);
    track("value_loss", valueLoss.data()[0]);
    Value policyLoss = tape.combine(-1, gain, -now(options.entropy()), entropy);
    tape.minimize(tape.combine(1, policyLoss, 1, valueLoss));
    return scored;
  }

  private void add(List<Transition> steps, int actions) {
    int size = space.slateSize() / actions;
    of = Buffers.atLeast(steps.size() * actions, of);
    documents = Buffers.atLeast(steps.size() * space.slateSize(), documents);
    seen.clear(steps.size());
    shown.clear(steps.size() * actions);
    for (Transition step : steps) {
      int row = seen.add(space, step.observation());
      for (int a = 0; a < actions; a++) {
        Slate action = actions == 1 ? step.slate() : Slate.of(step.slate().document(a));
        int place = shown.add(space, step.observation(), action);
        of[place] = row;
        for (int p = 0; p < size; p++) {
          documents[place * size + p] = action.document(p);
        }
      }
    }
  }

  @Override
  protected final void changed() {
    policy.forget();
  }

  @Override
  public final Policy exploring() {
    return policy;
  }

  @Override
  public final Policy.Deterministic greedy() {
    return valued(scores, observation -> predicted(List.of(observation))[0]);
  }
}
