package dev.recsim.serve;

import dev.recsim.api.Options;
import dev.recsim.serve.arm.Arms;
import dev.recsim.serve.feature.FeatureRule;
import dev.recsim.serve.log.DecisionSink;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link Ranker} serves, and how.
 *
 * <pre>{@code
 * RankerOptions.of(Map.of("new", Source.of(Path.of("promoted/shop/slate_q"))))
 *     .withCatalogue(Path.of("catalogue.jsonl"));
 * }</pre>
 *
 * @param policies by name; without a promoted one, slates are drawn from the catalogue or from the
 *     candidates of a request, and the log has the states of requests, whatever they are
 * @param catalogue file of documents, JSON lines or CSV; null for none
 * @param arms who serves whom; null for one arm {@code all} of the only policy
 * @param requests how requests are answered
 * @param shadow names of policies that rank the same requests beside
 * @param sink takes decisions and outcomes, and is closed with the ranker; null for no log
 * @param clock tells arms and log the time
 */
public record RankerOptions(
    Map<String, Source> policies,
    Path catalogue,
    Arms arms,
    Requests requests,
    List<String> shadow,
    DecisionSink sink,
    Clock clock) {

  /** Name of the rule for features without a rule. */
  public static final String DEFAULT = "default";

  private static final int MOST_CANDIDATES = 10_000;

  /**
   * Where a policy comes from.
   *
   * @param folder of a promoted policy; null for uniformly drawn slates
   * @param slateSize positions of a slate that is drawn uniformly; 0 for that of promoted policies
   */
  public record Source(Path folder, int slateSize) {
    /** Draws slates uniformly, beside promoted policies; type {@code random}. */
    public static final Source RANDOM = random(0);

    /**
     * {@return a promoted policy}
     *
     * @param folder its folder
     */
    public static Source of(Path folder) {
      return new Source(Objects.requireNonNull(folder), 0);
    }

    /**
     * {@return uniformly drawn slates, also where no policy is promoted yet}
     *
     * @param slateSize positions of a slate
     */
    public static Source random(int slateSize) {
      return new Source(null, slateSize);
    }
  }

  /**
   * How requests are answered.
   *
   * @param features rules by name of the feature; {@code default} for all others
   * @param maxCandidates largest number of candidates of a request
   * @param timeLimit time after which the fallback slate is shown; empty for none
   * @param fallback ids of the fallback slate, best first; empty for those of the artifact
   */
  public record Requests(
      Map<String, FeatureRule> features,
      int maxCandidates,
      Optional<Duration> timeLimit,
      Optional<List<String>> fallback) {
    /** Without rules, with up to 10,000 candidates, no time limit and the artifact's fallback. */
    public static final Requests DEFAULTS =
        new Requests(Map.of(), MOST_CANDIDATES, Optional.empty(), Optional.empty());

    /**
     * Copies the collections, and checks the limits.
     *
     * @throws RankRefused if a limit is not positive
     */
    public Requests {
      if (maxCandidates < 1) {
        throw new RankRefused(
            "the limit of candidates must be at least 1, but is " + maxCandidates);
      }
      if (timeLimit.filter(it -> it.isZero() || it.isNegative()).isPresent()) {
        throw new RankRefused("the time limit must be above 0, but is " + timeLimit.get());
      }
      features = Map.copyOf(features);
      fallback = fallback.map(List::copyOf);
    }
  }

  /** Copies the collections. */
  public RankerOptions {
    policies = Map.copyOf(policies);
    shadow = List.copyOf(shadow);
    sink = sink == null ? DecisionSink.NONE : sink;
  }

  /**
   * {@return options with defaults}
   *
   * @param policies by name
   */
  public static RankerOptions of(Map<String, Source> policies) {
    return new RankerOptions(
        policies, null, null, Requests.DEFAULTS, List.of(), DecisionSink.NONE, Clock.systemUTC());
  }

  /**
   * {@return these options with a catalogue}
   *
   * @param file of documents
   */
  public RankerOptions withCatalogue(Path file) {
    return Options.with(this, "catalogue", file);
  }

  /**
   * {@return these options with arms}
   *
   * @param others the arms
   */
  public RankerOptions withArms(Arms others) {
    return Options.with(this, "arms", others);
  }

  /**
   * {@return these options with rules of features}
   *
   * @param rules by name of the feature; {@code default} for all others
   */
  public RankerOptions withFeatures(Map<String, FeatureRule> rules) {
    return Options.with(this, "requests", Options.with(requests, "features", rules));
  }

  /**
   * {@return these options with limits}
   *
   * @param candidates largest number of candidates of a request
   * @param time after which the fallback slate is shown; null for none
   * @param slate ids of the fallback slate; null for those of the artifact
   */
  public RankerOptions withLimits(int candidates, Duration time, List<String> slate) {
    Requests limited =
        new Requests(
            requests.features(), candidates, Optional.ofNullable(time), Optional.ofNullable(slate));
    return Options.with(this, "requests", limited);
  }

  /**
   * {@return these options with policies that rank beside}
   *
   * @param names of policies
   */
  public RankerOptions withShadow(List<String> names) {
    return Options.with(this, "shadow", names);
  }

  /**
   * {@return these options with a log}
   *
   * @param log takes decisions and outcomes; closed with the ranker
   */
  public RankerOptions withSink(DecisionSink log) {
    return Options.with(this, "sink", log);
  }

  /**
   * {@return these options with another clock}
   *
   * @param other tells arms and log the time
   */
  public RankerOptions withClock(Clock other) {
    return Options.with(this, "clock", other);
  }
}
