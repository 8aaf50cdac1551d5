package dev.recsim.learn.tabularq;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Slates;
import dev.recsim.api.Space;
import java.util.Arrays;
import java.util.List;

/**
 * Computes table keys from observations and slates. A key contains the state, the user's features
 * in bins, and for each document of the slate its features in bins and its topic, or its index if
 * it has only an index. Slates with the same documents have the same key, unless order counts.
 * Mutable; reused for one observation after another.
 */
final class Situation {
  private final Bins bins;
  private final boolean ordered;
  private final Space space;
  private final int userLength;
  private final int documentLength;
  private final int[] key;
  private final int[] chosen;

  /** The candidates of the last observation; null before the first. */
  private List<Document> seen;

  private int documents;

  /** [candidates x length] */
  private int[] described = {};

  /** Place of each candidate if sorted by its part of the key, then by index. */
  private int[] rank = {};

  Situation(TabularQOptions options, Space space) {
    this.bins = options.bins();
    this.ordered = options.ordinalSlates();
    this.space = space;
    int described = space.documentFeatures().size() + (space.topics() > 0 ? 1 : 0);
    this.documentLength = Math.max(1, described);
    this.userLength = 1 + space.userFeatures().size();
    this.chosen = new int[space.slateSize()];
    this.key = new int[userLength + chosen.length * documentLength];
  }

  int keyLength() {
    return key.length;
  }

  /** Number of candidates of the observation. */
  int documents() {
    return documents;
  }

  /** Sets the observation. */
  void look(Observation observation) {
    key[0] = observation.state();
    for (int i = 1; i < userLength; i++) {
      key[i] = bins.bin(observation.user()[i - 1]);
    }
    List<Document> candidates = observation.candidates();
    if (candidates == seen) {
      return;
    }
    seen = candidates;
    documents = observation.documents(space);
    described = new int[documents * documentLength];
    rank = new int[documents];
    Integer[] order = new Integer[documents];
    for (int d = 0; d < documents; d++) {
      describe(candidates, d);
      order[d] = d;
    }
    if (!ordered) {
      Arrays.sort(order, this::compare);
    }
    for (int i = 0; i < documents; i++) {
      rank[order[i]] = i;
    }
  }

  private void describe(List<Document> candidates, int d) {
    int start = d * documentLength;
    int features = space.documentFeatures().size();
    if (features == 0 && space.topics() == 0) {
      described[start] = d;
      return;
    }
    Document document = candidates.get(d);
    for (int i = 0; i < features; i++) {
      described[start + i] = bins.bin(document.features()[i]);
    }
    if (space.topics() > 0) {
      described[start + features] = document.topic();
    }
  }

  private int compare(int one, int other) {
    int a = one * documentLength;
    int b = other * documentLength;
    return Arrays.compare(described, a, a + documentLength, described, b, b + documentLength);
  }

  /** The key of the observation with the current slate; valid until the next call. */
  int[] key(Slates slates) {
    slates.copyTo(chosen, 0);
    return key();
  }

  /** The key of the observation with a slate; valid until the next call. */
  int[] key(Slate slate) {
    for (int p = 0; p < chosen.length; p++) {
      chosen[p] = slate.document(p);
    }
    return key();
  }

  private int[] key() {
    arrange();
    for (int p = 0; p < chosen.length; p++) {
      int from = chosen[p] * documentLength;
      System.arraycopy(described, from, key, userLength + p * documentLength, documentLength);
    }
    return key;
  }

  /** Sorts the chosen documents by their part of the key. */
  private void arrange() {
    for (int i = 1; i < chosen.length && !ordered; i++) {
      int moved = chosen[i];
      int place = i;
      while (place > 0 && rank[moved] < rank[chosen[place - 1]]) {
        chosen[place] = chosen[place - 1];
        place--;
      }
      chosen[place] = moved;
    }
  }
}
