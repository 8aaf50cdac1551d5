package dev.recsim.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Figures;
import dev.recsim.stats.Interval;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code reports/index.html}: every experiment with its newest verdict. */
public final class IndexPage {
  private IndexPage() {}

  /**
   * An experiment.
   *
   * @param name of the experiment, and of its folder
   * @param title of the experiment
   * @param headline of its verdict
   * @param detail of its verdict
   * @param agents in the order of its file
   */
  public record Entry(
      String name, String title, String headline, String detail, List<Agent> agents) {
    public Entry {
      agents = List.copyOf(agents);
    }

    /**
     * Reads an entry from a {@code results.json}; fields it does not know are passed over.
     *
     * @throws IllegalArgumentException if the text is not JSON, of another major format, or lacks
     *     the experiment's name
     */
    public static Entry of(String resultsJson) {
      JsonNode root = parse(resultsJson);
      int version = root.path("schema_version").asInt();
      String name = root.path("experiment").asText();
      if (version != ResultsJson.SCHEMA_VERSION || name.isEmpty()) {
        throw new IllegalArgumentException(
            "expected a results.json of schema_version " + ResultsJson.SCHEMA_VERSION);
      }
      List<Agent> agents = new ArrayList<>();
      root.path("agents").forEach(agent -> agents.add(Agent.of(agent)));
      String verdict = root.path("verdict").asText("");
      String headline = root.path("headline").asText(verdict);
      String detail =
          verdict.startsWith(headline) ? verdict.substring(headline.length()).strip() : "";
      return new Entry(name, root.path("title").asText(name), headline, detail, agents);
    }

    private static JsonNode parse(String json) {
      try {
        return new ObjectMapper().readTree(json);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
      }
    }
  }

  /**
   * An agent of an experiment, its figures as text.
   *
   * @param share of the optimum, in [0, 1] and to three digits, for a bar; empty where not known
   */
  public record Agent(
      String name, String mean, String interval, String percent, String share, String seeds) {
    static Agent of(JsonNode node) {
      Optional<Interval> interval =
          Optional.of(node.path("ci95"))
              .filter(it -> it.size() == 2)
              .map(it -> new Interval(it.get(0).asDouble(), it.get(1).asDouble()));
      JsonNode mean = node.path("mean");
      Optional<Double> share =
          Optional.of(node.path("share_of_optimum"))
              .filter(JsonNode::isNumber)
              .map(JsonNode::asDouble);
      long failed = 0;
      for (JsonNode trial : node.path("trials")) {
        failed += trial.path("status").asText().equals("failed") ? 1 : 0;
      }
      return new Agent(
          node.path("name").asText(),
          mean.isNumber() ? Figures.fixed(mean.asDouble(), Figures.decimals(interval)) : "-",
          Figures.interval(interval),
          Figures.percent(share),
          share
              .map(it -> Figures.significant(Math.max(0, Math.min(1, it)), 3).toPlainString())
              .orElse(""),
          node.path("trials").size() - failed + (failed == 0 ? "" : " (" + failed + " failed)"));
    }
  }

  /** The page, experiments in the order given. */
  public static String render(List<Entry> entries) {
    StringOutput html = new StringOutput();
    JteindexGenerated.render(
        new OwaspHtmlTemplateOutput(html), null, entries, Assets.text("report.css"));
    return html.toString();
  }
}
