package dev.recsim.report.evaluation;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.json.JsonRecords;
import dev.recsim.logs.LogReport;
import dev.recsim.ope.evaluation.Evaluated;
import dev.recsim.ope.evaluation.Evaluated.Estimated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.report.IndexPage.Linked;
import dev.recsim.report.check.CheckJson;
import dev.recsim.report.check.CheckSections;
import dev.recsim.report.results.Rounded;
import dev.recsim.report.trust.AgentTrust;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code ope.json}: the same log gives the same bytes. Figures have 12 significant digits and are
 * null if they do not exist.
 */
public record EvaluationJson(
    int schemaVersion,
    String experiment,
    String kind,
    String verdict,
    String summary,
    double level,
    double alpha,
    LogJson log,
    EstimateJson logged,
    List<PolicyJson> policies,
    List<ClaimJson> claims) {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 2;

  private record LogJson(
      String file,
      long rows,
      long usedRows,
      long sessions,
      long steps,
      List<ExcludedJson> excluded,
      long excludedSessions,
      long rowsOfExcludedSessions) {}

  private record ExcludedJson(String reason, long rows, List<String> examples) {}

  private record EstimateJson(
      String estimator, Double value, Double standardError, Interval interval) {}

  private record PolicyJson(
      String policy,
      boolean refused,
      List<String> refusals,
      List<String> warnings,
      EffectJson effect,
      Double effectiveSample,
      Double meanWeight,
      Double largestWeight,
      Double tailIndex,
      FittedJson fitted,
      List<EstimateJson> estimates) {}

  /**
   * @param relative whether figures are shares of what the logged policy earned
   */
  private record EffectJson(boolean relative, Double value, Interval interval) {}

  private record FittedJson(Double value, Interval draws, Double thinSteps) {}

  private record ClaimJson(
      String claim,
      String verdict,
      Double value,
      Interval bounds,
      Double threshold,
      String problem) {}

  /** Returns the evaluation as JSON, ending with a newline. */
  public static String render(EvaluationReport report) {
    Evaluated evaluated = report.evaluated();
    return JsonRecords.write(
        new EvaluationJson(
            SCHEMA_VERSION,
            report.name(),
            evaluated.kind(),
            new EvaluationWords(report).verdict(),
            new EvaluationWords(report).headline() + ".",
            Rounded.number(1 - 2 * report.alpha()),
            report.alpha(),
            log(report.logFile(), evaluated.log()),
            estimate(evaluated.logged()),
            evaluated.targets().stream().map(it -> policy(it, report)).toList(),
            report.claims().stream().map(EvaluationJson::claim).toList()));
  }

  /**
   * Reads a file for the index.
   *
   * @param name of the experiment
   * @param href address of the page, from the index
   * @throws JacksonException if it is not JSON of this record
   */
  public static Linked linked(String json, String name, String href) throws JacksonException {
    EvaluationJson read = JsonRecords.read(json, EvaluationJson.class);
    if (read == null) {
      return new Linked(name, href, null, null);
    }
    return new Linked(
        name,
        href,
        Optional.ofNullable(read.claims()).stream()
            .flatMap(List::stream)
            .filter(it -> it != null && it.verdict() != null)
            .flatMap(it -> CheckJson.outcome(it.verdict().toLowerCase(Locale.ROOT)).stream())
            .max(Comparator.naturalOrder())
            .map(CheckSections::ofClaim)
            .or(() -> Optional.ofNullable(read.verdict()).map(EvaluationWords::badge))
            .orElse(null),
        read.summary());
  }

  private static LogJson log(String file, LogReport log) {
    List<ExcludedJson> excluded = new ArrayList<>();
    log.excluded()
        .forEach(
            (reason, found) ->
                excluded.add(
                    new ExcludedJson(
                        reason.name().toLowerCase(Locale.ROOT),
                        found.rows(),
                        found.examples().stream()
                            .map(
                                it ->
                                    "%s:%s:%s: %s"
                                        .formatted(
                                            it.fileName(), it.line(), it.column(), it.message()))
                            .toList())));
    return new LogJson(
        file,
        log.rows(),
        log.used().rows(),
        log.used().sessions(),
        log.used().steps(),
        excluded,
        log.leftOut().faultySessions(),
        log.leftOut().faultlessRows());
  }

  private static EstimateJson estimate(Estimated it) {
    return new EstimateJson(
        it.estimator(),
        Rounded.number(it.value()),
        Rounded.number(it.standardError()),
        Rounded.interval(it.interval()));
  }

  private static PolicyJson policy(OfTarget it, EvaluationReport report) {
    return new PolicyJson(
        it.name(),
        it.refused(),
        it.refusals(),
        it.doubts(),
        new EffectJson(
            it.effect().relative(),
            Rounded.number(it.effect().value()),
            Rounded.interval(it.effect().bounds())),
        Rounded.number(it.weights().effectiveSample()),
        Rounded.number(it.weights().mean()),
        Rounded.number(it.weights().largest()),
        Rounded.number(it.weights().tailIndex()),
        report.fitted(it.name()).map(at -> fitted(at, report.alpha())).orElse(null),
        it.estimates().stream().map(EvaluationJson::estimate).toList());
  }

  private static FittedJson fitted(AgentTrust it, double alpha) {
    return new FittedJson(
        Rounded.number(it.mean()),
        Rounded.interval(Optional.of(it.interval(alpha))),
        Rounded.number(it.thinSteps()));
  }

  private static ClaimJson claim(ClaimResult it) {
    return new ClaimJson(
        it.claim().text(),
        it.outcome().name(),
        Rounded.number(it.value()),
        Rounded.interval(it.bounds()),
        Rounded.number(it.threshold()),
        it.problem());
  }
}
