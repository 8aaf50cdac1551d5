package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Part;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.api.compose.Candidates.Supply;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Simulates users with a user model, a document sampler and a choice model, as RecSim does (Ie et
 * al., arXiv 1909.04847, section 4). At each step the user scores the shown documents, the choice
 * model draws the clicks, the user responds and changes state, and the candidates are updated.
 */
public final class ComposedEnvironment implements Environment {
  /** Number of documents up to which sets of candidates grow. */
  private static final long MOST_GROWN = 100_000;

  private final UserModel users;
  private final ChoiceModel choice;

  /** Null if the users have no observable score. */
  private final UserModel.Scorer scorer;

  private final Supply supply;
  private final Space space;
  private final Counters counters;
  private final List<String> counterNames;
  private final List<Metric> metrics;
  private final int rewardSignal;
  private final int maxSessionLength;

  /**
   * Creates an environment.
   *
   * @param options its parts and sizes
   * @throws InvalidOption if parts are missing or do not fit together
   */
  public ComposedEnvironment(Options options) {
    DocumentSampler sampler =
        InvalidOption.inside(
            "documents", () -> options.documents().make(DocumentSamplerProvider<Record>::create));
    users =
        InvalidOption.inside(
            "user",
            () ->
                options
                    .user()
                    .make((UserModelProvider<Record> it, Record own) -> it.create(own, sampler)));
    choice =
        InvalidOption.inside(
            "choice", () -> options.choice().make(ChoiceModelProvider<Record>::create));
    scorer = users.observableScore().orElse(null);
    check(options, sampler);
    supply = supply(options, sampler);
    space =
        new Space(
            supply.flow().most(),
            options.slateSize(),
            1,
            sampler.topics(),
            users.features(),
            sampler.features(),
            users.signals());
    counters =
        new Counters(
            users.signals(),
            users.latents(),
            users::better,
            sampler.topics(),
            options.resample() == Resample.CORPUS ? options.candidates() : 0);
    counterNames = counters.names();
    metrics = counters.metrics();
    rewardSignal = rewardSignal(options);
    maxSessionLength = options.maxSessionLength();
  }

  private static Supply supply(Options options, DocumentSampler sampler) {
    int candidates = options.candidates();
    int grown = options.growth() == 0 ? 0 : options.growth() * (options.maxSessionLength() - 1);
    return new Supply(
        sampler,
        candidates,
        new Supply.Flow(
            options.turnover(),
            options.growth(),
            (int) Math.max(candidates, Math.min(MOST_GROWN, (long) candidates + grown))),
        options.resample(),
        Supply.changes(sampler),
        options.resample() == Resample.CORPUS
            ? Supply.draw(sampler, candidates, RandomKey.root(options.corpusSeed()).child("corpus"))
            : null);
  }

  private int rewardSignal(Options options) {
    String reward = options.reward() == null ? users.reward() : options.reward();
    int signal = users.signals().indexOf(reward);
    InvalidOption.unless(
        signal >= 0,
        "reward",
        "must be a signal of the users (%s), but is \"%s\""
            .formatted(String.join(", ", users.signals()), reward));
    return signal;
  }

