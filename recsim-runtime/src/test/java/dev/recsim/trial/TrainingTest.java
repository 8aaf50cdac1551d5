package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.api.InvalidOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingTest {
  @ParameterizedTest
  @CsvSource({
    "-1, 1, 1, 1, 1, 0, 0, warmupSessions",
    "1, 0, 1, 1, 1, 0, 0, epochs",
    "1, 1, 0, 1, 1, 0, 0, updatesPerEpoch",
    "2147483647, 1, 1, 1, 1, 0, 0, warmupSessions",
    "1, 2147483647, 1, 1, 1, 0, 0, epochs",
    "1, 1, 2147483647, 1, 1, 0, 0, updatesPerEpoch",
    "1, 1, 1, 0, 1, 0, 0, batchSize",
    "1, 1, 1, 1, -1, 0, 0, sessionsPerUpdate",
    "1, 1, 1, 1, NaN, 0, 0, sessionsPerUpdate",
    "1, 1, 1, 1, Infinity, 0, 0, sessionsPerUpdate",
    "1, 1, 1, 1, 1, -1, 0, validationSessions",
    "1, 1, 1, 1, 1, 0, -1, patience"
  })
  void optionOutsideOfItsRangeIsNamed(
      int warmup,
      int epochs,
      int updates,
      int batch,
      double sessions,
      int validation,
      int patience,
      String option) {
    InvalidOption invalid =
        catchThrowableOfType(
            InvalidOption.class,
            () ->
                trial(
                    new Training(
                        warmup, epochs, updates, batch, sessions, validation, Keep.LAST, patience),
                    Evaluation.DEFAULTS));
    assertThat(invalid.option()).isEqualTo(option);
  }

  @Test
  void evaluationNeedsASession() {
    assertThat(
            catchThrowableOfType(
                    InvalidOption.class, () -> trial(Training.DEFAULTS, new Evaluation(0)))
                .option())
        .isEqualTo("sessions");
  }

  private static Trial trial(Training training, Evaluation evaluation) {
    return new Trial(null, null, "world", null, null, training, evaluation);
  }
}
