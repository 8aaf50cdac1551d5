package dev.recsim.learn.slateq;

import dev.recsim.api.Document;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scale.Standardization;
import dev.recsim.learn.scores.EncodedScores;
import dev.recsim.learn.slateq.SlateQOptions.NetworkChoice;
import dev.recsim.learn.slateq.SlateQOptions.NoClick;
import dev.recsim.learn.tape.Additive;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * Computes values Q(u, x) of documents x for users u, and of no click, in units of {@code
 * value_scale}. Add users first, then compute all values at once. Confined to one thread.
 *
 * <p>With option {@code network: mlp}, a value is the output of a network whose inputs are the
 * features of user and document, and a one-hot input that distinguishes documents from no click.
 * With {@code network: additive}, it is that of {@link Additive}, with v a network. The root there
 * keeps steps small for one-hot features, of which one is large when standardized. Feature j of the
 * user is multiplied by feature j of the document, as interests with topics; if one side has more
 * features, its last ones have no counterpart. Features are standardized.
 *
 * <p>If documents are encoded, learning and exploration compose slates from a sample of them.
 * Scores of encoded documents learn to rank from these slates: they maximize the probability of the
 * slate if documents are drawn by the softmax of the scores. The greedy policy composes slates from
 * the documents with the largest scores of all.
 */
final class ItemValues {
  private static final int DOCUMENT = 0;
  private static final int NO_CLICK = 1;

  /** Number of encoded documents of which the greedy policy composes a slate. */
  private static final int NEAREST = 100;

  /** Length of the vector of an encoded document. */
  private static final int SIZE = 16;

  /** Number of users of a batch whose slates the scores of encoded documents learn from. */
  private static final int TAUGHT = 64;

  private final SlateQOptions options;
  private final Appeal appeal;
  private final SlateSearch search;
  private final boolean additive;
  private final boolean learnsNoClick;
  private final int userWidth;
  private final int documentWidth;
  private final Network network;
  private final Standardization scales;

  /** Finds candidates among encoded documents; null if all documents are candidates. */
  private final EncodedScores scores;

  /** b, c and b0; null without the term. */
  private EmbeddingTable bias;

  private EmbeddingTable affinity;
  private EmbeddingTable noClickBias;

  /** Number of users, their features, and the index after the last item of each. */
  private int users;

  private float[] features = {};
  private int[] ends = {};

  /** The choice set of each user. */
  private ChoiceSet[] choiceSets = {};

  private int items;
  private double[][] documents = {};

  /** Choice weight of each item. */
  private float[] weights = {};

  /** For values computed without gradients. */
  private final Tape tape = new Tape();

  private float[] evaluated;

  /** Inputs of a network of both, by item. */
  private int[] kinds = {};

  private float[] pairs = {};

  /** The candidates of the last choice set, and their features. */
  private List<Document> lastCandidates;

  private double[][] lastFeatures;

  /** Creates the network and vectors and adds them to the parameters. */
  ItemValues(
      SlateQOptions options, Space space, Appeal appeal, Parameters parameters, RandomKey key) {
    this.options = options;
    this.appeal = appeal;
    this.learnsNoClick = options.noClick() == NoClick.LEARNED;
    this.search = new SlateSearch(space.slateSize());
    additive = options.network() == NetworkChoice.ADDITIVE;
    userWidth = space.userFeatures().size();
    documentWidth = space.documentFeatures().size();
    scales = parameters.features(space);
    int inputs = additive ? userWidth : userWidth + documentWidth;
    int categories = additive || !learnsNoClick ? 0 : 2;
    Layout layout = new Layout(categories, inputs, options.hidden(), 1);
    network = parameters.network("value", layout, key.child("value"));
    if (additive) {
      bias = parameters.vector("item.bias", new float[documentWidth]);
      affinity = parameters.vector("item.affinity", new float[Math.min(userWidth, documentWidth)]);
      noClickBias = learnsNoClick ? parameters.vector("no_click.bias", new float[1]) : null;
    }
    int most = Math.max(NEAREST, space.slateSize());
    scores =
        options.encoder() == null
            ? null
            : new EncodedScores(space, options.encoder(), SIZE, most, parameters, key);
  }

