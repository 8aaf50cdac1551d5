package dev.recsim.report.worlds;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.decide.reality.WorldFactor;
import dev.recsim.decide.reality.WorldShare;
import dev.recsim.random.RandomKey;
import dev.recsim.rule.Claim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the worlds that ran show of a claim.
 *
 * @param claim the claim
 * @param demand when the claim holds
 * @param factors properties in which the worlds differ
 * @param worlds those that ran, in order; no more than decide the verdict
 * @param notes sentences on what the worlds vary
 * @param problem why more worlds are needed that have not run; empty if there is no reason
 * @param file of the worst world, beside the report; empty if no world ran
 */
public record WorldStudy(
    Claim.InWorlds claim,
    Demand demand,
    List<Factor> factors,
    List<Judged> worlds,
    List<String> notes,
    String problem,
    String file) {
  /** Chance of a factor's share that is called a cause. */
  private static final double CAUSE = 0.01;

  private static final RandomKey PERMUTATIONS = RandomKey.root(0).child("world factors");

  public WorldStudy {
    factors = List.copyOf(factors);
    worlds = List.copyOf(worlds);
    notes = List.copyOf(notes);
  }

  /**
   * When a claim holds.
   *
   * @param planned number of declared worlds
   * @param share of all such worlds in which the claim must hold
   * @param alpha error rate of each bound
   */
  public record Demand(int planned, double share, double alpha) {}

  /** A property in which worlds differ, with its levels in words. */
  public record Factor(String name, List<String> levels) {
    public Factor {
      levels = List.copyOf(levels);
    }
  }

  /**
   * A world.
   *
   * @param number from 1
   * @param levels its level of each factor, from 0
   * @param values how it differs, in words
   * @param claim the result of the claim in this world
   */
  public record Judged(int number, List<Integer> levels, List<String> values, ClaimResult claim) {
    public Judged {
      levels = List.copyOf(levels);
      values = List.copyOf(values);
    }

    boolean holds() {
      return claim.outcome() == Outcome.HOLDS;
    }

    boolean open() {
      return claim.outcome() == Outcome.UNDECIDED;
    }
  }

  /**
   * The worlds of one level of a factor.
   *
   * @param factor index of the factor
   */
  public record Level(int factor, String name, WorldShare share) {}

  /**
   * How much of the verdicts a factor explains.
   *
   * @param levels with worlds
   */
  public record Cause(Factor factor, WorldFactor explained, List<Level> levels) {
    /** Whether so large a share would be rare if the factor made no difference. */
    public boolean shown() {
      return explained.p() <= CAUSE;
    }

    /** The level in which the claim holds in the smallest share of worlds. */
    public Level worst() {
      return levels.stream()
          .min(Comparator.comparingDouble(it -> (double) it.share().holds() / it.share().worlds()))
          .orElseThrow();
    }
  }

  public int planned() {
    return demand.planned();
  }

  public double share() {
    return demand.share();
  }

  public double alpha() {
    return demand.alpha();
  }

  /** In how many worlds the claim holds; empty if none ran. */
  public Optional<WorldShare> held() {
    return worlds.isEmpty() ? Optional.empty() : Optional.of(held(worlds));
  }

  private static WorldShare held(List<Judged> some) {
    return new WorldShare(
        (int) some.stream().filter(Judged::holds).count(),
        (int) some.stream().filter(Judged::open).count(),
        some.size());
  }

  /** The verdict that no further world can change; empty if one can. */
  public Optional<WorldShare.Verdict> decided() {
    return held().flatMap(it -> it.curtailed(planned(), share(), alpha()));
  }

  /** Whether worlds did not run because they could not change the verdict. */
  public boolean stoppedEarly() {
    return worlds.size() < planned() && decided().isPresent();
  }

  /** The least number of worlds with which the claim can hold. */
  public int least() {
    int least = 1;
    while (new WorldShare(least, 0, least).lower(alpha()) < share()) {
      least++;
    }
    return least;
  }

  /** The world in which the claim is furthest from holding; empty if none ran. */
  public Optional<Judged> worst() {
    return worlds.stream()
        .min(Comparator.comparingDouble(it -> it.claim().value() - it.claim().threshold()));
  }

  /** The factors with their levels, the largest cause first. */
  public List<Cause> causes() {
    List<Cause> causes = new ArrayList<>();
    boolean[] holds = new boolean[worlds.size()];
    for (int w = 0; w < holds.length; w++) {
      holds[w] = worlds.get(w).holds();
    }
    for (int f = 0; f < factors.size() && holds.length > 0; f++) {
      int factor = f;
      int[] levels = worlds.stream().mapToInt(it -> it.levels().get(factor)).toArray();
      RandomKey key = PERMUTATIONS.child(f);
      causes.add(
          new Cause(factors.get(f), WorldFactor.of(holds, levels, key::bits), levels(factor)));
    }
    causes.sort(Comparator.comparingDouble((Cause it) -> it.explained().share()).reversed());
    return causes;
  }

  private List<Level> levels(int factor) {
    List<Level> levels = new ArrayList<>();
    List<String> names = factors.get(factor).levels();
    for (int i = 0; i < names.size(); i++) {
      int level = i;
      List<Judged> its = worlds.stream().filter(it -> it.levels().get(factor) == level).toList();
      if (!its.isEmpty()) {
        levels.add(new Level(factor, names.get(i), held(its)));
      }
    }
    return levels;
  }

  /** The verdict as that of a claim. */
  public ClaimResult result() {
    Outcome outcome =
        decided()
            .map(
                it ->
                    switch (it) {
                      case HOLDS -> Outcome.HOLDS;
                      case BROKEN -> Outcome.BROKEN;
                      case UNDECIDED -> Outcome.UNDECIDED;
                    })
            .orElse(Outcome.INCOMPLETE);
    String words = outcome == Outcome.INCOMPLETE ? problem : WorldWords.figures(this);
    return ClaimResult.told(claim, outcome, words);
  }
}
