package dev.recsim.report.ab;

import dev.recsim.decide.LiveTest;
import dev.recsim.decide.LiveTest.Decision;
import dev.recsim.decide.MetricTest.Result;
import dev.recsim.live.TestData.What;
import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.judge.LiveTestResult.Role;
import dev.recsim.live.judge.LiveTestResult.Treatment;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What the page of a live test says on top, for readers who decide. */
record AbHeadline(LiveTestResult report) {
  private LookTimes times() {
    return new LookTimes(report);
  }

  private ChangeWords change(OfMetric metric) {
    return new ChangeWords(metric, report.alpha());
  }

  /** The decision. */
  Badge badge() {
    return AbJson.badge(report.decision().name());
  }

  /** What to do with each treatment: {@code Stop c; ship b: day 9 of 28}. */
  String headline() {
    if (refused()) {
      return "These data decide nothing";
    }
    List<String> parts = new ArrayList<>();
    for (Decision decision : LiveTestResult.BY_URGENCY) {
      String arms =
          report.treatments().stream()
              .filter(it -> it.decision() == decision)
              .map(Treatment::arm)
              .collect(Collectors.joining(", "));
      if (!arms.isEmpty()) {
        parts.add(toDo(decision).formatted(arms));
      }
    }
    String now = times().timed() ? ": " + times().now() : "";
    return Plain.capital(String.join("; ", parts)) + now;
  }

  private boolean refused() {
    return report.decision() == Decision.REFUSED;
  }

  private static String toDo(Decision decision) {
    return switch (decision) {
      case SHIP -> "ship %s";
      case STOP -> "stop %s";
      case CONTINUE -> "go on with %s";
      case END -> "end without a verdict on %s";
      case REFUSED -> throw new IllegalStateException("a refused test decides nothing");
    };
  }

  /** Why, in one sentence: the refusal, or the first treatment with the decision. */
  String why() {
    return refused() ? Plain.capital(report.refusals().get(0)) + "." : why(first());
  }

  private Treatment first() {
    return report.treatments().stream()
        .filter(it -> it.decision() == report.decision())
        .findFirst()
        .orElseThrow();
  }

  /** Further sentences: other treatments, refused metrics, and the expected end. */
  List<String> details() {
    if (refused()) {
      return report.refusals().stream().skip(1).map(it -> Plain.capital(it) + ".").toList();
    }
    List<String> details = new ArrayList<>();
    report.treatments().stream().filter(it -> it != first()).map(this::why).forEach(details::add);
    for (Treatment arm : report.treatments()) {
      for (OfMetric it : arm.metrics()) {
        String name = arm.arm() + ":" + it.metric();
        boolean told = due(arm, it) && arm.due().get(0).equals(it.metric());
        if (it.refusal().isPresent() && !told) {
          details.add("%s is refused: %s.".formatted(name, it.refusal().get()));
        }
        if (!told) {
          AbWords.drift(report, it).ifPresent(drift -> details.add(name + " - " + drift + "."));
        }
        if (due(arm, it)) {
          AbWords.forecast(report, it).ifPresent(end -> details.add(name + ": " + end + "."));
        }
      }
    }
    return details;
  }

  /** Whether a treatment waits for a metric. */
  private static boolean due(Treatment arm, OfMetric it) {
    boolean open = arm.decision() == Decision.CONTINUE || arm.decision() == Decision.END;
    return open && arm.due().contains(it.metric());
  }

  /** Why a treatment has its decision. */
  String why(Treatment it) {
    String figures =
        switch (it.decision()) {
          case SHIP -> shown(it);
          case STOP -> lost(it, metric(it, it.due().get(0)));
          case CONTINUE, END, REFUSED ->
              it.due().isEmpty() ? "" : missing(metric(it, it.due().get(0)));
        };
    String reason = AbWords.reason(report, it);
    return (reason.startsWith(it.arm() + " ") ? reason : Plain.capital(reason))
        + (figures.isEmpty() ? "" : ": " + figures)
        + ".";
  }

  private String shown(Treatment arm) {
    return arm.metrics().stream()
        .filter(it -> it.goal().role() != Role.WATCHED)
        .map(
            it ->
                it.goal().role() == Role.BEATS
                    ? it.metric() + " is better"
                    : "%s is not worse than the margin (%s)"
                        .formatted(it.metric(), change(it).margin()))
        .collect(Collectors.joining(", "));
  }