  private void check(Options options, DocumentSampler sampler) {
    InvalidOption.unless(
        users.documents().isAssignableFrom(sampler.documents()),
        "documents",
        "are of type %s, whose %s the users of type %s cannot judge; choose documents that are %s"
            .formatted(
                options.documents().provider().name(),
                sampler.documents().getSimpleName(),
                options.user().provider().name(),
                users.documents().getSimpleName()));
    InvalidOption.unless(
        options.slateSize() <= options.candidates(),
        "slateSize",
        "must be at most the %s candidates, but is %s"
            .formatted(options.candidates(), options.slateSize()));
    boolean anew = options.resample() == Resample.STEP;
    InvalidOption.unless(
        !anew || options.turnover() == 0,
        "turnover",
        "needs candidates that stay; write resample: session");
    InvalidOption.unless(
        options.growth() == 0 || options.candidates() < MOST_GROWN,
        "growth",
        "adds documents up to 100,000 in all; take fewer candidates, or leave growth out");
    InvalidOption.unless(
        !anew || options.growth() == 0,
        "growth",
        "needs candidates that stay; write resample: session");
    InvalidOption.unless(
        options.turnover() <= options.candidates(),
        "turnover",
        "must be at most the %s candidates, but is %s"
            .formatted(options.candidates(), options.turnover()));
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public Session open(RandomKey key) {
    return new UserSession(this, key);
  }

  @Override
  public String rewardUnit() {
    return users.unit(users.signals().get(rewardSignal));
  }

  @Override
  public List<String> counters() {
    return counterNames;
  }

  @Override
  public int sparseCounters() {
    return counters.sparse();
  }

  @Override
  public OptionalInt catalogue() {
    return counters.corpus() > 0 ? OptionalInt.of(counters.corpus()) : OptionalInt.empty();
  }

  @Override
  public List<Metric> metrics() {
    return metrics;
  }

  @Override
  public Optional<Appeal> appeal() {
    return choice instanceof ChoiceModel.Luce luce && scorer != null
        ? Optional.of(new Known(luce))
        : Optional.empty();
  }

  @Override
  public Optional<Appeal.Score> observableScore() {
    return scorer != null ? Optional.of(this::score) : Optional.empty();
  }

  private double score(Observation observation, int candidate) {
    Document document = observation.candidates().get(candidate);
    return scorer.score(observation.user(), document);
  }

  UserModel users() {
    return users;
  }

  ChoiceModel choice() {
    return choice;
  }

  Supply supply() {
    return supply;
  }

  Counters count() {
    return counters;
  }

  int rewardSignal() {
    return rewardSignal;
  }

  int maxSessionLength() {
    return maxSessionLength;
  }

  private final class Known implements Appeal {
    private final ChoiceModel.Luce luce;

    Known(ChoiceModel.Luce luce) {
      this.luce = luce;
    }

    @Override
    public double weight(Observation observation, int candidate) {
      return luce.weight(score(observation, candidate));
    }

    @Override
    public double noClickWeight(Observation observation) {
      return luce.noClickWeight();
    }
  }

  /**
   * Options of a {@link ComposedEnvironment}. Create them with {@link #of} and change them one by
   * one:
   *
   * <pre>{@code
   * new ComposedEnvironment(
   *     Options.of(users, documents, choice).with("candidates", 20).with("slate_size", 3));
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
  public record Options(
      @Description("The users, and how they behave.") Part<UserModelProvider<?>> user,
      @Description("The documents: where they come from.")
          Part<DocumentSamplerProvider<?>> documents,
      @Description("How users choose from a slate.") Part<ChoiceModelProvider<?>> choice,
      @Description("Number of documents to choose from at each step.")
          @Range(min = 1, max = 1_000_000)
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
     * {@return options of these parts with defaults: ten candidates drawn at each step, slates of
     * one document, the user model's reward, and sessions of at most 1,000 steps}
     *
     * @param user the users
     * @param documents where documents come from
     * @param choice how users choose
     */
    public static Options of(
        Part<UserModelProvider<?>> user,
        Part<DocumentSamplerProvider<?>> documents,
        Part<ChoiceModelProvider<?>> choice) {
      return new Options(user, documents, choice, 10, 1, Resample.STEP, 42, 0, 0, null, 1_000);
    }

    /**
     * {@return a copy of these options with one of them changed}
     *
     * @param key of the option in YAML, for example {@code slate_size}
     * @param value of the option's type
     * @throws IllegalArgumentException if there is no such option, or the value is not of its type
     */
    public Options with(String key, Object value) {
      return dev.recsim.api.Options.with(this, key, value);
    }
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
