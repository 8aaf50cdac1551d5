package dev.recsim.report.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.json.JsonText;
import dev.recsim.report.JtegroupGenerated;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Tones;
import dev.recsim.stats.Interval;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code <group>/index.html}: the experiments that one file makes, by what tells them apart. */
public final class GroupPage {
  private GroupPage() {}

  /**
   * One of the experiments.
   *
   * @param name its name, and that of its folder
   * @param headline of its verdict
   * @param swept what tells it from the others
   * @param types of its agents by their names
   * @param scores of its agents
   */
  public record Member(
      String name,
      String headline,
      Swept swept,
      Map<String, String> types,
      List<SweptScore> scores) {

    /** Reads it from a {@code results.json}; empty if that is damaged, or of no sweep. */
    public static Optional<Member> of(String resultsJson) {
      JsonNode root;
      try {
        root = new ObjectMapper().readTree(resultsJson);
      } catch (JsonProcessingException e) {
        return Optional.empty();
      }
      Map<String, String> keys = new LinkedHashMap<>();
      JsonNode swept = root.path("swept");
      for (Map.Entry<String, JsonNode> key : swept.path("keys").properties()) {
        keys.put(key.getKey(), key.getValue().asText());
      }
      if (keys.isEmpty()) {
        return Optional.empty();
      }
      Map<String, String> types = new LinkedHashMap<>();
      List<SweptScore> scores = new ArrayList<>();
      for (JsonNode agent : root.path("agents")) {
        types.put(agent.path("name").asText(), agent.path("type").asText());
        if (agent.path("mean").isNumber()) {
          scores.add(score(agent, keys));
        }
      }
      return Optional.of(
          new Member(
              root.path("experiment").asText(),
              root.path("headline").asText(),
              new Swept(swept.path("base").asText(), keys),
              types,
              scores));
    }

    private static SweptScore score(JsonNode agent, Map<String, String> keys) {
      JsonNode interval = agent.path("ci95");
      JsonNode share = agent.path("share_of_optimum");
      return new SweptScore(
          agent.path("name").asText(),
          keys,
          agent.path("mean").asDouble(),
          interval.size() == 2
              ? Optional.of(new Interval(interval.get(0).asDouble(), interval.get(1).asDouble()))
              : Optional.empty(),
          share.isNumber() ? Optional.of(share.asDouble()) : Optional.empty(),
          agent.path("completed").asInt());
    }

    /** The last part of its name: that of its folder in the group's. */
    public String folder() {
      return name.substring(swept.base().length() + 1);
    }
  }

  /**
   * The page in UTF-8.
   *
   * @param name of the group
   * @param title of the group
   * @param members those that have results
   */
  public static byte[] utf8(String name, String title, List<Member> members) {
    List<SweptScore> scores =
        members.stream()
            .flatMap(member -> member.scores().stream())
            .sorted(Comparator.comparing(SweptScore::keys, GroupPage::compare))
            .toList();
    Optional<Section> section = SweepSection.of(scores, Map.of());
    Map<String, String> types = new LinkedHashMap<>();
    members.forEach(member -> member.types().forEach(types::putIfAbsent));
    ObjectNode data = JsonText.NODES.objectNode();
    data.set("agents", Tones.of(types));
    ObjectNode charts = data.putObject("charts");
    section.map(Section::chart).ifPresent(chart -> charts.set(chart.id(), chart.data()));
    StringOutput html = new StringOutput(1 << 16);
    JtegroupGenerated.render(
        new OwaspHtmlTemplateOutput(html),
        null,
        name,
        title,
        "../".repeat(name.split("/").length),
        GroupHeadline.of(members),
        members.stream()
            .sorted(Comparator.comparing(member -> member.swept().keys(), GroupPage::compare))
            .toList(),
        section.map(List::of).orElse(List.of()),
        JsonText.embedded(data),
        Assets.text("report.css"),
        Assets.LIBRARY_HERE,
        Assets.charts(),
        Assets.text("report.js"));
    return Assets.withCharts(html.toString());
  }

  /** By the first key whose values differ: numbers by their size, else by the letters. */
  private static int compare(Map<String, String> one, Map<String, String> other) {
    for (Map.Entry<String, String> key : one.entrySet()) {
      String value = key.getValue();
      String against = other.getOrDefault(key.getKey(), "");
      if (!value.equals(against)) {
        try {
          return Double.compare(Double.parseDouble(value), Double.parseDouble(against));
        } catch (NumberFormatException e) {
          return value.compareTo(against);
        }
      }
    }
    return 0;
  }
}
