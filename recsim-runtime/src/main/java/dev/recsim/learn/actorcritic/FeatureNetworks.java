package dev.recsim.learn.actorcritic;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engines;
import dev.recsim.learn.Layout;
import dev.recsim.learn.UnitVectors;
import dev.recsim.random.RandomKey;
import java.util.List;

/**
 * The actor turns a user into a proto-action, a unit vector in the space of the documents'
 * features; the critic turns a user and a document's features, scaled to length 1, into a value.
 */
final class FeatureNetworks extends ActorAndCritic {
  private final int userSize;
  private final int size;

  private int[] states = {};
  private float[] users = {};
  private float[] pairs = {};
  private float[] values = {};

  private List<Document> seen = List.of();
  private float[] units = {};
  private float[] unitLengths = {};

  FeatureNetworks(ActorCriticOptions options, Space space, Weights weights) {
    super(
        Engines.choose(options.engine(), options.hidden()),
        actorLayout(options, space),
        criticLayout(options, space),
        weights);
    userSize = space.userFeatures().size();
    size = space.documentFeatures().size();
  }

  /** Random weights to start from. */
  static Weights initial(ActorCriticOptions options, Space space, RandomKey key) {
    return new Weights(initial(actorLayout(options, space), criticLayout(options, space), key));
  }

  private static Layout actorLayout(ActorCriticOptions options, Space space) {
    int users = space.userFeatures().size();
    return new Layout(states(space), users, options.hidden(), space.documentFeatures().size());
  }

  private static Layout criticLayout(ActorCriticOptions options, Space space) {
    int features = space.userFeatures().size() + space.documentFeatures().size();
    return new Layout(states(space), features, options.hidden(), 1);
  }

  private static int states(Space space) {
    return space.states() == 1 ? 0 : space.states();
  }

  /** Length of a document's features. */
  int size() {
    return size;
  }

  /** Makes room for rows, to be written before {@link #propose} or {@link #evaluate}. */
  void reserve(int rows) {
    if (values.length < rows) {
      states = new int[rows];
      users = new float[rows * userSize];
      pairs = new float[rows * (userSize + size)];
      values = new float[rows];
    }
  }

  /** Writes a user to a row of the actor. */
  void writeUser(int row, Observation observation) {
    states[row] = observation.state();
    copyUser(observation, users, row * userSize);
  }

  /** Writes a user and a document to a row of the critic; the documents are looked at before. */
  void writePair(int row, Observation observation, int document) {
    int start = row * (userSize + size);
    states[row] = observation.state();
    copyUser(observation, pairs, start);
    System.arraycopy(units, document * size, pairs, start + userSize, size);
  }

  private void copyUser(Observation observation, float[] to, int start) {
    for (int i = 0; i < userSize; i++) {
      to[start + i] = (float) observation.user()[i];
    }
  }

  /** The proto-actions of the rows written; valid until the next call. */
  float[] propose(int rows) {
    return propose(states, users, rows);
  }

  /** The critic's outputs for the rows written; valid until the next call. */
  float[] evaluate(int rows) {
    critic().forward(states, pairs, rows, values);
    return values;
  }

  /** The features of an observation's candidates, scaled to length 1; valid until the next. */
  float[] look(Observation observation) {
    List<Document> candidates = observation.candidates();
    if (candidates == seen) {
      return units;
    }
    seen = candidates;
    if (unitLengths.length < candidates.size()) {
      unitLengths = new float[candidates.size()];
      units = new float[candidates.size() * size];
    }
    for (int d = 0; d < candidates.size(); d++) {
      double[] features = candidates.get(d).features();
      for (int i = 0; i < size; i++) {
        units[d * size + i] = (float) features[i];
      }
    }
    UnitVectors.normalize(units, 0, candidates.size(), size, units, unitLengths);
    return units;
  }
}
