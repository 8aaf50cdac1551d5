package dev.recsim.report.page;

import dev.recsim.report.page.Page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The data of a page: its charts, and the colours of agents in charts and tables. */
public final class PageData {
  private PageData() {}

  /**
   * Returns the data that the script of a page draws.
   *
   * @param oracles for each agent, by name and in order, whether it is an oracle
   */
  public static Data of(Map<String, Boolean> oracles, List<Section> sections) {
    Data charts = Data.of();
    sections.stream()
        .filter(section -> !section.isEmpty())
        .map(Section::chart)
        .filter(Objects::nonNull)
        .forEach(chart -> charts.and(chart.id(), chart.data()));
    return Data.of("agents", tones(oracles)).and("charts", charts);
  }

  /** Returns the colours of agents. The first oracle has the colour of text. */
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
