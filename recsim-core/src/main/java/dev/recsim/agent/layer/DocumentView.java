package dev.recsim.agent.layer;

import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import java.util.ArrayList;
import java.util.List;

/**
 * A document as numbers: its features, or its index one-hot if documents have no features.
 *
 * @param space of the environment
 */
record DocumentView(Space space) {

  int size() {
    return space.documentFeatures().isEmpty() ? space.documents() : space.documentFeatures().size();
  }

  List<String> names() {
    if (!space.documentFeatures().isEmpty()) {
      return space.documentFeatures();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < space.documents(); i++) {
      names.add("is_document_" + i);
    }
    return names;
  }

  /** Writes the numbers of a candidate to an array that contains 0 at these places. */
  void write(Observation seen, int candidate, double[] out, int at) {
    if (space.documentFeatures().isEmpty()) {
      out[at + candidate] = 1;
    } else {
      System.arraycopy(seen.candidates().get(candidate).features(), 0, out, at, size());
    }
  }
}
