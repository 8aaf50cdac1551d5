package dev.recsim.learn.softmax;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.Encoder;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.NetworkProvider.NetworkOptions;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.tape.PlackettLuce;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A network's scores of the candidates, and the policy that draws slates by them without
 * replacement (Plackett-Luce). Beside it, a network of the values of observations. Where the state
 * is all there is to see, the network has an output for each document; else it scores each
 * candidate by the features of the user and the document.
 */
public final class SoftmaxPolicy implements Policy {
  private final Network network;
  private final Network values;
  private final double valueScale;
  private final Space space;
  private final Encoder encoder;
  private final PlackettLuce choices = new PlackettLuce();
  private final Tape tape = new Tape();
  private final int[] shown;
  private int[] categories = {};
  private float[] inputs = {};

  /** Inputs of the values. */
  private int[] states = {};

  private float[] users = {};

  /**
   * A policy with the networks {@code policy} and {@code value}.
   *
   * @param valueScale unit of the values
   * @param parameters to which the networks are added
   * @param key of its random weights; not used for saved ones
   */
  public SoftmaxPolicy(
      NetworkOptions options,
      double valueScale,
      Space space,
      Parameters parameters,
      RandomKey key) {
    this.valueScale = valueScale;
    this.space = space;
    this.encoder = new Encoder(space);
    this.shown = new int[space.slateSize()];
    int width = encoder.userWidth() + encoder.documentWidth();
    Layout layout =
        space.tabular()
            ? new Layout(space.states(), 0, options.hidden(), space.documents())
            : new Layout(encoder.categories(), width, options.hidden(), 1);
    this.network = parameters.network("policy", layout, key.child("policy"));
    Layout users =
        new Layout(Math.max(1, encoder.categories()), encoder.userWidth(), options.hidden(), 1);
    this.values = parameters.network("value", users, key.child("value"));
  }

  /**
   * The scores of all candidates of observations, [observations x documents]. Where an observation
   * has fewer candidates than another one, the scores behind its own are minus infinity.
   */
  public Value scores(Tape on, List<Observation> observations) {
    int documents = 0;
    for (Observation observation : observations) {
      documents = Math.max(documents, observation.documents(space));
    }
    Value scores =
        space.tabular() ? ofStates(on, observations) : ofCandidates(on, observations, documents);
    for (int i = 0; i < observations.size(); i++) {
      int from = i * documents + observations.get(i).documents(space);
      Arrays.fill(scores.data(), from, (i + 1) * documents, Float.NEGATIVE_INFINITY);
    }
    return scores;
  }

  private Value ofStates(Tape on, List<Observation> observations) {
    reserve(observations.size(), 0);
    for (int i = 0; i < observations.size(); i++) {
      categories[i] = observations.get(i).state();
    }
    return on.network(network, categories, null, observations.size());
  }

  private Value ofCandidates(Tape on, List<Observation> observations, int documents) {
    int rows = observations.size() * documents;
    int width = network.layout().dense();
    reserve(rows, width);
    for (int i = 0; i < rows; i++) {
      Observation observation = observations.get(i / documents);
      int document = i % documents;
      categories[i] = observation.state();
      if (document < observation.documents(space)) {
        encoder.user(observation, inputs, i * width);
        encoder.document(observation, document, inputs, i * width + encoder.userWidth());
      }
    }
    Value scores = on.network(network, categories, on.input(inputs, rows, width), rows);
    return on.reshape(scores, documents);
  }

  /** The values of observations, [observations x 1], in units of the value scale. */
  public Value values(Tape on, List<Observation> observations) {
    int rows = observations.size();
    int width = encoder.userWidth();
    if (states.length < rows) {
      states = new int[2 * rows];
      users = new float[2 * rows * width];
    }
    for (int i = 0; i < rows; i++) {
      states[i] = observations.get(i).state();
      encoder.user(observations.get(i), users, i * width);
    }
    return on.network(values, states, width > 0 ? on.input(users, rows, width) : null, rows);
  }

  @Override
  public OptionalDouble value(Observation observation) {
    tape.clear();
    return OptionalDouble.of(valueScale * values(tape, List.of(observation)).data()[0]);
  }

  private void reserve(int rows, int width) {
    if (categories.length < rows) {
      categories = new int[2 * rows];
      inputs = new float[2 * rows * width];
    }
  }

  private Value scores(Observation observation) {
    tape.clear();
    return scores(tape, List.of(observation));
  }

  /** Draws a slate: the documents of the greatest score plus Gumbel noise, greatest first. */
  @Override
  public Slate recommend(Observation observation, RandomKey key) {
    Value scores = scores(observation);
    float[] noisy = scores.data();
    for (int d = 0; d < scores.width(); d++) {
      noisy[d] -= (float) StrictMath.log(-StrictMath.log(key.uniform(d)));
    }
    return greatest(noisy, scores.width());
  }

  /** The policy that shows the documents of the greatest scores; its values are those of this. */
  public DeterministicPolicy greedy() {
    return new Greedy();
  }

  private final class Greedy implements DeterministicPolicy {
    @Override
    public Slate choose(Observation observation) {
      Value scores = scores(observation);
      return greatest(scores.data(), scores.width());
    }

    @Override
    public OptionalDouble value(Observation observation) {
      return SoftmaxPolicy.this.value(observation);
    }
  }

  private Slate greatest(float[] scores, int documents) {
    for (int p = 0; p < shown.length; p++) {
      int best = -1;
      for (int d = 0; d < documents; d++) {
        if ((best < 0 || scores[d] > scores[best]) && !isShown(d, p)) {
          best = d;
        }
      }
      shown[p] = best;
    }
    return Slate.of(shown);
  }

  private boolean isShown(int document, int positions) {
    for (int p = 0; p < positions; p++) {
      if (shown[p] == document) {
        return true;
      }
    }
    return false;
  }

  /** The natural logarithm of the probability with which the policy draws a slate. */
  public double logProbability(Observation observation, Slate slate) {
    Value scores = scores(observation);
    choices.start(scores.data(), 0, scores.width());
    double log = 0;
    for (int p = 0; p < slate.size(); p++) {
      choices.softmax();
      log += choices.log(slate.document(p));
      choices.remove(slate.document(p));
    }
    return log;
  }

  @Override
  public Optional<double[]> probabilities(Observation observation, int documents) {
    Value scores = scores(observation);
    choices.start(scores.data(), 0, scores.width());
    choices.softmax();
    double[] probabilities = new double[documents];
    for (int d = 0; d < scores.width(); d++) {
      probabilities[d] = choices.probability(d);
    }
    return Optional.of(probabilities);
  }

  @Override
  public OptionalDouble probability(Observation observation, Slate slate) {
    return OptionalDouble.of(probability(observation, slate, 0, slate.size()));
  }

  @Override
  public OptionalDouble probability(Observation observation, Slate slate, int position) {
    return OptionalDouble.of(probability(observation, slate, position, position + 1));
  }

  /** The probability of the documents at some positions, given those before. */
  private double probability(Observation observation, Slate slate, int from, int end) {
    Value scores = scores(observation);
    choices.start(scores.data(), 0, scores.width());
    double product = 1;
    for (int p = 0; p < end; p++) {
      if (p >= from) {
        choices.softmax();
        product *= choices.probability(slate.document(p));
      }
      choices.remove(slate.document(p));
    }
    return product;
  }
}
