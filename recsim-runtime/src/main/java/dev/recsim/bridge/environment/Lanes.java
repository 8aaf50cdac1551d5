package dev.recsim.bridge.environment;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.Observation;
import dev.recsim.api.Recycling;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.bridge.environment.Opening.Opened;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Sessions that are played in lock step. A session that is over is followed by the next one in the
 * same step.
 */
final class Lanes {
  private static final int HEADER = 2 * Integer.BYTES;

  private final Environment environment;
  private final Users users;
  private final Space space;
  private final ObservationRows rows;
  private final Actions actions;
  private final List<Metric> metrics;
  private final int counters;

  private final Session[] sessions;
  private final Observation[] seen;

  private final boolean areStates;
  private final int width;
  private final int references;

  /** The rows of the observations; empty if they are states. */
  private final float[] numbers;

  /** The rows of the table that are the features of the documents; empty without a table. */
  private final int[] featureRows;

  private final int signals;
  private final ByteBuffer results;

  /** The sessions that ended in this step: their lanes, last observations and metrics. */
  private final int[] ended;

  private final Observation[] last;
  private final double[] values;
  private int over;

  /**
   * @param users whose sessions are played
   * @param compact whether observations leave out the features of documents
   * @param table whether features may come as references to a table
   */
  Lanes(Environment environment, Users users, int lanes, boolean compact, boolean table) {
    this.environment = environment;
    this.users = users;
    space = environment.space();
    rows =
        new ObservationRows(
            space, compact, table && !compact ? FeatureTable.of(environment) : null);
    actions = new Actions(space);
    metrics = environment.metrics();
    counters = environment.counters().size() + environment.sparseCounters();
    sessions = new Session[lanes];
    seen = new Observation[lanes];
    areStates = rows.states() != null;
    width = rows.width();
    references = rows.references();
    numbers = new float[areStates ? 0 : Math.multiplyExact(lanes, width)];
    featureRows = new int[Math.multiplyExact(lanes, references)];
    signals = compact ? 0 : space.signals().size();
    ended = new int[lanes];
    last = new Observation[lanes];
    values = new double[Math.multiplyExact(lanes, metrics.size())];
    results = ByteBuffer.allocate(mostBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int mostBytes() {
    int ofLane =
        Double.BYTES
            + 2 * rows.mostBytes()
            + space.slateSize() * (signals * Float.BYTES + 1)
            + 2 * Integer.BYTES
            + 2
            + metrics.size() * Double.BYTES;
    return Math.addExact(HEADER, Math.multiplyExact(sessions.length, ofLane));
  }

  Opened describe() {
    return Opening.describe(environment, users, rows, signals > 0);
  }

  /** The bytes of results; the first ones that {@link #step} returns are valid. */
  byte[] results() {
    return results.array();
  }

  /**
   * Opens sessions.
   *
   * @param body int32 number of lanes, int32 kind of sessions (0 training, 1 evaluation), int64
   *     seed of each, int64 number of each, int32 lane of each
   * @return their first observations
   */
  byte[] reset(ByteBuffer body) {
    int count = body.getInt(0);
    boolean evaluates = body.getInt(Integer.BYTES) == 1;
    int seeds = HEADER;
    int sessionNumbers = seeds + count * Long.BYTES;
    int lanes = sessionNumbers + count * Long.BYTES;
    expect(body, lanes + count * Integer.BYTES, "RESET");
    Observation[] first = new Observation[count];
    for (int i = 0; i < count; i++) {
      int lane = body.getInt(lanes + i * Integer.BYTES);
      if (lane < 0 || lane >= sessions.length) {
        throw new IllegalArgumentException(
            "there is no session %s; there are %s".formatted(lane, sessions.length));
      }
      long seed = body.getLong(seeds + i * Long.BYTES);
      users.choose(lane, evaluates, seed, body.getLong(sessionNumbers + i * Long.BYTES));
      open(lane);
      first[i] = seen[lane];
    }
    rows.begin();
    int most = Math.multiplyExact(count, rows.mostBytes());
    ByteBuffer answer = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
    int end = rows.putFurther(answer, rows.put(answer, 0, count, i -> first[i]));
    return end == most ? answer.array() : Arrays.copyOf(answer.array(), end);
  }

  /** The number of documents that each session can show now, int32. */
  byte[] candidates() {
    ByteBuffer answer =
        ByteBuffer.allocate(sessions.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Observation now : seen) {
      if (now == null) {
        throw new IllegalArgumentException("CANDIDATES before RESET");
      }
      answer.putInt(now.documents(space));
    }
    return answer.array();
  }

  private static void expect(ByteBuffer body, int bytes, String name) {
    if (body.capacity() != bytes) {
      throw new IllegalArgumentException(
          "%s has %s bytes, not %s".formatted(name, body.capacity(), bytes));
    }
  }

  private void open(int lane) {
    Session session = users.open(lane);
    Recycling.lend(session);
    sessions[lane] = session;
    seen[lane] = session.start();
  }

  /**
   * Shows a slate in each session.
   *
   * @param body int32 documents [lanes, positions], or float32 points [lanes, document features]
   * @param nearest whether these are points
   * @return number of bytes of the {@link #results}
   */
  int step(ByteBuffer body, boolean nearest) {
    if (sessions[0] == null) {
      throw new IllegalArgumentException("STEP before RESET");
    }
    if (nearest && space.documentFeatures().isEmpty()) {
      throw new IllegalArgumentException("documents have no features to be near to");
    }
    int width = Integer.BYTES * (nearest ? space.documentFeatures().size() : space.slateSize());
    expect(body, sessions.length * width, "STEP");
    users.take(sessions.length);
    Places places = new Places();
    rows.begin();
    over = 0;
    for (int lane = 0; lane < sessions.length; lane++) {
      Observation now = seen[lane];
      Slate slate =
          nearest
              ? actions.nearest(body, lane * width, now)
              : actions.listed(body, lane * width, now, lane);
      Step step = sessions[lane].recommend(slate);
      put(places, lane, slate, step);
      if (step.continues()) {
        seen[lane] = step.next();
      } else {
        end(lane, step.status() == Status.CUT_OFF ? step.next() : now);
      }
      putSeen(places, lane);
    }
    int at = ObservationRows.put(results, places.observation, numbers);
    ObservationRows.put(results, at, featureRows);
    return putEnded(places.end);
  }

  private void putSeen(Places places, int lane) {
    Observation now = seen[lane];
    if (areStates) {
      results.putInt(places.observation + lane * Integer.BYTES, now.state());
    } else {
      rows.put(numbers, lane * width, featureRows, lane * references, now);
      results.putInt(places.candidates + lane * Integer.BYTES, now.documents(space));
    }
  }

  /** The places of the arrays in the results. */
  private final class Places {
    private final int lanes = sessions.length;
    private final int observation = HEADER + lanes * Double.BYTES;
    private final int signal = observation + lanes * (width + references) * Integer.BYTES;
    private final int afterSignals = signal + lanes * space.slateSize() * signals * Float.BYTES;
    private final int candidates = areStates ? -1 : afterSignals;
    private final int status = areStates ? afterSignals : afterSignals + lanes * Integer.BYTES;
    private final int replaced = status + lanes;
    private final int clicks = replaced + lanes;
    private final int end = clicks + lanes * space.slateSize();
  }

  private void put(Places places, int lane, Slate slate, Step step) {
    results.putDouble(HEADER + lane * Double.BYTES, step.reward());
    byte status = (byte) (step.continues() ? 0 : 1);
    results.put(places.status + lane, step.status() == Status.CUT_OFF ? 2 : status);
    results.put(places.replaced + lane, (byte) Math.min(actions.replaced(), Byte.MAX_VALUE));
    Response response = step.response();
    int positions = space.slateSize();
    for (int p = 0; p < positions; p++) {
      int at = places.clicks + lane * positions + p;
      results.put(at, (byte) (response.isClicked(p) ? 1 : 0));
      for (int s = 0; s < signals; s++) {
        double signal = p < slate.size() ? response.signal(p, s) : 0;
        int index = (lane * positions + p) * signals + s;
        results.putFloat(places.signal + index * Float.BYTES, (float) signal);
      }
    }
  }

  /** Notes the end of a session and opens the next one of the lane. */
  private void end(int lane, Observation observation) {
    ended[over] = lane;
    last[over] = observation;
    if (!metrics.isEmpty()) {
      double[] sums = sums(sessions[lane]);
      for (int m = 0; m < metrics.size(); m++) {
        values[over * metrics.size() + m] = metrics.get(m).value(sums, 1);
      }
    }
    over++;
    open(lane);
  }

  private double[] sums(Session session) {
    double[] sums = Arrays.copyOf(session.counts(), counters);
    Session.Sparse sparse = session.sparseCounts();
    for (int i = 0; i < sparse.counters().length; i++) {
      sums[sparse.counters()[i]] += sparse.counts()[i];
    }
    return sums;
  }

  private int putEnded(int start) {
    int at = start;
    for (int i = 0; i < over; i++) {
      results.putInt(at, ended[i]);
      at += Integer.BYTES;
    }
    at = rows.put(results, at, over, i -> last[i]);
    Arrays.fill(last, null);
    for (int i = 0; i < over * metrics.size(); i++) {
      results.putDouble(at, values[i]);
      at += Double.BYTES;
    }
    results.putInt(0, over).putInt(Integer.BYTES, rows.furtherRows());
    return rows.putFurther(results, at);
  }
}
