package dev.recsim.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.check.CheckJson;
import dev.recsim.report.check.CheckSections;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.stats.Interval;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code reports/index.html}: every experiment with its newest verdict. */
public final class IndexPage {
  private IndexPage() {}

  /**
   * An experiment.
   *
   * @param name of the experiment, and of its folder
   * @param group the experiments that it is one of; empty where it is the only one
   * @param title of the experiment
   * @param headline of its verdict
   * @param detail of its verdict
   * @param check what its check came to; null where it was not asked
   * @param agents in the order of its file
   */
  public record Entry(
      String name,
      String group,
      String title,
      String headline,
      String detail,
      Check check,
      List<Agent> agents) {
    public Entry {
      agents = List.copyOf(agents);
    }

    /** Whether any agent was compared with a baseline. */
    boolean compared() {
      return agents.stream().anyMatch(agent -> agent.verdict() != null);
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
      JsonNode check = root.path("check");
      for (JsonNode agent : root.path("agents")) {
        agents.add(Agent.of(agent, verdict(check, agent.path("name").asText())));
      }
      String verdict = root.path("verdict").asText("");
      String headline = root.path("headline").asText(verdict);
      String detail =
          verdict.startsWith(headline) ? verdict.substring(headline.length()).strip() : "";
      return new Entry(
          name,
          group(root.path("swept").path("base").asText(), name),
          root.path("title").asText(name),
          headline,
          detail,
          Check.of(check),
          agents);
    }

    private static String group(String base, String name) {
      return name.startsWith(base + "/") ? base : "";
    }

    /** Its name among those of its group. */
    public String nameInGroup() {
      return name.substring(group.length() + 1);
    }

    private static Badge verdict(JsonNode check, String agent) {
      for (JsonNode comparison : check.path("agents")) {
        if (comparison.path("name").asText().equals(agent)) {
          return CheckJson.outcome(comparison.path("outcome").asText())
              .map(CheckSections::badge)
              .orElse(null);
        }
      }
      return null;
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
   * What a check came to.
   *
   * @param outcome the worst there is
   * @param summary what it rests on
   */
  public record Check(Outcome outcome, String summary) {
    /** The outcome as a badge. */
    public Badge badge() {
      return CheckSections.badge(outcome);
    }

    /** Null where there is none, or one with a word from a later version. */
    static Check of(JsonNode node) {
      return CheckJson.outcome(node.path("outcome").asText())
          .map(outcome -> new Check(outcome, node.path("summary").asText()))
          .orElse(null);
    }
  }

  /**
   * An agent of an experiment, its figures as text.
   *
   * @param verdict against its baseline; null where there is none
   * @param share of the optimum, in [0, 1] and to three digits, for a bar; empty where not known
   */
  public record Agent(
      String name,
      String mean,
      String interval,
      String percent,
      String share,
      String seeds,
      Badge verdict) {
    static Agent of(JsonNode node, Badge verdict) {
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
          node.path("trials").size() - failed + (failed == 0 ? "" : " (" + failed + " failed)"),
          verdict);
    }
  }

  /**
   * The page, experiments in the order given; where there are checks, under a table of them with
   * the worst first.
   */
  public static String render(List<Entry> entries) {
    List<Entry> checked =
        entries.stream()
            .filter(entry -> entry.check() != null)
            .sorted(Comparator.comparing((Entry entry) -> entry.check().outcome()).reversed())
            .toList();
    StringOutput html = new StringOutput();
    JteindexGenerated.render(
        new OwaspHtmlTemplateOutput(html), null, entries, checked, Assets.text("report.css"));
    return html.toString();
  }
}
