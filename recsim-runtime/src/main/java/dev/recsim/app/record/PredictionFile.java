package dev.recsim.app.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.recsim.decide.reality.Discrepancy.Prior;
import dev.recsim.decide.reality.PredictedEffect;
import dev.recsim.decide.reality.RecordState;
import dev.recsim.json.Sealed;
import dev.recsim.stats.Interval;
import java.time.LocalDate;
import java.util.Objects;

/**
 * A prediction of the effect of a change, written before its test: {@code <record>/<test>.json}.
 * Effects are ln(to / from).
 *
 * @param candidates number of changes among which this one was chosen
 */
public record PredictionFile(
    int schemaVersion,
    @JsonUnwrapped Name name,
    @JsonUnwrapped Simulation simulation,
    @JsonUnwrapped Change change,
    @JsonUnwrapped PredictedEffect predicted,
    int candidates,
    @JsonUnwrapped Days days,
    @JsonUnwrapped Claim claim) {
  /**
   * Raised when a field changes its meaning or is removed. Version 1 has other digests of worlds,
   * versions 1 and 2 another prior.
   */
  public static final int SCHEMA_VERSION = 3;

  private static final int SECOND = 2;

  /** The format of the file. */
  public static final Sealed FORMAT =
      new Sealed("a prediction", 1, SCHEMA_VERSION, "predict another test with recsim:predict");

  /** Names of a record and of a test in it. */
  public record Name(String record, String test) {
    /** Checks that nothing is missing. */
    public Name {
      require(record, test);
    }
  }

  /**
   * What predicts.
   *
   * @param experiment its name
   * @param fingerprint of the experiment
   * @param world digest of the kind of world, see {@link World#kind}
   * @param environment digest of the environment: its options and files
   */
  public record Simulation(
      String experiment, String fingerprint, String world, String environment) {
    /** Checks that nothing is missing. */
    public Simulation {
      require(experiment, fingerprint, world, environment);
    }
  }

  /**
   * What is tested.
   *
   * @param metric {@code reward} or a metric
   * @param from the agent whose policy users have
   * @param to the agent whose policy some will get
   * @param policies digests of both policies
   * @param explore shares of decisions that are drawn; null if none are
   */
  public record Change(
      String metric,
      String from,
      String to,
      Policies policies,
      @JsonInclude(Include.NON_NULL) Explored explore) {
    /** Checks that nothing is missing. */
    public Change {
      require(metric, from, to, policies);
    }
  }

  /**
   * Shares of the decisions of two policies at which a slate is drawn uniformly, as {@code explore:
   * {type: epsilon_greedy, epsilon: 0.1}} serves them.
   *
   * @param from share of the policy that users have, 0 to 1
   * @param to share of the policy that is tested, 0 to 1
   */
  public record Explored(double from, double to) {
    /** Nothing is drawn. */
    public static final Explored NONE = new Explored(0, 0);
  }

  /** Digests of two policies. */
  public record Policies(String from, String to) {}

  /**
   * Days as in 2026-12-31.
   *
   * @param registered day of writing
   * @param due day by which there is an outcome
   */
  public record Days(String registered, String due) {
    /** Checks that they are days. */
    public Days {
      LocalDate.parse(registered);
      LocalDate.parse(due);
    }
  }

  /**
   * What the record allowed to say of the true effect.
   *
   * @param state of the record at that time
   * @param tests past tests that the interval is from
   * @param level of the interval
   * @param interval of the true effect; null if the record did not allow any
   */
  public record Claim(
      RecordState state,
      int tests,
      double level,
      @JsonInclude(Include.NON_NULL) Interval interval) {
    /** Checks that nothing is missing. */
    public Claim {
      require(state);
    }
  }

  /** Checks the number of candidates. */
  public PredictionFile {
    if (candidates < 1) {
      throw new IllegalArgumentException("candidates " + candidates);
    }
  }

  private static void require(Object... values) {
    for (Object it : values) {
      Objects.requireNonNull(it);
    }
  }

  /** What was assumed of the distance to reality when it was written. */
  Prior prior() {
    return schemaVersion <= SECOND ? Prior.WIDE : Prior.SIMULATED_USERS;
  }

  /** The name of the test. */
  public String test() {
    return name.test;
  }
}
