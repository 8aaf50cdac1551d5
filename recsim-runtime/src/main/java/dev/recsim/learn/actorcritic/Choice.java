package dev.recsim.learn.actorcritic;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.scores.Candidates;
import dev.recsim.learn.scores.Candidates.Indexing;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.scores.Rows;
import dev.recsim.learn.scores.StateCache;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Chooses a slate for each observation: the candidates near the actor's proposal with the largest
 * values, the first of equal ones. Allocates nothing once its buffers have grown. As a policy it
 * has no random candidates; if users have only a state, it caches slates by state.
 */
final class Choice implements Policy.Deterministic {
  /** Largest number of rows that the critic computes at once. */
  private static final int MOST_ROWS = 1 << 14;

  private final Networks networks;
  private final Candidates candidates;

  /** The encoded documents that are searched; null if documents are not encoded. */
  private final Encodings among;

  /** Largest number of candidates of an observation. */
  private final int most;

  private final int slateSize;
  private final Tape proposing = new Tape();
  private final Tape tape = new Tape();
  private int[] found = {};
  private int[] of = {};
  private int[] documents = {};
  private float[] values = {};

  /** The observations that the policy is asked about. */
  private final Rows asked = new Rows();

  private final StateCache<Slate> known;

  /**
   * @param nearest number of nearest documents; at least the slate size is used
   * @param random number of random candidates
   * @param indexed whether to search in an index
   * @param few number of encoded documents that are drawn to be searched; all others are searched
   */
  Choice(Networks networks, int nearest, int random, boolean indexed, int few) {
    this.networks = networks;
    this.slateSize = networks.space.slateSize();
    boolean raw = networks.options.neighbours() == Neighbours.RAW;
    int documents = networks.space.documents();
    this.among = networks.encodings(few);
    Indexing indexing = indexed ? Candidates.indexing(among != null) : null;
    int near = Math.max(nearest, slateSize);
    this.candidates = new Candidates(near, random, networks.size, raw, indexing);
    this.most = candidates.size(among == null ? documents : among.most());
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
    if (among != null && rows.size() > 0 && among.prepare(rows.observation(0))) {
      candidates.forget();
    }
    int atOnce = Math.max(1, MOST_ROWS / most);
    documents = Buffers.atLeast(rows.size() * slateSize, documents);
    values = Buffers.atLeast(rows.size(), values);
    found = Buffers.atLeast(Math.min(atOnce, rows.size()) * most, found);
    of = Buffers.atLeast(Math.min(atOnce, rows.size()) * most, of);
    for (int from = 0; from < rows.size(); from += atOnce) {
      int some = Math.min(atOnce, rows.size() - from);
      int listed = find(rows, proposals, from, some, key);
      Value points =
          among == null
              ? networks.documents(tape, rows, of, found, listed)
              : among.points(tape, found, listed);
      pick(networks.values(tape, rows, of, points, listed, false).data(), listed);
      tape.clear();
    }
  }

  /** Lists the candidates of rows and returns their number. */
  private int find(Rows rows, float[] proposals, int from, int some, RandomKey key) {
    if (networks.units()) {
      int count = among == null ? networks.space.documents() : among.count();
      candidates.find(searched(), count, proposals, from, some, key, found);
    }
    int listed = 0;
    for (int row = from; row < from + some; row++) {
      int end = listed + most;
      if (!networks.units()) {
        int count = rows.observation(row).candidates().size();
        float[] vectors = networks.vectors(rows.observation(row));
        RandomKey draws = key == null ? null : key.child(rows.key(row));
        candidates.find(vectors, count, proposals, row, draws, found, listed);
        end = listed + candidates.size(count);
      }
      Arrays.fill(of, listed, end, row);
      listed = end;
    }
    return listed;
  }

  private float[] searched() {
    boolean raw = networks.options.neighbours() == Neighbours.RAW;
    return among != null ? among.units() : raw ? networks.table.rows() : networks.table.units();
  }

  /** Selects the candidates with the largest values of each row. */
  private void pick(float[] outputs, int listed) {
    int end = 0;
    for (int start = 0; start < listed; start = end) {
      while (end < listed && of[end] == of[start]) {
        end++;
      }
      float sum = 0;
      for (int p = 0; p < slateSize; p++) {
        bringForward(outputs, start + p, end);
        documents[of[start] * slateSize + p] = found[start + p];
        sum += outputs[start + p];
      }
      values[of[start]] = sum / slateSize;
    }
  }

  private void bringForward(float[] outputs, int at, int end) {
    int best = at;
    for (int j = at + 1; j < end; j++) {
      best = outputs[j] > outputs[best] ? j : best;
    }
    float output = outputs[best];
    outputs[best] = outputs[at];
    outputs[at] = output;
    int document = found[best];
    found[best] = found[at];
    found[at] = document;
  }

  /** The document at a position of the slate of a row; of encoded ones the number among them. */
  int document(int row, int position) {
    return documents[row * slateSize + position];
  }

  /** The mean of the critic's outputs over the slate of a row. */
  float value(int row) {
    return values[row];
  }

  private Slate slate(int row) {
    int[] shown = Arrays.copyOfRange(documents, row * slateSize, (row + 1) * slateSize);
    if (among != null) {
      Arrays.setAll(shown, p -> among.document(shown[p]));
    }
    return Slate.of(shown);
  }

  @Override
  public Slate choose(Observation observation) {
    Slate slate = known.get(observation);
    return slate != null ? slate : known.keep(observation, slate(ask(observation)));
  }

  @Override
  public OptionalDouble value(Observation observation) {
    return OptionalDouble.of(networks.horizon.unit() * value(ask(observation)));
  }

  @Override
  public double discount() {
    return networks.horizon.discount();
  }

  /** Chooses for an observation, and returns its row. */
  private int ask(Observation observation) {
    asked.clear(1);
    int row = asked.add(networks.space, observation);
    choose(asked, null);
    return row;
  }

  @Override
  public void recommend(Batch batch) {
    asked.clear(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      if (known.get(batch.observation(i)) == null) {
        asked.add(networks.space, batch.observation(i));
      } else {
        asked.skip();
      }
    }
    choose(asked, null);
    for (int i = 0; i < batch.size(); i++) {
      Slate slate = known.get(batch.observation(i));
      int row = asked.rowOf()[i];
      slate = slate != null ? slate : known.keep(batch.observation(i), slate(row));
      batch.recommend(i, slate);
    }
  }

  /**
   * Draws encoded documents to be searched.
   *
   * @param batch randomness of the gradient step
   */
  void draw(RandomKey batch) {
    if (among != null) {
      among.draw(batch.child("documents"));
    }
  }

  /** The vectors of the documents that are searched, valid until the next call. */
  float[] vectors(Observation observation) {
    return among == null ? networks.vectors(observation) : among.units();
  }

  /** Clears cached slates and the index; call it after the networks have changed. */
  void forget() {
    if (among != null) {
      among.forget();
    }
    known.clear();
    candidates.forget();
  }
}
