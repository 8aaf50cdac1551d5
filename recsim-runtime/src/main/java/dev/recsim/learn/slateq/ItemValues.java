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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
final class ItemValues implements Policy.Deterministic {
  /** Number of encoded documents of which the greedy policy composes a slate. */
  private static final int NEAREST = 100;

  /** Widths of the hidden layers of the encoders, and length of the vector of a document. */
  private static final List<Integer> ENCODER = List.of(64, 64);

  private static final int SIZE = 16;

  /** Number of users of a batch whose slates the scores of encoded documents learn from. */
  private static final int TAUGHT = 64;

  /** The candidates of an observation before some of the encoded documents are chosen. */
  private static final int[] NONE = {};

  private final SlateQOptions options;
  private final Appeal appeal;
  private final SlateSearch search;
  private final int slateSize;

  /** Number of values of no click of a user: 1, or 0 if it is not learned. */
  private final int noClicks;

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

  private final List<ChoiceSet> users = new ArrayList<>();

  /** Features of the items of each user; an item that is null is no click. */
  private final List<double[][]> documents = new ArrayList<>();

  /** Index after the last item of each user. */
  private int[] ends = {};

  private int items;

  /** For values computed without gradients. */
  private final Tape tape = new Tape();

  private float[] evaluated;

  /** Inputs of networks, by user or by item. */
  private float[] inputs = {};

  private int[] kinds = {};

  /** The candidates of the last choice set, and their features. */
  private List<Document> lastCandidates;

  private double[][] lastFeatures;

  /** Creates the network and vectors and adds them to the parameters. */
  ItemValues(
      SlateQOptions options,
      boolean encoded,
      Space space,
      Appeal appeal,
      Parameters parameters,
      RandomKey key) {
    this.options = options;
    this.appeal = appeal;
    slateSize = space.slateSize();
    search = new SlateSearch(slateSize);
    boolean additive = options.network() == NetworkChoice.ADDITIVE;
    noClicks = options.noClick() == NoClick.LEARNED ? 1 : 0;
    userWidth = space.userFeatures().size();
    documentWidth = space.documentFeatures().size();
    scales = parameters.features(space);
    int width = additive ? userWidth : userWidth + documentWidth;
    Layout layout = new Layout(additive ? 0 : 2 * noClicks, width, options.hidden(), 1);
    network = parameters.network("value", layout, key.child("value"));
    if (additive) {
      bias = parameters.vector("item.bias", new float[documentWidth]);
      affinity = parameters.vector("item.affinity", new float[Math.min(userWidth, documentWidth)]);
      noClickBias = noClicks > 0 ? parameters.vector("no_click.bias", new float[1]) : null;
    }
    int most = Math.max(NEAREST, space.slateSize());
    scores = encoded ? new EncodedScores(space, ENCODER, SIZE, most, parameters, key) : null;
  }

  /** Removes all users and items. */
  void clear() {
    users.clear();
    documents.clear();
    items = 0;
  }

  /**
   * Adds a user and the candidates, followed by no click if its value is learned.
   *
   * @param all whether candidates are the best of all encoded documents, not a sample
   */
  void add(ChoiceSet given, boolean all) {
    ChoiceSet choices = scores == null ? given : among(given.seen, all);
    add(choices, choices.documents);
  }

  /** Adds a user and items. */
  void add(ChoiceSet choices, double[][] given) {
    users.add(choices);
    documents.add(given);
    items += given.length;
    ends = users.size() > ends.length ? Arrays.copyOf(ends, 2 * users.size()) : ends;
    ends[users.size() - 1] = items;
  }

  /** The values of all items, [items x 1]. */
  Value values(Tape on) {
    if (bias == null) {
      return pairs(on);
    }
    inputs = Buffers.atLeast(users.size() * userWidth, inputs);
    for (int user = 0; user < users.size(); user++) {
      System.arraycopy(users.get(user).scaled, 0, inputs, user * userWidth, userWidth);
    }
    Value u = on.input(inputs, users.size(), userWidth);
    Value v = on.network(network, null, u, users.size());
    Value b = on.vector(bias);
    Value c = on.vector(affinity);
    Value b0 = noClicks > 0 ? on.vector(noClickBias) : null;
    float[] means = scales.document().means();
    float[] deviations = scales.document().deviations();
    return on.apply(new Additive(v, u, documents, b, c, b0, means, deviations), items, 1);
  }

