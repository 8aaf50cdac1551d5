package dev.recsim.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.json.JsonText;
import dev.recsim.report.page.Page.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data of a chart as JSON. Numbers are rounded to the precision of a drawing, streams and
 * collections become arrays, and empty optionals become null.
 *
 * @param node the object that the script of the page reads
 */
public record Data(ObjectNode node) {

  /** An empty object. */
  public static Data of() {
    return new Data(JsonText.NODES.objectNode());
  }

  /** An object of one key. */
  public static Data of(String key, Object value) {
    return of().and(key, value);
  }

  /** Adds a key. */
  public Data and(String key, Object value) {
    node.set(key, node(value));
    return this;
  }

  /** Returns the text of the object, safe in a script element. */
  public String embedded() {
    return JsonText.embedded(node);
  }

  /** An array. */
  public static ArrayNode list(Object... items) {
    return JsonText.NODES.arrayNode().addAll(Arrays.stream(items).map(Data::node).toList());
  }

  /** Returns numbers with this many significant digits. */
  public static ArrayNode rounded(double[] numbers, int digits) {
    return list(Arrays.stream(numbers).mapToObj(it -> JsonText.number(it, digits)).toArray());
  }

  /** Returns the data of a page: the colours of these agents, and what the sections draw. */
  public static Data page(Map<String, Boolean> oracles, List<Section> sections) {
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

  private static JsonNode node(Object value) {
    if (value instanceof JsonNode node) {
      return node;
    }
    if (value instanceof Data data) {
      return data.node;
    }
    if (value instanceof Double number) {
      return JsonText.number(number, 7);
    }
    if (value instanceof Stream<?> items) {
      return list(items.toArray());
    }
    if (value instanceof Collection<?> items) {
      return list(items.toArray());
    }
    if (value instanceof Optional<?> optional) {
      return node(optional.orElse(null));
    }
    return value instanceof String text
        ? JsonText.NODES.textNode(text)
        : JsonText.NODES.pojoNode(value);
  }
}
