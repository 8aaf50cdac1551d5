package dev.recsim.learn.actorcritic;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.scores.Rows;
import dev.recsim.learn.scores.StateCache;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses a slate for each observation: the candidates near the actor's proposal with the largest
 * values, the first of equal ones. Allocates nothing once its buffers have grown. As a policy it
 * has no random candidates; if users have only a state, it caches slates by state.
 */
final class Choice implements Policy.Deterministic {
  /** Largest number of rows that the critic computes at once. */
  private static final int MOST_ROWS = 1 << 14;

  private final Networks networks;

  /** The documents that are searched. */
  final Encodings among;

  private final Candidates candidates;

  /** Largest number of candidates of an observation. */
  private final int most;

  private final int slateSize;

  /** Length of a vector. */
  private final int size;

  private final Tape proposing = new Tape();
  private final Tape tape = new Tape();

  /** Row and document of each candidate. */
  private int[] of = {};

  private int[] found = {};

  private int[] documents = {};
  private float[] values = {};
  private float[] means = {};

  /** The observations that the policy is asked about. */
  private final Rows asked = new Rows();

  private final StateCache<Slate> known;

  /**
   * @param nearest number of nearest documents; at least the slate size is used
   * @param random number of random candidates
   * @param greedy whether this is the greedy policy, see {@link Networks#encodings}
   */
  Choice(Networks networks, int nearest, int random, boolean greedy) {
    this.networks = networks;
    this.slateSize = networks.space.slateSize();
    this.size = networks.size;
    this.among = networks.encodings(greedy);
    int near = Math.max(nearest, slateSize);
    this.candidates = new Candidates(among, size, near, random);
    this.most = candidates.size(networks.space.documents());
    this.known = new StateCache<>(networks.space.tabular() ? networks.space.states() : 0);
  }

  /** Chooses slates for all rows. The key draws the random candidates; it is null without them. */
  void choose(Rows rows, RandomKey key) {
    if (rows.size() > 0) {
      choose(rows, networks.propose(proposing, rows).data(), key);
      proposing.clear();
    }
  }

  /**
   * Chooses slates for all rows with given proposals.
   *
   * @param proposals [rows x size of a document's vector]
   */
  void choose(Rows rows, float[] proposals, RandomKey key) {
    int atOnce = Math.min(Math.max(1, MOST_ROWS / most), rows.size());
    documents = Buffers.atLeast(rows.size() * slateSize, documents);
    values = Buffers.atLeast(rows.size(), values);
    means = Buffers.atLeast(rows.size() * size, means);
    Arrays.fill(means, 0, rows.size() * size, 0);
    found = Buffers.atLeast(atOnce * most, found);
    of = Buffers.atLeast(atOnce * most, of);
    for (int from = 0; from < rows.size(); from += atOnce) {
      Value points = tape.input(atOnce * most, size);
      int end = Math.min(from + atOnce, rows.size());
      int listed = find(rows, proposals, from, end, key, points.data());
      Value outputs = networks.values(tape, rows, of, points, listed, false);
      pick(outputs.data(), listed, points.data());
      tape.clear();
    }
  }

  /** Lists the candidates of rows, with their vectors, and returns their number. */
  private int find(Rows rows, float[] proposals, int from, int end, RandomKey key, float[] points) {
    int atOnce = among.shared() ? end - from : 1;
    int listed = 0;
    for (int row = from; row < end; row += atOnce) {
      int each = candidates.find(rows, proposals, row, atOnce, key, found, listed);
      float[] vectors = among.vectors(rows.observation(row));
      for (int i = 0; i < atOnce * each; i++, listed++) {
        of[listed] = row + i / each;
        System.arraycopy(vectors, found[listed] * size, points, listed * size, size);
      }
    }
    return listed;
  }

  /** Selects the candidates with the largest values of each row. */
  private void pick(float[] outputs, int listed, float[] points) {
    int end = 0;
    for (int start = 0; start < listed; start = end) {
      int row = of[start];
      while (end < listed && of[end] == row) {
        end++;
      }
      float sum = 0;
      for (int p = 0; p < slateSize; p++) {
        int best = start + p;
        for (int j = best + 1; j < end; j++) {
          best = outputs[j] > outputs[best] ? j : best;
        }
        documents[row * slateSize + p] = found[best];
        sum += outputs[best];
        for (int k = 0; k < size; k++) {
          means[row * size + k] += points[best * size + k] / slateSize;
        }
        outputs[best] = outputs[start + p];
        found[best] = found[start + p];
        System.arraycopy(points, (start + p) * size, points, best * size, size);
      }
      values[row] = sum / slateSize;
    }
  }

  /** The mean of the critic's outputs over the slate of a row. */
  float value(int row) {
    return values[row];
  }

  /** The mean vector of the slate of each row, [rows x size], valid until the next call. */
  float[] means() {
    return means;
  }

  private Slate slate(int row) {
    int[] shown = Arrays.copyOfRange(documents, row * slateSize, (row + 1) * slateSize);
    Arrays.setAll(shown, p -> among.document(shown[p]));
    return Slate.of(shown);
  }

  @Override
  public Slate choose(Observation observation) {
    Slate slate = known.get(observation);
    return slate != null ? slate : known.keep(observation, ask(observation).slate(0));
  }

  /** The mean of the critic's outputs over the slate that is chosen. */
  float greatest(Observation observation) {
    return ask(observation).value(0);
  }

  /** Chooses for an observation, which gets row 0. */
  private Choice ask(Observation observation) {
    asked.set(networks.space, List.of(observation));
    choose(asked, null);
    return this;
  }

  @Override
  public void recommend(Batch batch) {
    asked.clear(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      Observation observation = batch.observation(i);
      asked.add(networks.space, known.get(observation) == null ? observation : null);
    }
    choose(asked, null);
    for (int i = 0; i < batch.size(); i++) {
      Slate slate = known.get(batch.observation(i));
      int row = asked.rowOf()[i];
      batch.recommend(i, slate != null ? slate : known.keep(batch.observation(i), slate(row)));
    }
  }

  /** Clears cached slates and vectors; call it after the networks have changed. */
  void forget() {
    among.forget();
    known.clear();
  }
}
