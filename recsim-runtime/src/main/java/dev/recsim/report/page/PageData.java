package dev.recsim.report.page;

import dev.recsim.report.page.Page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The data of a page: its charts, and how agents look in them and in tables. */
public final class PageData {
  private PageData() {}

  /**
   * What the script of a page draws.
   *
   * @param oracles whether an agent is one, by its name, in order
   */
  public static Data of(Map<String, Boolean> oracles, List<Section> sections) {
    Data charts = Data.of();
    sections.stream()
        .map(Section::chart)
        .filter(Objects::nonNull)
        .forEach(chart -> charts.and(chart.id(), chart.data()));
    return Data.of("agents", tones(oracles)).and("charts", charts);
  }

  /** The first oracle is drawn in ink, the others in colours. */
  private static List<Data> tones(Map<String, Boolean> oracles) {
    List<Data> agents = new ArrayList<>();
    int tone = 0;
    boolean inked = false;
    for (Map.Entry<String, Boolean> agent : oracles.entrySet()) {
      boolean ink = agent.getValue() && !inked;
      inked |= ink;
      agents.add(Data.of("name", agent.getKey()).and("tone", ink ? "ink" : (Object) tone++));
    }
    return agents;
  }
}
