package dev.recsim.report.evaluation;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.ope.evaluation.Evaluated.Effect;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.report.check.CheckSections;
import dev.recsim.report.check.ClaimWords;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Check;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.Tone;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the page of an evaluation says on top, for readers who decide. */
record EvaluationWords(EvaluationReport report) {
  private static final int NAMED = 5;

  private static final String BETTER = "better";
  private static final String WORSE = "worse";
  private static final String REFUSED = "refused";

  /** {@code greedy would earn 82 % more than what was logged (98 % interval 75 to 89 %)}. */
  String headline() {
    return lead().map(this::sentence).orElseGet(this::silent);
  }

  private String silent() {
    List<OfTarget> all = targets();
    return "The log does not answer for "
        + (all.size() == 1 ? all.get(0).name() : "any of %s policies".formatted(all.size()));
  }

  private List<OfTarget> targets() {
    return report.evaluated().targets();
  }

  /** The policies with an answer, that of the first claim first, then the best effect. */
  List<OfTarget> answered() {
    Optional<String> claimed =
        report.claims().stream().map(it -> it.claim().agents().get(0)).findFirst();
    return targets().stream()
        .filter(it -> it.effect().bounds().isPresent())
        .sorted(
            Comparator.comparing((OfTarget it) -> claimed.filter(it.name()::equals).isPresent())
                .thenComparingDouble(it -> it.effect().value())
                .reversed())
        .toList();
  }

  private Optional<OfTarget> lead() {
    return answered().stream().findFirst();
  }

  private String sentence(OfTarget policy) {
    Interval bounds = policy.effect().bounds().orElseThrow();
    String name = Plain.line(policy.name());
    if (policy.contradiction().isPresent()) {
      return "Two estimators contradict each other about what %s would earn".formatted(name);
    }
    if (bounds.low() == 0 && bounds.high() == 0) {
      return name + " would earn what was logged";
    }
    if (bounds.low() <= 0 && bounds.high() >= 0) {
      return "The log does not show whether %s would earn more than what was logged (%s)"
          .formatted(name, interval(policy.effect(), 1));
    }
    int sign = bounds.low() > 0 ? 1 : -1;
    return "%s would earn %s %s than what was logged (%s)"
        .formatted(
            name,
            text(policy.effect(), sign * policy.effect().value()) + unit(policy.effect()),
            sign > 0 ? "more" : "less",
            interval(policy.effect(), sign));
  }

  /** The level of every interval of the page. */
  String level() {
    return Figures.level(report.alpha());
  }

  /** {@code 98 % interval 75.3 to 88.9 %}, with this sign. */
  private String interval(Effect it, int sign) {
    Interval bounds = it.bounds().orElseThrow();
    return "%s interval %s to %s%s"
        .formatted(
            level(),
            text(it, sign > 0 ? bounds.low() : -bounds.high()),
            text(it, sign > 0 ? bounds.high() : -bounds.low()),
            unit(it));
  }

  private static String unit(Effect it) {
    return it.relative() ? " %" : "";
  }

  /** As many decimals as the interval justifies. */
  private static String text(Effect it, double value) {
    double scale = it.relative() ? 100 : 1;
    double half = it.bounds().map(Interval::halfWidth).orElse(0.0);
    return Figures.fixed(scale * value, Figures.decimals(scale * half));
  }

  /** How a policy compares with the logged one. */
  static Badge badge(OfTarget it) {
    return badge(word(it));
  }

  /** The badge of a word. */
  static Badge badge(String word) {
    return new Badge(
        switch (word) {
          case BETTER -> Tone.GOOD;
          case WORSE, REFUSED -> Tone.BAD;
          default -> Tone.UNSURE;
        },
        word);
  }

  private static String word(OfTarget it) {
    return it.effect()
        .bounds()
        .map(bounds -> it.contradiction().map(why -> "in doubt").orElse(word(bounds)))
        .orElse(REFUSED);
  }

  private static String word(Interval bounds) {
    return bounds.low() > 0 ? BETTER : bounds.high() < 0 ? WORSE : "not decided";
  }

  /** The verdict on the policy of the headline. */
  String verdict() {
    return lead().map(EvaluationWords::word).orElse(REFUSED);
  }

  /** The claims, if there are any. */
  Optional<Check> check() {
    if (report.claims().isEmpty()) {
      return Optional.empty();
    }
    List<ClaimResult> failed =
        report.claims().stream()
            .filter(it -> it.outcome() != Outcome.HOLDS)
            .sorted(Comparator.comparing(ClaimResult::outcome).reversed())
            .toList();
    return Optional.of(
        new Check(
            CheckSections.ofClaim(failed.isEmpty() ? Outcome.HOLDS : failed.get(0).outcome()),
            failed.isEmpty() ? "" : failure(failed),
            report.held(),
            failed.stream().map(ClaimWords::sentence).toList(),
            List.of()));
  }

  private static String failure(List<ClaimResult> failed) {
    ClaimResult worst = failed.get(0);
    String claim = "\"" + Plain.line(worst.claim().text()) + "\"";
    String more = failed.size() == 1 ? "" : " (and %s more)".formatted(failed.size() - 1);
    return switch (worst.outcome()) {
          case BROKEN -> "The log refutes " + claim;
          case REFUSED -> "The log does not answer " + claim;
          case UNDECIDED -> "The log does not decide " + claim;
          default -> claim + " was not tested";
        }
        + more;
  }

  /** What the first policy and the logged one earn. */
  List<String> details() {
    List<String> details = new ArrayList<>();
    String logged = EvaluationLines.number(report.evaluated().logged().value());
    details.add(
        lead()
            .map(
                it ->
                    "%s earns %s a session by estimator %s; what was logged earned %s."
                        .formatted(
                            Plain.line(it.name()),
                            EvaluationLines.number(it.estimates().get(0).value()),
                            it.estimates().get(0).estimator(),
                            logged))
            .orElse("What was logged earned %s a session.".formatted(logged)));
    if (!answered().isEmpty()) {
      details.add(
          ("Every interval of this page is the %s interval by which claims are judged: each of its"
                  + " ends is wrong in at most %s of logs.")
              .formatted(level(), Figures.percent(report.alpha())));
    }
    return details;
  }

  /** Why policies are refused or in doubt, each reason once. */
  List<String> warnings() {
    return Stream.concat(
            reasons(it -> it.effect().refusals(), "No answer for "), reasons(OfTarget::doubts, ""))
        .toList();
  }

  private Stream<String> reasons(Function<OfTarget, List<String>> of, String start) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (OfTarget it : targets()) {
      of.apply(it)
          .forEach(why -> reasons.computeIfAbsent(why, added -> new ArrayList<>()).add(it.name()));
    }
    return reasons.entrySet().stream()
        .map(it -> start + Figures.some(it.getValue(), NAMED) + ": " + it.getKey())
        .map(Plain::visible);
  }
}
