package dev.recsim.report.shown;

import dev.recsim.explain.shown.ShownTables;
import dev.recsim.explain.shown.ShownTables.AgentShown;
import dev.recsim.explain.shown.ShownTables.Agreement;
import dev.recsim.explain.shown.ShownTables.Axis;
import dev.recsim.explain.shown.ShownTables.Bin;
import dev.recsim.explain.shown.ShownTables.Calibration;
import dev.recsim.explain.shown.ShownTables.Counts;
import dev.recsim.explain.shown.ShownTables.Probe;
import dev.recsim.explain.shown.ShownTables.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Tables that look like real ones. */
public final class MadeUp {
  private static final double[] POINTS = {-1, -0.5, 0, 0.5, 1};

  private MadeUp() {}

  /** Tables of these agents: the first shows all topics equally often, the others mostly one. */
  public static ShownTables tables(String... agents) {
    return tables(6, 2, agents);
  }

  /** As many topics and positions as a report shows at most. */
  public static ShownTables largest(String... agents) {
    return tables(12, 12, agents);
  }

  /** Tables in which the values of all agents are nearly equal. */
  public static ShownTables nearlyEqual(String... agents) {
    return tables(6, 2, 1e-4, agents);
  }

  private static ShownTables tables(int topics, int slate, String... agents) {
    return tables(topics, slate, 1, agents);
  }

  private static ShownTables tables(int topics, int slate, double apart, String... agents) {
    List<AgentShown> shown = new ArrayList<>();
    List<Agreement> agreements = new ArrayList<>();
    for (int i = 0; i < agents.length; i++) {
      shown.add(agent(agents[i], i, topics, slate, apart));
      for (int j = i + 1; j < agents.length; j++) {
        agreements.add(new Agreement(agents[i], agents[j], 40, 3, 100, 10 * j, 0.3, 900, 100, 0.2));
      }
    }
    return new ShownTables(
        3,
        new Axis("topic", numbered("topic ", 0, topics)),
        new Axis("position", numbered("", 1, slate)),
        new Axis("step", List.of("1 to 10", "11 to 20", "21 to 60")),
        new Axis("largest interest", numbered("interest_", 0, topics)),
        shown,
        agreements);
  }

  private static List<String> numbered(String name, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(i -> name + i).toList();
  }

  private static AgentShown agent(String name, int favourite, int topics, int slate, double apart) {
    return new AgentShown(
        name,
        40,
        900,
        counts(topics, slate, favourite),
        counts(topics, 3, favourite),
        counts(topics, topics, favourite),
        new Spread(2.5 - 0.3 * favourite, 2.585, favourite == 0 ? 8.6 : 0.0, 8.6),
        favourite == 0
            ? null
            : new Calibration(
                0.95,
                0,
                List.of(
                    new Bin(300, 4, 3, 0.2), new Bin(300, 6, 5.5, 0.2), new Bin(300, 8, 9, 0.3))),
        List.of(
            probe("interest_0", favourite, topics, apart),
            probe("interest_1", favourite + 1, topics, apart)));
  }

  private static Probe probe(String feature, int favourite, int topics, double apart) {
    String topic = "topic " + favourite % topics;
    return new Probe(
        feature,
        POINTS,
        favourite == 0
            ? Collections.nCopies(POINTS.length, "")
            : List.of("topic 0", "topic 0", topic, topic, topic),
        favourite == 0
            ? new double[0]
            : Arrays.stream(POINTS).map(x -> apart * favourite + x).toArray());
  }

  private static Counts counts(int groups, int columns, int favourite) {
    long[][] shown = new long[groups][columns];
    long[][] clicked = new long[groups][columns];
    for (int g = 0; g < groups; g++) {
      for (int c = 0; c < columns; c++) {
        shown[g][c] = favourite > 0 && g == favourite % groups ? 300 + 20 * c : 60;
        clicked[g][c] = shown[g][c] / (3 + g % 2);
      }
    }
    return new Counts(shown, clicked);
  }
}
