package dev.recsim.learn.slateq;

import dev.recsim.api.Document;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.NetworkProvider.Setup;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scale.Standardization;
import dev.recsim.learn.scores.EncodedScores;
import dev.recsim.learn.slateq.SlateQ.NetworkChoice;
import dev.recsim.learn.slateq.SlateQ.NoClick;
import dev.recsim.learn.slateq.SlateQ.Selection;
import dev.recsim.learn.tape.Additive;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
final class ItemValues {
  /** Number of encoded documents of which the greedy policy composes a slate. */
  private static final int NEAREST = 100;

  /** Widths of the hidden layers of the encoders, and length of the vector of a document. */
  private static final List<Integer> ENCODER = List.of(64, 64);

  private static final int SIZE = 16;

  /** Number of users of a batch whose slates the scores of encoded documents learn from. */
  private static final int TAUGHT = 64;

  /** The candidates of an observation before some of the encoded documents are chosen. */
  private static final int[] NONE = {};

  private static final String NO_APPEAL =
      "an agent of type slate_q needs the environment whose users it acts for, not only its space;"
          + " restore it with an Environment, as in SavedPolicy.load(path, environment)";

  /** A user and the candidates for a slate. In the replay memory also the step from there. */
  static final class ChoiceSet {
    /** The observation if documents are encoded, else null. */
    Observation seen;

    /** The candidates among all documents; null for all. */
    int[] some;

    /**
     * Features of the candidates, the arrays of the documents; then null if no click is learned.
     */
    double[][] documents;

    /** Choice weights of the candidates. */
    float[] weights;

    float noClickWeight;

    /** The slate that was found last: the best one changes rarely, so a search starts from it. */
    int[] slate;

    /** Whether the slate is given: only its value is computed, no better one is searched. */
    boolean isGiven;

    /** The value of the slate. */
    double value;

    /** Features of the user, as observed; null when they are standardized. */
    double[] user;

    float[] scaled;

    /** Features of the document that was clicked, the only row, or the items of no click. */
    double[][] clicked;

    /** The sum of the rewards of a target, discounted, and the discount of what follows. */
    double sum;

    double discount = 1;

    /** The choice set after these rewards; null if nothing follows. */
    ChoiceSet end;
  }

  private final SlateQ.Options options;
  private final Appeal appeal;
  private final SlateSearch search;
  private final int slateSize;

  /** The items of no click of a user: one that is null, or none if its value is 0. */
  final double[][] noClick;

  private final Network network;
  private final Standardization scales;

  /** Finds candidates among encoded documents; null if all documents are candidates. */
  final EncodedScores scores;

  /** b, c and b0; null without the term. */
  private EmbeddingTable bias;

  private EmbeddingTable affinity;
  private EmbeddingTable noClickBias;
  private final Additive terms;

  private final List<ChoiceSet> users = new ArrayList<>();

  /** Features of the items of each user; an item that is null is no click. */
  private final List<double[][]> documents = new ArrayList<>();

  private int items;

  /** For values computed without gradients. */
  private final Tape tape = new Tape();

  private int[] kinds = {};

  /** The candidates of the last choice set, and their features. */
  private List<Document> lastCandidates;

  private double[][] lastFeatures;

