package dev.recsim.report.fit;

import dev.recsim.fit.file.EnvironmentFile.Counterfactual;
import dev.recsim.fit.file.EnvironmentFile.LogFile;
import dev.recsim.fit.gap.Gap;
import dev.recsim.fit.gap.Gap.Parts;
import dev.recsim.fit.gap.GapFinding;
import dev.recsim.fit.gap.GapRule;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What logs of other policies say about an environment.
 *
 * @param logs the measured gaps; may be empty
 * @param findings of the fit
 */
record GapSection(List<Counterfactual> logs, List<FitFinding> findings) {
  /** Parts of the bars; the last is a gap whose parts are unknown. */
  static final List<String> SERIES = List.of("start", "responses", "leaving", "gap");

  /** A log and its verdict. */
  private record Row(Counterfactual log, FitFinding finding) {
    Gap gap() {
      return log.gap();
    }

    Interval interval() {
      return new GapRule(finding.threshold(), log.alpha()).interval(gap());
    }
  }

  /** Returns the section, without rows if there is no such log. */
  Section section() {
    List<Row> rows = rows();
    String lead =
        "The relative gap between the mean reward that the environment predicts for the policy of"
            + " a log and that in the log, and the part of each cause. A line shows the interval of"
            + " the gap. Above 0, the environment promises too much.";
    Table verdicts =
        Columns.<Row>plain("Logs of other policies")
            .text("Log", it -> it.log.name())
            .word("Verdict", it -> FitPage.cell(it.finding.verdict()))
            .text("Meaning", it -> it.finding.sentence())
            .rows(rows);
    Chart chart =
        new Chart(
            "gaps",
            "Bar chart: the gap of each log, split into its parts",
            rows.size() + 2,
            List.of(),
            data(rows));
    return new Section(
        "counterfactual",
        "Logs of other policies",
        lead,
        chart,
        verdicts,
        List.of(parts(rows), files(rows)));
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Counterfactual log : logs) {
      findings.stream()
          .filter(it -> it.name().equals(GapFinding.PREFIX + log.name()))
          .forEach(it -> rows.add(new Row(log, it)));
    }
    return rows;
  }

  private static Data data(List<Row> rows) {
    List<Data> series = new ArrayList<>();
    for (String part : SERIES) {
      series.add(
          Data.of("name", part).and("values", rows.stream().map(it -> part(part, it.gap()))));
    }
    return Data.of("logs", rows.stream().map(it -> it.log.name()))
        .and("tolerance", rows.isEmpty() ? 0 : rows.get(0).finding.threshold())
        .and("gaps", rows.stream().map(it -> it.gap().relative()))
        .and("low", rows.stream().map(it -> it.interval().low()))
        .and("high", rows.stream().map(it -> it.interval().high()))
        .and("series", series);
  }

  private static double part(String part, Gap gap) {
    Optional<Parts> parts = Optional.ofNullable(gap.parts());
    if (part.equals("gap")) {
      return parts.map(it -> 0.0).orElse(gap.relative());
    }
    return parts
        .map(
            it ->
                switch (part) {
                  case "start" -> it.start();
                  case "responses" -> it.responses();
                  default -> it.leaving();
                })
        .orElse(0.0);
  }

  private static Table parts(List<Row> rows) {
    return Columns.<Row>plain("Gaps and their parts")
        .text("Log", it -> it.log.name())
        .figure("Predicted", it -> Figures.number(it.gap().predicted(), 4))
        .figure("Observed", it -> Figures.number(it.gap().observed(), 4))
        .figure("Gap", it -> Figures.percent(it.gap().relative()))
        .figure(
            "Interval",
            it ->
                Figures.percent(it.interval().low())
                    + " to "
                    + Figures.percent(it.interval().high()))
        .figure("Error of the fit", it -> Figures.percent(it.gap().seFit()))
        .figure("Start", it -> percent(it, Gap.Parts::start))
        .figure("Responses", it -> percent(it, Gap.Parts::responses))
        .figure("Leaving", it -> percent(it, Gap.Parts::leaving))
        .figure("Sessions", it -> Figures.count(it.gap().sessions()))
        .figure("Left out", it -> Figures.count(it.log.cutOff() + it.log.unknown()))
        .rows(rows);
  }

  private static String percent(Row row, ToDoubleFunction<Gap.Parts> part) {
    return Optional.ofNullable(row.gap().parts())
        .map(it -> Figures.percent(part.applyAsDouble(it)))
        .orElse("-");
  }

  private static Table files(List<Row> rows) {
    List<LogFile> files = rows.stream().flatMap(it -> it.log.files().stream()).toList();
    return Columns.<LogFile>plain("Files of other policies")
        .text("File", LogFile::name)
        .text("SHA-256", LogFile::sha256)
        .rows(files);
  }
}
