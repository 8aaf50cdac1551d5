package dev.recsim.bridge.environment;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.bridge.environment.Opening.Section;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes observations as rows of numbers: the state, an int32, if users have only a state and
 * documents only an index; else float32 numbers.
 *
 * @param compact whether the features of documents are left out
 */
record Rows(Space space, boolean compact) {

  /** The number of states if a row is a state; else null. */
  Integer states() {
    return space.tabular() && space.topics() == 0 ? space.states() : null;
  }

  /** The numbers of a row, in order. */
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    if (states() != null) {
      return sections;
    }
    if (space.states() > 1) {
      sections.add(new Section("state", List.of(1)));
    }
    if (!space.userFeatures().isEmpty()) {
      sections.add(new Section("user", List.of(space.userFeatures().size())));
    }
    if (hasFeatures()) {
      sections.add(
          new Section("features", List.of(space.documents(), space.documentFeatures().size())));
    }
    if (space.topics() > 0) {
      sections.add(new Section("topic", List.of(space.documents())));
    }
    return sections;
  }

  private boolean hasFeatures() {
    return !compact && !space.documentFeatures().isEmpty();
  }

  /** Bytes of a row. */
  int bytes() {
    int numbers =
        sections().stream()
            .mapToInt(section -> section.shape().stream().reduce(1, Math::multiplyExact))
            .sum();
    return Integer.BYTES * (states() == null ? numbers : 1);
  }

  /** Writes an observation at a place and returns the place behind it. */
  int put(ByteBuffer to, int start, Observation seen) {
    if (states() != null) {
      to.putInt(start, seen.state());
      return start + Integer.BYTES;
    }
    int at = start;
    if (space.states() > 1) {
      to.putFloat(at, seen.state());
      at += Float.BYTES;
    }
    at = put(to, at, seen.user(), space.userFeatures().size());
    List<Document> candidates = seen.candidates();
    if (hasFeatures()) {
      int features = space.documentFeatures().size();
      for (int d = 0; d < space.documents(); d++) {
        at = put(to, at, d < candidates.size() ? candidates.get(d).features() : null, features);
      }
    }
    if (space.topics() > 0) {
      for (int d = 0; d < space.documents(); d++) {
        to.putFloat(at, d < candidates.size() ? candidates.get(d).topic() : -1);
        at += Float.BYTES;
      }
    }
    return at;
  }

  private static int put(ByteBuffer to, int start, double[] values, int count) {
    int at = start;
    for (int i = 0; i < count; i++) {
      to.putFloat(at, values == null ? 0 : (float) values[i]);
      at += Float.BYTES;
    }
    return at;
  }
}
