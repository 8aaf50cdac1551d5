package dev.recsim.report.compare;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.IndexPage.Linked;
import dev.recsim.report.compare.AgentDifference.Trial;
import dev.recsim.report.compare.RunComparison.Part;
import dev.recsim.report.page.Plain;
import dev.recsim.report.results.Rounded;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code compare.json}: the same two sides give the same bytes on every JVM.
 *
 * <p>Figures have 12 significant digits and are null if they do not exist. Scores read back to the
 * bit. A difference is head minus base. {@code verdict} of an agent is one of {@link
 * DifferenceWords}; {@code method} is {@code exact}, {@code paired}, {@code welch} or {@code none}.
 */
public record ComparisonJson(
    int schemaVersion,
    String base,
    String head,
    String headline,
    String detail,
    double level,
    List<Experiment> experiments) {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 1;

  private record Experiment(
      String experiment, Origin base, Origin head, List<Changed> changes, List<Agent> agents) {}

  private record Origin(String origin, String fingerprint) {}

  private record Changed(String key, String base, String head) {}

  private record Agent(
      String agent,
      String verdict,
      String method,
      Double base,
      Double head,
      Double difference,
      Interval interval,
      int baseSeeds,
      int headSeeds,
      String note,
      List<Trial> trials) {}

  /** Returns the comparison as JSON, ending with a newline. */
  public static String render(RunComparison runs) {
    Sentences sentences = new Sentences(runs, Plain::line);
    return JsonRecords.write(
        new ComparisonJson(
            SCHEMA_VERSION,
            runs.base(),
            runs.head(),
            sentences.headline(),
            sentences.detail(),
            Rounded.number(1 - 2 * runs.alpha()),
            runs.experiments().stream().map(ComparisonJson::experiment).toList()));
  }

  private record Summary(String base, String head, String headline, List<Compared> experiments) {}

  private record Compared(List<Verdict> agents) {}

  private record Verdict(String verdict) {}

  /**
   * Returns a link to the page of a comparison.
   *
   * @param href address of the page, from the index
   * @throws JacksonException if it is not JSON of this record
   */
  public static Linked linked(String json, String href) throws JacksonException {
    Summary read = JsonRecords.read(json, Summary.class);
    return read == null
        ? new Linked("comparison", href, null, null)
        : new Linked(
            read.base + " and " + read.head,
            href,
            DifferenceWords.worst(
                read.experiments == null
                    ? Stream.of()
                    : read.experiments.stream()
                        .flatMap(it -> it.agents.stream())
                        .map(Verdict::verdict)),
            read.headline);
  }

  private static Experiment experiment(ExperimentComparison it) {
    return new Experiment(
        it.name(),
        origin(it.base()),
        origin(it.head()),
        it.changes().stream()
            .map(change -> new Changed(change.key(), change.before(), change.after()))
            .toList(),
        it.agents().stream().map(ComparisonJson::agent).toList());
  }

  private static Origin origin(Part part) {
    return part == null ? null : new Origin(part.origin(), part.snapshot().fingerprint());
  }

  private static Agent agent(AgentDifference it) {
    return new Agent(
        it.agent(),
        DifferenceWords.text(it.outcome()),
        it.evidence().method().name().toLowerCase(Locale.ROOT),
        Rounded.number(it.evidence().baseline()),
        Rounded.number(it.evidence().current()),
        Rounded.number(it.difference()),
        Rounded.interval(it.interval()),
        it.evidence().baselineSeeds(),
        it.evidence().seeds(),
        it.note(),
        it.trials());
  }
}
