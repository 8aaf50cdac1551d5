package dev.recsim.report.compare;

import dev.recsim.json.JsonObject;
import dev.recsim.report.IndexPage.Brief;
import dev.recsim.report.compare.AgentDifference.Trial;
import dev.recsim.report.compare.RunComparison.Part;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Plain;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code compare.json}: the same two sides give the same bytes on every JVM.
 *
 * <p>Figures have 12 significant digits and are null if they do not exist. Scores read back to the
 * bit. A difference is head minus base. {@code verdict} of an agent is one of {@link
 * DifferenceWords}; {@code method} is {@code exact}, {@code paired}, {@code welch} or {@code none}.
 */
public final class ComparisonJson {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 1;

  private ComparisonJson() {}

  /** Returns the comparison as JSON, ending with a newline. */
  public static String render(RunComparison runs) {
    Sentences sentences = new Sentences(runs, Plain::line);
    return JsonObject.of("schema_version", SCHEMA_VERSION)
        .and("base", runs.base())
        .and("head", runs.head())
        .and("headline", sentences.headline())
        .and("detail", sentences.detail())
        .and("level", 1 - 2 * runs.alpha())
        .and("experiments", runs.experiments().stream().map(ComparisonJson::experiment).toList())
        .text();
  }

  /** What the index reads of a file. */
  public record Read(String base, String head, String headline, List<Compared> experiments)
      implements Brief {
    @Override
    public String summary() {
      return headline;
    }

    @Override
    public Optional<Badge> badge() {
      return DifferenceWords.worst(
          Stream.ofNullable(experiments)
              .flatMap(List::stream)
              .flatMap(it -> it.agents.stream())
              .map(Compared.Agent::verdict));
    }

    @Override
    public String name(String file) {
      return base + " and " + head;
    }
  }

  private record Compared(List<Agent> agents) {
    private record Agent(String verdict) {}
  }

  private static JsonObject experiment(ExperimentComparison it) {
    return JsonObject.of("experiment", it.name())
        .and("base", it.base().map(ComparisonJson::origin))
        .and("head", it.head().map(ComparisonJson::origin))
        .and(
            "changes",
            it.changes().stream()
                .map(
                    change ->
                        JsonObject.of("key", change.key())
                            .and("base", change.before())
                            .and("head", change.after()))
                .toList())
        .and("agents", it.agents().stream().map(ComparisonJson::agent).toList());
  }

  private static JsonObject origin(Part it) {
    return JsonObject.of("origin", it.origin()).and("fingerprint", it.snapshot().fingerprint());
  }

  private static JsonObject agent(AgentDifference it) {
    return JsonObject.of("agent", it.agent())
        .and("verdict", DifferenceWords.text(it.outcome()))
        .and("method", JsonObject.key(it.evidence().method()))
        .and("base", it.evidence().baseline())
        .and("head", it.evidence().current())
        .and("difference", it.difference())
        .and("interval", it.interval())
        .and("base_seeds", it.evidence().baselineSeeds())
        .and("head_seeds", it.evidence().seeds())
        .and("note", it.note())
        .and("trials", it.trials().stream().map(ComparisonJson::trial).toList());
  }

  private static JsonObject trial(Trial it) {
    return JsonObject.of("seed", it.seed()).exact("base", it.base()).exact("head", it.head());
  }
}
