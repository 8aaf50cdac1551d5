package dev.recsim.app.reality;

import dev.recsim.app.Workspace;
import dev.recsim.app.project.PerFile;
import dev.recsim.app.project.SealedFile;
import dev.recsim.app.project.UserError;
import dev.recsim.app.record.OutcomeFile;
import dev.recsim.app.record.OutcomeFile.Result;
import dev.recsim.app.record.PredictionFile;
import dev.recsim.app.record.RealityRecord;
import dev.recsim.decide.reality.LogRatio;
import dev.recsim.experimentfile.record.RecordSpec;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.Digest;
import dev.recsim.json.Sealed;
import dev.recsim.store.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Writes what came of a predicted test, and the pages of records.
 *
 * @param today by which tests are due
 */
public record OutcomeOperation(Workspace workspace, LocalDate today) {
  private static final String BY_HAND = "by hand";

  /**
   * What came of a test.
   *
   * @param source where it is from
   * @param evidence digest of the file with the verdict; empty by hand
   */
  public record Outcome(Result result, String source, Optional<String> evidence) {
    /** An effect that files show. */
    public static Outcome observed(LogRatio effect, String source, String evidence) {
      return new Outcome(Result.of(effect), source, Optional.of(evidence));
    }

    /** An effect that a person says. */
    public static Outcome byHand(double change, double error) throws UserError {
      if (!(change > -1 && error > 0 && Double.isFinite(change) && Double.isFinite(error))) {
        throw new UserError(
            "recsim.change must be above -1 and recsim.error above 0, as in -Drecsim.change=0.021"
                + " -Drecsim.error=0.008");
      }
      return new Outcome(Result.of(LogRatio.ofRelative(change, error)), BY_HAND, Optional.empty());
    }

    /** A test without an effect. */
    public static Outcome stopped(String reason) throws UserError {
      if (reason.isBlank()) {
        throw new UserError(
            "recsim.stopped must say why, as in -Drecsim.stopped=\"logging broke\"");
      }
      return new Outcome(Result.stopped(reason.strip()), BY_HAND, Optional.empty());
    }
  }

  /**
   * Writes an outcome beside its prediction.
   *
   * @throws UserError if there is no prediction, or an outcome already
   */
  @SuppressWarnings("try")
  public Path write(RecordSpec spec, String test, Outcome outcome) throws IOException, UserError {
    Path prediction = RealityRecord.prediction(spec, test);
    if (!Files.exists(prediction)) {
      throw new UserError(
          "%s: there is no prediction of %s; tests are predicted before they start, with"
                  .formatted(spec.folder(), test)
              + " recsim:predict");
    }
    Path file = RealityRecord.outcome(spec, test);
    if (Files.exists(file)) {
      throw new UserError(file + " is written already; a test has one outcome");
    }
    SealedFile.read(prediction, PredictionFile.class, PredictionFile.FORMAT);
    try (RunLock lock = workspace.lock()) {
      OutcomeFile written =
          new OutcomeFile(
              OutcomeFile.SCHEMA_VERSION,
              test,
              Digest.of(prediction),
              outcome.result(),
              outcome.source(),
              outcome.evidence().orElse(null));
      AtomicFile.write(file, Sealed.text(written));
      RealityPages.write(workspace, spec, today);
    }
    return file;
  }

  /**
   * Writes the pages of records, and returns the lines of each for a terminal.
   *
   * @throws UserError if the reports are in use
   */
  @SuppressWarnings("try")
  public PerFile<List<String>> report(List<RecordSpec> specs) throws IOException, UserError {
    try (RunLock lock = workspace.lock()) {
      return PerFile.of(specs, spec -> RealityPages.write(workspace, spec, today));
    }
  }
}
