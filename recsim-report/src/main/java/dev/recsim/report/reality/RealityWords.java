package dev.recsim.report.reality;

import dev.recsim.decide.reality.CalibratedEffect;
import dev.recsim.decide.reality.LogRatio;
import dev.recsim.decide.reality.RecordState;
import dev.recsim.report.page.Figures;
import java.util.List;

/** What is said of the distance to reality. */
public final class RealityWords {
  /** Said of environments without a record or a log of another policy. */
  public static final String UNKNOWN = "in simulation, distance to reality unknown";

  /** What reports say of an environment that no log was fitted to. */
  public static final String INVENTED =
      "in an environment that is invented or from a paper, so the distance to reality is unknown";

  private static final int NEEDED = 3;

  private RealityWords() {}

  /**
   * An effect as past tests calibrate it. All effects are ln(to / from).
   *
   * @param state what the record allows to say
   * @param tests that count
   * @param missing tests that are due and have no outcome
   * @param effect its mean and its interval
   * @param level of the interval
   * @param simulated what the simulation predicts
   */
  public record Effect(
      RecordState state,
      int tests,
      List<String> missing,
      CalibratedEffect effect,
      double level,
      double simulated) {}

  /** {@code new_ranker: predicted +1.8 % (90 % interval -0.3 to +4.0, from 14 past tests; ...)}. */
  public static String sentence(String agent, Effect it) {
    return agent + ": " + sentence(it);
  }

  /** The effect in one sentence, without the agent. */
  public static String sentence(Effect it) {
    return switch (it.state()) {
      case UNKNOWN ->
          "%s in simulation, distance to reality unknown (%s of %s tests); if it is as for simulated users, the %s interval is %s"
              .formatted(
                  change(it.simulated()),
                  it.tests(),
                  NEEDED,
                  level(it.level()),
                  range(it.effect().low(), it.effect().high()));
      case REFUSED ->
          "%s in simulation; the record is refused, because tests lack outcomes: %s"
              .formatted(change(it.simulated()), String.join(", ", it.missing()));
      case OUTSIDE -> predicted(it) + ", a larger change than any test";
      case PROVISIONAL -> predicted(it) + ", provisional below 5 tests";
      case CALIBRATED -> predicted(it);
    };
  }

  private static String predicted(Effect it) {
    int decimals = decimals(it.effect().low(), it.effect().high());
    return "predicted %s %% (%s interval %s to %s, from %s; simulation alone %s %%)"
        .formatted(
            signed(it.effect().center(), decimals),
            level(it.level()),
            signed(it.effect().low(), decimals),
            signed(it.effect().high(), decimals),
            Figures.count(it.tests(), "past test"),
            signed(it.simulated(), decimals));
  }

  /** {@code +2.1 %}, of an effect ln(to / from). */
  static String change(double effect) {
    return signed(effect, Math.abs(effect) < 0.001 ? 2 : 1) + " %";
  }

  /** {@code -0.3 to +4.0 %}, of effects ln(to / from). */
  static String range(double low, double high) {
    int decimals = decimals(low, high);
    return signed(low, decimals) + " to " + signed(high, decimals) + " %";
  }

  /** {@code 90 %}. */
  static String level(double level) {
    return Figures.level((1 - level) / 2);
  }

  private static int decimals(double low, double high) {
    return high - low < 0.005 ? 2 : 1;
  }

  private static String signed(double effect, int decimals) {
    return Figures.signed(percent(effect), decimals);
  }

  /** An effect ln(to / from) as a relative change in percent. */
  static double percent(double effect) {
    return 100 * LogRatio.relative(effect);
  }

  /**
   * What a record says if nothing is predicted: no past, or how many tests.
   *
   * @param known whether a log of another policy says something too
   */
  public static String standing(RecordState state, int tests, boolean known) {
    return switch (state) {
      case UNKNOWN ->
          "%s (%s of %s tests)"
              .formatted(known ? "the record has too few tests" : UNKNOWN, tests, NEEDED);
      case REFUSED -> UNKNOWN + ": tests lack outcomes";
      case OUTSIDE, PROVISIONAL, CALIBRATED ->
          "the record has %s; predict the next change with recsim:predict"
              .formatted(Figures.count(tests, "past test"));
    };
  }

  /** What the record allows, in a few words. */
  static String headline(RealityReport it) {
    return switch (it.state()) {
      case UNKNOWN -> "too few tests to know the distance to reality";
      case REFUSED -> "tests lack outcomes";
      case OUTSIDE, PROVISIONAL -> "too few tests for claims";
      case CALIBRATED -> it.coverage().tooNarrow() ? "intervals were too narrow" : "";
    };
  }

  /** What to do, by what the record allows. */
  static String toDo(RealityReport it) {
    return switch (it.state()) {
      case UNKNOWN, OUTSIDE, PROVISIONAL ->
          "Predict the next live test before it starts; five outcomes let claims be judged.";
      case REFUSED -> "Write the outcomes of all tests, also of those that were stopped.";
      case CALIBRATED ->
          it.coverage().tooNarrow()
              ? "Trust only the live tests, and look for what the environment lacks."
              : "Use the intervals below for changes like those of the record.";
    };
  }

  /** The state of a record in one sentence. */
  public static String summary(RealityReport it) {
    String intervals =
        it.coverage().intervals() == 0
            ? ""
            : "; %s of %s intervals contained the outcome"
                .formatted(it.coverage().covered(), it.coverage().intervals());
    return switch (it.state()) {
      case UNKNOWN ->
          "Distance to reality unknown (%s of %s tests).".formatted(it.counted(), NEEDED);
      case REFUSED -> "Refused: " + String.join(", ", it.missing()) + " lack outcomes.";
      case OUTSIDE, PROVISIONAL ->
          "Intervals from %s are provisional%s."
              .formatted(Figures.count(it.counted(), "test"), intervals);
      case CALIBRATED ->
          "Intervals from %s%s.".formatted(Figures.count(it.counted(), "test"), intervals);
    };
  }
}