  /** Removes all users and items. */
  void clear() {
    users = 0;
    items = 0;
  }

  /** Adds a user and one item: the features of the document that was clicked, or null. */
  void add(ChoiceSet choices, double[] clicked) {
    reserve(1);
    documents[items++] = clicked;
    end(choices);
  }

  /**
   * Adds a user and the candidates, followed by no click if its value is learned.
   *
   * @param all whether candidates are the best of all encoded documents, not a sample
   */
  void add(ChoiceSet given, boolean all) {
    ChoiceSet choices = scores == null ? given : among(given.seen, all);
    int count = choices.documents.length;
    reserve(count + 1);
    System.arraycopy(choices.documents, 0, documents, items, count);
    System.arraycopy(choices.weights, 0, weights, items, count);
    items += count;
    if (learnsNoClick) {
      documents[items++] = null;
    }
    end(choices);
  }

  private void reserve(int more) {
    if (documents.length < items + more) {
      documents = Arrays.copyOf(documents, 2 * (items + more));
      weights = Arrays.copyOf(weights, documents.length);
    }
    if (ends.length == users) {
      int length = Math.max(16, 2 * users);
      ends = Arrays.copyOf(ends, length);
      choiceSets = Arrays.copyOf(choiceSets, length);
      features = Arrays.copyOf(features, length * userWidth);
    }
  }

  /** Ends the items of a user. */
  private void end(ChoiceSet choices) {
    System.arraycopy(choices.standardized(scales), 0, features, users * userWidth, userWidth);
    choiceSets[users] = choices;
    ends[users++] = items;
  }

  /** The values of all items, [items x 1]. */
  Value values(Tape on) {
    if (items == 0) {
      return on.input(features, 0, 1);
    }
    if (!additive) {
      return valuesOfPairs(on);
    }
    Value u = on.input(features, users, userWidth);
    Value v = on.network(network, null, u, users);
    Value b = on.vector(bias);
    Value c = on.vector(affinity);
    Value b0 = learnsNoClick ? on.vector(noClickBias) : null;
    float[] means = scales.document().means();
    float[] deviations = scales.document().deviations();
    return on.apply(new Additive(v, u, documents, ends, b, c, b0, means, deviations), items, 1);
  }

  private Value valuesOfPairs(Tape on) {
    int width = userWidth + documentWidth;
    kinds = Buffers.atLeast(items, kinds);
    pairs = Buffers.atLeast(items * width, pairs);
    for (int user = 0, item = 0; user < users; user++) {
      for (; item < ends[user]; item++) {
        int start = item * width;
        System.arraycopy(features, user * userWidth, pairs, start, userWidth);
        kinds[item] = documents[item] == null ? NO_CLICK : DOCUMENT;
        if (documents[item] == null) {
          Arrays.fill(pairs, start + userWidth, start + width, 0);
        } else {
          scales.document().scale(documents[item], pairs, start + userWidth);
        }
      }
    }
    return on.network(network, kinds, on.input(pairs, items, width), items);
  }

  /** Computes the values of all items without gradients. */
  void evaluate() {
    evaluated = values(tape).data();
    tape.clear();
  }

  /** The search among a user's candidates; all of them must have been evaluated. */
  SlateSearch search(int user) {
    int first = user == 0 ? 0 : ends[user - 1];
    int count = ends[user] - first - (learnsNoClick ? 1 : 0);
    float noClick = learnsNoClick ? evaluated[ends[user] - 1] : 0;
    float noClickWeight = choiceSets[user].noClickWeight;
    search.candidates(weights, evaluated, first, count, noClickWeight, noClick);
    return search;
  }

