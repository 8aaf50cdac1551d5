package dev.recsim.baseline.decision;

import dev.recsim.baseline.decision.ShipDecision.Effect;
import dev.recsim.baseline.decision.ShipDecision.Guard;
import dev.recsim.baseline.decision.ShipDecision.GuardVerdict;
import dev.recsim.baseline.decision.ShipDecision.Verdict;
import dev.recsim.json.JsonObject;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import dev.recsim.stats.PairedRatio;
import dev.recsim.stats.Power;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides whether an agent is worth shipping.
 *
 * <p>Agents are compared by the effects of {@link PairedRatio}, paired by seed. Intervals hold for
 * all compared agents together (Bonferroni), so the best of many is not oversold: an agent that is
 * not better than the reference is called better in at most 2.5 % of experiments, one that is not
 * better by the margin worth shipping in as many. This holds for scores whose differences are
 * symmetric, normal or not. It does not hold if the reference never varies and the others collapse
 * on rare seeds; {@code ShipDecisionRatesTest} has the rates.
 *
 * @param production the agent that runs today; empty if it is not known
 * @param margin gain from which an agent is worth shipping
 * @param guards metrics that may not get worse
 */
public record DecisionRule(Optional<String> production, Margin margin, List<Quantity> guards) {
  /** Error probability of all intervals together, on each side. */
  private static final double ALPHA = 0.025;

  /** Rounding tolerated in differences that are the same on all seeds, as a share of them. */
  private static final double ROUNDING = 1e-12;

  /** Largest number of additional seeds that is proposed. */
  private static final int MOST_SEEDS = 1_000;

  /**
   * Returns the decision; empty without agents.
   *
   * @param all agents with a score; of equal ones the first is taken
   */
  public Optional<ShipDecision> decide(List<Contender> all) {
    List<Contender> ranking = ranking(all);
    if (ranking.isEmpty()) {
      return Optional.empty();
    }
    Contender best = ranking.get(0);
    Optional<Contender> running =
        all.stream().filter(it -> production.filter(it.name()::equals).isPresent()).findFirst();
    if (production.isPresent() && running.isEmpty()) {
      return Optional.of(undecided(Verdict.NOT_COMPARED, best.name(), production.get()));
    }
    Contender reference = running.orElse(ranking.size() > 1 ? ranking.get(1) : best);
    List<Contender> rivals =
        running.isPresent()
            ? ranking.stream().filter(it -> it != reference).toList()
            : ranking.stream().limit(1).filter(it -> it != reference).toList();
    // Which of two agents is the better one is chosen by the same seeds, so it counts as well.
    int compared = Math.max(1, running.isPresent() ? rivals.size() : ranking.size());
    return Optional.of(new Comparing(reference, all, rivals, compared).decision());
  }

  /** Returns agents that a team could ship, best mean first; all if there are only oracles. */
  private static List<Contender> ranking(List<Contender> all) {
    List<Contender> own = all.stream().filter(it -> !it.oracle()).toList();
    return (own.isEmpty() ? all : own)
        .stream().sorted(Comparator.comparingDouble(Contender::mean).reversed()).toList();
  }

  private ShipDecision undecided(Verdict verdict, String candidate, String reference) {
    double share = Optional.ofNullable(margin.relative()).orElse(0.0);
    return new ShipDecision(
        verdict,
        candidate,
        reference,
        production.isPresent(),
        true,
        share,
        null,
        List.of(),
        List.of());
  }

  /** The values of two agents on their common seeds. */
  private record Pairs(double[] x, double[] y) {
    static Pairs of(SortedMap<Integer, Double> agent, SortedMap<Integer, Double> reference) {
      SortedMap<Integer, Double> common = new TreeMap<>(agent);
      common.keySet().retainAll(reference.keySet());
      common.keySet().removeIf(it -> !Double.isFinite(agent.get(it) - reference.get(it)));
      return new Pairs(
          common.values().stream().mapToDouble(Double::doubleValue).toArray(),
          common.keySet().stream().mapToDouble(reference::get).toArray());
    }

    int n() {
      return x.length;
    }

