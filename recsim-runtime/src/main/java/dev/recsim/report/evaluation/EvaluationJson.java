package dev.recsim.report.evaluation;

import dev.recsim.json.JsonRecords;
import dev.recsim.logs.LogReport;
import dev.recsim.ope.evaluation.Evaluated;
import dev.recsim.ope.evaluation.Evaluated.Estimated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.report.evaluation.EvaluationReport.Judged;
import dev.recsim.report.results.Rounded;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ope.json}: the same log gives the same bytes. Figures have 12 significant digits and are
 * null if they do not exist.
 */
public record EvaluationJson(
    int schemaVersion,
    String experiment,
    String kind,
    double level,
    double alpha,
    LogJson log,
    EstimateJson logged,
    List<PolicyJson> policies,
    List<ClaimJson> claims) {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 1;

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
      String estimator, Double value, Double standardError, Interval delta, Interval bootstrap) {}

  private record PolicyJson(
      String policy,
      boolean refused,
      List<String> refusals,
      List<String> warnings,
      Double effectiveSample,
      Double meanWeight,
      Double largestWeight,
      Interval likelihood,
      List<EstimateJson> estimates) {}

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
            dev.recsim.ope.evaluation.Evaluation.LEVEL,
            report.alpha(),
            log(report.logFile(), evaluated.log()),
            estimate(evaluated.logged()),
            evaluated.targets().stream().map(EvaluationJson::policy).toList(),
            report.judged().stream().map(EvaluationJson::claim).toList()));
  }

  private static LogJson log(String file, LogReport log) {
    List<ExcludedJson> excluded = new ArrayList<>();
    log.excluded()
        .forEach(
            (reason, found) ->
                excluded.add(
                    new ExcludedJson(
                        reason.name().toLowerCase(java.util.Locale.ROOT),
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
        log.used(),
        log.sessions(),
        log.steps(),
        excluded,
        log.excludedSessions(),
        log.lostWithSession());
  }

  private static EstimateJson estimate(Estimated it) {
    return new EstimateJson(
        it.estimator(),
        Rounded.number(it.value()),
        Rounded.number(it.standardError()),
        Rounded.interval(it.delta()),
        Rounded.interval(it.bootstrap()));
  }

  private static PolicyJson policy(OfTarget it) {
    return new PolicyJson(
        it.name(),
        it.refused(),
        it.refusals(),
        it.warnings(),
        Rounded.number(it.weights().effectiveSample()),
        Rounded.number(it.weights().mean()),
        Rounded.number(it.weights().largest()),
        Rounded.interval(it.likelihood()),
        it.estimates().stream().map(EvaluationJson::estimate).toList());
  }

  private static ClaimJson claim(Judged it) {
    return new ClaimJson(
        it.result().claim().text(),
        it.word(),
        Rounded.number(it.result().value()),
        Rounded.interval(it.result().bounds()),
        Rounded.number(it.result().threshold()),
        it.result().problem());
  }
}
