package dev.recsim.fit.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compares a fitted model with held-out sessions. */
public interface Judge {

  /**
   * Log probabilities of the held-out sessions under a model.
   *
   * @param name of the model
   * @param sessions log probability of each distinct session, in nats; finite
   * @param counts how often each occurs
   * @param decisions number of decisions in all of them
   */
  record Prediction(String name, double[] sessions, int[] counts, long decisions) {

    /**
     * Checks the log probabilities.
     *
     * @throws IllegalArgumentException if one is not finite
     */
    public Prediction {
      if (!Arrays.stream(sessions).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            name
                + " gives a held-out session the probability 0, so it cannot be compared; choose a"
                + " model in which all sessions of the log are possible");
      }
    }

    /** A prediction of sessions that are all counted once. */
    public static Prediction of(String name, double[] sessions, long decisions) {
      int[] once = new int[sessions.length];
      Arrays.fill(once, 1);
      return new Prediction(name, sessions, once, decisions);
    }
  }

  /**
   * What is held out, if it is not every session with a number.
   *
   * @param fitted number of sessions or users of the fit
   * @param heldOut number of those held out
   * @param words which, in words
   */
  record Split(long fitted, long heldOut, String words) {}

  /** What is held out; empty if it is every session with a number. */
  default Optional<Split> split() {
    return Optional.empty();
  }

  /** The prediction of the fitted model. */
  Prediction prediction();

  /** Predictions of the same sessions by what the model must beat, one or more. */
  List<Prediction> baselines();

  /** The findings on this kind of model, without the likelihoods. */
  default List<FitFinding> findings(Accept accept) {
    return List.of();
  }

  /**
   * What nothing in this log could show. Deviations of findings that chance explains are added to
   * them.
   */
  default List<Unseen> notLookedFor(Accept accept) {
    return List.of();
  }

  /** Distributions of the log beside those of the model. */
  default List<Picture> pictures() {
    return List.of();
  }
}
