package dev.recsim.report.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.baseline.decision.ShipDecision;
import dev.recsim.json.JsonRecords;
import dev.recsim.json.Sealed;
import dev.recsim.stats.Interval;
import dev.recsim.trial.Checkpoint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code results.json}, the public format of results: the same results give the same bytes on every
 * JVM. It does not say when, where or how long they were computed.
 *
 * <p>Numbers have 12 significant digits, except a trial's {@code score}, which reads back to the
 * bit. Figures that do not exist are null.
 *
 * @param experiment its name
 * @param title its title
 * @param fingerprint SHA-256 of the resolved experiment and its files, hex
 * @param swept how it differs from the other experiments of its file; null if it is the only one
 * @param search the search of the experiment; null if it has none
 * @param winner who earns the most; null without scores, and in files of version 1
 * @param decision whether an agent is worth shipping; null without scores, and in older files
 * @param headline the result in one sentence
 * @param detail the figures behind the headline; may be empty
 * @param warnings sentences about agents that cannot be compared or learned too little; may be
 *     empty
 * @param reality sentences about the distance between the environment and reality; empty in older
 *     files
 * @param worlds claims over plausible worlds; empty in older files
 * @param exact exact values; null where the environment is not finite
 * @param check what the check found; null where it was not run
 * @param rewardUnit what the reward counts, in the plural; empty if that has no name
 * @param metrics what the environment and the experiment count besides the reward; may be empty
 * @param agents in the order of the experiment file
 * @param files SHA-256 of each file that the experiment names, hex, by its path there
 * @param resolved the experiment with every default written out, as YAML
 */
