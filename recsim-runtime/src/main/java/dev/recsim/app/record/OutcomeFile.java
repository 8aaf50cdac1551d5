package dev.recsim.app.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.recsim.decide.reality.LogRatio;
import dev.recsim.json.Sealed;
import java.util.Objects;

/**
 * What came of a prediction: {@code <record>/<test>.outcome.json}. Effects are ln(to / from).
 *
 * @param test its name
 * @param prediction SHA-256 of the bytes of the prediction
 * @param source where the effect is from: {@code by hand}, {@code live test <name>}, {@code log
 *     <name>}
 * @param evidence digest of the file with the verdict; null by hand
 */
public record OutcomeFile(
    int schemaVersion,
    String test,
    String prediction,
    @JsonUnwrapped Result result,
    String source,
    @JsonInclude(Include.NON_NULL) String evidence) {
  /** Raised when a field changes its meaning or is removed. */
  public static final int SCHEMA_VERSION = 1;

  /** The format of the file. */
  public static final Sealed FORMAT =
      new Sealed("an outcome", 1, SCHEMA_VERSION, "write it again with recsim:reality");

  /**
   * An effect, or why there is none.
   *
   * @param effect observed; null if the test was stopped without an outcome
   * @param error its standard error; null where the effect is
   * @param stopped why there is no effect; null if there is one
   */
  @JsonInclude(Include.NON_NULL)
  public record Result(Double effect, Double error, String stopped) {
    /** Checks that it is one of both. */
    public Result {
      boolean observed = effect != null && error != null && error > 0;
      if (observed == (stopped != null)) {
        throw new IllegalArgumentException("effect " + effect + ", stopped " + stopped);
      }
    }

    /** An observed effect. */
    public static Result of(LogRatio effect) {
      return new Result(effect.effect(), effect.error(), null);
    }

    /** A test that was stopped without an effect. */
    public static Result stopped(String why) {
      return new Result(null, null, why);
    }
  }

  /** Checks that nothing is missing. */
  public OutcomeFile {
    Objects.requireNonNull(test);
    Objects.requireNonNull(prediction);
    Objects.requireNonNull(source);
  }
}
