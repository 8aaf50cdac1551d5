package dev.recsim.report.check;

import dev.recsim.baseline.Claim;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.page.Figures;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a check says of a claim, as one sentence. */
final class ClaimSentence {
  private ClaimSentence() {}

  static String of(ClaimResult result) {
    String head = "claim \"" + Phrases.line(result.claim().text()) + "\" " + result.outcome();
    return result.problem() != null
        ? head + ": " + Phrases.line(result.problem())
        : head
            + ": "
            + value(result)
            + than(result)
            + " ("
            + facts(result)
            + ")"
            + conclusion(result);
  }

  /** {@code 8.31 a session}, {@code 0.961 of the optimum}, {@code 0.12 less}. */
  static String value(ClaimResult result) {
    int decimals = decimals(result);
    if (compares(result.claim())) {
      return Phrases.difference(result.value(), decimals);
    }
    return Figures.number(result.value(), decimals)
        + (result.claim() instanceof Claim.ShareOfOptimum ? " of the optimum" : " a session");
  }

  private static String than(ClaimResult result) {
    String other =
        result.claim() instanceof Claim.Beats beats
            ? beats.other()
            : result.claim() instanceof Claim.NotWorseThan not ? not.other() : "";
    return other.isEmpty() ? "" : (result.value() == 0 ? " from " : " than ") + Phrases.line(other);
  }

  /** {@code 98 % interval 0.950 to 0.972}; empty for a single seed. */
  static Optional<String> interval(ClaimResult result) {
    return compares(result.claim())
        ? Phrases.differenceInterval(result.bounds(), result.alpha(), decimals(result))
        : Phrases.interval(result.bounds(), result.alpha(), decimals(result));
  }

  private static String facts(ClaimResult result) {
    return Stream.of(
            interval(result),
            result.claim() instanceof Claim.NotWorseThan
                ? Optional.of(Phrases.margin(Math.abs(result.threshold()), decimals(result)))
                : Optional.<String>empty(),
            Optional.of(Figures.count(result.seeds(), "seed")))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
  }

  private static boolean compares(Claim claim) {
    return claim instanceof Claim.Beats || claim instanceof Claim.NotWorseThan;
  }

  /** Enough to tell the value from the threshold: 0.9899 is not 0.99. */
  private static int decimals(ClaimResult result) {
    int decimals = Figures.decimals(result.bounds());
    if (result.outcome() == Outcome.HOLDS || Double.isNaN(result.value())) {
      return decimals;
    }
    return Figures.decimals(decimals, result.value(), result.threshold());
  }

  private static String conclusion(ClaimResult result) {
    if (result.outcome() != Outcome.UNDECIDED) {
      return "";
    }
    return result.bounds().isEmpty()
        ? "; too few seeds to tell it from luck: 5 or more"
        : "; neither shown nor refuted: more seeds would decide";
  }
}
