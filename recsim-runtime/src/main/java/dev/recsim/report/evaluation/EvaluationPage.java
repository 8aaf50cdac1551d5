package dev.recsim.report.evaluation;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.ope.evaluation.Evaluated.Estimated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.report.JtepageGenerated;
import dev.recsim.report.check.CheckSections;
import dev.recsim.report.check.ClaimWords;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Key;
import dev.recsim.report.page.Page.Link;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Tone;
import dev.recsim.report.trust.AgentTrust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code ope.html}: one file that needs no network. The same log gives the same bytes. */
public record EvaluationPage(EvaluationReport report) {
  /** Largest number of policies that are named on top. */
  private static final int NAMED = 3;

  /** A row of the table of estimates. */
  private record Row(String policy, Estimated estimated) {}

  /** Returns the page in UTF-8. */
  public byte[] utf8() {
    return Assets.page(html -> JtepageGenerated.render(html, null, page()));
  }

  private Page page() {
    List<Section> sections =
        new ArrayList<>(List.of(policies(), fitted(), estimates(), claims(), log()));
    long refused = report.refused();
    List<String> warnings =
        report.evaluated().targets().stream()
            .flatMap(
                it ->
                    Stream.concat(
                        it.refusals().stream().map(why -> EvaluationLines.refusal(it, why)),
                        it.doubts().stream().map(why -> it.name() + ": " + why)))
            .toList();
    return new Page(
        report.title(),
        List.of(Link.index(report.name()), new Link(report.name(), "")),
        null,
        report.headline(),
        details(),
        warnings,
        List.of(
            new Key(Figures.count(report.evaluated().log().sessions()), "sessions"),
            new Key(Figures.count(report.evaluated().log().steps()), "steps"),
            new Key(Figures.count(report.evaluated().targets().size()), "policies"),
            new Key(Figures.count(refused), "refused")),
        List.of(),
        sections,
        Page.data(Map.of(), sections));
  }

  /** Returns what the first policies and the logged one earn. */
  private List<String> details() {
    List<String> details = new ArrayList<>();
    report.evaluated().targets().stream()
        .filter(it -> !it.refused())
        .limit(NAMED)
        .map(it -> earned(it.name() + " earns", it.estimates().get(0)))
        .forEach(details::add);
    details.add(earned("The logged policy earned", report.evaluated().logged()));
    return details;
  }

  private static String earned(String who, Estimated estimated) {
    return "%s %s a session (95 %% interval %s, estimator %s)."
        .formatted(
            who,
            EvaluationLines.number(estimated.value()),
            EvaluationLines.interval(estimated.interval()),
            estimated.estimator());
  }

  private Section policies() {
    return Section.of(
        "policies",
        "Policies",
        "A policy is refused if its weights on this log do not carry an answer. The first estimator"
            + " of a policy is the one that claims use.",
        Columns.<OfTarget>sortable("Weights of the target policies")
            .text("Policy", OfTarget::name)
            .word(
                "Answer",
                it ->
                    Cell.of(
                        it.refused()
                            ? new Page.Badge(Tone.BAD, "REFUSED")
                            : it.doubts().isEmpty()
                                ? new Page.Badge(Tone.GOOD, "YES")
                                : new Page.Badge(Tone.UNSURE, "WARNING"),
                        it.refused() ? 1 : 0))
            .figure(
                "Reward",
                it -> it.refused() ? "-" : EvaluationLines.number(it.estimates().get(0).value()))
            .figure(
                "95 % interval",
                it ->
                    it.refused() ? "-" : EvaluationLines.interval(it.estimates().get(0).interval()))
            .cell("Effective sample", it -> Cell.count(Math.round(it.weights().effectiveSample())))
            .figure("Mean weight", it -> EvaluationLines.number(it.weights().mean()))
            .figure("Largest weight", it -> EvaluationLines.number(it.weights().largest()))
            .figure("Tail index", it -> EvaluationLines.number(it.tailIndex()))
            .rows(report.evaluated().targets()));
  }

  private Section fitted() {
    return Section.of(
        "fitted",
        "In the fitted environment",
        "The expected reward of a session in the environment that was fitted to a log, and in 95 % of"
            + " 100 environments that this log leaves possible. It needs no weights, but a right"
            + " model. Thin steps show a document in a state with fewer than 10 rows in the log.",
        Columns.<AgentTrust>sortable("Policies in the fitted environment")
            .text("Policy", AgentTrust::name)
            .figure("Fitted environment", it -> EvaluationLines.number(it.mean()))
            .figure("95 % of the draws", it -> EvaluationLines.interval(Optional.of(it.interval())))
            .cell("Thin steps", it -> Cell.of(Figures.percent(it.thinSteps()), it.thinSteps()))
            .figure("By weights", it -> byWeights(it.name()))
            .rows(report.fitted()));
  }

  private String byWeights(String policy) {
    return report.evaluated().targets().stream()
        .filter(it -> it.name().equals(policy))
        .findFirst()
        .filter(it -> !it.refused())
        .map(it -> it.estimates().get(0))
        .map(it -> "%s (%s)".formatted(EvaluationLines.number(it.value()), it.estimator()))
        .orElse("REFUSED");
  }

  private Section estimates() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("logged", report.evaluated().logged()));
    report
        .evaluated()
        .targets()
        .forEach(it -> it.estimates().forEach(each -> rows.add(new Row(it.name(), each))));
    return Section.of(
        "estimates",
        "Estimates",
        "The expected reward of a session. ips weights logged sessions by how likely the policy is"
            + " to show the same; clipped_ips limits these weights, and snips divides by their sum."
            + " dm takes rewards from a model of the log. dr, sndr, switch_dr and dr_os combine"
            + " model and weights. Intervals are over sessions. dm, clipped_ips, switch_dr and dr_os"
            + " have none, because their error is also that of a model or a limit.",
        Columns.<Row>sortable("Estimates of all policies")
            .text("Policy", Row::policy)
            .text("Estimator", it -> it.estimated().estimator())
            .figure("Reward", it -> EvaluationLines.number(it.estimated().value()))
            .figure("95 % interval", it -> EvaluationLines.interval(it.estimated().interval()))
            .rows(rows));
  }

  private Section claims() {
    return Section.of(
        "claims",
        "Claims",
        "Tested on the same sessions for both policies.",
        Columns.<ClaimResult>plain("Claims")
            .text("Claim", it -> it.claim().text())
            .word("Verdict", it -> Cell.of(CheckSections.badge(it.outcome()), 0))
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
