package dev.recsim.report.check;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Figures;
import dev.recsim.rule.Claim;
import dev.recsim.stats.Interval;
import dev.recsim.stats.Power;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A verdict on a claim in words. */
public final class ClaimWords {
  private static final int MOST_TIMES = 1_000;

  private ClaimWords() {}

  /** The verdict as one sentence. */
  public static String sentence(ClaimResult it) {
    return sentence(it, "");
  }

  /** The verdict as one sentence, with the unit of rewards. */
  static String sentence(ClaimResult it, String unit) {
    return "claim \"%s\" %s: %s"
        .formatted(Phrases.line(it.claim().text()), it.outcome(), reason(it, unit));
  }

  /** The verdict for readers of a page. */
  static String plain(ClaimResult it) {
    return "The claim \"%s\" %s"
        .formatted(
            Phrases.line(it.claim().text()),
            it.outcome() == Outcome.HOLDS ? "holds" : "is " + OutcomeWords.page(it.outcome()));
  }

  /** The figures behind the verdict, or why there are none. */
  public static String reason(ClaimResult it) {
    return reason(it, "");
  }

  static String reason(ClaimResult it, String unit) {
    return it.problem()
        .map(Phrases::line)
        .orElseGet(() -> value(it, unit) + than(it) + " (" + facts(it) + ")" + conclusion(it));
  }

  /**
   * {@code 8.31 a session}, {@code 96.1 % of the optimum}, {@code 0.12 less}; of a metric {@code
   * 0.12 worse}, because less of it may be better.
   */
  private static String value(ClaimResult it, String unit) {
    if (it.claim() instanceof Claim.AtMost) {
      return Figures.number(it.value(), decimals(it));
    }
    if (it.claim() instanceof Claim.AtLeast claim) {
      return text(it, it.value()) + unit(claim, unit);
    }
    return comparesMetric(it.claim()) && it.value() != 0
        ? Figures.number(Math.abs(it.value()), decimals(it))
            + (it.value() < 0 ? " worse" : " better")
        : Phrases.difference(it.value(), decimals(it));
  }

  private static boolean comparesMetric(Claim claim) {
    return claim instanceof Claim.OfTwo two && !two.of().isScore();
  }

  private static String unit(Claim.AtLeast claim, String unit) {
    return switch (claim.quantity()) {
      case Claim.SHARE_OF_OPTIMUM -> " of the optimum";
      case Claim.MEAN_REWARD -> Phrases.perSession(unit);
      default -> "";
    };
  }

  private static String than(ClaimResult it) {
    return it.claim().agents().stream()
        .skip(1)
        .map(other -> (it.value() == 0 ? " from " : " than ") + Phrases.line(other))
        .findFirst()
        .orElse("");
  }

  private static String unit(ClaimResult it) {
    return it.ofLog() ? "session" : "seed";
  }

  private static String facts(ClaimResult it) {
    return Stream.of(
            Phrases.interval(it.bounds(), it.alpha(), value -> text(it, value), unit(it)),
            Optional.of("margin " + Figures.number(Math.abs(it.threshold()), decimals(it)))
                .filter(margin -> it.claim() instanceof Claim.NotWorseThan),
            Optional.of(Figures.count(it.sample().size(), unit(it))))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
  }

  /** A figure of a claim: a share of the optimum as a percentage, another value as a number. */
  static String text(ClaimResult it, double value) {
    if (!(it.claim() instanceof Claim.AtLeast claim)
        || !claim.quantity().equals(Claim.SHARE_OF_OPTIMUM)) {
      return Figures.number(value, decimals(it));
    }
    String percent = Figures.number(100 * value, Math.max(1, decimals(it) - 2)) + " %";
    return percent.startsWith("100") ? Figures.percent(value) : percent;
  }

  /** Enough to tell the value from the threshold: 0.9899 is not 0.99. */
  static int decimals(ClaimResult it) {
    int least = Figures.decimals(it.bounds());
    return it.outcome() == Outcome.HOLDS
        ? least
        : Figures.decimals(least, it.value(), it.threshold());
  }

  private static String conclusion(ClaimResult it) {
    if (it.outcome() != Outcome.UNDECIDED) {
      return "";
    }
    return it.bounds().isEmpty()
        ? "; too few seeds for a test: use 5 or more"
        : "; neither shown nor refuted: %s would decide"
            .formatted(it.ofLog() ? sessions(it, it.bounds().get()) : "more seeds");
  }

  /** {@code about 12,000 more sessions}, if the difference is as large as it seems. */
  private static String sessions(ClaimResult it, Interval bounds) {
    double distance = it.value() - it.threshold();
    double reach = distance > 0 ? it.value() - bounds.low() : bounds.high() - it.value();
    double times = Power.timesToDecide(reach, distance, it.alpha());
    if (!(times < MOST_TIMES)) {
      return "more than %s times as many sessions".formatted(Figures.count(MOST_TIMES));
    }
    long more = Figures.significant((times - 1) * it.sample().size(), 2).longValue();
    return "about %s more session%s".formatted(Figures.count(more), more == 1 ? "" : "s");
  }
}