  private String lost(Treatment arm, OfMetric it) {
    String margin =
        Double.isNaN(it.goal().threshold())
            ? ""
            : ", more than the margin (%s)".formatted(change(it).margin());
    return "%s has %s%s"
        .formatted(it.metric(), change(it).sentence(it.results().get(arm.decided())), margin);
  }

  private String missing(OfMetric it) {
    if (it.refusal().isPresent()) {
      return "%s is refused: %s".formatted(it.metric(), it.refusal().get());
    }
    if (change(it).drifts()) {
      return it.metric() + " - " + AbWords.drift(report, it).orElseThrow();
    }
    if (it.last().isEmpty()) {
      return "no look at %s counts yet, %s".formatted(it.metric(), now(it));
    }
    String now = change(it).sentence(it.last().orElseThrow());
    return it.goal().role() == Role.BEATS
        ? "%s must be better and may still be no better, with %s".formatted(it.metric(), now)
        : Double.isNaN(it.goal().threshold())
            ? "%s has no margin on this scale, so it cannot hold".formatted(it.metric())
            : "%s may still be worse than the margin (%s), with %s"
                .formatted(it.metric(), change(it).margin(), now);
  }

  /** The look at which the decision fell; empty if there is none yet. */
  String decided() {
    return refused() || first().decided() < 0 ? "" : AbWords.when(report, first().decided());
  }

  /** When all treatments have shown what they wait for, if the effects stay; empty if unknown. */
  String expectedEnd() {
    double end = 0;
    for (Treatment arm : report.treatments()) {
      for (OfMetric it : arm.metrics()) {
        if (due(arm, it) && arm.decision() == Decision.CONTINUE) {
          if (it.forecast().isEmpty()) {
            return "";
          }
          end = Math.max(end, it.forecast().get().end().orElse(Double.POSITIVE_INFINITY));
        }
      }
    }
    if (end == 0) {
      return "";
    }
    if (Double.isInfinite(end)) {
      return "not by " + times().atShare(1);
    }
    OptionalInt days = report.plan().end().days();
    double least = days.isEmpty() ? 0 : Math.min(1, LiveTest.LEAST_DAYS / (double) days.getAsInt());
    return times().atShare(Math.max(least, end));
  }

  private static OfMetric metric(Treatment arm, String name) {
    return arm.metrics().stream().filter(it -> it.metric().equals(name)).findFirst().orElseThrow();
  }

  /** What a metric is for. */
  static String words(Role role) {
    return switch (role) {
      case BEATS -> "must be better";
      case NOT_WORSE -> "must not be worse";
      case GUARD -> "guard";
      case WATCHED -> "can only stop";
    };
  }

  /** What was counted in the data. */
  static String words(What what) {
    return switch (what) {
      case ROWS -> "rows read";
      case UNITS -> "units assigned";
      case UNITS_IN_SEVERAL_ARMS -> "units in several arms, left out";
      case ROWS_OF_OTHER_ARMS -> "rows of arms that are not declared, left out";
      case ROWS_BEFORE_ASSIGNMENT -> "rows before the assignment of their unit, left out";
      case ROWS_AFTER_WINDOW -> "rows after the window of their unit, left out";
      case DUPLICATES -> "duplicates, of which the first counts";
      case ROWS_AFTER_LAST_LOOK -> "rows after the last look, left out";
      case CLIPPED -> "values above clip, which count as clip";
      case COVARIATES_CHANGED -> "units whose covariate changed after assignment";
      case COVARIATES_MISSING -> "units without a covariate, which counts as 0";
      case RECORDS_LOST -> "records of the served log that are lost";
      case OUTCOMES_LATE -> "outcomes after the attribution";
      case OUTCOMES_REPEATED -> "outcomes that are not the first of their decision";
      case OUTCOMES_OF_NO_DECISION -> "outcomes of decisions that are not in the log, left out";
    };
  }

  /** The latest look that counts; why none does. */
  String now(OfMetric it) {
    if (it.refusal().isPresent()) {
      return it.refusal().get();
    }
    List<Result> results = it.results();
    return it.last()
        .map(change(it)::sentence)
        .orElseGet(
            () ->
                results.isEmpty()
                    ? "no data"
                    : ChangeWords.uncounted(results.get(results.size() - 1).counting()));
  }
}
