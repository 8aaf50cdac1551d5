package dev.recsim.serve;

import dev.recsim.served.Outcome;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Checks outcomes. */
final class OutcomeCheck {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Set<String> STATUS = Set.of("continues", "ended", "cut_off");

  private OutcomeCheck() {}

  static void check(Outcome outcome, int slateSize) {
    unless(
        outcome.decision() != null && ID.matcher(outcome.decision()).matches(),
        "the outcome names no decision; send the 32 hexadecimal digits of the ranking");
    check(
        outcome.clicks(),
        all -> all.stream().allMatch(it -> it != null && it >= 0 && it < slateSize),
        "clicks must be positions from 0 to " + (slateSize - 1));
    check(
        outcome.clicks(),
        all -> Set.copyOf(all).size() == all.size(),
        "a position is clicked twice; send each once");
    check(
        outcome.rewards(),
        all -> all.length <= slateSize && isFinite(all),
        "rewards must be finite, at most one for each of " + slateSize + " positions");
    check(outcome.reward(), Double::isFinite, "the reward must be a finite number");
    check(
        outcome.signals(),
        all -> all.values().stream().allMatch(OutcomeCheck::isFinite),
        "signals must be finite numbers");
    check(
        outcome.status(),
        STATUS::contains,
        "the status must be continues, ended or cut_off, not " + outcome.status());
  }

  /** Checks a part that may be missing. */
  private static <T> void check(T part, Predicate<T> rule, String problem) {
    unless(part == null || rule.test(part), problem);
  }

  private static boolean isFinite(double... values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static void unless(boolean valid, String problem) {
    if (!valid) {
      throw new RankRefused(problem);
    }
  }
}
