package dev.recsim.learn.actorcritic;

import dev.recsim.api.Slate;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * Chooses a slate for each of some observations: of the documents near the actor's proposal those
 * of the greatest value, first among equals. Allocates nothing once its buffers have grown.
 */
final class Choice {
  /** Rows of the critic that are computed at once. */
  private static final int MOST_ROWS = 1 << 14;

  private final Networks networks;
  private final Candidates candidates;
  private final int most;
  private final int slateSize;
  private final Tape proposing = new Tape();
  private final Tape tape = new Tape();
  private int[] found = {};
  private int[] of = {};
  private int[] documents = {};
  private float[] values = {};

  /**
   * @param most number of documents that can be candidates
   */
  Choice(Networks networks, Candidates candidates, int most, int slateSize) {
    this.networks = networks;
    this.candidates = candidates;
    this.most = most;
    this.slateSize = slateSize;
  }

  /** Chooses for all rows; {@code key} draws the random candidates and is null without them. */
  void choose(Rows rows, RandomKey key) {
    if (rows.size() > 0) {
      choose(rows, networks.propose(proposing, rows).data(), key);
      proposing.clear();
    }
  }

  /**
   * The same where the proposals are known.
   *
   * @param proposals [rows x size of a document's vector]
   */
  void choose(Rows rows, float[] proposals, RandomKey key) {
    int each = candidates.size(most);
    int atOnce = Math.max(1, MOST_ROWS / each);
    reserve(rows.size(), each, Math.min(atOnce, rows.size()));
    for (int from = 0; from < rows.size(); from += atOnce) {
      int some = Math.min(atOnce, rows.size() - from);
      int listed = find(rows, proposals, from, some, key);
      Value points = networks.documents(tape, rows, of, found, listed);
      pick(networks.values(tape, rows, of, points, listed, false).data(), listed);
      tape.clear();
    }
  }

  private void reserve(int rows, int each, int atOnce) {
    if (values.length < rows) {
      documents = new int[2 * rows * slateSize];
      values = new float[2 * rows];
    }
    if (found.length < atOnce * each) {
      found = new int[2 * atOnce * each];
      of = new int[found.length];
    }
  }

  /** Lists the candidates of some rows; returns how many. */
  private int find(Rows rows, float[] proposals, int from, int some, RandomKey key) {
    if (networks.table != null) {
      candidates.find(networks.table, proposals, from, some, key, found);
    }
    int listed = 0;
    for (int row = from; row < from + some; row++) {
      int end = listed + candidates.size(most);
      if (networks.table == null) {
        float[] units = networks.vectors(rows.observation(row));
        int count = rows.observation(row).candidates().size();
        RandomKey draws = key == null ? null : key.child(rows.key(row));
        int length = networks.size();
        candidates.find(units, count, length, proposals, row * length, draws, found, listed);
        end = listed + candidates.size(count);
      }
      Arrays.fill(of, listed, end, row);
      listed = end;
    }
    return listed;
  }

  /** Brings the documents of the greatest values to the front of each row's and keeps them. */
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

  /** The document at a position of the slate of a row. */
  int document(int row, int position) {
    return documents[row * slateSize + position];
  }

  /** The mean of the critic's outputs for the documents of the slate of a row. */
  float value(int row) {
    return values[row];
  }

  Slate slate(int row) {
    return Slate.of(Arrays.copyOfRange(documents, row * slateSize, (row + 1) * slateSize));
  }

  /** To be called when the networks have changed. */
  void forget() {
    candidates.forget();
  }
}
