package dev.recsim.api.compose;

import dev.recsim.api.Appeal;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.api.compose.Candidates.Supply;
import dev.recsim.api.compose.ComposedOptions.Resample;
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
  public ComposedEnvironment(ComposedOptions options) {
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
    int grown = options.growth() == 0 ? 0 : options.growth() * (options.maxSessionLength() - 1);
    int most = (int) Math.min(100_000L, (long) options.candidates() + grown);
    supply =
        new Supply(
            sampler,
            options.candidates(),
            most,
            options.resample(),
            options.turnover(),
            options.growth(),
            options.resample() == Resample.CORPUS
                ? Supply.draw(
                    sampler,
                    options.candidates(),
                    RandomKey.root(options.corpusSeed()).child("corpus"))
                : null);
    space =
        new Space(
            most,
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
    String reward = options.reward() == null ? users.reward() : options.reward();
    rewardSignal = users.signals().indexOf(reward);
    InvalidOption.unless(
        rewardSignal >= 0,
        "reward",
        "must be a signal of the users (%s), but is \"%s\""
            .formatted(String.join(", ", users.signals()), reward));
    maxSessionLength = options.maxSessionLength();
  }

  private void check(ComposedOptions options, DocumentSampler sampler) {
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
    return choice instanceof LuceChoice luce && scorer != null
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
    private final LuceChoice luce;

    Known(LuceChoice luce) {
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
}
