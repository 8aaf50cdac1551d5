package dev.recsim.report;

import dev.recsim.baseline.decision.ShipDecision;
import dev.recsim.baseline.decision.ShipDecision.Effect;
import dev.recsim.baseline.decision.ShipDecision.Guard;
import dev.recsim.baseline.decision.ShipDecision.GuardVerdict;
import dev.recsim.baseline.decision.ShipDecision.Verdict;
import dev.recsim.report.page.About;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Plain;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A decision in words.
 *
 * @param unit of rewards, in the plural; may be empty
 */
public record DecisionWords(ShipDecision decision, String unit) {
  private static final int MOST_DECIMALS = 2;

  /** Oracles that are named. */
  private static final int NAMED = 3;

  private static final double ROUNDING = 1e-9;

  /** With so many seeds or more, rare failures show. */
  private static final int MANY_SEEDS = 10;

  /** Returns the decision in one sentence. */
  String headline() {
    if (decision.verdict() == Verdict.ALONE) {
      return "%s is the only agent%s: there is nothing to decide."
          .formatted(
              decision.reference(), decision.effects().isEmpty() ? "" : " that a team could ship");
    }
    if (decision.verdict() == Verdict.NOT_COMPARED) {
      return "%s and %s share no completed seed, so nothing is compared."
          .formatted(decision.candidate(), other() + (decision.production() ? "," : ""));
    }
    if (decision.verdict() == Verdict.PRODUCTION_REGRESSED) {
      return "%s, got worse than its baseline, so nothing is compared with it."
          .formatted(Plain.capital(other()));
    }
    Effect it = decision.best().orElseThrow();
    return decision.verdict() == Verdict.WORSE && decision.production()
        ? "Nothing beats %s: %s, the best other agent, earns %s (%s)."
            .formatted(other(), it.agent(), change(it), basis(it))
        : "%s earns %s%s".formatted(it.agent(), compared(it), conclusion(it));
  }

  /** {@code production, b}; without production, the name alone. */
  public String other() {
    return (decision.production() ? "production, " : "") + decision.reference();
  }

  /** {@code 4.7 % more than production, b (interval 3.8 to 5.5 %)}. */
  private String compared(Effect it) {
    String other = decision.production() ? other() : other() + ", the next best agent";
    boolean fails = decision.verdict() == Verdict.GUARD_FAILS;
    return it.effect() == 0
        ? "the same as %s (%s)".formatted(other, basis(it))
        : "%s than %s%s".formatted(change(it), other, fails ? "," : " (" + basis(it) + ")");
  }

  private String conclusion(Effect it) {
    return switch (decision.verdict()) {
      case SHIP -> ": worth shipping by your margin of " + margin() + ".";
      case BETTER_SIZE_OPEN ->
          ": better; whether by your margin of " + margin() + " is open" + more();
      case BETTER_BELOW_MARGIN -> ": better, by less than your margin of " + margin() + ".";
      case NO_DIFFERENCE -> ": no difference that matters by your margin of " + margin() + ".";
      case NOT_BETTER -> ": not worth shipping by your margin of " + margin() + ".";
      case OPEN -> ": cannot tell yet" + more();
      case ONE_SEED -> ": one seed cannot tell.";
      case GUARD_FAILS -> " but " + String.join(" and ", failing()) + ".";
      default -> ": worse.";
    };
  }

  /** {@code : about 12 more seeds.} */
  private String more() {
    return Optional.ofNullable(decision.moreSeeds())
        .map(it -> ": about " + Figures.count(it, "more seed") + ".")
        .orElse("; the difference is about the margin.");
  }

  private List<String> failing() {
    return decision.guards().stream()
        .filter(it -> it.verdict() == GuardVerdict.FAILS)
        .map(it -> name(it) + " " + moved(it) + against() + " (allowed " + allowed(it) + ")")
        .toList();
  }

  /** Whom a fall is against; what runs today is named already. */
  private String against() {
    return decision.production() ? "" : " against " + decision.reference();
  }

