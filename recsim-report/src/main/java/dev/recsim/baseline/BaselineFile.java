package dev.recsim.baseline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.baseline.Snapshot.Acceptance;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.CurvePoint;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.json.JsonRecords;
import dev.recsim.json.Sealed;
import dev.recsim.rule.Margin;
import dev.recsim.stats.Decimals;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Power;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads and writes baseline files: JSON with one line for each trial, so {@code git diff} shows
 * changes. The same snapshot gives the same bytes, with the checksum of {@link Sealed}.
 */
public final class BaselineFile {
  /** Incremented when a field is removed or changes its meaning. */
  public static final int SCHEMA_VERSION = 2;

  /** The oldest version that can be read; it has no metrics. */
  private static final int OLDEST_VERSION = 1;

  /** In place of a digest. */
  private static final String UNKNOWN = "-";

  private static final Sealed FORMAT =
      new Sealed(
          "a baseline", OLDEST_VERSION, SCHEMA_VERSION, "record it again with recsim:baseline");

  private BaselineFile() {}

  /**
   * The text of the file.
   *
   * @throws IllegalArgumentException if an agent has fewer than 2 scores, or one that is not finite
   */
  public static String render(Snapshot snapshot, Margin margin) {
    Map<String, Double> margins = new LinkedHashMap<>();
    margins.put("relative", margin.relative());
    margins.put("absolute", margin.absolute());
    margins.values().removeIf(Objects::isNull);
    return Sealed.text(
        new Content(
            SCHEMA_VERSION,
            snapshot.experiment(),
            snapshot.fingerprint(),
            margins,
            snapshot.optimum(),
            snapshot.agents().stream().map(it -> Agent.of(it, margin)).toList(),
            snapshot.accepted(),
            snapshot.resolved().lines().toList(),
            snapshot.files()));
  }

  private record Content(
      int schemaVersion,
      String experiment,
      String fingerprint,
      Map<String, Double> margin,
      @JsonInclude(Include.NON_NULL) Double optimum,
      List<Agent> agents,
      List<Acceptance> accepted,
      List<String> resolved,
      SortedMap<String, String> files) {

    Snapshot snapshot() {
      return new Snapshot(
          experiment,
          fingerprint,
          resolved.stream().map(line -> line + "\n").collect(Collectors.joining()),
          files,
          optimum,
          agents.stream().map(Agent::scores).toList(),
          accepted == null ? List.of() : accepted);
    }
  }

  /**
   * An agent in the file. The fields from mean to detectable drop are for readers and are ignored
   * when the file is read.
   *
   * @param metrics values by name, in the order of the trials; null if a trial has no value
   * @param metricDigests digests of the values in the sessions, by the name of the metric, in the
   *     order of the trials with spaces in between; {@code -} where they are not known
   * @param curve epoch, steps in the environment and mean score of each point
   */
  private record Agent(
      String name,
      String type,
      @JsonInclude(Include.NON_DEFAULT) boolean oracle,
      @JsonInclude(Include.NON_NULL) String engine,
      Double mean,
      Double standardDeviation,
      Double margin,
      Double detectableDrop,
      List<Trial> trials,
      Map<String, List<Double>> metrics,
      @JsonInclude(Include.NON_EMPTY) Map<String, String> metricDigests,
      List<List<Double>> curve) {

    static Agent of(AgentScores agent, Margin margin) {
      List<Trial> trials = agent.scores().stream().map(it -> Trial.of(agent.name(), it)).toList();
      Estimate estimate = Estimate.of(agent.values());
      Map<String, List<Double>> metrics = new LinkedHashMap<>();
      Map<String, String> digests = new LinkedHashMap<>();
      for (String metric : agent.metrics()) {
        metrics.put(metric, Arrays.stream(agent.metric(metric, agent.seeds())).boxed().toList());
        List<String> ofSeeds = agent.metricDigests(metric);
        if (ofSeeds.stream().anyMatch(Objects::nonNull)) {
          digests.put(
              metric,
              ofSeeds.stream()
                  .map(it -> Objects.requireNonNullElse(it, UNKNOWN))
                  .collect(Collectors.joining(" ")));
        }
      }
      return new Agent(
          agent.name(),
          agent.type(),
          agent.oracle(),
          agent.engine(),
          rounded(estimate.mean()),
          rounded(estimate.standardDeviation()),
          rounded(margin.around(estimate.mean())),
          rounded(Power.detectableDrop(agent.values(), Check.ALPHA)),
          trials,
          metrics,
          digests,
          agent.curve().stream()
              .map(it -> List.of(rounded(it.epoch()), rounded(it.envSteps()), rounded(it.mean())))
              .toList());
    }

    private static Double rounded(double value) {
      return Double.isFinite(value) ? Decimals.significant(value, 9).doubleValue() : null;
    }

    AgentScores scores() {
      List<SeedScore> scores = new ArrayList<>();
      for (Trial trial : trials) {
        int place = scores.size();
        Map<String, Double> values = new LinkedHashMap<>();
        if (metrics != null) {
          metrics.forEach((name, all) -> values.put(name, value(all.get(place))));
        }
        Map<String, String> digests = new LinkedHashMap<>();
        if (metricDigests != null) {
          metricDigests.forEach((name, all) -> digests.put(name, all.split(" ")[place]));
          digests.values().removeIf(UNKNOWN::equals);
        }
        scores.add(new SeedScore(trial.seed, trial.score, trial.digest, values, digests));
      }
      return new AgentScores(
          name,
          type,
          oracle,
          engine,
          scores,
          new TreeMap<>(),
          curve.stream()
              .map(
                  it ->
                      new CurvePoint(
                          it.get(0).intValue(), it.get(1).doubleValue(), it.get(2).doubleValue()))
              .toList());
    }

    private static double value(Double value) {
      return value == null ? Double.NaN : value;
    }
  }

  private record Trial(Integer seed, String digest, Double score) {
    Trial {
      if (seed == null || digest == null || score == null || !Double.isFinite(score)) {
        throw new IllegalArgumentException("no seed, score or digest");
      }
    }

    static Trial of(String agent, SeedScore it) {
      if (!Double.isFinite(it.score())) {
        throw new IllegalArgumentException(
            "seed " + it.seed() + " of " + agent + " scored " + it.score());
      }
      return new Trial(it.seed(), it.digest(), it.score());
    }
  }

  /**
   * Reads the text of a file.
   *
   * @throws InvalidBaseline if it is damaged, edited, or of another version
   */
  public static Snapshot parse(String text) throws InvalidBaseline {
    try {
      return JsonRecords.read(FORMAT.open(text), Content.class).snapshot();
    } catch (Sealed.Broken e) {
      throw new InvalidBaseline(e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new InvalidBaseline(e.getMessage() + FORMAT.cure());
    } catch (JacksonException | NullPointerException | IndexOutOfBoundsException e) {
      throw new InvalidBaseline(FORMAT.lacks().getMessage());
    }
  }
}
