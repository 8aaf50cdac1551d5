package dev.recsim.report.evaluation;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.json.JsonObject;
import dev.recsim.logs.LogReport;
import dev.recsim.logs.LogReport.Place;
import dev.recsim.ope.evaluation.Evaluated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.report.IndexPage.Brief;
import dev.recsim.report.check.CheckJson;
import dev.recsim.report.check.CheckSections;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.trust.AgentTrust;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code ope.json}: the same log gives the same bytes. Figures have 12 significant digits and are
 * null if they do not exist.
 */
public final class EvaluationJson {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 2;

  private EvaluationJson() {}

  /** Returns the evaluation as JSON, ending with a newline. */
  public static String render(EvaluationReport report) {
    Evaluated evaluated = report.evaluated();
    return JsonObject.of("schema_version", SCHEMA_VERSION)
        .and("experiment", report.name())
        .and("kind", evaluated.kind())
        .and("verdict", new EvaluationWords(report).verdict())
        .and("summary", new EvaluationWords(report).headline() + ".")
        .and("level", 1 - 2 * report.alpha())
        .exact("alpha", report.alpha())
        .and("log", log(report.logFile(), evaluated.log()))
        .and("logged", evaluated.logged())
        .and("policies", evaluated.targets().stream().map(it -> policy(it, report)).toList())
        .and("claims", report.claims().stream().map(EvaluationJson::claim).toList())
        .text();
  }

  /** What the index reads of a file. */
  public record Read(String verdict, String summary, List<ReadClaim> claims) implements Brief {
    /** The worst verdict on a claim, or else that of the evaluation. */
    @Override
    public Optional<Badge> badge() {
      return Stream.ofNullable(claims)
          .flatMap(List::stream)
          .filter(it -> it != null && it.verdict() != null)
          .flatMap(it -> CheckJson.outcome(it.verdict().toLowerCase(Locale.ROOT)).stream())
          .max(Comparator.naturalOrder())
          .map(CheckSections::ofClaim)
          .or(() -> Optional.ofNullable(verdict).map(EvaluationWords::badge));
    }
  }

  private record ReadClaim(String verdict) {}

  private static JsonObject log(String file, LogReport log) {
    return JsonObject.of("file", file)
        .and("rows", log.rows())
        .and("used_rows", log.used().rows())
        .and("sessions", log.used().sessions())
        .and("steps", log.used().steps())
        .and(
            "excluded",
            log.excluded().entrySet().stream()
                .map(
                    it ->
                        JsonObject.of("reason", JsonObject.key(it.getKey()))
                            .and("rows", it.getValue().rows())
                            .and("examples", examples(it.getValue().examples())))
                .toList())
        .and("excluded_sessions", log.leftOut().faultySessions())
        .and("rows_of_excluded_sessions", log.leftOut().faultlessRows());
  }

  private static List<String> examples(List<Place> places) {
    return places.stream()
        .map(it -> "%s:%s:%s: %s".formatted(it.fileName(), it.line(), it.column(), it.message()))
        .toList();
  }

  private static JsonObject policy(OfTarget it, EvaluationReport report) {
    return JsonObject.of("policy", it.name())
        .and("refused", it.refused())
        .and("refusals", it.refusals())
        .and("warnings", it.doubts())
        .and(
            "effect",
            JsonObject.of("relative", it.effect().relative())
                .and("value", it.effect().value())
                .and("interval", it.effect().bounds()))
        .and("effective_sample", it.weights().effectiveSample())
        .and("mean_weight", it.weights().mean())
        .and("largest_weight", it.weights().largest())
        .and("tail_index", it.weights().tailIndex())
        .and("fitted", report.fitted(it.name()).map(at -> fitted(at, report.alpha())))
        .and("estimates", it.estimates());
  }

  private static JsonObject fitted(AgentTrust it, double alpha) {
    return JsonObject.of("value", it.mean())
        .and("draws", it.interval(alpha))
        .and("thin_steps", it.thinSteps());
  }

  private static JsonObject claim(ClaimResult it) {
    return JsonObject.of("claim", it.claim().text())
        .and("verdict", it.outcome().name())
        .and("value", it.value())
        .and("bounds", it.bounds())
        .and("threshold", it.threshold())
        .and("problem", it.problem());
  }
}
