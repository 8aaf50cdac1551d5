package dev.recsim.serve;

import java.util.Set;
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
    unless(
        outcome.clicks() == null
            || outcome.clicks().stream().allMatch(it -> it != null && it >= 0 && it < slateSize),
        "clicks must be positions from 0 to " + (slateSize - 1));
    unless(
        outcome.clicks() == null || Set.copyOf(outcome.clicks()).size() == outcome.clicks().size(),
        "a position is clicked twice; send each once");
    unless(
        outcome.rewards() == null
            || outcome.rewards().length <= slateSize && isFinite(outcome.rewards()),
        "rewards must be finite, at most one for each of " + slateSize + " positions");
    unless(
        outcome.reward() == null || Double.isFinite(outcome.reward()),
        "the reward must be a finite number");
    unless(
        outcome.signals() == null
            || outcome.signals().values().stream().allMatch(OutcomeCheck::isFinite),
        "signals must be finite numbers");
    unless(
        outcome.status() == null || STATUS.contains(outcome.status()),
        "the status must be continues, ended or cut_off, not " + outcome.status());
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
