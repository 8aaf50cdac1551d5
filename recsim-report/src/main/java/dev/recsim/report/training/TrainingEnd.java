package dev.recsim.report.training;

import dev.recsim.report.page.Figures;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Ending;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How the training of a learner ended, over its completed trials.
 *
 * <p>A trial was still improving if its automatic training ended at the bound, that is before a
 * plateau. A trial with a declared schedule was still improving if it has at least ten checkpoints,
 * and the best of the last tenth of them is better than the best before by more than 0.2 %. The
 * score of a checkpoint is its exact value, else the mean reward of its validation sessions.
 *
 * @param trials those that learned; at least one
 * @param bound largest number of environment steps that the experiment allows a trial; empty with a
 *     declared schedule, or if it is unknown
 */
public record TrainingEnd(List<Completed> trials, Optional<Long> bound) {
  private static final double LEAST_GAIN = 0.002;
  private static final int FEWEST_CHECKPOINTS = 10;
  private static final int FACTOR = 10;
  private static final String DRAWN =
      "; evaluated with drawn slates, which earned more in validation than the best slates";
  private static final long MOST_STEPS = 1_000_000_000;

  /** Of an agent's completed trials; empty if none of them learned. */
  public static Optional<TrainingEnd> of(List<Completed> completed, Optional<Long> bound) {
    List<Completed> trials = completed.stream().filter(it -> it.ending() != null).toList();
    return trials.isEmpty() ? Optional.empty() : Optional.of(new TrainingEnd(trials, bound));
  }

  /** Mean number of environment steps of a trial. */
  public double meanSteps() {
    return meanSteps(it -> true);
  }

  /** Number of trials whose training ended this way. */
  public int count(Ending ending) {
    return (int) trials.stream().filter(it -> it.ending() == ending).count();
  }

  /** Whether more than half of the trials were still improving. */
  public boolean stillImproving() {
    return 2 * improving() > trials.size();
  }

  /**
   * A sentence without its subject, the agent, and without a full stop: {@code stopped improving
   * after 0.9 M steps (plateau, 10 of 10 seeds)}.
   */
  public String sentence() {
    String drawn = drawn() == 0 ? "" : DRAWN + " (" + ofAll(drawn()) + ")";
    return ended() + drawn;
  }

  private String ended() {
    if (stillImproving()) {
      String seeds = " (%s)".formatted(ofAll(improving()));
      if (scheduled()) {
        return "was still improving at the end of its schedule of "
            + Figures.steps(meanSteps())
            + " steps"
            + seeds
            + (bound.isEmpty() ? ": try training: auto" : ": raise training.env_steps");
      }
      return reachedBound()
          ? "was still improving at the bound of %s steps%s: raise training.env_steps"
              .formatted(Figures.steps(boundedSteps()), seeds)
          : "was still improving after the %s steps that it plans%s: raise training.env_steps"
              .formatted(Figures.steps(boundedSteps()), seeds);
    }
    return scheduled()
        ? "completed its schedule of " + Figures.steps(meanSteps()) + " steps"
        : "stopped improving after %s steps (plateau, %s)"
            .formatted(
                Figures.steps(meanSteps(it -> it.ending() == Ending.PLATEAU)),
                ofAll(count(Ending.PLATEAU)));
  }

  /** Returns what to try if the agent earns too little, as the end of a sentence. */
  public String cure() {
    if (scheduled() && bound.isEmpty()) {
      return "remove its training schedule, so that training lasts until a plateau (training: auto)";
    }
    return stillImproving()
        ? "it was still improving, so try training: {env_steps: %s}"
            .formatted(Math.min(FACTOR * planned(), MOST_STEPS))
        : "search over its learning rate and discount (search:, see docs/search.md)";
  }

  /** Number of trials that were evaluated with a policy that draws its slates. */
  public int drawn() {
    return (int) trials.stream().filter(TrainingEnd::drawn).count();
  }

  private static boolean drawn(Completed trial) {
    return trial.curve().stream().anyMatch(it -> it.epoch() == trial.keptEpoch() && it.drawn());
  }

  private boolean scheduled() {
    return count(Ending.SCHEDULE) > 0;
  }

  /** The bound, or the thousands of steps that the agent plans. */
  private long planned() {
    long steps = Math.round(boundedSteps());
    long thousands = Math.max(1, steps / 1_000) * 1_000;
    return reachedBound() ? bound.orElse(steps) : thousands;
  }

  /** Whether training ended at the bound. Some agents plan fewer steps than the bound allows. */
  private boolean reachedBound() {
    return bound.filter(it -> boundedSteps() < it).isEmpty();
  }

  private double boundedSteps() {
    return meanSteps(it -> it.ending() == Ending.BUDGET);
  }

  private double meanSteps(Predicate<Completed> which) {
    return trials.stream().filter(which).mapToLong(Completed::envSteps).average().orElse(0);
  }

  private int improving() {
    return (int) trials.stream().filter(TrainingEnd::improving).count();
  }

  private String ofAll(int count) {
    return "%s of %s".formatted(count, Figures.count(trials.size(), "seed"));
  }

  private static boolean improving(Completed trial) {
    return switch (trial.ending()) {
      case PLATEAU -> false;
      case BUDGET -> true;
      case SCHEDULE -> rising(trial.curve());
    };
  }

  private static boolean rising(List<Checkpoint> curve) {
    int last = curve.size() - (curve.size() + 9) / 10;
    if (curve.size() < FEWEST_CHECKPOINTS) {
      return false;
    }
    double before = best(curve.subList(0, last));
    return best(curve.subList(last, curve.size())) - before > LEAST_GAIN * Math.abs(before);
  }

  private static double best(List<Checkpoint> curve) {
    return curve.stream()
        .map(it -> it.exactValue() != null ? it.exactValue() : it.meanReward())
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
  }
}
