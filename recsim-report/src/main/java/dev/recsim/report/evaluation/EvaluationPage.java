package dev.recsim.report.evaluation;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.ope.evaluation.Evaluated.Estimated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.report.JtepageGenerated;
import dev.recsim.report.check.CheckSections;
import dev.recsim.report.check.ClaimWords;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figure;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Forest;
import dev.recsim.report.page.Page;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Key;
import dev.recsim.report.page.Page.Link;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Top;
import dev.recsim.report.page.Page.Words;
import dev.recsim.report.results.Provenance;
import dev.recsim.report.trust.AgentTrust;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code ope.html}: one file that needs no network. The same log gives the same bytes. */
public record EvaluationPage(EvaluationReport report) {
  /** Share of the largest effect that a close-up shows. */
  private static final double CLOSE = 0.1;

  /** A row of the table of estimates. */
  private record Row(String policy, Estimated estimated) {}

  /**
   * Returns the page in UTF-8.
   *
   * @param made when and from what
   */
  public byte[] utf8(Provenance made) {
    return Assets.page(
        html -> JtepageGenerated.render(html, null, page().of(made.page("Evaluated"))));
  }

  private EvaluationWords words() {
    return new EvaluationWords(report);
  }

  private Page page() {
    List<Section> sections = List.of(effects(), claims(), fitted(), estimators(), log());
    long answered = words().answered().size();
    int policies = report.evaluated().targets().size();
    return new Page(
        new Top(
            report.title(),
            List.of(Link.index(report.name()), new Link(report.name(), "")),
            words().check(),
            new Words(words().headline() + ".", words().details(), words().warnings()),
            List.of(
                new Key(Figures.count(report.evaluated().log().used().sessions()), "sessions"),
                new Key(Figures.count(report.evaluated().log().used().steps()), "steps"),
                new Key("%s of %s".formatted(answered, policies), "policies have an answer")),
            List.of()),
        sections,
        Data.page(Map.of(), sections));
  }

  /** All policies, those with an answer first. */
  private List<OfTarget> policies() {
    List<OfTarget> all = new ArrayList<>(words().answered());
    report.evaluated().targets().stream().filter(it -> !all.contains(it)).forEach(all::add);
    return all;
  }

  private Section effects() {
    int policies = report.evaluated().targets().size();
    return new Section(
        "effects",
        "Against what was logged",
        "What each policy would earn, minus what was logged, on the same sessions"
            + (relative() ? ", in percent of what was logged" : "")
            + ". An interval that contains zero leaves open which is better."
            + (policies > 1
                ? " Of %s policies, the best one also looks good by luck: an end of any of these intervals is wrong in at most %s of logs."
                    .formatted(policies, Figures.percent(Math.min(1, policies * report.alpha())))
                : ""),
        chart(),
        Columns.<OfTarget>sortable("Policies against what was logged")
            .text("Policy", OfTarget::name)
            .word("Verdict", it -> Cell.of(EvaluationWords.badge(it), rank(it)))
            .cell(
                "Against logged" + (relative() ? ", %" : ""),
                it -> Figure.cell(scale() * it.effect().value(), bounds(it)))
            .cell(interval(), it -> Cell.of(bounds(it)))
            .figure(
                "Reward of a session",
                it -> first(it).map(Estimated::value).map(EvaluationLines::number).orElse("-"))
            .text("Remarks", it -> String.join("; ", remarks(it)))
            .rows(policies()),
        List.of());
  }

  private boolean relative() {
    return report.evaluated().targets().stream().allMatch(it -> it.effect().relative());
  }

  private int rank(OfTarget it) {
    return policies().indexOf(it);
  }

  private double scale() {
    return relative() ? 100 : 1;
  }

  private Optional<Interval> bounds(OfTarget it) {
    return it.effect().bounds().map(at -> new Interval(scale() * at.low(), scale() * at.high()));
  }

  private static Optional<Estimated> first(OfTarget it) {
    return it.estimates().stream().findFirst();
  }

  private static List<String> remarks(OfTarget it) {
    return Stream.concat(it.effect().refusals().stream(), it.doubts().stream()).toList();
  }

