package dev.recsim.report.worlds;

import dev.recsim.decide.reality.WorldShare;
import dev.recsim.report.page.Figures;
import dev.recsim.report.worlds.WorldStudy.Cause;
import dev.recsim.report.worlds.WorldStudy.Level;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What plausible worlds show, in words. */
public final class WorldWords {
  /** Error rate of each bound of a level: 95 % of both. */
  static final double LEVEL_ALPHA = 0.025;

  private WorldWords() {}

  /**
   * The sentence: {@code new_ranker beats ranker: in 94 of 100 plausible worlds (86 to 98); breaks
   * under cascade (28 of 34)}.
   */
  public static String sentence(WorldStudy it) {
    return it.claim().claim().text()
        + ": "
        + (it.decided().isPresent() ? figures(it) : it.problem());
  }

  /** The sentence without the claim. */
  static String figures(WorldStudy it) {
    WorldShare held = it.held().orElseThrow();
    return "in %s of %s plausible worlds (%s)%s%s%s%s"
        .formatted(
            held.holds(),
            held.worlds(),
            bounds(held, it.alpha()),
            held.undecided() == 0 ? "" : ", %s undecided".formatted(held.undecided()),
            cause(it).map(WorldWords::breaks).orElse(""),
            it.stoppedEarly()
                ? "; stopped early, because none of the %s worlds left could change the verdict"
                    .formatted(it.planned() - held.worlds())
                : "",
            it.least() > it.planned()
                ? "; with %s worlds it can never hold for share %s: declare %s or more"
                    .formatted(
                        it.planned(), BigDecimal.valueOf(it.share()).toPlainString(), it.least())
                : "");
  }

  /** The bounds of a share in percent: {@code 86 to 98}. */
  static String bounds(WorldShare it, double alpha) {
    return Math.round(100 * it.lower(alpha)) + " to " + Math.round(100 * it.upper(alpha));
  }

  private static Optional<Cause> cause(WorldStudy it) {
    return it.causes().stream().filter(Cause::shown).findFirst();
  }

  private static String breaks(Cause cause) {
    Level worst = cause.worst();
    return "; breaks under %s (%s of %s)"
        .formatted(name(cause, worst), worst.share().holds(), worst.share().worlds());
  }

  /** A level with its factor, unless it is the name of a model. */
  private static String name(Cause cause, Level level) {
    return cause.factor().name().equals("model")
        ? level.name()
        : cause.factor().name() + " " + level.name();
  }

  /** How a table of causes is read. */
  static List<String> reading(WorldStudy it) {
    return List.of(
        "The claim must hold in %s of all worlds as these, with an error of at most %s."
            .formatted(Figures.percent(it.share()), Figures.percent(it.alpha())),
        "This is a share of the declared worlds. It is not the chance that the claim is true of"
            + " real users.");
  }
}
