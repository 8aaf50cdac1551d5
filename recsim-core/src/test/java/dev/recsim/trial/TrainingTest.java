package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.api.InvalidOption;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
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

  @Test
  void withoutWarmUpOneSessionIsActedBeforeTheFirstUpdate() {
    CountingAgent agent = new CountingAgent(0);
    Keys keys = new Keys(RandomKey.root(42), "flat", "counting", 0);
    Training training = new Training(0, 1, 3, 8, 1, 0, Keep.LAST, 0);
    FlatEnvironment environment = FlatEnvironment.finite(.5);
    new Trainer(environment, agent, agent, training, 100, keys).train(Checkpoint.Watch.NOBODY);
    assertThat(agent.log).hasToString("SEUUSUS");
  }
}
