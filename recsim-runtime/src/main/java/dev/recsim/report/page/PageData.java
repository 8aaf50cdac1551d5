package dev.recsim.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.json.JsonText;
import dev.recsim.report.page.Page.Section;
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
  public static ObjectNode of(Map<String, Boolean> oracles, List<Section> sections) {
    ObjectNode data = JsonText.NODES.objectNode();
    data.set("agents", tones(oracles));
    ObjectNode charts = data.putObject("charts");
    sections.stream()
        .map(Section::chart)
        .filter(Objects::nonNull)
        .forEach(chart -> charts.set(chart.id(), chart.data()));
    return data;
  }

  /** The first oracle is drawn in ink, the others in colours. */
  private static ArrayNode tones(Map<String, Boolean> oracles) {
    ArrayNode agents = JsonText.NODES.arrayNode();
    int tone = 0;
    boolean inked = false;
    for (Map.Entry<String, Boolean> agent : oracles.entrySet()) {
      ObjectNode node = agents.addObject().put("name", agent.getKey());
      if (agent.getValue() && !inked) {
        inked = true;
        node.put("tone", "ink");
      } else {
        node.put("tone", tone++);
      }
    }
    return agents;
  }
}
