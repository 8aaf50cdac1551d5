package dev.recsim.app.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
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
 * @param record name of the record
 * @param test name of the test
 * @param experiment its name
 * @param fingerprint of the experiment
 * @param world digest of the kind of world, see {@link World#kind}
 * @param environment digest of the environment: its options and files
 * @param metric {@code reward} or a metric
 * @param from the agent whose policy users have
 * @param to the agent whose policy some will get
 * @param policies digests of both policies
 * @param effect predicted
 * @param fit standard deviation that fit, seeds and simulation leave open
 * @param changed share of the steps of the first policy at which the second acts otherwise
 * @param candidates number of changes among which this one was chosen
 * @param registered day of writing
 * @param due day by which there is an outcome
 * @param state of the record at that time
 * @param tests past tests that the interval is from
 * @param level of the interval
 * @param interval of the true effect; null if the record did not allow any
 */
public record PredictionFile(
    int schemaVersion,
    String record,
    String test,
    String experiment,
    String fingerprint,
    String world,
    String environment,
    String metric,
    String from,
    String to,
    Policies policies,
    double effect,
    double fit,
    double changed,
    int candidates,
    String registered,
    String due,
    RecordState state,
    int tests,
    double level,
    @JsonInclude(Include.NON_NULL) Interval interval) {
  /**
   * Raised when a field changes its meaning or is removed. Version 1 has other digests of worlds.
   */
  public static final int SCHEMA_VERSION = 2;

  /** The format of the file. */
  public static final Sealed FORMAT =
      new Sealed("a prediction", 1, SCHEMA_VERSION, "predict another test with recsim:predict");

  /** Digests of two policies. */
  public record Policies(String from, String to) {}

  /** Checks that nothing is missing. */
  public PredictionFile {
    for (Object it :
        new Object[] {
          record,
          test,
          experiment,
          fingerprint,
          world,
          environment,
          metric,
          from,
          to,
          policies,
          state
        }) {
      Objects.requireNonNull(it);
    }
    if (candidates < 1) {
      throw new IllegalArgumentException("candidates " + candidates);
    }
    LocalDate.parse(registered);
    LocalDate.parse(due);
    new PredictedEffect(effect, fit, changed);
  }

  /** The effect with what the simulation leaves open. */
  public PredictedEffect predicted() {
    return new PredictedEffect(effect, fit, changed);
  }
}