public record Results(
    int schemaVersion,
    String experiment,
    String title,
    String fingerprint,
    @JsonInclude(Include.NON_NULL) Swept swept,
    @JsonInclude(Include.NON_NULL) SearchSummary search,
    Winner winner,
    @JsonInclude(Include.NON_NULL) ShipDecision decision,
    String headline,
    String detail,
    @JsonInclude(Include.NON_EMPTY) List<String> warnings,
    @JsonInclude(Include.NON_EMPTY) List<String> reality,
    @JsonInclude(Include.NON_EMPTY) List<WorldSummary> worlds,
    Exact exact,
    @JsonInclude(Include.NON_EMPTY) String rewardUnit,
    CheckSummary check,
    @JsonInclude(Include.NON_EMPTY) List<Metric> metrics,
    List<Agent> agents,
    SortedMap<String, String> files,
    String resolved) {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 2;

  private static final String CURE = "; run mvn recsim:report to write it again";

  public Results {
    Objects.requireNonNull(experiment);
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(resolved);
    title = Objects.requireNonNullElse(title, experiment);
    headline = Objects.requireNonNullElse(headline, "");
    detail = Objects.requireNonNullElse(detail, "");
    rewardUnit = Objects.requireNonNullElse(rewardUnit, "");
    warnings = copy(warnings);
    reality = copy(reality);
    worlds = copy(worlds);
    metrics = copy(metrics);
    agents = List.copyOf(agents);
    files = new TreeMap<>(Map.copyOf(files));
  }

  /**
   * The best agents.
   *
   * @param agents the one with the best mean score, then those that are not clearly worse
   * @param clear whether it is clearly better than every other agent that is ranked
   */
  public record Winner(List<String> agents, boolean clear) {
    public Winner {
      agents = List.copyOf(agents);
    }
  }

  /** Exact values of the best policy and of uniformly random documents. */
  public record Exact(double optimal, double uniformRandom) {}

  /**
   * A metric that is counted besides the reward.
   *
   * @param better in which direction it improves: {@code higher}, {@code lower} or {@code none};
   *     null in files without it
   */
  public record Metric(
      String name, String description, @JsonInclude(Include.NON_NULL) String better) {}

  /** A mean over seeds; both null where no seed has a value. */
  public record Mean(Double mean, Interval ci95) {}

  /**
   * An agent; figures are null while none of its trials completed, intervals also for a single one.
   *
   * @param oracle whether it knows the environment and is not ranked
   * @param oneTraining whether all trials have the policy of one training
   * @param swept how it differs from the others that a sweep made of it; null if there are none
   * @param shareOfOptimum mean as a share of the optimum; null where the optimum is not known, or
   *     rewards may be negative
   * @param metrics by name
   * @param training how its training ended; null if it does not learn
   * @param trust what the log leaves open, in an environment that was fitted to one; null in others
   * @param trials by seed, ascending
   */
  public record Agent(
      String name,
      String type,
      boolean oracle,
      @JsonInclude(Include.NON_DEFAULT) boolean oneTraining,
      @JsonInclude(Include.NON_NULL) Swept swept,
      Double mean,
      Interval ci95,
      Double iqm,
      Interval iqmCi95,
      Double shareOfOptimum,
      Double optimalityGap,
      @JsonInclude(Include.NON_EMPTY) Map<String, Mean> metrics,
      int completed,
      int failed,
      @JsonInclude(Include.NON_NULL) TrainingSummary training,
      @JsonInclude(Include.NON_NULL) Trust trust,
      @JsonView(WithTrials.class) List<Trial> trials) {
    public Agent {
      Objects.requireNonNull(name);
      Objects.requireNonNull(type);
      metrics = copy(metrics);
      trials = copy(trials);
    }

    private AgentScores scores() {
      SortedMap<Integer, String> errors = new TreeMap<>();
      SortedMap<Integer, Trial> bySeed = new TreeMap<>();
      for (Trial trial : trials) {
        if (trial.score() != null && Double.isFinite(trial.score())) {
          bySeed.put(trial.seed(), trial);
        } else {
          errors.put(trial.seed(), Objects.requireNonNullElse(trial.error(), "no score"));
        }
      }
      return new AgentScores(
          name,
          type,
          oracle,
          bySeed.values().stream()
              .map(Trial::engine)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null),
          bySeed.values().stream()
              .map(it -> new SeedScore(it.seed(), it.score(), it.digest(), it.values()))
              .toList(),
          errors,
          AgentScores.curve(bySeed.values().stream().map(Trial::curve)));
    }
  }

  /**
   * How the training of an agent ended.
   *
   * @param envSteps mean number of environment steps of a trial
   * @param stillImproving whether more than half of the trials were still improving
   */
  public record TrainingSummary(double envSteps, Endings endings, boolean stillImproving) {}

  /**
   * What the log of a fitted environment leaves open about an agent.
   *
   * @param ci95 interval of 95 % of its scores in the environments that the log leaves possible
   * @param thinSteps share of its steps with fewer than 10 rows in the log
   * @param above share of these environments in which it earns more, by the name of each other
   *     agent
   */
  public record Trust(Interval ci95, double thinSteps, Map<String, Double> above) {}

  /** The number of trials by the reason why their training ended. */
  public record Endings(int plateau, int budget, int schedule) {}

  /**
   * A trial. All figures of a failed one are null.
   *
   * @param status {@code completed} or {@code failed}
   * @param error the exception of a failed trial; null if it completed
   * @param ending {@code plateau}, {@code budget} or {@code schedule}; null without learning
   * @param metrics by name; a value is null if its denominator is 0
   */
  public record Trial(
      int seed,
      String status,
      @JsonInclude(Include.NON_NULL) String error,
      Double score,
      String digest,
      Integer sessions,
      Double meanReward,
      Double standardError,
      Double meanLength,
      Double exactValue,
      Long envSteps,
      Long updates,
      Integer keptEpoch,
      String ending,
      String engine,
      @JsonInclude(Include.NON_EMPTY) Map<String, Double> metrics,
      List<Checkpoint> curve) {
    /** The metrics; NaN where one has no value. */
    private Map<String, Double> values() {
      Map<String, Double> values = new LinkedHashMap<>(metrics);
      values.replaceAll((name, value) -> value == null ? Double.NaN : value);
      return values;
    }

    public Trial {
      if (score != null) {
        Objects.requireNonNull(digest);
      }
      metrics = copy(metrics);
      curve = copy(curve);
    }
  }

  /** The results as JSON, ending with a newline. */
  public String json() {
    return JsonRecords.write(this);
  }

  /**
   * Reads a {@code results.json} of this version or of version 1, which has no {@code winner} and
   * does not say which agents are oracles. Unknown keys are ignored.
   *
   * @throws IllegalArgumentException if it is damaged or has a later version; the message continues
   *     after the name of the file and says what to do
   */
  public static Results read(String json) {
    return read(json, WithTrials.class);
  }

  /**
   * As {@link #read(String)}, without the trials, for pages about many experiments.
   *
   * @throws IllegalArgumentException as there
   */
  public static Results readWithoutTrials(String json) {
    return read(json, WithoutTrials.class);
  }

  private interface WithoutTrials {}

  private interface WithTrials {}

  private static Results read(String json, Class<?> view) {
    Throwable cause;
    try {
      Results results = JsonRecords.read(json, Results.class, view);
      if (results.schemaVersion >= 1 && results.schemaVersion <= SCHEMA_VERSION) {
        return results;
      }
      cause = null;
    } catch (JacksonException | NullPointerException e) {
      cause = e;
    }
    throw new IllegalArgumentException(problem(json), cause);
  }

  private static String problem(String json) {
    try {
      int version = JsonRecords.read(json, Version.class).schemaVersion();
      if (version > SCHEMA_VERSION) {
        return new Sealed("results", 1, SCHEMA_VERSION, "run it again").unknown(version);
      }
      return (version < 1 ? "has no schema_version" : "is damaged") + CURE;
    } catch (JacksonException | NullPointerException e) {
      return "is damaged" + CURE;
    }
  }

  private record Version(int schemaVersion) {}

  /** Its name among the experiments of its file. */
  public String shortName() {
    return sweep().map(Swept::name).filter(it -> !it.isEmpty()).orElse(experiment);
  }

  /** How it differs from the other experiments of its file; empty if it is the only one. */
  public Optional<Swept> sweep() {
    return Optional.ofNullable(swept);
  }

  /** Returns the data for a comparison. */
  public Snapshot snapshot() {
    return new Snapshot(
        experiment,
        fingerprint,
        resolved,
        files,
        exact == null ? null : exact.optimal(),
        agents.stream().map(Agent::scores).toList(),
        List.of());
  }

  static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  static <T> Map<String, T> copy(Map<String, T> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
