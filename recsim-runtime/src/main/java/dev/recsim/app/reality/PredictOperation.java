package dev.recsim.app.reality;

import dev.recsim.app.StoredAgents;
import dev.recsim.app.Workspace;
import dev.recsim.app.project.UserError;
import dev.recsim.app.record.PredictionFile;
import dev.recsim.app.record.PredictionFile.Claim;
import dev.recsim.app.record.PredictionFile.Explored;
import dev.recsim.app.record.PredictionFile.Simulation;
import dev.recsim.app.record.RealityRecord;
import dev.recsim.app.record.RealityRecord.Standing;
import dev.recsim.app.record.RealityStatement;
import dev.recsim.app.record.World;
import dev.recsim.decide.reality.RecordState;
import dev.recsim.experimentfile.ExperimentSpec;
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
 * @param due day by which there is an outcome
 * @param today day of writing
 */
public record PredictOperation(
    Workspace workspace, String test, Change change, LocalDate due, LocalDate today) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

  /**
   * The change that is tested.
   *
   * @param from the agent whose policy users have
   * @param to the agent whose policy some will get
   * @param seed of the trials whose policies they are; empty for the mean over all seeds
   * @param candidates number of changes among which this one was chosen; 0 for all other agents
   * @param explores how what is served explores
   */
  public record Change(
      String from, String to, Optional<Integer> seed, int candidates, Explored explores) {
    /** The number of changes among which it was chosen. */
    private int among(RecordSpec spec) {
      return candidates > 0 ? candidates : spec.experiment().agents().size() - 1;
    }
  }

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
      Prognosis prognosis =
          Prognosis.of(stored, spec, change.from(), change.to(), change.seed(), change.explores());
      World world = World.of(spec.experiment());
      Standing standing = RealityRecord.of(spec).standing(world, today);
      Effect effect = RealityStatement.effect(standing, prognosis.effect(), spec.level());
      PredictionFile written =
          new PredictionFile(
              PredictionFile.SCHEMA_VERSION,
              new PredictionFile.Name(spec.name(), test),
              simulation(spec.experiment(), world),
              new PredictionFile.Change(
                  spec.metric(),
                  change.from(),
                  change.to(),
                  new PredictionFile.Policies(prognosis.from(), prognosis.to()),
                  explored()),
              prognosis.effect(),
              change.among(spec),
              new PredictionFile.Days(today.toString(), due.toString()),
              claim(effect, standing, spec.level()));
      AtomicFile.write(file, Sealed.text(written));
      RealityPages.write(workspace, spec, today);
      return new Predicted(file, RealityWords.sentence(change.to(), effect));
    }
  }

  /** Null if nothing explores, so that the file does not say it. */
  private Explored explored() {
    return change.explores().equals(Explored.NONE) ? null : change.explores();
  }

  private static Simulation simulation(ExperimentSpec experiment, World world) {
    return new Simulation(
        experiment.name(), experiment.fingerprint(), world.kind(), world.environment());
  }

  private static Claim claim(Effect effect, Standing standing, double level) {
    boolean given = effect.state() != RecordState.REFUSED;
    Interval interval = given ? new Interval(effect.effect().low(), effect.effect().high()) : null;
    return new Claim(effect.state(), standing.tests().size(), level, interval);
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
