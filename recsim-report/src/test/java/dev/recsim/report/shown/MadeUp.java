package dev.recsim.report.shown;

import dev.recsim.explain.shown.ShownTables;
import dev.recsim.explain.shown.ShownTables.AgentShown;
import dev.recsim.explain.shown.ShownTables.Axis;
import dev.recsim.explain.shown.ShownTables.Counts;
import dev.recsim.explain.shown.ShownTables.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Tables that look like real ones. */
public final class MadeUp {
  private MadeUp() {}

  /** Tables of these agents: the first shows all topics equally often, the others mostly one. */
  public static ShownTables tables(String... agents) {
    return tables(6, 2, agents);
  }

  /** As many topics and positions as a report shows at most. */
  public static ShownTables largest(String... agents) {
    return tables(12, 12, agents);
  }

  private static ShownTables tables(int topics, int slate, String... agents) {
    List<AgentShown> shown = new ArrayList<>();
    for (int i = 0; i < agents.length; i++) {
      shown.add(agent(agents[i], i, topics, slate));
    }
    return new ShownTables(
        3,
        new Axis("topic", numbered("topic ", 0, topics)),
        new Axis("position", numbered("", 1, slate)),
        new Axis("step", List.of("1 to 10", "11 to 20", "21 to 60")),
        new Axis("largest interest", numbered("interest_", 0, topics)),
        shown);
  }

  private static List<String> numbered(String name, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(i -> name + i).toList();
  }

  private static AgentShown agent(String name, int favourite, int topics, int slate) {
    return new AgentShown(
        name,
        40,
        900,
        counts(topics, slate, favourite),
        counts(topics, 3, favourite),
        counts(topics, topics, favourite),
        new Spread(2.5 - 0.3 * favourite, 2.585, favourite == 0 ? 8.6 : 0.0, 8.6));
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