  private String interval() {
    return words().level() + " interval";
  }

  private Chart chart() {
    double most =
        words().answered().stream()
            .mapToDouble(it -> Math.abs(it.effect().value()))
            .max()
            .orElse(0);
    Forest forest = new Forest();
    for (OfTarget it : policies()) {
      forest.row(
          it.name(),
          EvaluationWords.badge(it),
          scale() * it.effect().value(),
          bounds(it),
          scale() * CLOSE * most,
          0);
    }
    return forest.chart(
        "effects",
        "difference to what was logged with its interval",
        Data.of(
            "unit",
            relative() ? "Percent more than what was logged" : "Reward of a session, minus logged"),
        scale() * 0.1 * CLOSE * most);
  }

  private Section fitted() {
    return Section.of(
        "fitted",
        "In the fitted environment",
        "The expected reward of a session in the environment that was fitted to a log, and in "
            + words().level()
            + " of 100 environments that this log leaves possible. It needs no weights, but a right"
            + " model. Thin steps show a document in a state with fewer than 10 rows in the log.",
        Columns.<AgentTrust>sortable("Policies in the fitted environment")
            .text("Policy", AgentTrust::name)
            .figure("Fitted environment", it -> EvaluationLines.number(it.mean()))
            .figure(
                words().level() + " of the draws",
                it -> EvaluationLines.interval(Optional.of(it.interval(report.alpha()))))
            .cell("Thin steps", it -> Cell.of(Figures.percent(it.thinSteps()), it.thinSteps()))
            .figure("By weights", it -> byWeights(it.name()))
            .rows(report.fitted()));
  }

  private String byWeights(String policy) {
    return report.evaluated().targets().stream()
        .filter(it -> it.name().equals(policy))
        .findFirst()
        .flatMap(EvaluationPage::first)
        .map(it -> "%s (%s)".formatted(EvaluationLines.number(it.value()), it.estimator()))
        .orElse("refused");
  }

  private Section estimators() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("logged", report.evaluated().logged()));
    report
        .evaluated()
        .targets()
        .forEach(it -> it.estimates().forEach(each -> rows.add(new Row(it.name(), each))));
    return new Section(
        "estimators",
        "How it was estimated",
        "Sessions are weighted by how likely the policy is to show the same; a policy is refused if"
            + " its weights do not carry an answer. Claims and the chart use the first estimator of"
            + " a policy.",
        null,
        null,
        List.of(
            Columns.<Row>sortable("Estimates of all policies")
                .text("Policy", Row::policy)
                .text("Estimator", it -> it.estimated().estimator())
                .figure("Reward of a session", it -> EvaluationLines.number(it.estimated().value()))
                .figure(interval(), it -> EvaluationLines.interval(it.estimated().interval()))
                .rows(rows),
            Columns.<OfTarget>sortable("Weights of the policies")
                .text("Policy", OfTarget::name)
                .cell(
                    "Effective sample",
                    it -> Cell.count(Math.round(it.weights().effectiveSample())))
                .figure("Mean weight", it -> EvaluationLines.number(it.weights().mean()))
                .figure("Largest weight", it -> EvaluationLines.number(it.weights().largest()))
                .figure("Tail index", it -> EvaluationLines.number(it.weights().tailIndex()))
                .rows(report.evaluated().targets())));
  }

  private Section claims() {
    return Section.of(
        "claims",
        "Claims",
        "Tested on the same sessions for both policies.",
        Columns.<ClaimResult>plain("Claims")
            .text("Claim", it -> it.claim().text())
            .word("Verdict", it -> Cell.of(CheckSections.ofClaim(it.outcome()), 0))
            .text("Why", ClaimWords::reason)
            .rows(report.claims()));
  }

  private Section log() {
    return Section.of(
        "log",
        "Log",
        "What was read from " + report.logFile() + ", and what was excluded.",
        Columns.<String>plain("Rows of the log")
            .text("Rows", it -> it)
            .rows(report.evaluated().log().sentences()));
  }
}
