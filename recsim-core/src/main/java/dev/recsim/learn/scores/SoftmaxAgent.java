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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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

  /**
   * A step that was observed.
   *
   * @param transition the slate has the numbers of the documents in {@link #scores}
   * @param told what the agent keeps of the probabilities with which the slate was drawn
   */
  public record Shown(Transition transition, double... told) {}

  /**
   * A step to learn from.
   *
   * @param advantage of its slate over others
   * @param returns what its value should be, in units of the value scale
   */
  public record Sample(Shown shown, float advantage, float returns) {}

  protected final boolean encoded;

  /** Number of actions of a step: 1 if it is the slate, else one for each document. */
  protected final int actions;

  protected final Scores scores;
  protected final SoftmaxPolicy policy;
  private final Tape tape = new Tape();
  private final Encoder users;
  private final Network values;

  /** What updates have not used yet. */
  protected final List<Shown> observed = new ArrayList<>();

  /** Distinct observations of a batch, and distinct actions in these. */
  private final DistinctObservations seen = new DistinctObservations();

  private final DistinctObservations shown = new DistinctObservations();

  /** Row of the observation of each action, and its documents. */
  private int[] of = {};

  private int[] documents = {};

  /**
   * Creates an agent before its first update.
   *
   * @param encoded whether documents are encoded; gamma is 0 by default
   * @param each whether each document of a slate is an action
   */
  protected SoftmaxAgent(Setup<C> setup, boolean encoded, boolean each) {
    super(
        encoded ? setup.with(Options.complete(setup.options(), Map.of("gamma", 0.0))) : setup,
        setup.key().child("update"));
    RandomKey key = setup.key().child("network");
    List<Integer> hidden = options.hidden();
    this.encoded = encoded;
    actions = each ? space.slateSize() : 1;
    scores =
        encoded
            ? new EncodedScores(
                space, hidden, setup.environment().embeddingSize().orElse(16), 1, parameters, key)
            : new CandidateScores(space, hidden, parameters, "policy", key.child("policy"));
    policy = new SoftmaxPolicy(scores, space);
    users = new Encoder(space, parameters, 0);
    values = parameters.network("value", users.layout(hidden, 1), key.child("value"));
  }

  /** The values of the distinct observations, [observations x 1], in units of the value scale. */
  private Value values() {
    Value features = users.users(tape, seen.observations(), null, seen.size());
    return tape.network(values, users.states(), features, seen.size(), true);
  }

  /** The values of observations; the tape must be empty. */
  protected final <T> float[] predicted(List<T> all, Function<T, Observation> observation) {
    seen.set(space, all.stream().map(observation).toList());
    float[] taken = tape.rows(values(), seen.rowOf(), all.size()).data();
    tape.clear();
    return Arrays.copyOf(taken, all.size());
  }

  /**
   * Adds the gradients of minus the mean gain of the actions, minus their weighted mean entropy,
   * plus the mean of (V(o) - return)^2. Equal states, and equal actions of one document in them,
   * are computed once.
   *
   * @return the scores in the distinct observations, [observations x documents]
   */
  protected final Value minimize(List<Sample> batch) {
    Value returns = tape.input(batch.size(), 1);
    add(batch, returns.data());
    Value loss = tape.meanSquaredError(values(), seen.rowOf(), returns.data(), batch.size(), 1);
    track("value_loss", tape.minimize(loss));
    Value scored = scores.scores(tape, seen.list());
    Value rows = tape.rows(scored, of, shown.size());
    Value drawn = tape.plackettLuce(rows, documents, space.slateSize() / actions);
    int count = batch.size() * actions;
    Value each = tape.rows(drawn, shown.rowOf(), count);
    Value gains = gains(tape, tape.column(each, 0), batch);
    Value entropies = tape.column(each, 1);
    track("policy_loss", -gains.sum() / count);
    track("entropy", entropies.sum() / count);
    Value weighted = tape.scaled(entropies, (float) -now(options.entropy()) / count);
    tape.minimize(tape.sum(tape.scaled(gains, -1f / count), weighted));
    return scored;
  }

  /**
   * The gains of actions, [actions x 1].
   *
   * @param logs log-probabilities of the actions, [actions x 1]
   */
  protected abstract Value gains(Tape tape, Value logs, List<Sample> batch);

  private void add(List<Sample> batch, float[] returns) {
    int size = space.slateSize() / actions;
    int count = batch.size() * actions;
    of = Buffers.atLeast(count, of);
    documents = Buffers.atLeast(count * size, documents);
    seen.clear(batch.size());
    shown.clear(count);
    for (int i = 0; i < batch.size(); i++) {
      Transition step = batch.get(i).shown().transition();
      returns[i] = batch.get(i).returns();
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
    return valued(scores, observation -> predicted(List.of(observation), it -> it)[0]);
  }
}
