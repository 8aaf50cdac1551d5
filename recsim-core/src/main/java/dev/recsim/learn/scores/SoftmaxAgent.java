package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Base class of agents that learn a {@link SoftmaxPolicy} and the values of observations, with
 * networks {@code policy} and {@code value}. They explore by drawing from the policy. The policy
 * that is evaluated shows the documents with the largest scores. With weights that have a tensor
 * {@link #DRAWS} it draws them too.
 *
 * @param <C> record of options
 */
public abstract class SoftmaxAgent<C extends Record & SoftmaxAgent.SoftmaxOptions>
    extends NetworkAgent<C> {

  /** Options of all agents with softmax policies. */
  public interface SoftmaxOptions extends NetworkOptions {
    /** Description of the weight of the policy's entropy. */
    String ENTROPY =
        "Weight of the policy's entropy in the loss; prevents an early commitment to a few slates.";

    /** {@return weight of the policy's entropy, 0 or more} */
    Schedule entropy();
  }

  /**
   * A step that was observed.
   *
   * @param transition the slate has the numbers of the documents in {@link #scores}
   * @param behaviour what the agent keeps of the probabilities with which the slate was drawn
   */
  public record Experience(Transition transition, double... behaviour) {}

  /**
   * A step to learn from.
   *
   * @param shown the step
   * @param advantage of its slate over others
   * @param returns what its value should be, in units of the value scale
   */
  public record Sample(Experience shown, float advantage, float returns) {}

  /** Name of a tensor of weights with which slates are drawn. */
  public static final String DRAWS = "draws";

  /** The weight of longer returns where values of observations tell what follows. */
  protected static final double SHORT = 0.3;

  /** Weight of entropies below the floor, in standard deviations of the advantages. */
  private static final double RAISED = 0.5;

  /**
   * What was learned when the horizon began to grow; null before, and once it is taken up again.
   */
  private Weights before;

  /** Whether documents are encoded from their features, and policies draw from a sample. */
  protected final boolean encoded;

  /** Number of actions of a step: 1 if it is the slate, else one for each document. */
  protected final int actions;

  /** The scores of documents. */
  protected final Scores scores;

  /** The policy that draws documents by these scores. */
  protected final SoftmaxPolicy policy;

  /** The best slate of each state, if users have only a state, until the networks change. */
  private final StateCache<Slate> best;

  /** Whether slates of the policy that is evaluated are drawn. */
  private boolean draws;

  /** The weight of longer returns; null until it is estimated. */
  private Double estimatedLambda;

  private final Tape tape = new Tape();
  private final Encoder users;
  private final Network values;

  /** What updates have not used yet. */
  protected final List<Experience> observed = new ArrayList<>();

  /** Distinct observations of a batch, and distinct actions in these. */
  private final DistinctObservations seen = new DistinctObservations();

  private final DistinctObservations shown = new DistinctObservations();

  /** Row of the observation of each action, and its documents. */
  private int[] of = {};

  private int[] documents = {};

  /**
   * Creates an agent before its first update.
   *
   * @param setup what it is made from
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
    best = new StateCache<>(space.tabular() && space.topics() == 0 ? space.states() : 0);
    users = new Encoder(space, parameters, 0);
    values = parameters.network("value", users.layout(hidden, 1), key.child("value"));
    draws = setup.saved() != null && draws(setup.saved());
  }

  /** The values of the distinct observations, [observations x 1], in units of the value scale. */
  private Value values() {
    Value features = users.users(tape, seen.observations(), null, seen.size());
    return tape.network(values, users.states(), features, seen.size(), true);
  }

  /**
   * {@return the values of observations, one for each; the tape must be empty}
   *
   * @param <T> what has an observation
   * @param all what has the observations
   * @param observation of one of these
   */
  protected final <T> float[] predicted(List<T> all, Function<T, Observation> observation) {
    seen.set(space, all.stream().map(observation).toList());
    float[] taken = tape.rows(values(), seen.rowOf(), all.size()).data();
    tape.clear();
    return Arrays.copyOf(taken, all.size());
  }

  /**
   * {@return the weight of longer returns where users or documents have features} It is tracked as
   * {@code lambda}. The steps that are observed at the first call decide: whether slates change
   * later rewards in ways that observations do not show, so that values miss it.
   *
   * @param blind if they do, or if the steps cannot tell
   */
  protected final double lambda(double blind) {
    if (estimatedLambda == null) {
      List<Transition> steps = observed.stream().map(Experience::transition).toList();
      boolean hidden = HiddenEffects.found(users, horizon.discount(), steps);
      estimatedLambda = hidden ? blind : SHORT;
    }
    track("lambda", estimatedLambda);
    return estimatedLambda;
  }

  /**
   * Adds the gradients of minus the mean gain of the actions, minus their weighted mean entropy,
   * plus the mean of (V(o) - return)^2. Equal states, and equal actions of one document in them,
   * are computed once.
   *
   * @param batch steps to learn from
   * @return the scores in the distinct observations, [observations x documents]
   */
  protected final Value minimize(List<Sample> batch) {
    Value returns = tape.input(batch.size(), 1);
    add(batch, returns.data());
    Value errors = tape.meanSquaredError(values(), seen.rowOf(), returns.data(), batch.size(), 1);
    track("value_loss", tape.minimize(errors));
    Value scored = scores.scores(tape, seen.list());
    Value rows = tape.rows(scored, of, shown.size());
    Value drawn = tape.plackettLuce(rows, documents, space.slateSize() / actions);
    int count = batch.size() * actions;
    Value each = tape.rows(drawn, shown.rowOf(), count);
    Value gains = gains(tape, tape.column(each, 0), batch);
    Value entropies = tape.column(each, 1);
    track("policy_loss", -gains.sum() / count);
    track("entropy", entropies.sum() / count);
    Value weighted = tape.scaled(entropies, (float) -entropy() / count);
    Value loss = tape.sum(tape.scaled(gains, -1f / count), weighted);
    double floor = entropyFloor(batch) * largestEntropy();
    tape.minimize(floor == 0 ? loss : tape.sum(loss, raised(entropies, floor, batch)));
    return scored;
  }

  /** {@return weight of the policy's entropy; as the options say by default} */
  protected double entropy() {
    return now(options.entropy());
  }

  /**
   * {@return the entropy below which the policy's entropy is raised, as a share of the largest one;
   * 0 by default}
   *
   * @param batch steps to learn from
   */
  protected double entropyFloor(List<Sample> batch) {
    return 0;
  }

  /** The entropy of an action that is drawn uniformly. */
  private double largestEntropy() {
    return IntStream.range(0, space.slateSize() / actions)
        .mapToDouble(p -> StrictMath.log(space.documents() - p))
        .sum();
  }

  /**
   * Minus the entropies below a floor, weighted by half of the standard deviation of the
   * advantages: enough to outweigh what a slate seems to gain.
   */
  private Value raised(Value entropies, double floor, List<Sample> batch) {
    double mean = batch.stream().mapToDouble(Sample::advantage).sum() / batch.size();
    double squares =
        batch.stream().mapToDouble(it -> (it.advantage() - mean) * (it.advantage() - mean)).sum();
    int count = batch.size() * actions;
    float weight = (float) (-RAISED * Math.sqrt(squares / batch.size()) / count);
    Value factors = tape.input(count, 1);
    for (int i = 0; i < count; i++) {
      factors.data()[i] = entropies.data()[i] < floor ? weight : 0;
    }
    return tape.product(entropies, factors);
  }

  /**
   * {@return the gains of actions, [actions x 1]}
   *
   * @param tape records the result
   * @param logs log-probabilities of the actions, [actions x 1]
   * @param batch steps to learn from
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
    best.clear();
  }

  @Override
  public final Policy exploring() {
    return policy;
  }

  /**
   * {@return whether an agent with these weights draws its slates}
   *
   * @param weights of the agent
   */
  public static boolean draws(Weights weights) {
    return weights.tensors().containsKey(DRAWS);
  }

  /**
   * A policy that keeps users may lose its way while it explores again with a longer horizon. Then
   * it goes on from where it was.
   */
  @Override
  public void startEpoch(int epochUpdates, int batchSize) {
    boolean grew = horizon.grows();
    super.startEpoch(epochUpdates, batchSize);
    if (!grew && horizon.grows()) {
      before = weights();
    } else if (before != null && horizon.lost()) {
      load(before);
      before = null;
    }
  }

  @Override
  public final Weights weights() {
    return draws ? drawn() : super.weights();
  }

  /** Policies that draw from a sample of a catalogue do so only to learn. */
  @Override
  public final Optional<Weights> drawing() {
    return encoded ? Optional.empty() : Optional.of(drawn());
  }

  private Weights drawn() {
    SortedMap<String, Tensor> tensors = new TreeMap<>(super.weights().tensors());
    tensors.put(DRAWS, Tensor.vector(new float[] {1}));
    return Weights.of(tensors);
  }

  @Override
  public final void load(Weights weights) {
    super.load(weights);
    draws = draws(weights);
  }

  @Override
  public final Policy greedy() {
    return draws ? new Drawing() : valued(encoded ? scores : new Best(), this::predicted);
  }

  private double predicted(Observation observation) {
    return predicted(List.of(observation), it -> it)[0];
  }

  /** The documents with the largest scores; a state's slate is computed once. */
  private final class Best implements Policy.Deterministic {
    @Override
    public Slate choose(Observation observation) {
      Slate known = best.get(observation);
      return known == null ? best.keep(observation, scores.choose(observation)) : known;
    }

    @Override
    public Optional<double[]> documentScores(Observation observation) {
      return scores.documentScores(observation);
    }
  }

  /** The softmax policy with the learned values. */
  private final class Drawing implements Policy {
    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      return policy.recommend(observation, key);
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      return policy.probabilities(observation, documents);
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate) {
      return policy.probability(observation, slate);
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate, int position) {
      return policy.probability(observation, slate, position);
    }

    @Override
    public Optional<double[]> documentScores(Observation observation) {
      return scores.documentScores(observation);
    }

    @Override
    public Optional<Estimate> value(Observation observation) {
      return Optional.of(estimate(predicted(observation)));
    }
  }
}