  /**
   * Creates the network and vectors and adds them to the parameters.
   *
   * @param encoded whether documents are encoded
   * @throws UnsupportedOperationException if it is not known how users choose
   */
  ItemValues(Setup<SlateQ.Options> setup, boolean encoded, Parameters parameters) {
    options = setup.options();
    appeal =
        setup
            .environment()
            .appeal()
            .orElseThrow(() -> new UnsupportedOperationException(NO_APPEAL));
    Space space = setup.environment().space();
    RandomKey key = setup.key().child("networks");
    slateSize = space.slateSize();
    search = new SlateSearch(slateSize);
    boolean additive = options.network() == NetworkChoice.ADDITIVE;
    noClick = new double[options.noClick() == NoClick.LEARNED ? 1 : 0][];
    int userWidth = space.userFeatures().size();
    int documentWidth = space.documentFeatures().size();
    scales = parameters.features(space);
    terms = new Additive(documents, scales.document().means(), scales.document().deviations());
    int width = additive ? userWidth : userWidth + documentWidth;
    Layout layout = new Layout(additive ? 0 : 2 * noClick.length, width, options.hidden(), 1);
    network = parameters.network("value", layout, key.child("value"));
    if (additive) {
      bias = parameters.vector("item.bias", new float[documentWidth]);
      affinity = parameters.vector("item.affinity", new float[Math.min(userWidth, documentWidth)]);
      noClickBias = noClick.length > 0 ? parameters.vector("no_click.bias", new float[1]) : null;
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
  void add(ChoiceSet user, double[][] given) {
    users.add(user);
    documents.add(given);
    items += given.length;
  }

  /** The values of all items, [items x 1]. */
  Value values(Tape on) {
    if (bias == null) {
      return pairs(on);
    }
    Value u = on.input(users.size(), network.layout().dense());
    for (int user = 0; user < users.size(); user++) {
      write(users.get(user), u.data(), user * u.width());
    }
    Value v = on.network(network, null, u, users.size(), true);
    Value b = on.join(on.vector(bias), on.vector(affinity));
    b = noClick.length > 0 ? on.join(b, on.vector(noClickBias)) : b;
    return on.apply(terms, v, b, items, 1);
  }

  private Value pairs(Tape on) {
    Value inputs = on.input(items, network.layout().dense());
    kinds = Buffers.atLeast(items, kinds);
    for (int user = 0, item = 0; user < users.size(); user++) {
      for (double[] document : documents.get(user)) {
        int behind = write(users.get(user), inputs.data(), item * inputs.width());
        kinds[item++] = document == null ? 1 : 0;
        if (document == null) {
          Arrays.fill(inputs.data(), behind, item * inputs.width(), 0);
        } else {
          scales.document().scale(document, inputs.data(), behind);
        }
      }
    }
    return on.network(network, kinds, inputs, items, true);
  }

  /**
   * Writes the features of a user, standardized at the first use: then the scales are fixed.
   *
   * @return the index behind them
   */
  private int write(ChoiceSet choices, float[] to, int start) {
    int width = choices.scaled.length;
    if (choices.user != null) {
      for (int i = 0; i < width; i++) {
        choices.scaled[i] = scales.user().scaled(i, (float) choices.user[i]);
      }
      choices.user = null;
    }
    System.arraycopy(choices.scaled, 0, to, start, width);
    return start + width;
  }

  /** Finds the slates of all users among their candidates, and returns the users, until cleared. */
  List<ChoiceSet> find(Selection how) {
    float[] values = items == 0 ? null : values(tape).data();
    tape.clear();
    int end = 0;
    for (ChoiceSet it : users) {
      int first = end;
      end += it.documents.length;
      float none = noClick.length > 0 ? values[end - 1] : 0;
      search.candidates(it.weights, values, first, it.noClickWeight, none, it.slate);
      it.value = it.isGiven ? search.value() : search.find(how);
    }
    return users;
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
    return Arrays.copyOf(features, features.length + noClick.length);
  }

  private ChoiceSet choices(Observation seen, int[] some, double[][] documents) {
    float[] weights = new float[some == null ? documents.length - noClick.length : some.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) appeal.weight(seen, some == null ? i : some[i]);
    }
    ChoiceSet choices = new ChoiceSet();
    choices.seen = scores == null ? null : seen;
    choices.some = some;
    choices.documents = documents;
    choices.weights = weights;
    choices.slate = IntStream.range(0, Math.min(slateSize, weights.length)).toArray();
    choices.noClickWeight = (float) appeal.noClickWeight(seen);
    choices.user = seen.user();
    choices.scaled = new float[seen.user().length];
    return choices;
  }

  /** Lets the scores learn from the best slates of users that were added. */
  void teach(Tape on) {
    List<ChoiceSet> taught = users.stream().limit(TAUGHT).toList();
    clear();
    taught.forEach(it -> add(it, false));
    int[] slates =
        find(options.selection()).stream().flatMapToInt(it -> Arrays.stream(it.slate)).toArray();
    Value ranks = scores.scores(on, taught.stream().map(it -> it.seen).toList());
    Value drawn = on.plackettLuce(ranks, slates, slates.length / taught.size());
    on.minimize(on.scaled(on.column(drawn, 0), -1f / taught.size()));
  }

  /**
   * Composes a slate from the values.
   *
   * @param all whether candidates are the best of all encoded documents, not a sample
   */
  Slate choose(Observation seen, boolean all) {
    clear();
    add(choices(seen), all);
    ChoiceSet found = find(options.selection()).get(0);
    int[] some = found.some;
    return Slate.of(Arrays.stream(found.slate).map(p -> some == null ? p : some[p]).toArray());
  }

  /** The value of the slate that is chosen. */
  double greatest(Observation seen) {
    choose(seen, true);
    return users.get(0).value;
  }
}