    double effect(boolean relative) {
      double mean = Estimate.mean(y);
      return (Estimate.mean(x) - mean) / (relative ? mean : 1);
    }

    Optional<Interval> interval(boolean relative, double alpha) {
      return n() < 2
          ? Optional.empty()
          : relative
              ? PairedRatio.of(x, y).interval(alpha)
              : Optional.of(MeanDifference.paired(x, y).bounds(alpha));
    }

    /** Whether the effect is the same on all seeds. */
    boolean same(boolean relative) {
      return deviation(relative) <= ROUNDING * Math.abs(effect(relative));
    }

    double deviation(boolean relative) {
      return relative
          ? PairedRatio.of(x, y).standardDeviation()
          : MeanDifference.paired(x, y).standardDeviation();
    }
  }

  /** An agent on the seeds that it shares with the reference; no interval for one seed. */
  private record Compared(Contender agent, Pairs pairs, Optional<Interval> interval) {}

  /** An agent with its verdict, guards included. */
  private record Judged(Compared compared, Verdict verdict, List<Guard> guards) {}

  /** The comparison of all agents with one. */
  private final class Comparing {
    private final Contender reference;
    private final List<Contender> rivals;
    private final double alpha;
    private final boolean relative;
    private final double gain;
    private final List<Compared> all;

    /**
     * @param rivals agents that could be shipped instead
     * @param compared number of simultaneous intervals
     */
    Comparing(Contender reference, List<Contender> agents, List<Contender> rivals, int compared) {
      this.reference = reference;
      this.rivals = rivals;
      this.alpha = ALPHA / compared;
      boolean ofShare = margin.absolute() == null;
      List<Compared> shares = ofShare ? compared(agents, true) : List.of();
      this.relative =
          ofShare
              && shares.stream()
                  .allMatch(it -> it.pairs.n() < 2 ? it.pairs.y[0] > 0 : it.interval.isPresent());
      this.all = relative ? shares : compared(agents, false);
      this.gain = relative ? margin.relative() : margin.around(reference.mean());
    }

    private List<Compared> compared(List<Contender> agents, boolean share) {
      List<Compared> compared = new ArrayList<>();
      for (Contender agent : agents) {
        Pairs pairs = Pairs.of(agent.scores(), reference.scores());
        if (agent != reference && pairs.n() > 0) {
          compared.add(new Compared(agent, pairs, pairs.interval(share, alpha)));
        }
      }
      return compared;
    }

    ShipDecision decision() {
      Set<String> names = rivals.stream().map(Contender::name).collect(Collectors.toSet());
      Optional<Judged> best =
          all.stream()
              .filter(it -> names.contains(it.agent.name()))
              .map(this::judged)
              .min(
                  Comparator.comparing(Judged::verdict)
                      .thenComparing(it -> -it.compared.pairs.effect(relative)));
      if (best.isEmpty()) {
        return rivals.isEmpty()
            ? of(Verdict.ALONE, Optional.empty(), null, List.of())
            : of(Verdict.NOT_COMPARED, Optional.of(rivals.get(0)), null, List.of());
      }
      Judged it = best.get();
      boolean open = it.verdict == Verdict.OPEN || it.verdict == Verdict.BETTER_SIZE_OPEN;
      Integer more = open ? moreSeeds(it.compared) : null;
      return of(it.verdict, Optional.of(it.compared.agent), more, it.guards);
    }

    private ShipDecision of(
        Verdict verdict, Optional<Contender> candidate, Integer more, List<Guard> its) {
      return new ShipDecision(
          verdict,
          candidate.map(Contender::name).orElse(null),
          reference.name(),
          production.isPresent(),
          relative,
          gain,
          more,
          all.stream().map(it -> effect(it, candidate)).toList(),
          its);
    }

    private Effect effect(Compared it, Optional<Contender> candidate) {
      Contender agent = it.agent;
      Optional<Pairs> toCandidate =
          candidate
              .filter(other -> other != agent)
              .map(other -> Pairs.of(agent.scores(), other.scores()))
              .filter(pairs -> pairs.n() > 0);
      return new Effect(
          agent.name(),
          agent.oracle(),
          agent.oracle() ? null : verdict(it),
          it.pairs.effect(relative),
          it.interval.map(JsonObject::rounded).orElse(null),
          it.pairs.n(),
          toCandidate.map(to -> JsonObject.rounded(to.effect(relative))).orElse(null));
    }

