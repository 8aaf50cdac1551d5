package dev.recsim.learn.slateq;

import dev.recsim.api.Document;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scale.Standardization;
import dev.recsim.learn.slateq.SlateQOptions.NetworkChoice;
import dev.recsim.learn.tape.Additive;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * Values of all candidates, from the features of users and documents.
 *
 * <p>With option {@code network: mlp}, a value is the output of a network whose inputs are the
 * features of user and document, and a one-hot input that distinguishes documents from no click.
 * With {@code network: additive}, it is
 *
 * <pre>{@code
 * Q(u, x) = v(u) + sum over j of (b[j] + c[j] u[j]) x[j] / sqrt(n)
 * Q(u, no click) = v(u) + b0
 * }</pre>
 *
 * with v a network and n the number of features of a document. The root keeps steps small for
 * one-hot features, of which one is large when standardized. Features are standardized. Feature j
 * of the user is multiplied by feature j of the document, as interests with topics; if one side has
 * more features, its last ones have no counterpart.
 */
final class ItemValues extends SlateValues<ItemValues.ChoiceSet> {
  private static final int DOCUMENT = 0;
  private static final int NO_CLICK = 1;

  /**
   * A user and the candidates for a slate.
   *
   * @param user features of the user
   * @param documents features of the candidates; the arrays are those of the documents
   * @param weights choice weights of the candidates
   * @param noClickWeight choice weight of no click
   */
  record ChoiceSet(float[] user, double[][] documents, float[] weights, float noClickWeight) {}

  private final SlateSearch search;
  private final boolean additive;
  private final int userWidth;
  private final int documentWidth;
  private final Network network;
  private final Standardization scales;

  /** b, c and b0; null without the term. */
  private EmbeddingTable bias;

  private EmbeddingTable affinity;
  private EmbeddingTable noClickBias;

  /** Number of users, their features, and the index after the last item of each. */
  private int users;

  private float[] features = {};
  private int[] ends = {};

  /** The choice set of each user whose candidates were all added. */
  private ChoiceSet[] choiceSets = {};

  private int items;
  private double[][] documents = {};

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
    super(options, appeal);
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
  }

  @Override
  void clear() {
    users = 0;
    items = 0;
  }

  @Override
  void add(ChoiceSet seen, int clicked) {
    reserve(1);
    documents[items++] = clicked < 0 ? null : seen.documents()[clicked];
    end(seen.user());
  }

  /** The candidates are followed by no click if its value is learned. */
  @Override
  void add(ChoiceSet choices) {
    int count = choices.documents().length;
    reserve(count + 1);
    System.arraycopy(choices.documents(), 0, documents, items, count);
    items += count;
    if (learnsNoClick) {
      documents[items++] = null;
    }
    choiceSets[users] = choices;
    end(choices.user());
  }

  private void reserve(int more) {
    if (documents.length < items + more) {
      documents = Arrays.copyOf(documents, 2 * (items + more));
    }
    if (ends.length == users) {
      int length = Math.max(16, 2 * users);
      ends = Arrays.copyOf(ends, length);
      choiceSets = Arrays.copyOf(choiceSets, length);
      features = Arrays.copyOf(features, length * userWidth);
    }
  }

  /** Ends the items of a user. */
  private void end(float[] user) {
    for (int i = 0; i < userWidth; i++) {
      features[users * userWidth + i] = scales.user(i, user[i]);
    }
    ends[users++] = items;
  }

  @Override
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
    float[] means = scales.documentMeans();
    float[] deviations = scales.documentDeviations();
    return on.apply(new Additive(v, u, documents, ends, b, c, b0, means, deviations), items, 1);
  }

  private Value valuesOfPairs(Tape on) {
    int width = userWidth + documentWidth;
    if (kinds.length < items) {
      kinds = new int[2 * items];
      pairs = new float[2 * items * width];
    }
    int item = 0;
    for (int user = 0; user < users; user++) {
      for (; item < ends[user]; item++) {
        System.arraycopy(features, user * userWidth, pairs, item * width, userWidth);
        writeDocument(documents[item], item * width + userWidth);
        kinds[item] = documents[item] == null ? NO_CLICK : DOCUMENT;
      }
    }
    return on.network(network, kinds, on.input(pairs, items, width), items);
  }

  private void writeDocument(double[] document, int start) {
    for (int j = 0; j < documentWidth; j++) {
      pairs[start + j] = document == null ? 0 : scales.document(j, document[j]);
    }
  }

  @Override
  void evaluate() {
    evaluated = values(tape).data();
    tape.clear();
  }

  @Override
  SlateSearch search(int user) {
    ChoiceSet choices = choiceSets[user];
    int first = user == 0 ? 0 : ends[user - 1];
    float noClick = learnsNoClick ? evaluated[ends[user] - 1] : 0;
    search.candidates(choices.weights(), evaluated, first, choices.noClickWeight(), noClick);
    return search;
  }

  @Override
  Slate slate(int user) {
    return search.slate();
  }

  @Override
  void raise(double by) {
    raise(network, 0, by);
  }

  /** Choice sets with the same list of candidates share the array of features. */
  @Override
  ChoiceSet choices(Observation observation) {
    if (observation.candidates() != lastCandidates) {
      lastCandidates = observation.candidates();
      lastFeatures = lastCandidates.stream().map(Document::features).toArray(double[][]::new);
    }
    return choices(observation, null, lastFeatures);
  }

  /** The choice set of some of the documents. */
  ChoiceSet choices(Observation observation, int[] some) {
    double[][] described = new double[some.length][];
    Arrays.setAll(described, i -> observation.candidates().get(some[i]).features());
    return choices(observation, some, described);
  }

  private ChoiceSet choices(Observation observation, int[] some, double[][] described) {
    float[] user = new float[userWidth];
    for (int i = 0; i < userWidth; i++) {
      user[i] = (float) observation.user()[i];
    }
    float[] weights = new float[described.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) appeal.weight(observation, some == null ? i : some[i]);
    }
    float noClickWeight = (float) appeal.noClickWeight(observation);
    return new ChoiceSet(user, described, weights, noClickWeight);
  }
}
