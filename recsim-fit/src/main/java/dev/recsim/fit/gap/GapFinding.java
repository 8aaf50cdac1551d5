package dev.recsim.fit.gap;

import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.judge.NumberText;
import dev.recsim.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * The verdict on a gap in words.
 *
 * @param log its name
 * @param measured the gap
 * @param rule the tolerance
 */
public record GapFinding(String log, Measured measured, GapRule rule) {
  /** What the names of findings about logs of other policies start with. */
  public static final String PREFIX = "counterfactual.";

  /** Logs at least this many times as long as a log are not advised. */
  private static final double LONGEST = 1_000;

  /** A log, as a finding advises to lengthen it. */
  private record Advice(String name, double error, long sessions) {}

  /**
   * The finding.
   *
   * @param fitSessions number of sessions of the fit; 0 if the environment was not fitted
   */
  public FitFinding finding(long fitSessions) {
    Gap gap = measured.gap();
    Verdict verdict = verdict();
    String meaning =
        switch (verdict) {
          case HOLDS, PASSES -> "; the gap is at most " + NumberText.percent(rule.bound(gap));
          case FAILS -> "; " + cause();
          case UNDECIDED -> "; " + advice(fitSessions);
        };
    return new FitFinding(
        PREFIX + log,
        verdict,
        Math.abs(gap.relative()),
        rule.tolerance(),
        rule.chance(gap),
        figures() + meaning + "." + leftOut());
  }

  private Verdict verdict() {
    boolean censored = measured.cutOffShare() > rule.tolerance();
    return censored ? Verdict.UNDECIDED : rule.verdict(measured.gap());
  }

  private String figures() {
    Gap gap = measured.gap();
    Interval interval = rule.interval(gap);
    return "Predicted %s, observed %s a %s: %s %% (%s %% interval %s to %s%s)%s"
        .formatted(
            NumberText.digits(gap.predicted()),
            NumberText.digits(gap.observed()),
            measured.unit(),
            signed(gap.relative()),
            new BigDecimal(100 * rule.level())
                .setScale(1, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString(),
            signed(interval.low()),
            signed(interval.high()),
            gap.seFit() > 0 ? "; the fit leaves +-" + size(rule.half(gap.seFit())) : "",
            parts(gap.parts()));
  }

  private static String parts(Gap.Parts parts) {
    return parts == null
        ? ""
        : ": start %s, responses %s, leaving %s"
            .formatted(signed(parts.start()), signed(parts.responses()), signed(parts.leaving()));
  }

  private static String signed(double share) {
    String size = size(share);
    return (share < 0 && !size.equals("0.0") ? "-" : "+") + size;
  }

  private static String size(double share) {
    return new BigDecimal(100 * Math.abs(share))
        .setScale(1, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  /** The part that is most of the gap. */
  private String cause() {
    Gap.Parts parts = measured.gap().parts();
    String responses =
        "users respond otherwise than in the environment: there are kinds of users or they changed,"
            + " or the policy of this log used what the environment lacks";
    if (parts == null) {
      return responses;
    }
    double sign = Math.signum(measured.gap().relative());
    double most = sign * parts.responses();
    if (sign * parts.leaving() > Math.max(most, sign * parts.start())) {
      return "after a response, users leave or move otherwise than in the environment";
    }
    return sign * parts.start() > most
        ? "sessions start elsewhere than in the environment"
        : responses;
  }

  private String advice(long fitSessions) {
    Gap gap = measured.gap();
    if (measured.cutOffShare() > rule.tolerance()) {
      return "%s of the sessions were cut off, too many to leave them out"
          .formatted(NumberText.percent(measured.cutOffShare()));
    }
    if (gap.sessions() < GapRule.FEWEST) {
      return "%s sessions are too few, log at least %s of this policy"
          .formatted(gap.sessions(), GapRule.FEWEST);
    }
    if (GapRule.isThin(gap)) {
      return "%s of its steps show a document in a state with fewer than %s rows in the fit's log, log more there"
          .formatted(NumberText.percent(gap.thinSteps()), Gap.ENOUGH);
    }
    if (rule.isOfPrior(gap)) {
      return "without the prior of the fit it would be %s %%, log more of the fit's log"
          .formatted(signed(gap.withoutPrior()));
    }
    Advice advice =
        gap.seFit() > gap.seLog()
            ? new Advice("the fit's log", gap.seFit(), fitSessions)
            : new Advice("this log", gap.seLog(), gap.sessions());
    long needed = rule.sessions(advice.error, advice.sessions);
    return needed > advice.sessions && needed < LONGEST * advice.sessions
        ? "log more of %s, about %s sessions in all".formatted(advice.name, rounded(needed))
        : "log more of %s; the gap is near the tolerance".formatted(advice.name);
  }

  /** Two significant digits, rounded up. */
  private static String rounded(long sessions) {
    MathContext digits = new MathContext(2, RoundingMode.UP);
    long round = new BigDecimal(sessions).round(digits).longValue();
    return String.format(Locale.ROOT, "%,d", round);
  }

  private static String leftOut(long sessions, String which) {
    return sessions == 0 ? "" : " Sessions %s are left out: %s.".formatted(which, sessions);
  }

  private String leftOut() {
    return leftOut(measured.cutOff(), "that were cut off")
        + leftOut(measured.unknown(), "with documents or states that the environment lacks");
  }
}