    private Judged judged(Compared it) {
      List<Guard> own = guards.stream().flatMap(guard -> guard(it.agent, guard).stream()).toList();
      Verdict alone = verdict(it);
      boolean fails =
          alone.compareTo(Verdict.BETTER_BELOW_MARGIN) <= 0
              && own.stream().anyMatch(guard -> guard.verdict() == GuardVerdict.FAILS);
      return new Judged(it, fails ? Verdict.GUARD_FAILS : alone, own);
    }

    private Verdict verdict(Compared it) {
      return it.interval.isEmpty()
          ? Verdict.ONE_SEED
          : lucky(it) ? Verdict.OPEN : verdict(it.interval.get());
    }

    private Verdict verdict(Interval it) {
      if (it.low() > 0) {
        return it.low() >= gain
            ? Verdict.SHIP
            : it.high() < gain ? Verdict.BETTER_BELOW_MARGIN : Verdict.BETTER_SIZE_OPEN;
      }
      if (it.high() > 0 && it.high() >= gain) {
        return Verdict.OPEN;
      }
      return it.low() >= -gain
          ? Verdict.NO_DIFFERENCE
          : it.high() < 0 ? Verdict.WORSE : Verdict.NOT_BETTER;
    }

    /** Whether all seeds differ by the same amount, and there are so few that it may be chance. */
    private boolean lucky(Compared it) {
      Pairs pairs = it.pairs;
      return !(it.agent.fixed() && reference.fixed())
          && pairs.n() < sameSeeds()
          && pairs.effect(false) != 0
          && (pairs.same(false) || relative && pairs.same(true));
    }

    /** The seeds on which a sign is the same by chance with probability alpha: 1 / 2^n. */
    private int sameSeeds() {
      return (int) Math.ceil(StrictMath.log(1 / alpha) / StrictMath.log(2));
    }

    /** About how many seeds more decide whether the gain is reached; null if that is unknown. */
    private Integer moreSeeds(Compared it) {
      double distance = Math.abs(it.pairs.effect(relative) - gain);
      int all =
          lucky(it) ? sameSeeds() : Power.pairsFor(it.pairs.deviation(relative), distance, alpha);
      int more = Math.max(1, all - it.pairs.n());
      return all == 0 || more > MOST_SEEDS ? null : (Integer) more;
    }

    private Optional<Guard> guard(Contender agent, Quantity quantity) {
      SortedMap<Integer, Double> own = agent.metric(quantity.metric());
      SortedMap<Integer, Double> others = reference.metric(quantity.metric());
      Pairs pairs = Pairs.of(own, others);
      if (pairs.n() == 0) {
        return Optional.empty();
      }
      Optional<Interval> bounds = pairs.interval(false, alpha / guards.size());
      double before = Estimate.mean(pairs.y);
      double loss = quantity.margin().around(before);
      boolean lower = quantity.lowerIsBetter();
      return Optional.of(
          new Guard(
              quantity.metric(),
              lower,
              before,
              Estimate.mean(pairs.x),
              bounds.map(JsonObject::rounded).orElse(null),
              loss,
              bounds
                  .map(it -> lower ? new Interval(-it.high(), -it.low()) : it)
                  .map(it -> guard(it, loss))
                  .orElse(GuardVerdict.OPEN)));
    }

    private static GuardVerdict guard(Interval gained, double loss) {
      if (gained.low() < -loss) {
        return gained.high() < -loss ? GuardVerdict.FAILS : GuardVerdict.OPEN;
      }
      return gained.low() > 0
          ? GuardVerdict.BETTER
          : gained.low() == 0 && gained.high() == 0
              ? GuardVerdict.SAME
              : gained.high() < 0 ? GuardVerdict.ALLOWED : GuardVerdict.HOLDS;
    }
  }
}
