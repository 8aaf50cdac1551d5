package dev.recsim.baseline;

import dev.recsim.baseline.rule.BaselineOptions;
import dev.recsim.baseline.rule.Change;
import dev.recsim.baseline.rule.Claim;
import dev.recsim.baseline.rule.Look;
import dev.recsim.baseline.rule.Margin;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rule of a check.
 *
 * @param options margin and largest number of seeds
 * @param claims claims that every run must satisfy
 * @param seeds the trials' own seeds, ascending
 */
public record Rule(BaselineOptions options, List<Claim> claims, List<Integer> seeds) {
  /** Rounding tolerated between thresholds, relative to the larger one. */
  private static final double ROUNDING = 1e-9;

  public Rule {
    claims = List.copyOf(claims);
    seeds = List.copyOf(seeds);
  }

  /** The seeds of the last look: what a baseline holds. */
  public List<Integer> allSeeds() {
    List<Look> looks = Look.of(seeds, options.maxSeeds(), Check.ALPHA);
    return looks.get(looks.size() - 1).seeds();
  }

  /**
   * The ways in which the other rule is more lenient than this one: a larger margin, removed or
   * lowered claims, fewer recorded seeds.
   *
   * @param baseline the scores that this rule was recorded with
   */
  public List<Change> relaxedIn(Rule other, Snapshot baseline) {
    Margin margin = options.margin();
    Margin wanted = other.options.margin();
    List<Change> changes = new ArrayList<>();
    boolean wider =
        baseline.agents().stream()
            .filter(agent -> !agent.scores().isEmpty())
            .mapToDouble(agent -> Estimate.of(agent.values()).mean())
            .anyMatch(mean -> exceeds(wanted.around(mean), margin.around(mean)));
    if (wider) {
      changes.add(new Change("baseline.margin", margin.text(), wanted.text()));
    }
    for (Claim claim : claims) {
      if (other.claims.stream().noneMatch(it -> implies(it, claim, wider))) {
        changes.add(new Change("claims", claim.text(), other.replacing(claim).orElse(null)));
      }
    }
    List<Integer> kept = other.allSeeds();
    List<Integer> dropped = allSeeds().stream().filter(seed -> !kept.contains(seed)).toList();
    if (!dropped.isEmpty()) {
      changes.add(new Change("trials.seeds", text(allSeeds()), text(kept)));
    }
    return List.copyOf(changes);
  }

  private static boolean implies(Claim now, Claim recorded, boolean widerMargin) {
    if (now instanceof Claim.AtLeast a && recorded instanceof Claim.AtLeast b) {
      return a.agent().equals(b.agent())
          && a.quantity().equals(b.quantity())
          && !exceeds(b.atLeast(), a.atLeast());
    }
    if (recorded instanceof Claim.NotWorseThan not) {
      return now.equals(new Claim.Beats(not.agent(), not.other()))
          || now.equals(recorded) && !widerMargin;
    }
    return now.equals(recorded);
  }

  /** The claim of this rule that replaces a recorded claim it does not imply. */
  private Optional<String> replacing(Claim recorded) {
    return claims.stream()
        .filter(
            it ->
                it instanceof Claim.AtLeast a
                    && recorded instanceof Claim.AtLeast b
                    && a.agent().equals(b.agent())
                    && a.quantity().equals(b.quantity()))
        .map(Claim::text)
        .findFirst();
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
