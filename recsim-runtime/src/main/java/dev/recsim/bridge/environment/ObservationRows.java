package dev.recsim.bridge.environment;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.bridge.environment.Opening.Section;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes observations as rows of numbers: the state, an int32, if users have only a state and
 * documents only an index; else float32 numbers.
 *
 * @param compact whether the features of documents are left out
 */
record ObservationRows(Space space, boolean compact) {
  private static final double[] NONE = {};

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

  /** Numbers of a row. */
  int width() {
    return states() != null
        ? 1
        : sections().stream()
            .mapToInt(section -> section.shape().stream().reduce(1, Math::multiplyExact))
            .sum();
  }

  /**
   * Writes a row of float32 numbers.
   *
   * @param start index of the first number
   */
  void put(float[] to, int start, Observation seen) {
    int at = start;
    if (space.states() > 1) {
      to[at++] = seen.state();
    }
    at = put(to, at, seen.user(), space.userFeatures().size());
    List<Document> candidates = seen.candidates();
    if (hasFeatures()) {
      int features = space.documentFeatures().size();
      for (int d = 0; d < space.documents(); d++) {
        at = put(to, at, d < candidates.size() ? candidates.get(d).features() : NONE, features);
      }
    }
    if (space.topics() > 0) {
      for (int d = 0; d < space.documents(); d++) {
        to[at++] = d < candidates.size() ? candidates.get(d).topic() : -1;
      }
    }
  }

  private static int put(float[] to, int start, double[] values, int count) {
    int given = Math.min(values.length, count);
    for (int i = 0; i < given; i++) {
      to[start + i] = (float) values[i];
    }
    Arrays.fill(to, start + given, start + count, 0);
    return start + count;
  }

  /** Writes rows of several observations and returns the place behind them. */
  int put(ByteBuffer to, int start, int count, IntFunction<Observation> seen) {
    if (states() != null) {
      for (int i = 0; i < count; i++) {
        to.putInt(start + i * Integer.BYTES, seen.apply(i).state());
      }
      return start + count * Integer.BYTES;
    }
    int width = width();
    float[] numbers = new float[count * width];
    for (int i = 0; i < count; i++) {
      put(numbers, i * width, seen.apply(i));
    }
    return put(to, start, numbers);
  }

  /** Writes rows and returns the place behind them. */
  static int put(ByteBuffer to, int start, float[] numbers) {
    to.slice(start, numbers.length * Float.BYTES).order(to.order()).asFloatBuffer().put(numbers);
    return start + numbers.length * Float.BYTES;
  }
}
