package dev.recsim.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.json.JsonText;
import java.util.Map;

/** How agents look in charts and tables. */
public final class Tones {
  private Tones() {}

  /**
   * For the script of a page: the two yardsticks are drawn in ink and grey; colours are for those
   * that compete.
   *
   * @param types of agents by their names, in order
   */
  public static ArrayNode of(Map<String, String> types) {
    ArrayNode agents = JsonText.NODES.arrayNode();
    int tone = 0;
    boolean oracle = false;
    boolean random = false;
    for (Map.Entry<String, String> agent : types.entrySet()) {
      ObjectNode node = agents.addObject().put("name", agent.getKey());
      if (agent.getValue().equals("optimal") && !oracle) {
        oracle = true;
        node.put("tone", "ink");
      } else if (agent.getValue().equals("random") && !random) {
        random = true;
        node.put("tone", "quiet");
      } else {
        node.put("tone", tone++);
      }
    }
    return agents;
  }
}
