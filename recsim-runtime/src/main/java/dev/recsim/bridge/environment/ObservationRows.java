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
 * documents only an index; else float32 numbers. With a table, the features and topics of documents
 * are replaced by int32 references to its rows, and to the further rows of the message. Mutable.
 */
final class ObservationRows {
  private static final double[] NONE = {};

  private final Space space;
  private final boolean compact;

  /** Null if the features are among the numbers, or left out. */
  private final FeatureTable table;

  private final int features;

  /** Numbers that a reference stands for; 0 without a table. */
  private final int columns;

  private final int width;

  /** The documents of this message that are not in the table. */
  private float[] further = {};

  private int furtherCount;

  /**
   * @param compact whether the features of documents are left out
   * @param table the features that documents share, or null
   */
  ObservationRows(Space space, boolean compact, FeatureTable table) {
    this.space = space;
    this.compact = compact;
    this.table = table;
    features = space.documentFeatures().size();
    int all = sections().stream().mapToInt(Section::size).reduce(0, Math::addExact);
    columns = table == null ? 0 : table.columns();
    width = states() != null ? 1 : all - space.documents() * columns;
  }

  /** The number of states if a row is a state; else null. */
  Integer states() {
    return space.tabular() && space.topics() == 0 ? space.states() : null;
  }

  FeatureTable table() {
    return table;
  }

  /** The numbers of an observation, in order. */
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
    if (!compact && features > 0) {
      sections.add(new Section("features", List.of(space.documents(), features)));
    }
    if (space.topics() > 0) {
      sections.add(new Section("topic", List.of(space.documents())));
    }
    return sections;
  }

  /** Numbers of a row. */
  int width() {
    return width;
  }

  /** References of a row. */
  int references() {
    return table == null ? 0 : space.documents();
  }

  /** Most bytes of an observation. */
  int mostBytes() {
    int ofReference = (1 + columns) * Integer.BYTES;
    return Math.addExact(
        Math.multiplyExact(width, Float.BYTES), Math.multiplyExact(references(), ofReference));
  }

  /** Starts a message. */
  void begin() {
    furtherCount = 0;
  }

  /** The number of further rows of this message. */
  int furtherRows() {
    return furtherCount;
  }

  /**
   * Writes a row of float32 numbers, and one of references if there is a table.
   *
   * @param start index of the first number
   * @param first index of the first reference
   */
  void put(float[] to, int start, int[] references, int first, Observation seen) {
    int at = start;
    if (space.states() > 1) {
      to[at++] = seen.state();
    }
    at = put(to, at, seen.user(), space.userFeatures().size());
    List<Document> candidates = seen.candidates();
    if (table != null) {
      refer(references, first, candidates);
      return;
    }
    if (!compact && features > 0) {
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

  static int put(float[] to, int start, double[] values, int count) {
    int given = Math.min(values.length, count);
    for (int i = 0; i < given; i++) {
      to[start + i] = (float) values[i];
    }
    Arrays.fill(to, start + given, start + count, 0);
    return start + count;
  }

  /** Writes references. Reads each document once at most. */
  private void refer(int[] references, int first, List<Document> candidates) {
    boolean isCatalogue = table.isCatalogue(candidates);
    int size = Math.min(space.documents(), candidates.size());
    for (int d = 0; d < size; d++) {
      references[first + d] = isCatalogue ? d + 1 : reference(candidates.get(d), d);
    }
    Arrays.fill(references, first + size, first + space.documents(), 0);
  }

  private int reference(Document document, int position) {
    int row = table.row(document, position);
    if (row >= 0) {
      return row;
    }
    int start = furtherCount * columns;
    if (start + columns > further.length) {
      further = Arrays.copyOf(further, 2 * further.length + columns);
    }
    table.put(further, start, document);
    return table.size() + furtherCount++;
  }

  /** Writes rows of several observations and returns the place behind them. */
  int put(ByteBuffer to, int start, int count, IntFunction<Observation> seen) {
    if (states() != null) {
      for (int i = 0; i < count; i++) {
        to.putInt(start + i * Integer.BYTES, seen.apply(i).state());
      }
      return start + count * Integer.BYTES;
    }
    float[] numbers = new float[count * width];
    int[] rows = new int[count * references()];
    for (int i = 0; i < count; i++) {
      put(numbers, i * width, rows, i * references(), seen.apply(i));
    }
    return put(to, put(to, start, numbers), rows);
  }

  /** Writes the further rows of this message and returns the place behind them. */
  int putFurther(ByteBuffer to, int start) {
    return put(to, start, further, furtherCount * columns);
  }

  /** Writes numbers and returns the place behind them. */
  static int put(ByteBuffer to, int start, float[] numbers) {
    return put(to, start, numbers, numbers.length);
  }

  private static int put(ByteBuffer to, int start, float[] numbers, int count) {
    int bytes = count * Float.BYTES;
    to.slice(start, bytes).order(to.order()).asFloatBuffer().put(numbers, 0, count);
    return start + bytes;
  }

  /** Writes references and returns the place behind them. */
  static int put(ByteBuffer to, int start, int[] references) {
    int bytes = references.length * Integer.BYTES;
    to.slice(start, bytes).order(to.order()).asIntBuffer().put(references);
    return start + bytes;
  }
}
