package dev.recsim.api.compose;

import dev.recsim.api.Description;
import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.Range;

/**
 * Options of a {@link ComposedEnvironment}. Create them with {@link #of} and change them one by
 * one:
 *
 * <pre>{@code
 * new ComposedEnvironment(
 *     ComposedOptions.of(users, documents, choice).with("candidates", 20).with("slate_size", 3));
 * }</pre>
 *
 * @param user the users, and how they behave
 * @param documents where documents come from
 * @param choice how users choose from a slate
 * @param candidates number of documents to choose from at each step
 * @param slateSize number of documents shown at once
 * @param resample how often candidates are drawn
 * @param corpusSeed seed of the documents with {@link Resample#CORPUS}
 * @param turnover number of candidates replaced at each step, the oldest first
 * @param growth number of candidates added at each step
 * @param reward name of the signal whose sum over the slate is the reward; null for the user
 *     model's
 * @param maxSessionLength number of steps after which a session is cut off
 */
public record ComposedOptions(
    @Description("The users, and how they behave.") Part<UserModelProvider<?>> user,
    @Description("The documents: where they come from.") Part<DocumentSamplerProvider<?>> documents,
    @Description("How users choose from a slate.") Part<ChoiceModelProvider<?>> choice,
    @Description("Number of documents to choose from at each step.") @Range(min = 1, max = 100_000)
        int candidates,
    @Description("Number of documents shown at once.") @Range(min = 1, max = 1_000) int slateSize,
    @Description(
            "When new candidates are drawn: at each step (step), for each session"
                + " (session), or never (corpus: the same documents for all users).")
        Resample resample,
    @Description("Seed of the documents of a corpus.") long corpusSeed,
    @Description(
            "Number of candidates that new ones replace at each step, the oldest first; not"
                + " with resample: step.")
        @Range(min = 0, max = 100_000)
        int turnover,
    @Description("Number of candidates added at each step; not with resample: step.")
        @Range(min = 0, max = 1_000)
        int growth,
    @Description(
            "The signal whose sum is the reward, such as watch_time or click. Default: the"
                + " one that the user model declares.")
        String reward,
    @Description("Number of steps after which a session is cut off.")
        @Range(min = 1, max = 1_000_000)
        int maxSessionLength) {

  /**
   * {@return options of these parts with defaults: ten candidates drawn at each step, slates of one
   * document, the user model's reward, and sessions of at most 1,000 steps}
   *
   * @param user the users
   * @param documents where documents come from
   * @param choice how users choose
   */
  public static ComposedOptions of(
      Part<UserModelProvider<?>> user,
      Part<DocumentSamplerProvider<?>> documents,
      Part<ChoiceModelProvider<?>> choice) {
    return new ComposedOptions(
        user, documents, choice, 10, 1, Resample.STEP, 42, 0, 0, null, 1_000);
  }

  /**
   * {@return a copy of these options with one of them changed}
   *
   * @param key of the option in YAML, for example {@code slate_size}
   * @param value of the option's type
   * @throws IllegalArgumentException if there is no such option, or the value is not of its type
   */
  public ComposedOptions with(String key, Object value) {
    return Options.with(this, key, value);
  }

  /** How often candidates are drawn. */
  public enum Resample {
    /** At each step. */
    STEP,
    /** For each session. */
    SESSION,
    /** Once: all sessions have the same candidates. */
    CORPUS
  }
}
