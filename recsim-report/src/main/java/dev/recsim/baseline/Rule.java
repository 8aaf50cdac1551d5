package dev.recsim.baseline;

import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.Change;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Look;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rule of a check.
 *
 * @param options margin and largest number of seeds
 * @param guards metrics that must not get worse, each with a margin
 * @param claims claims that every run must satisfy
 * @param seeds the trials' own seeds, ascending
 */
public record Rule(
    BaselineOptions options, List<Quantity> guards, List<Claim> claims, List<Integer> seeds) {
  /** Rounding tolerated between thresholds, relative to the larger one. */
  private static final double ROUNDING = 1e-9;

  public Rule {
    guards = List.copyOf(guards);
    claims = List.copyOf(claims);
    seeds = List.copyOf(seeds);
  }

  /** A rule without guards. */
  public Rule(BaselineOptions options, List<Claim> claims, List<Integer> seeds) {
    this(options, List.of(), claims, seeds);
  }

  /** What is compared of each agent: the score, then the guarded metrics. */
  public List<Quantity> quantities() {
    List<Quantity> quantities = new ArrayList<>(List.of(Quantity.score(options.margin())));
    quantities.addAll(guards);
    return quantities;
  }

  /** This rule without claims on other seeds, with the guards of the other rule that it lacks. */
  public Rule withGuardsOf(Rule other, List<Integer> otherSeeds) {
    List<Quantity> all = new ArrayList<>(guards);
    other.guards.stream().filter(it -> guard(it.metric()).isEmpty()).forEach(all::add);
    return new Rule(options, all, List.of(), otherSeeds);
  }

  private Optional<Quantity> guard(String metric) {
    return guards.stream().filter(it -> it.metric().equals(metric)).findFirst();
  }

  /** The seeds of the last look: what a baseline holds. */
  public List<Integer> allSeeds() {
    List<Look> looks = Look.of(seeds, options.maxSeeds(), Check.ALPHA);
    return looks.get(looks.size() - 1).seeds();
  }

  /**
   * The ways in which the other rule is more lenient than this one: a larger margin, removed or
   * widened guards, removed or lowered claims, fewer recorded seeds.
   *
   * @param baseline the scores that this rule was recorded with
   */
  public List<Change> relaxedIn(Rule other, Snapshot baseline) {
    List<Change> changes = new ArrayList<>();
    Margin margin = options.margin();
    Margin wanted = other.options.margin();
    boolean wider = wider(wanted, margin, Quantity.score(null), baseline);
    if (wider) {
      changes.add(new Change("baseline.margin", margin.text(), wanted.text()));
    }
    guards.forEach(guard -> relaxed(guard, other, baseline).ifPresent(changes::add));
    for (Claim claim : claims) {
      if (other.claims.stream().noneMatch(it -> implies(it, claim, wider, baseline))) {
        changes.add(new Change("claims", text(claim), other.replacing(claim).orElse(null)));
      }
    }
    List<Integer> kept = other.allSeeds();
    List<Integer> dropped = allSeeds().stream().filter(seed -> !kept.contains(seed)).toList();
    if (!dropped.isEmpty()) {
      changes.add(new Change("trials.seeds", text(allSeeds()), text(kept)));
    }
    return List.copyOf(changes);
  }

  /** The change of a guard that was removed or widened, or has another direction. */
  private static Optional<Change> relaxed(Quantity guard, Rule other, Snapshot baseline) {
    String key = "baseline.guard." + guard.metric();
    String text = guard.margin().text();
    Optional<Quantity> now = other.guard(guard.metric());
    if (now.isEmpty()) {
      return Optional.of(new Change(key, text, null));
    }
    String wanted = now.get().margin().text();
    if (now.get().lowerIsBetter() != guard.lowerIsBetter()) {
      return Optional.of(new Change(key, text + direction(guard), wanted + direction(now.get())));
    }
    return wider(now.get().margin(), guard.margin(), guard, baseline)
        ? Optional.of(new Change(key, text, wanted))
        : Optional.empty();
  }

  private static String direction(Quantity guard) {
    return guard.lowerIsBetter() ? ", lower is better" : ", higher is better";
  }

  /**
   * Whether a margin is wider than the recorded one, for an agent of the baseline. Where the
   * baseline has no values of the quantity, it is wider if any part of it is.
   */
  private static boolean wider(Margin now, Margin recorded, Quantity of, Snapshot baseline) {
    double[] means =
        baseline.agents().stream()
            .map(agent -> agent.values(of))
            .filter(values -> values.length > 0)
            .mapToDouble(values -> Estimate.of(values).mean())
            .toArray();
    return means.length == 0
        ? !now.within(recorded)
        : Arrays.stream(means).anyMatch(mean -> exceeds(now.around(mean), recorded.around(mean)));
  }

  private static boolean implies(
      Claim now, Claim recorded, boolean widerMargin, Snapshot baseline) {
    if (now instanceof Claim.AtLeast a && recorded instanceof Claim.AtLeast b) {
      return replaces(a, b) && !exceeds(b.atLeast(), a.atLeast());
    }
    if (now instanceof Claim.AtMost a && recorded instanceof Claim.AtMost b) {
      return replaces(a, b) && !exceeds(a.atMost(), b.atMost());
    }
    if (recorded instanceof Claim.NotWorseThan then) {
      if (now instanceof Claim.NotWorseThan it) {
        return it.strictly().equals(then.strictly())
            && (it.margin() == null
                ? !widerMargin
                : !wider(it.margin(), then.margin(), it.of(), baseline));
      }
      return now.equals(then.strictly());
    }
    return now.equals(recorded);
  }

  /** The claim of this rule that replaces a recorded claim it does not imply. */
  private Optional<String> replacing(Claim recorded) {
    return claims.stream().filter(it -> replaces(it, recorded)).map(Rule::text).findFirst();
  }

  private static boolean replaces(Claim now, Claim recorded) {
    if (now instanceof Claim.AtLeast a && recorded instanceof Claim.AtLeast b) {
      return a.agent().equals(b.agent()) && a.quantity().equals(b.quantity());
    }
    if (now instanceof Claim.AtMost a && recorded instanceof Claim.AtMost b) {
      return a.agent().equals(b.agent()) && a.metric().equals(b.metric());
    }
    return now instanceof Claim.NotWorseThan a
        && recorded instanceof Claim.NotWorseThan b
        && a.margin() != null
        && a.strictly().equals(b.strictly());
  }

  /** The claim with a margin of its own. */
  private static String text(Claim claim) {
    return claim instanceof Claim.NotWorseThan not && not.margin() != null
        ? claim.text() + " " + not.margin().text()
        : claim.text();
  }

  /** {@code 0..9}, or a list if there are gaps. */
  private static String text(List<Integer> seeds) {
    int first = seeds.get(0);
    int last = seeds.get(seeds.size() - 1);
    return last - first + 1 == seeds.size() ? first + ".." + last : seeds.toString();
  }

  private static boolean exceeds(double value, double limit) {
    return value - limit > ROUNDING * Math.max(Math.abs(value), Math.abs(limit));
  }
}
