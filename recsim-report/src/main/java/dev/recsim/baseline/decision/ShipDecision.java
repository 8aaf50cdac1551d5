package dev.recsim.baseline.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.recsim.json.JsonObject;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an experiment says about shipping an agent: {@code decision} of {@code results.json}.
 *
 * @param verdict on the candidate
 * @param candidate the agent to ship, the best one; null if there is nothing to compare
 * @param reference the agent that runs today, or else the next best one; with one agent that agent
 * @param production whether the experiment file names the reference as what runs today
 * @param relative whether effects and margin are shares of the reference's mean; if not, they are
 *     in units of the score, because that mean is not clearly above 0 or the margin is absolute
 * @param margin gain from which an agent is worth shipping, 0 or more
 * @param moreSeeds about how many more seeds would decide, if the effect stays as observed; null if
 *     that is decided, unknown or more than 1,000
 * @param effects of the other agents with a score that share a seed with the reference
 * @param guards metrics of the candidate against the reference
 */
public record ShipDecision(
    Verdict verdict,
    String candidate,
    String reference,
    boolean production,
    boolean relative,
    double margin,
    Integer moreSeeds,
    List<Effect> effects,
    List<Guard> guards) {
  public ShipDecision {
    margin = JsonObject.rounded(margin);
    effects = effects == null ? List.of() : List.copyOf(effects);
    guards = guards == null ? List.of() : List.copyOf(guards);
  }

  /** The verdict, by the candidate's interval; of several candidates, the first one counts. */
  public enum Verdict {
    /** The whole interval is at the margin or above it. */
    SHIP("worth shipping"),
    /** It is better; whether by the margin is open. */
    BETTER_SIZE_OPEN("better"),
    /** It earns more or may earn more, but a guard got worse by more than its margin. */
    GUARD_FAILS("a guard fails"),
    /** It may be worse than the reference, and better by the margin. */
    OPEN("not decided"),
    /** It is better, by less than the margin. */
    BETTER_BELOW_MARGIN("better, below the margin"),
    /** It is neither better nor worse by the margin. */
    NO_DIFFERENCE("no difference that matters"),
    /** It is not better by the margin, and may be worse by more than that. */
    NOT_BETTER("not worth shipping"),
    /** It is worse. */
    WORSE("worse"),
    /** There is one seed. */
    ONE_SEED("one seed"),
    /** There is one agent that a team could ship. */
    ALONE("alone"),
    /** The agent that runs today got worse than its baseline: it is no yardstick. */
    PRODUCTION_REGRESSED("production got worse"),
    /** The agent that runs today has no score, or shares no seed with another one. */
    NOT_COMPARED("not compared");

    private final String word;

    @JsonCreator
    static Verdict of(String key) {
      return Stream.of(values()).filter(it -> it.toString().equals(key)).findFirst().orElse(null);
    }

    Verdict(String word) {
      this.word = word;
    }

    /** The verdict on an agent in a few words. */
    public String word() {
      return word;
    }

    /** Returns the key in JSON. */
    @Override
    public String toString() {
      return JsonObject.key(this);
    }
  }

  /**
   * How an agent compares with the reference on the seeds of both.
   *
   * @param verdict on the agent alone, without guards; null for an oracle
   * @param effect above 0 if the agent earns more
   * @param interval simultaneous with those of all agents, 95 % for all together; null for one seed
   * @param ofCandidate the same effect against the candidate; null for the candidate, and if they
   *     share no seed
   */
  public record Effect(
      String agent,
      boolean oracle,
      Verdict verdict,
      double effect,
      Interval interval,
      int seeds,
      Double ofCandidate) {
    public Effect {
      effect = JsonObject.rounded(effect);
    }
  }

  /**
   * A guarded metric, means over the seeds of both agents.
   *
   * @param lower whether lower is better
   * @param bounds of candidate - reference; null for fewer than two seeds
   * @param margin loss that is tolerated, in units of the metric
   */
  public record Guard(
      String metric,
      boolean lower,
      double reference,
      double candidate,
      Interval bounds,
      double margin,
      GuardVerdict verdict) {
    public Guard {
      reference = JsonObject.rounded(reference);
      candidate = JsonObject.rounded(candidate);
      margin = JsonObject.rounded(margin);
    }
  }

  /** The verdict on a guard; the worst first. */
  public enum GuardVerdict {
    /** It got worse by more than its margin. */
    FAILS("worse"),
    /** Whether it got worse by more than its margin is open. */
    OPEN("not decided"),
    /** It got worse, by less than its margin. */
    ALLOWED("worse, allowed"),
    /** It did not get worse by more than its margin. */
    HOLDS("no worse"),
    /** It is the same on every seed. */
    SAME("unchanged"),
    /** It got better. */
    BETTER("better");

    private final String word;

    @JsonCreator
    static GuardVerdict of(String key) {
      return Stream.of(values()).filter(it -> it.toString().equals(key)).findFirst().orElse(null);
    }

    GuardVerdict(String word) {
      this.word = word;
    }

    /** The verdict in a few words. */
    public String word() {
      return word;
    }

    /** Returns the key in JSON. */
    @Override
    public String toString() {
      return JsonObject.key(this);
    }
  }

  /** Returns that nothing is decided, because what runs today got worse than its baseline. */
  public ShipDecision withoutYardstick() {
    return new ShipDecision(
        Verdict.PRODUCTION_REGRESSED,
        candidate,
        reference,
        production,
        relative,
        margin,
        null,
        List.of(),
        List.of());
  }

  /** Whether oracles and the result are compared with the reference, not with the candidate. */
  public boolean ofReference() {
    return candidate == null || verdict == Verdict.WORSE;
  }

  /** The effect of the candidate; empty if there is nothing to compare. */
  public Optional<Effect> best() {
    return effects.stream().filter(it -> it.agent().equals(candidate)).findFirst();
  }
}
