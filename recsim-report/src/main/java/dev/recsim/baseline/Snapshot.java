package dev.recsim.baseline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Estimate;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.Checkpoint.Epoch;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scores of a run or baseline with all data for a comparison.
 *
 * @param experiment its name
 * @param fingerprint SHA-256 of the resolved experiment and its files, hex
 * @param resolved the experiment with every default written out, as YAML
 * @param files SHA-256 of each file that the experiment names, by its path there
 * @param optimum exact value of the best policy; null if it is unknown
 * @param agents in the order of the experiment file
 * @param accepted what was accepted when the baseline was recorded; empty for a run
 */
public record Snapshot(
    String experiment,
    String fingerprint,
    String resolved,
    SortedMap<String, String> files,
    Double optimum,
    List<AgentScores> agents,
    List<Acceptance> accepted) {
  /**
   * @throws IllegalArgumentException if two agents have the same name
   */
  public Snapshot {
    if (agents.stream().map(AgentScores::name).distinct().count() < agents.size()) {
      throw new IllegalArgumentException("has two agents of one name");
    }
    files = new TreeMap<>(files);
    agents = List.copyOf(agents);
    accepted = List.copyOf(accepted);
  }

  /** A copy with accepted changes. */
  public Snapshot accepting(List<Acceptance> other) {
    return new Snapshot(experiment, fingerprint, resolved, files, optimum, agents, other);
  }

  /**
   * Whether the other snapshot is of the same run. Curves are ignored, because they are rounded in
   * files, and digests of metrics, because older files lack them.
   */
  public boolean sameRun(Snapshot other) {
    return resolved.equals(other.resolved)
        && files.equals(other.files)
        && scores().equals(other.scores());
  }

  private Map<String, List<SeedScore>> scores() {
    return agents.stream()
        .collect(
            Collectors.toMap(
                AgentScores::name,
                agent ->
                    agent.scores().stream()
                        .map(it -> new SeedScore(it.seed(), it.score(), it.digest(), it.metrics()))
                        .toList()));
  }

  /**
   * A change for the worse that was accepted by name.
   *
   * @param name of the agent, {@code <agent>:<metric>} of a guard, {@code arena} or {@code rule}
   * @param verdict REGRESSED, UNDECIDED, NO_VALUE, REMOVED, ARENA_CHANGED or WEAKENED
   * @param before mean that it replaces; null if there is none
   * @param after mean recorded; null if there is none
   */
  @JsonInclude(Include.NON_NULL)
  public record Acceptance(String name, Outcome verdict, Double before, Double after) {}

  /** The agent of this name. */
  public Optional<AgentScores> agent(String name) {
    return agents.stream().filter(agent -> agent.name().equals(name)).findFirst();
  }

  /**
   * The trials of an agent.
   *
   * @param name its name in the experiment file
   * @param type its type
   * @param oracle whether it uses information that no policy has, so it is not ranked
   * @param engine the networks' engine; null without networks or completed trials
   * @param scores of completed trials by seed, ascending
   * @param failed errors of failed trials by seed
   * @param curve mean over seeds at each checkpoint; empty for agents that do not learn
   */
  public record AgentScores(
      String name,
      String type,
      boolean oracle,
      String engine,
      List<SeedScore> scores,
      SortedMap<Integer, String> failed,
      List<CurvePoint> curve) {
    /**
     * @throws IllegalArgumentException if two scores have the same seed
     */
    public AgentScores {
      scores = List.copyOf(scores);
      if (scores.stream().map(SeedScore::seed).distinct().count() < scores.size()) {
        throw new IllegalArgumentException("has two scores of one seed of " + name);
      }
      failed = new TreeMap<>(failed);
      curve = List.copyOf(curve);
    }

    /** The scores of trials, which are sorted by seed. */
    public static AgentScores of(
        String name, String type, boolean oracle, List<TrialResult> trials) {
      List<Completed> completed =
          trials.stream().filter(Completed.class::isInstance).map(Completed.class::cast).toList();
      SortedMap<Integer, String> failed = new TreeMap<>();
      for (TrialResult trial : trials) {
        if (trial instanceof TrialResult.Failed failure) {
          failed.put(failure.id().seed(), failure.error());
        }
      }
      return new AgentScores(
          name,
          type,
          oracle,
          completed.stream()
              .map(Completed::engine)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null),
          completed.stream()
              .map(
                  trial ->
                      new SeedScore(
                          trial.id().seed(),
                          trial.score(),
                          trial.digest(),
                          trial.metrics(),
                          trial.metricDigests()))
              .toList(),
          failed,
          curve(completed.stream().map(Completed::curve)));
    }

    /** The mean over seeds of their learning curves. */
    public static List<CurvePoint> curve(Stream<List<Checkpoint>> curves) {
      return Epoch.of(curves).stream()
          .map(it -> new CurvePoint(it.number(), it.envSteps(), Estimate.of(it.values()).mean()))
          .toList();
    }

    /** The scores of these seeds, in their order; all must exist. */
    public double[] scores(List<Integer> seeds) {
      Map<Integer, Double> bySeed = new TreeMap<>();
      scores.forEach(score -> bySeed.put(score.seed(), score.score()));
      return seeds.stream().mapToDouble(bySeed::get).toArray();
    }

    /** A metric on these seeds, in their order; NaN for seeds without a value. */
    public double[] metric(String metric, List<Integer> seeds) {
      Map<Integer, Double> bySeed = new TreeMap<>();
      scores.forEach(it -> bySeed.put(it.seed(), it.metrics().getOrDefault(metric, Double.NaN)));
      return seeds.stream().mapToDouble(bySeed::get).toArray();
    }

    /** The score or a metric on these seeds, in their order; NaN for seeds without a value. */
    public double[] values(Quantity quantity, List<Integer> seeds) {
      return quantity.isScore() ? scores(seeds) : metric(quantity.metric(), seeds);
    }

    /** The score or a metric on all seeds that have a value. */
    public double[] values(Quantity quantity) {
      return Arrays.stream(values(quantity, seeds())).filter(it -> !Double.isNaN(it)).toArray();
    }

    /** Names of all metrics, in the order of the trials' own. */
    public List<String> metrics() {
      return scores.stream().flatMap(it -> it.metrics().keySet().stream()).distinct().toList();
    }

    /**
     * Digests of a metric's values in the sessions of each seed, in the order of the seeds; null
     * where they are not known.
     */
    List<String> metricDigests(String metric) {
      return scores.stream().map(it -> it.metricDigests().get(metric)).toList();
    }

    /** Seeds with a score, ascending. */
    public List<Integer> seeds() {
      return scores.stream().map(SeedScore::seed).toList();
    }

    /** All scores by seed. */
    public double[] values() {
      return scores.stream().mapToDouble(SeedScore::score).toArray();
    }
  }

  /**
   * The score of a trial.
   *
   * @param score exact value of the final policy if it is known, else mean reward per session
   * @param digest SHA-256 over the bits of the session rewards, hex
   * @param metrics by name; NaN without a value
   * @param metricDigests digest of the bits of a metric's values in the sessions, hex, by name;
   *     absent where they are not known
   */
  public record SeedScore(
      int seed,
      double score,
      String digest,
      Map<String, Double> metrics,
      Map<String, String> metricDigests) {
    public SeedScore {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
      metricDigests = Collections.unmodifiableMap(new LinkedHashMap<>(metricDigests));
    }

    /** A score whose metrics have no digests. */
    public SeedScore(int seed, double score, String digest, Map<String, Double> metrics) {
      this(seed, score, digest, metrics, Map.of());
    }

    /** Whether the quantity has the same value in the same sessions as in the other trial. */
    boolean same(Quantity quantity, SeedScore other) {
      if (quantity.isScore()) {
        return !digest.isEmpty() && digest.equals(other.digest) && score == other.score;
      }
      String metric = quantity.metric();
      Double now = metrics.get(metric);
      String here = metricDigests.get(metric);
      String there = other.metricDigests.get(metric);
      return now != null
          && now.equals(other.metrics.get(metric))
          && (here == null || there == null || here.equals(there));
    }
  }

  /**
   * A point of a learning curve, over all seeds that reached it.
   *
   * @param envSteps mean steps in the environment
   * @param mean mean score
   */
  public record CurvePoint(int epoch, double envSteps, double mean) {}
}
