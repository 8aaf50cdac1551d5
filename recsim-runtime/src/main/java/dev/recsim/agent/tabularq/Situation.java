package dev.recsim.agent.tabularq;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

  /** The part of the key of each candidate. */
  private int[][] described = {};

  /** Place of each candidate if sorted by its part of the key, then by index. */
  private int[] rank = {};

  Situation(TabularQ.Options options, Space space) {
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
    return described.length;
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
    int documents = observation.documents(space);
    described = new int[documents][];
    rank = new int[documents];
    for (int d = 0; d < documents; d++) {
      described[d] = describe(candidates, d);
    }
    List<Integer> order = IntStream.range(0, documents).boxed().sorted(this::compare).toList();
    for (int i = 0; i < documents; i++) {
      rank[order.get(i)] = i;
    }
  }

  private int[] describe(List<Document> candidates, int d) {
    int features = space.documentFeatures().size();
    if (features == 0 && space.topics() == 0) {
      return new int[] {d};
    }
    Document document = candidates.get(d);
    int[] part = new int[documentLength];
    Arrays.setAll(part, i -> i < features ? bins.bin(document.features()[i]) : document.topic());
    return part;
  }

  private int compare(int one, int other) {
    return Arrays.compare(described[one], described[other]);
  }

  /** The key of the observation with a slate; valid until the next call. */
  int[] key(Slate slate) {
    for (int p = 0; p < chosen.length; p++) {
      chosen[p] = slate.document(p);
    }
    return key(chosen);
  }

  /** The key of the observation with the documents of a slate; valid until the next call. */
  int[] key(int[] documents) {
    System.arraycopy(documents, 0, chosen, 0, chosen.length);
    arrange();
    for (int p = 0; p < chosen.length; p++) {
      int at = userLength + p * documentLength;
      System.arraycopy(described[chosen[p]], 0, key, at, documentLength);
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
