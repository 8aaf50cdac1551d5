package dev.recsim.learn.slateq;

import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Slate;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Network;
import dev.recsim.learn.slateq.SlateQOptions.NoClick;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * Values Q(u, x) of documents x for users u, and of no click, in units of {@code value_scale}. Add
 * users first, then compute all values at once. As a policy it shows the slate composed from the
 * values. Confined to one thread.
 *
 * @param <C> what it remembers of an observation
 */
abstract class SlateValues<C> implements Policy.Deterministic {
  final SlateQOptions options;
  final Appeal appeal;
  final boolean learnsNoClick;

  SlateValues(SlateQOptions options, Appeal appeal) {
    this.options = options;
    this.appeal = appeal;
    this.learnsNoClick = options.noClick() == NoClick.LEARNED;
  }

  /** What is remembered of an observation. */
  abstract C choices(Observation observation);

  /** Removes all users. */
  abstract void clear();

  /** Adds a user and one item: the document that was clicked, or -1 for no click. */
  abstract void add(C seen, int clicked);

  /** Adds a user and the candidates for a slate. */
  abstract void add(C choices);

  /** The values of all items, [items x 1]. */
  abstract Value values(Tape on);

  /** Computes the values of all items without gradients. */
  abstract void evaluate();

  /** The search among a user's candidates; all of them must have been evaluated. */
  abstract SlateSearch search(int user);

  /** The slate that was found last, for this user. */
  abstract Slate slate(int user);

  /** Adds a constant to every value. */
  abstract void raise(double by);

  /** Adds a constant to an output of a network. */
  static void raise(Network network, int output, double by) {
    SortedMap<String, Tensor> tensors = network.tensors();
    float[] bias = tensors.get(network.layout().hidden().size() + ".bias").data();
    bias[output] = (float) (bias[output] + by);
    network.load(tensors);
  }

  /** The policy that is evaluated; it has these values. */
  Policy.Deterministic greedy() {
    return this;
  }

  /** Draws the documents that learning and exploration search, if they are not all. */
  void draw(RandomKey key) {}

  /** Learns what else a policy needs, for the users that were added. */
  void learnMore(Tape on) {}

  /** Call it after the parameters have changed. */
  void forget() {}

  @Override
  public Slate choose(Observation observation) {
    ask(observation);
    return slate(0);
  }

  @Override
  public OptionalDouble value(Observation observation) {
    return OptionalDouble.of(options.valueScale() * ask(observation));
  }

  @Override
  public double discount() {
    return options.gamma();
  }

  /** Finds the slate for an observation and returns its value. */
  private double ask(Observation observation) {
    clear();
    add(choices(observation));
    evaluate();
    return search(0).find(options.selection());
  }

  @Override
  public void recommend(Batch batch) {
    clear();
    for (int i = 0; i < batch.size(); i++) {
      add(choices(batch.observation(i)));
    }
    evaluate();
    for (int i = 0; i < batch.size(); i++) {
      search(i).find(options.selection());
      batch.recommend(i, slate(i));
    }
  }
}
