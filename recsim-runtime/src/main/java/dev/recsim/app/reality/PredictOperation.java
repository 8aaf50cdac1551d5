package dev.recsim.app.reality;

import dev.recsim.app.StoredAgents;
import dev.recsim.app.Workspace;
import dev.recsim.app.project.UserError;
import dev.recsim.app.record.PredictionFile;
import dev.recsim.app.record.RealityRecord;
import dev.recsim.app.record.RealityRecord.Standing;
import dev.recsim.app.record.RealityStatement;
import dev.recsim.app.record.World;
import dev.recsim.decide.reality.RecordState;
import dev.recsim.experimentfile.record.RecordSpec;
import dev.recsim.io.AtomicFile;
import dev.recsim.json.Sealed;
import dev.recsim.report.reality.RealityWords;
import dev.recsim.report.reality.RealityWords.Effect;
import dev.recsim.stats.Interval;
import dev.recsim.store.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Predicts the effect of a change before its test.
 *
 * @param test name of the test, which names the file
 * @param from the agent whose policy users have
 * @param to the agent whose policy some will get
 * @param seed of the trials whose policies they are; empty for the mean over all seeds
 * @param candidates number of changes among which this one was chosen; 0 for all other agents
 * @param due day by which there is an outcome
 * @param today day of writing
 */
public record PredictOperation(
    Workspace workspace,
    String test,
    String from,
    String to,
    Optional<Integer> seed,
    int candidates,
    LocalDate due,
    LocalDate today) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

  /**
   * A written prediction.
   *
   * @param line in words
   */
  public record Predicted(Path file, String line) {}

  /**
   * Writes the prediction into a record.
   *
   * @throws UserError if the test was predicted before, or something of it has not run
   */
  @SuppressWarnings("try")
  public Predicted predict(RecordSpec spec) throws IOException, UserError {
    checkName();
    Path file = RealityRecord.prediction(spec, test);
    if (Files.exists(file)) {
      throw new UserError(
          file
              + " is written already; a test is predicted once. Choose another recsim.test, or"
              + " remove the file if nothing of the test was seen");
    }
    try (RunLock lock = workspace.lock()) {
      StoredAgents stored = StoredAgents.of(workspace, spec.experiment());
      Prognosis prognosis = Prognosis.of(stored, spec, from, to, seed);
      World world = World.of(spec.experiment());
      Standing standing = RealityRecord.of(spec).standing(world, today);
      Effect effect = RealityStatement.effect(standing, prognosis.effect(), spec.level());
      boolean given =
          effect.state() != RecordState.UNKNOWN && effect.state() != RecordState.REFUSED;
      PredictionFile written =
          new PredictionFile(
              PredictionFile.SCHEMA_VERSION,
              spec.name(),
              test,
              spec.experiment().name(),
              spec.experiment().fingerprint(),
              world.kind(),
              world.environment(),
              spec.metric(),
              from,
              to,
              new PredictionFile.Policies(prognosis.from(), prognosis.to()),
              prognosis.effect().effect(),
              prognosis.effect().fit(),
              prognosis.effect().changed(),
              candidates > 0 ? candidates : spec.experiment().agents().size() - 1,
              today.toString(),
              due.toString(),
              effect.state(),
              standing.tests().size(),
              spec.level(),
              given ? new Interval(effect.effect().low(), effect.effect().high()) : null);
      AtomicFile.write(file, Sealed.text(written));
      RealityPages.write(workspace, spec, today);
      return new Predicted(file, RealityWords.sentence(to, effect));
    }
  }

  private void checkName() throws UserError {
    if (!NAME.matcher(test).matches() || test.endsWith(".outcome")) {
      throw new UserError(
          "recsim.test must be a name such as 2026-w41, of letters, digits, - _ and ., not "
              + test);
    }
    if (due.isBefore(today)) {
      throw new UserError("recsim.due is %s, before today, %s".formatted(due, today));
    }
  }
}
