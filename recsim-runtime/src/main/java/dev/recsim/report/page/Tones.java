package dev.recsim.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.json.JsonText;
import java.util.Map;

/** How agents look in charts and tables. */
public final class Tones {
  private Tones() {}

  /**
   * For the script of a page: the first oracle is drawn in ink, the others in colours.
   *
   * @param oracles whether an agent is one, by its name, in order
   */
  public static ArrayNode of(Map<String, Boolean> oracles) {
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
