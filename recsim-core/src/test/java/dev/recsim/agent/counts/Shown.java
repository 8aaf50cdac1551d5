package dev.recsim.agent.counts;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import java.util.ArrayList;
import java.util.List;

/** Observations of documents without features. */
final class Shown {
  private Shown() {}

  private record Item(long id, double[] features) implements Document {}

  /** The candidates have these numbers. */
  static Observation candidates(double[] user, long... ids) {
    List<Document> candidates = new ArrayList<>();
    for (long id : ids) {
      candidates.add(new Item(id, new double[0]));
    }
    return new Observation(0, user, candidates);
  }
}
