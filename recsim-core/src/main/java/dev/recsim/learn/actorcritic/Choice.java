package dev.recsim.learn.actorcritic;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.scores.StateCache;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chooses a slate for each observation: the candidates with the largest values, the first of equal
 * ones. Candidates are the documents nearest to the actor's proposal, nearest first, then documents
 * drawn uniformly from the others. Allocates nothing once its buffers have grown. As a policy it
 * draws none; if users have only a state, it caches slates by state.
 */
final class Choice implements Policy.Deterministic {
  /** Largest number of rows that the critic computes at once. */
  private static final int MOST_ROWS = 1 << 14;

  private final Networks networks;
  private final int slateSize;

  /** The documents that are searched. */
  final Encodings among;

  private final int nearest;
  private final int random;
  private final String purpose;
  private final Tape proposing = new Tape();
  private final Tape tape = new Tape();

  /** Row and document of each candidate. */
  private int[] of = {};

  int[] found = {};

  /** All documents, in ascending order between calls. */
  private int[] order = {};

  /** The place with which each candidate of a row was exchanged. */
  private int[] exchanged = {};

  /** Minus the squared distance of each document of an observation. */
  private float[] closeness = {};

  private int[] documents = {};
  private float[] values = {};
  private float[] means = {};

  /** The observations that the policy is asked about. */
  private final DistinctObservations asked = new DistinctObservations();

  private final StateCache<Slate> known;

  /**
   * @param among the vectors of the documents that are searched
   * @param nearest number of nearest documents; at least the slate size is used
   * @param random number of random candidates
   * @param purpose names the key that draws these
   */
  Choice(Networks networks, Encodings among, int nearest, int random, String purpose) {
    this.networks = networks;
    this.slateSize = networks.space.slateSize();
    this.among = among;
    this.nearest = Math.max(nearest, slateSize);
    this.random = random;
    this.purpose = purpose;
    this.known =
        new StateCache<>(networks.documents == Documents.LEARNED ? networks.space.states() : 0);
  }

  /**
   * Chooses slates for all rows. Returns the mean of the critic's outputs over the slate of each
   * row, valid until the next call.
   *
   * @param key randomness of a gradient step; null draws no random candidates
   */
  float[] choose(DistinctObservations rows, RandomKey key) {
    if (rows.size() > 0) {
      choose(rows, networks.propose(proposing, rows).data(), key);
      proposing.clear();
    }
    return values;
  }

  /**
   * Chooses slates for all rows with given proposals.
   *
   * @param proposals [rows x size of a document's vector]
   */
  void choose(DistinctObservations rows, float[] proposals, RandomKey key) {
    int most = candidates(networks.space.documents(), key);
    int atOnce = Math.min(Math.max(1, MOST_ROWS / most), rows.size());
    documents = Buffers.atLeast(rows.size() * slateSize, documents);
    values = Buffers.atLeast(rows.size(), values);
    for (int from = 0; from < rows.size(); from += atOnce) {
      Value points = tape.input(atOnce * most, networks.size);
      int end = Math.min(from + atOnce, rows.size());
      int listed = find(rows, proposals, from, end, key, points.data());
      pick(networks.values(tape, rows, of, points, listed, false).data(), listed);
      tape.clear();
    }
  }

  /** Number of candidates among this many documents. */
  private int candidates(int documents, RandomKey key) {
    return (int) Math.min((long) nearest + (key == null ? 0 : random), documents);
  }

  /** Lists the candidates of rows, with their vectors, and returns their number. */
  int find(
      DistinctObservations rows,
      float[] proposals,
      int from,
      int end,
      RandomKey key,
      float[] points) {
    int size = networks.size;
    int most = (end - from) * candidates(networks.space.documents(), key);
    found = Buffers.atLeast(most, found);
    of = Buffers.atLeast(most, of);
    int atOnce = among.shared() ? end - from : 1;
    int listed = 0;
    RandomKey draws = key == null ? null : networks.documents.candidates(key).child(purpose);
    for (int first = from; first < end; first += atOnce) {
      float[] vectors = among.vectors(rows.observations()[first]);
      int each = candidates(among.count(), key);
      boolean all = among.shared() && each == among.count();
      if (!among.shared()) {
        measure(vectors, proposals, first * size);
      } else if (!all) {
        among.find(proposals, first, atOnce, nearest, found, listed, each);
      }
      for (int row = first; row < first + atOnce; row++) {
        if (!among.shared() || !all && each > nearest) {
          complete(rows, row, draws, each, listed);
        }
        for (int i = 0; i < each; i++, listed++) {
          of[listed] = row;
          found[listed] = all ? i : found[listed];
          System.arraycopy(vectors, found[listed] * size, points, listed * size, size);
        }
      }
    }
    return listed;
  }

