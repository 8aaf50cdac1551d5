package dev.recsim.learn.slateq;

import dev.recsim.api.Space;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.NetworkProvider.Setup;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scale.Standardization;
import dev.recsim.learn.slateq.ChoiceSet.User;
import dev.recsim.learn.slateq.SlateQ.NetworkChoice;
import dev.recsim.learn.slateq.SlateQ.NoClick;
import dev.recsim.learn.tape.Additive;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
 */
final class ItemValues {
  /** The items of no click of a user: one that is null, or none if its value is 0. */
  final double[][] noClick;

  private final Network network;
  private final Standardization scales;

  /** b, c and b0; null without the term. */
  private EmbeddingTable bias;

  private EmbeddingTable affinity;
  private EmbeddingTable noClickBias;
  private final Additive terms;

  private final List<User> users = new ArrayList<>();

  /** Features of the items of each user; an item that is null is no click. */
  private final List<double[][]> documents = new ArrayList<>();

  private int items;

  private int[] kinds = {};

  /** Creates the network and vectors and adds them to the parameters. */
  ItemValues(Setup<SlateQ.Options> setup, Parameters parameters) {
    SlateQ.Options options = setup.options();
    Space space = setup.environment().space();
    RandomKey key = setup.key().child("networks");
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
  }

  /** Removes all users and items. */
  void clear() {
    users.clear();
    documents.clear();
    items = 0;
  }

  boolean isEmpty() {
    return items == 0;
  }

  /** Adds a user and items. */
  void add(User user, double[][] given) {
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
      users.get(user).write(scales.user(), u.data(), user * u.width());
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
        int behind = users.get(user).write(scales.user(), inputs.data(), item * inputs.width());
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
}
