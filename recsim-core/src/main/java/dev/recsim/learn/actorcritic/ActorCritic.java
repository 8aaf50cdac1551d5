package dev.recsim.learn.actorcritic;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Step;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.NetworkProvider;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.ReplayBuffer;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.GreedySearch;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import dev.recsim.vectors.IndexBuilder;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Agents of type {@code actor_critic} (Dulac-Arnold et al., "Deep reinforcement learning in large
 * discrete action spaces", arXiv 1512.07679): an actor proposes a point in the space of documents,
 * a critic chooses among the documents near it. Documents are learned vectors if there are no
 * features. Otherwise they are their standardized features and their topic, may change during a
 * session, and slates may have any size. Documents with features that stay are encoded from these.
 */
@Description(
    "Learns an actor that proposes a point among documents, and a critic that"
        + " chooses among the nearest documents.")
public final class ActorCritic extends NetworkProvider<ActorCriticOptions> {

  /** Called by the service loader. */
  public ActorCritic() {
    super(Learning::new);
  }

  @Override
  public void check(ActorCriticOptions options, Environment environment) {
    options.check(environment);
  }

  @Override
  public Set<String> modules(ActorCriticOptions options) {
    Set<String> modules = new TreeSet<>(super.modules(options));
    if (options.greedySearch() == GreedySearch.INDEX) {
      modules.add(IndexBuilder.MODULE);
    }
    return modules;
  }

  /** Stores transitions and trains on them. */
  private static final class Learning extends NetworkAgent<ActorCriticOptions> {
    private static final int THIRD = 3;

    private final RandomKey key;
    private final Documents documents;
    private final Networks online;
    private final Parameters targetParameters;
    private final Choice greedy;

    /** Searches a sample of encoded documents, and never by an index of learned vectors. */
    private final Choice learning;

    private final Choice following;
    private final ReplayBuffer<Transition> memory;
    private final Tape tape = new Tape();
    private int epochs;

    /** Observations, next observations, and pairs of observation and document of a batch. */
    private final DistinctObservations seen = new DistinctObservations();

    private final DistinctObservations next = new DistinctObservations();
    private final DistinctObservations pairs = new DistinctObservations();
    private final IntFunction<Observation> ofPair = pair -> pairs.observations()[pair];
    private Transition[] drawn = {};

    /** Number of targets, and the transition of each. */
    private int learned;

    private int[] from = {};
    private float[] targets = {};

    /** Document of each pair. */
    private int[] paired = {};

    /** Number of steps, and of those with a click. */
    private long steps;

    private long clicks;

    /** Whether there were rewards without a click, or several clicks in a step. */
    private boolean shared;

    /** Minus the share of each observation in the batch. */
    private float[] weights = {};

    Learning(Setup<ActorCriticOptions> setup) {
      this(setup, Documents.of(setup.environment(), setup.saved()));
    }

    private Learning(Setup<ActorCriticOptions> setup, Documents documents) {
      super(
          setup.with(setup.options().complete(documents, setup.environment(), setup.saved())),
          setup.key().child("replay").child("update"));
      this.documents = documents;
      this.key = setup.key().child("replay");
      this.online = documents.networks(options, space, parameters, setup.key().child("networks"));
      int random = options.randomCandidates();
      this.greedy = new Choice(online, online.encodings(true), options.topK(), 0, "greedy");
      this.learning = new Choice(online, online.encodings(false), options.topK(), random, "actor");
      this.targetParameters = parameters.twin();
      Networks target = documents.networks(options, space, targetParameters, key);
      this.following =
          new Choice(target, target.encodings(false), options.targetTopK(), random, "target");
      this.memory = new ReplayBuffer<>(space, options.replayCapacity());
    }

    @Override
    public Policy.Deterministic greedy() {
      return valued(greedy, greedy::greatest);
    }

    @Override
    public Policy exploring() {
      return epsilonGreedy(learning, options.randomDocumentProbability(), documents.uniform(space));
    }

    /**
     * A gradient step costs as much as there are pairs of state and document in its batch, so large
     * batches are cheap where pairs are few.
     */
    @Override
    public Plan plan(long envSteps) {
      return documents.plan(envSteps, space);
    }

    @Override
    protected void take(Transition transition) {
      memory.add(transition);
      Step step = transition.step();
      boolean clicked = step.response().clicked() >= 0;
      steps++;
      clicks += clicked ? 1 : 0;
      shared |= !clicked && step.reward() != 0 || step.response().clicks() > 1;
    }

    @Override
    public void startEpoch(int epochUpdates, int batchSize) {
      super.startEpoch(epochUpdates, batchSize);
      if (options.replay() == ReplaySampling.EPOCH_SNAPSHOT) {
        requireTransitions();
        int count = Math.multiplyExact(epochUpdates, batchSize);
        memory.drawAhead(count, key.child("epoch").child(epochs++));
      }
    }

    /**
     * The critic minimizes the mean of ((Q(o, d) - y) / scale)^2 over the documents d that were
     * shown, or over some of them if clicks are usual, and a reward is due to one (see {@link
     * #teaches}). The target y is r + gamma max Q'(o', d') over the candidates d' of the target
     * networks; for slates, the maximum is replaced by the mean of the largest values. After the
     * end of a session y is r; sessions that were cut off bootstrap.
     *
     * <p>The actor maximizes the mean of cos(actor(o), e(d*)) with d* the candidate with the
     * largest Q(o, d) and no gradient of e. Or the mean of Q(o, actor(o)) / scale. Where documents
     * are features, it minimizes the mean of |actor(o) - e|^2 with e the mean of e(d*) over the
     * best candidates, one for each position of a slate.
     */
    @Override
    protected void train(int batchSize, RandomKey batch) {
      draw(batchSize, batch);
      RandomKey sample = batch.child("documents");
      learning.among.draw(sample);
      following.among.draw(sample);
      computeTargets(batchSize, following.choose(next, batch));

      track("actor_loss", trainActor(batch));

      Value shown = learning.among.encode(tape, ofPair, paired, pairs.size());
      Value values = online.values(tape, pairs, null, shown, pairs.size(), true);
      float scale = (float) (horizon.unit() / documents.targetUnit(horizon.unit()));
      Value loss = tape.meanSquaredError(values, pairs.rowOf(), targets, learned, scale);
      track("critic_loss", tape.minimize(loss));
      track("epsilon", now(options.randomDocumentProbability()));

      step("actor", options.actorLearningRate(), options.criticLearningRate());
      if (horizon.discount() > 0) {
        targetParameters.follow(parameters, now(options.tau()));
      }
    }

    private double trainActor(RandomKey batch) {
      Value proposals = online.propose(tape, seen);
      if (options.actorLoss() == ActorLoss.GREEDY_REGRESSION) {
        learning.choose(seen, proposals.data(), batch);
        float[] goals = learning.means(seen);
        return tape.minimize(online.distance(tape, proposals, goals, weights, seen.size()));
      }
      Value gains = online.values(tape, seen, null, proposals, seen.size(), false);
      Value factors = tape.input(seen.size(), 1);
      System.arraycopy(weights, 0, factors.data(), 0, seen.size());
      return tape.minimize(tape.product(gains, factors));
    }

    // Hot loops are methods without calls of networks, so the JIT compiles them separately.

    /** Draws a batch; equal states are computed once if users have only a state. */
    private void draw(int batchSize, RandomKey batch) {
      clear(batchSize);
      // Copying to this type reads each transition; such reads overlap if no work is between them.
      drawn = memory.sample(batchSize, batch).toArray(drawn);
      boolean all = space.slateSize() == 1 || !clicksAreUsual() || shared;
      for (int i = 0; i < batchSize; i++) {
        add(drawn[i], i, all);
      }
      for (int i = 0; i < seen.size(); i++) {
        weights[i] /= batchSize;
      }
    }

    private void clear(int batchSize) {
      int most = batchSize * space.slateSize();
      paired = Buffers.atLeast(most, paired);
      targets = Buffers.atLeast(most, targets);
      from = Buffers.atLeast(most, from);
      weights = Buffers.atLeast(batchSize, weights);
      Arrays.fill(weights, 0);
      seen.clear(batchSize);
      next.clear(batchSize);
      pairs.clear(most);
      learned = 0;
    }

    private void add(Transition transition, int row, boolean all) {
      weights[seen.add(space, transition.observation())]--;
      for (int p = 0; p < space.slateSize(); p++) {
        if (all || teaches(transition.step().response(), row, p)) {
          int pair = pairs.add(space, transition.observation(), transition.slate());
          paired[pair] = transition.slate().document(p);
          from[learned++] = row;
        }
      }
      boolean last = transition.step().ended() || horizon.discount() == 0;
      next.add(space, last ? null : transition.step().next());
    }

    /**
     * Whether most steps have a click, but one in twenty has none: where users always click, only
     * the rewards of slates tell how often each document is clicked.
     */
    private boolean clicksAreUsual() {
      return 2 * clicks > steps && 20 * clicks <= 19 * steps;
    }

    /**
     * Whether the critic learns about a document of a slate: if it was clicked, because a step's
     * reward is due to what users chose. If nothing was clicked, it learns in a third of the steps,
     * about one document: what users leave is weak evidence about each.
     *
     * @param number of the transition in the batch
     */
    private boolean teaches(Response response, int number, int position) {
      return response.clicked() >= 0
          ? response.isClicked(position)
          : number % THIRD == 0 && number / THIRD % space.slateSize() == position;
    }

    /**
     * The targets, see {@link Documents#target}.
     *
     * @param values of the rows that follow
     */
    private void computeTargets(int batchSize, float[] values) {
      double discount = horizon.discount();
      double scale = horizon.unit();
      double sum = 0;
      for (int i = 0, target = 0; i < batchSize; i++) {
        int row = next.rowOf()[i];
        double reward = drawn[i].step().reward();
        float output = row < 0 ? 0 : values[row];
        float y = documents.target(reward, discount, scale, output);
        while (target < learned && from[target] == i) {
          targets[target++] = y;
        }
        sum += y;
      }
      track("target_value", documents.targetUnit(scale) * sum / batchSize);
    }

    @Override
    protected void changed() {
      greedy.forget();
      learning.forget();
    }
  }
}