  private Value pairs(Tape on) {
    int width = userWidth + documentWidth;
    kinds = Buffers.atLeast(items, kinds);
    inputs = Buffers.atLeast(items * width, inputs);
    for (int user = 0, item = 0; user < users.size(); user++) {
      for (double[] document : documents.get(user)) {
        int start = item * width;
        System.arraycopy(users.get(user).scaled, 0, inputs, start, userWidth);
        kinds[item++] = document == null ? 1 : 0;
        if (document == null) {
          Arrays.fill(inputs, start + userWidth, start + width, 0);
        } else {
          scales.document().scale(document, inputs, start + userWidth);
        }
      }
    }
    return on.network(network, kinds, on.input(inputs, items, width), items);
  }

  /** Computes the values of all items without gradients. */
  void evaluate() {
    evaluated = items == 0 ? evaluated : values(tape).data();
    tape.clear();
  }

  /** The search among a user's candidates; all of them must have been evaluated. */
  SlateSearch search(int user) {
    int first = user == 0 ? 0 : ends[user - 1];
    float none = noClicks > 0 ? evaluated[ends[user] - 1] : 0;
    ChoiceSet choices = users.get(user);
    search.candidates(choices.weights, evaluated, first, choices.noClickWeight, none, choices.best);
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
  ChoiceSet choices(Observation seen) {
    if (seen.candidates() != lastCandidates) {
      lastCandidates = seen.candidates();
      lastFeatures = features(lastCandidates.stream());
    }
    return choices(seen, scores == null ? null : NONE, lastFeatures);
  }

  private ChoiceSet among(Observation seen, boolean all) {
    int[] some = all ? scores.nearest(seen) : scores.sample();
    return choices(seen, some, features(Arrays.stream(some).mapToObj(seen.candidates()::get)));
  }

  private double[][] features(Stream<Document> documents) {
    double[][] features = documents.map(Document::features).toArray(double[][]::new);
    return Arrays.copyOf(features, features.length + noClicks);
  }

  private ChoiceSet choices(Observation seen, int[] some, double[][] documents) {
    float[] weights = new float[some == null ? documents.length - noClicks : some.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) appeal.weight(seen, some == null ? i : some[i]);
    }
    ChoiceSet choices = new ChoiceSet();
    choices.seen = scores == null ? null : seen;
    choices.some = some;
    choices.documents = documents;
    choices.weights = weights;
    choices.best = IntStream.range(0, Math.min(slateSize, weights.length)).toArray();
    choices.noClickWeight = (float) appeal.noClickWeight(seen);
    choices.user = seen.user();
    choices.scaled = new float[userWidth];
    scale(choices);
    return choices;
  }

  /** Standardizes the features of the user; call it after the scales have changed. */
  void scale(ChoiceSet choices) {
    for (int i = 0; i < userWidth; i++) {
      choices.scaled[i] = scales.user().scaled(i, (float) choices.user[i]);
    }
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
    List<ChoiceSet> taught = List.copyOf(users.subList(0, Math.min(TAUGHT, users.size())));
    clear();
    taught.forEach(it -> add(it, false));
    evaluate();
    int[] slates =
        IntStream.range(0, taught.size())
            .mapToObj(this::best)
            .flatMapToInt(Arrays::stream)
            .toArray();
    float[] shares = new float[taught.size()];
    Arrays.fill(shares, -1f / taught.size());
    Value ranks = scores.scores(on, taught.stream().map(it -> it.seen).toList());
    Value drawn = on.plackettLuce(ranks, slates, slates.length / taught.size());
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

  @Override
  public Slate choose(Observation seen) {
    return choose(seen, true);
  }

  /**
   * Composes a slate from the values.
   *
   * @param all whether candidates are the best of all encoded documents, not a sample
   */
  Slate choose(Observation seen, boolean all) {
    clear();
    add(choices(seen), all);
    evaluate();
    int[] shown = best(0);
    int[] some = users.get(0).some;
    Arrays.setAll(shown, p -> some == null ? shown[p] : some[shown[p]]);
    return Slate.of(shown);
  }

  /** The value of the slate that is chosen. */
  double greatest(Observation seen) {
    choose(seen);
    return search.value();
  }
}