  /** Adds a constant to every value. */
  void raise(double by) {
    SortedMap<String, Tensor> tensors = network.tensors();
    float[] bias = tensors.get(network.layout().hidden().size() + ".bias").data();
    bias[0] = (float) (bias[0] + by);
    network.load(tensors);
  }

  /** What is remembered of an observation; sets of the same candidates share their features. */
  ChoiceSet choices(Observation observation) {
    if (scores != null) {
      return new ChoiceSet(observation, true, null, null, null, 0);
    }
    if (observation.candidates() != lastCandidates) {
      lastCandidates = observation.candidates();
      lastFeatures = lastCandidates.stream().map(Document::features).toArray(double[][]::new);
    }
    return choices(observation, null, lastFeatures);
  }

  private ChoiceSet among(Observation observation, boolean all) {
    int[] some = all ? scores.nearest(observation) : scores.sample(observation);
    double[][] described = new double[some.length][];
    Arrays.setAll(described, i -> observation.candidates().get(some[i]).features());
    return choices(observation, some, described);
  }

  private ChoiceSet choices(Observation observation, int[] some, double[][] described) {
    float[] chosen = new float[described.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = (float) appeal.weight(observation, some == null ? i : some[i]);
    }
    float noClickWeight = (float) appeal.noClickWeight(observation);
    return new ChoiceSet(observation, scores != null, some, described, chosen, noClickWeight);
  }

  /** Draws the encoded documents that learning and exploration search. */
  void draw(RandomKey key) {
    if (scores != null) {
      scores.draw(key);
    }
  }

  /** Lets the scores of encoded documents learn from the slates of users that were added. */
  void teach(Tape on) {
    if (scores == null) {
      return;
    }
    List<ChoiceSet> taught = List.of(Arrays.copyOf(choiceSets, Math.min(TAUGHT, users)));
    clear();
    taught.forEach(it -> add(it, false));
    evaluate();
    int[] slates =
        IntStream.range(0, users).mapToObj(this::best).flatMapToInt(Arrays::stream).toArray();
    float[] shares = new float[users];
    Arrays.fill(shares, -1f / users);
    Value ranks = scores.scores(on, taught.stream().map(it -> it.seen).toList());
    Value drawn = on.plackettLuce(ranks, slates, slates.length / users);
    on.minimize(on.weightedSum(on.column(drawn, 0), shares));
  }

  /** The best slate of a user, by position among the candidates. */
  private int[] best(int user) {
    search(user).find(options.selection());
    return search.slate();
  }

  /** Call it after the parameters have changed. */
  void forget() {
    if (scores != null) {
      scores.forget();
    }
  }

  /**
   * The policy that shows the slate composed from the values.
   *
   * @param all whether candidates are the best of all encoded documents, not a sample
   */
  Policy.Deterministic policy(boolean all) {
    return new Composer(all);
  }

  private final class Composer implements Policy.Deterministic {
    private final boolean all;

    Composer(boolean all) {
      this.all = all;
    }

    @Override
    public Slate choose(Observation observation) {
      evaluate(observation);
      return slate(0);
    }

    private Slate slate(int user) {
      int[] some = choiceSets[user].some;
      int[] shown = best(user);
      Arrays.setAll(shown, p -> some == null ? shown[p] : some[shown[p]]);
      return Slate.of(shown);
    }

    @Override
    public OptionalDouble value(Observation observation) {
      evaluate(observation);
      return OptionalDouble.of(options.valueScale() * search(0).find(options.selection()));
    }

    @Override
    public double discount() {
      return options.gamma();
    }

    private void evaluate(Observation observation) {
      clear();
      add(choices(observation), all);
      ItemValues.this.evaluate();
    }

    @Override
    public void recommend(Batch batch) {
      clear();
      for (int i = 0; i < batch.size(); i++) {
        add(choices(batch.observation(i)), all);
      }
      ItemValues.this.evaluate();
      for (int i = 0; i < batch.size(); i++) {
        batch.recommend(i, slate(i));
      }
    }
  }
}