  /** Returns sentences that stand below the headline and the figures of the candidate. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>(oracles());
    for (Guard guard : decision.guards()) {
      if (guard.verdict() == GuardVerdict.OPEN) {
        sentences.add(
            "Whether %s got worse by more than the allowed %s is open."
                .formatted(name(guard), allowed(guard)));
      }
    }
    decision
        .best()
        .filter(it -> it.seeds() < MANY_SEEDS && it.interval() != null)
        .filter(it -> decision.verdict().compareTo(Verdict.BETTER_SIZE_OPEN) <= 0)
        .filter(it -> !same(it))
        .ifPresent(
            it ->
                sentences.add(
                    "%s show no rare failure: one on a quarter of all seeds goes unseen in %s of runs."
                        .formatted(
                            Plain.capital(Figures.count(it.seeds(), "seed")),
                            percent(StrictMath.pow(0.75, it.seeds()), 0))));
    if (!decision.production() && decision.candidate() != null) {
      sentences.add(
          "To compare with what runs today, name it as production in the experiment file.");
    }
    return sentences;
  }

  /** Returns a sentence for each of the best oracles, which earn what nobody can ship. */
  private List<String> oracles() {
    boolean ofReference = decision.ofReference();
    String other = ofReference ? decision.reference() : decision.candidate();
    SortedMap<Double, String> oracles = new TreeMap<>(Comparator.reverseOrder());
    decision.effects().stream()
        .filter(it -> it.oracle() && !it.agent().equals(decision.candidate()))
        .filter(it -> ofReference || it.ofCandidate() != null)
        .forEach(
            it ->
                oracles.merge(
                    ofReference ? it.effect() : it.ofCandidate(),
                    it.agent(),
                    "%s and %s"::formatted));
    List<String> sentences = new ArrayList<>();
    oracles.forEach(
        (effect, names) -> {
          boolean same = Math.abs(effect) < ROUNDING;
          String earns = same ? "the same" : change(effect, Optional.empty());
          sentences.add(
              sentences.isEmpty()
                  ? "%s, which knows the users, earns %s %s %s%s."
                      .formatted(
                          names,
                          earns,
                          same ? "as" : "than",
                          other,
                          effect < -ROUNDING ? "" : ": the ceiling")
                  : "%s, which knows the users too, earns %s.".formatted(names, earns));
        });
    return sentences.subList(0, Math.min(NAMED, sentences.size()));
  }

  /** {@code 4.7 % more}. */
  private String change(Effect it) {
    return change(it.effect(), Optional.ofNullable(it.interval()));
  }

  private String change(double effect, Optional<Interval> interval) {
    String size =
        decision.relative()
            ? percent(Math.abs(effect), decimals(effect, interval))
            : Figures.number(Math.abs(effect), Figures.decimals(interval))
                + " "
                + About.aSession(unit);
    return size + (effect < 0 ? " less" : " more");
  }

  private String basis(Effect it) {
    return it.interval() == null
        ? "on the one seed they share"
        : same(it) ? "the same on every seed" : "interval " + interval(it);
  }

  private static boolean same(Effect it) {
    return Figures.noSpread(it.interval());
  }

  /** {@code 3.8 to 5.5 %}, {@code 0.50 to 0.72}. */
  private String interval(Effect it) {
    Optional<Interval> interval = Optional.ofNullable(it.interval());
    if (!decision.relative() || interval.isEmpty() || same(it)) {
      return Figures.interval(interval);
    }
    int decimals = decimals(it.effect(), interval);
    return Figures.number(100 * it.interval().low(), decimals)
        + " to "
        + percent(it.interval().high(), decimals);
  }

  /** Returns decimals of a share in percent: as many as its interval justifies, at most two. */
  private static int decimals(double share, Optional<Interval> interval) {
    boolean spread = interval.filter(it -> !Figures.noSpread(it)).isPresent();
    int justified = spread ? Figures.decimals(100 * interval.get().halfWidth()) : 1;
    return Math.abs(share) >= 1 ? 0 : Math.min(MOST_DECIMALS, justified);
  }

  private static String percent(double share, int decimals) {
    return Figures.number(100 * share, decimals) + " %";
  }

  /** {@code 2 %}, {@code 0.5 minutes a session}. */
  public String margin() {
    return decision.relative()
        ? Figures.plain(100 * decision.margin()) + " %"
        : Figures.plain(decision.margin()) + " " + About.aSession(unit);
  }

  private static String name(Guard it) {
    return it.metric().replace('_', ' ');
  }

  /** {@code fell from 0.95 to 0.84}. */
  private static String moved(Guard it) {
    int decimals =
        Figures.decimals(
            Figures.decimals(Optional.ofNullable(it.bounds())), it.reference(), it.candidate());
    String now = Figures.number(it.candidate(), decimals);
    return it.candidate() == it.reference()
        ? "is the same, " + now
        : "%s from %s to %s"
            .formatted(
                it.candidate() < it.reference() ? "fell" : "rose",
                Figures.number(it.reference(), decimals),
                now);
  }

  /** {@code fell from 0.95 to 0.84, 11.5 %; allowed 2 %}. */
  public static String sentence(Guard it) {
    boolean shown = it.reference() != 0 && it.candidate() != it.reference();
    return moved(it)
        + (shown ? ", " + Figures.percent(Math.abs(it.candidate() / it.reference() - 1)) : "")
        + "; allowed "
        + allowed(it);
  }

  private static String allowed(Guard it) {
    return it.reference() == 0
        ? Figures.plain(it.margin())
        : Figures.plain(100 * it.margin() / Math.abs(it.reference())) + " %";
  }
}