  /** Measures the distances of the documents of an observation. */
  private void measure(float[] vectors, float[] proposals, int at) {
    closeness = Buffers.atLeast(among.count(), closeness);
    for (int d = 0; d < among.count(); d++) {
      closeness[d] = 0;
      for (int k = 0; k < networks.size; k++) {
        float away = proposals[at + k] - vectors[d * networks.size + k];
        closeness[d] -= away * away;
      }
    }
  }

  /**
   * Adds random candidates to the nearest of a row, without replacement: exchanges each candidate
   * with the document at its place, then undoes the exchanges. Finds the nearest ones by distance
   * if observations have documents of their own.
   */
  private void complete(DistinctObservations rows, int row, RandomKey key, int each, int at) {
    int count = among.count();
    boolean shared = among.shared();
    RandomKey draws = shared || key == null ? key : key.child(rows.key(row));
    long drawn = shared ? (long) row * random : nearest;
    if (order.length < count) {
      order = IntStream.range(0, count).toArray();
    }
    exchanged = Buffers.atLeast(each, exchanged);
    for (int i = 0; i < each; i++) {
      int place =
          i >= nearest
              ? i + draws.below(drawn + i - nearest, count - i)
              : shared ? found[at + i] : closest(i, count);
      while (place < i) {
        place = exchanged[place];
      }
      found[at + i] = order[place];
      order[place] = order[i];
      exchanged[i] = place;
    }
    for (int i = 0; i < each; i++) {
      order[exchanged[i]] = exchanged[i];
    }
  }

  /** The place of the nearest document from a place on. */
  private int closest(int from, int documents) {
    int best = from;
    for (int j = from + 1; j < documents; j++) {
      best = closeness[order[j]] > closeness[order[best]] ? j : best;
    }
    return best;
  }

  /** Selects the candidates with the largest values of each row. */
  private void pick(float[] outputs, int listed) {
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
        outputs[best] = outputs[start + p];
        found[best] = found[start + p];
      }
      values[row] = sum / slateSize;
    }
  }

  /**
   * The mean vector of the slate of each row, [rows x size], valid until the next call.
   *
   * @param rows those that slates were chosen for last
   */
  float[] means(DistinctObservations rows) {
    int size = networks.size;
    means = Buffers.atLeast(rows.size() * size, means);
    Arrays.fill(means, 0, rows.size() * size, 0);
    for (int i = 0; i < rows.size() * slateSize; i++) {
      int row = i / slateSize;
      float[] vectors = among.vectors(rows.observations()[row]);
      for (int k = 0; k < size; k++) {
        means[row * size + k] += vectors[documents[i] * size + k] / slateSize;
      }
    }
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
    if (slate == null) {
      greatest(observation);
      slate = known.keep(observation, slate(0));
    }
    return slate;
  }

  /** The critic's outputs for the nearest documents. */
  @Override
  public Optional<double[]> documentScores(Observation observation) {
    asked.set(networks.space, List.of(observation));
    float[] proposal = networks.propose(proposing, asked).data();
    Value points = tape.input(candidates(networks.space.documents(), null), networks.size);
    int listed = find(asked, proposal, 0, 1, null, points.data());
    float[] outputs = networks.values(tape, asked, of, points, listed, false).data();
    double[] scores = new double[observation.documents(networks.space)];
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < listed; i++) {
      scores[among.document(found[i])] = outputs[i];
    }
    tape.clear();
    proposing.clear();
    return Optional.of(scores);
  }

  /** The mean of the critic's outputs over the slate that is chosen. */
  float greatest(Observation observation) {
    asked.set(networks.space, List.of(observation));
    return choose(asked, null)[0];
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
      Observation observation = batch.observation(i);
      int row = asked.rowOf()[i];
      batch.recommend(i, row < 0 ? known.get(observation) : known.keep(observation, slate(row)));
    }
  }

  /** Clears cached slates and vectors; call it after the networks have changed. */
  void forget() {
    among.forget();
    known.clear();
  }
}
