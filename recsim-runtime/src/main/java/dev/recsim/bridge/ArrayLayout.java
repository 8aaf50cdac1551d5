package dev.recsim.bridge;

import dev.recsim.api.Document;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The arrays in which observations and transitions travel to an agent. Each array has the values of
 * all rows, one array follows the other without gaps. Arrays without values in this space are left
 * out.
 *
 * @param space of the environment
 */
public record ArrayLayout(Space space) {
  /** In place of a document behind the last one. */
  private static final Document ABSENT = new Absent(-1, new double[0]);

  private record Absent(long id, double[] features) implements Document {}

  /**
   * An array of a message.
   *
   * @param dtype as NumPy writes it
   * @param shape without the rows
   */
  public record Array(String name, String dtype, List<Integer> shape) {
    /** Bytes of a row. */
    public int bytes() {
      int size = Character.digit(dtype.charAt(2), 10);
      return shape.stream().reduce(size, Math::multiplyExact);
    }
  }

  /** The arrays of observations. */
  public List<Array> observation() {
    List<Array> arrays = new ArrayList<>();
    int documents = space.documents();
    arrays.add(new Array("user", "<f8", List.of(space.userFeatures().size())));
    if (describesDocuments()) {
      int features = space.documentFeatures().size();
      arrays.add(new Array("features", "<f8", List.of(documents, features)));
      arrays.add(new Array("id", "<i8", List.of(documents)));
      arrays.add(new Array("topic", "<i4", List.of(documents)));
    }
    arrays.add(new Array("state", "<i4", List.of()));
    arrays.add(new Array("candidates", "<i4", List.of()));
    return withValues(arrays);
  }

  /** The arrays of transitions between the two observations and the end of the message. */
  List<Array> outcome() {
    int positions = space.slateSize();
    return withValues(
        List.of(
            new Array("reward", "<f8", List.of()),
            new Array("signals", "<f8", List.of(positions, space.signals().size())),
            new Array("slate", "<i4", List.of(positions)),
            new Array("clicks", "|u1", List.of(positions)),
            new Array("status", "|u1", List.of())));
  }

  private static List<Array> withValues(List<Array> arrays) {
    return arrays.stream().filter(array -> !array.shape().contains(0)).toList();
  }

  /** Whether documents are more than an index. */
  private boolean describesDocuments() {
    return !space.documentFeatures().isEmpty() || space.topics() > 0;
  }

  private static int bytes(List<Array> arrays) {
    return arrays.stream().mapToInt(Array::bytes).sum();
  }

  private static ByteBuffer buffer(int header, int rows, int rowBytes) {
    int size = Math.addExact(header, Math.multiplyExact(rows, rowBytes));
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The body of a request for slates. */
  byte[] act(
      boolean explores, int rows, IntFunction<Observation> seen, IntFunction<RandomKey> keys) {
    ByteBuffer body = buffer(2 * Integer.BYTES, rows, Long.BYTES + bytes(observation()));
    body.putInt(rows).putInt(explores ? 1 : 0);
    for (int i = 0; i < rows; i++) {
      body.putLong(keys.apply(i).bits());
    }
    put(body, rows, seen);
    return body.array();
  }

  /** The body of a message with transitions. */
  byte[] observe(List<Transition> transitions) {
    int rows = transitions.size();
    int rowBytes = 2 * bytes(observation()) + bytes(outcome());
    ByteBuffer body = buffer(2 * Integer.BYTES, rows, rowBytes);
    body.putInt(rows).putInt(0);
    put(body, rows, i -> transitions.get(i).observation());
    put(body, rows, i -> next(transitions.get(i)));
    transitions.forEach(each -> body.putDouble(each.step().reward()));
    transitions.forEach(each -> putSignals(body, each));
    for (Transition each : transitions) {
      for (int p = 0; p < space.slateSize(); p++) {
        body.putInt(p < each.slate().size() ? each.slate().document(p) : -1);
      }
    }
    transitions.forEach(each -> putClicks(body, each.step().response()));
    transitions.forEach(each -> body.put(status(each.step())));
    return body.array();
  }

  /** The next observation; after the end of a session, it has no meaning. */
  private static Observation next(Transition transition) {
    return switch (transition.step().status()) {
      case CONTINUES, CUT_OFF -> transition.step().next();
      case ENDED -> transition.observation();
    };
  }

  private void putSignals(ByteBuffer body, Transition transition) {
    for (int p = 0; p < space.slateSize(); p++) {
      for (int s = 0; s < space.signals().size(); s++) {
        boolean shown = p < transition.slate().size();
        body.putDouble(shown ? transition.step().response().signal(p, s) : 0);
      }
    }
  }

  private void putClicks(ByteBuffer body, Response response) {
    for (int p = 0; p < space.slateSize(); p++) {
      body.put((byte) (response.isClicked(p) ? 1 : 0));
    }
  }

  /** 0 if the session continues, 1 if it ended, 2 if it was cut off. */
  static byte status(Step step) {
    return switch (step.status()) {
      case CONTINUES -> 0;
      case ENDED -> 1;
      case CUT_OFF -> 2;
    };
  }

  private void put(ByteBuffer body, int rows, IntFunction<Observation> seen) {
    List<Observation> all = IntStream.range(0, rows).mapToObj(seen).toList();
    all.forEach(it -> put(body, it.user(), space.userFeatures().size()));
    if (describesDocuments()) {
      all.forEach(it -> putFeatures(body, it));
      all.forEach(it -> putIds(body, it));
      all.forEach(it -> putTopics(body, it));
    }
    all.forEach(it -> body.putInt(it.state()));
    all.forEach(it -> body.putInt(it.documents(space)));
  }

  private void putFeatures(ByteBuffer body, Observation seen) {
    int features = space.documentFeatures().size();
    for (int d = 0; d < space.documents() && features > 0; d++) {
      put(body, document(seen, d).features(), features);
    }
  }

  private void putIds(ByteBuffer body, Observation seen) {
    for (int d = 0; d < space.documents(); d++) {
      body.putLong(document(seen, d).id());
    }
  }

  private void putTopics(ByteBuffer body, Observation seen) {
    for (int d = 0; d < space.documents(); d++) {
      body.putInt(document(seen, d).topic());
    }
  }

  /** A candidate. */
  private static Document document(Observation seen, int index) {
    return index < seen.candidates().size() ? seen.candidates().get(index) : ABSENT;
  }

  private static void put(ByteBuffer body, double[] values, int count) {
    for (int i = 0; i < count; i++) {
      body.putDouble(i < values.length ? values[i] : 0);
    }
  }
}
