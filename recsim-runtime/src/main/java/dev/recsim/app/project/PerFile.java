package dev.recsim.app.project;

import dev.recsim.experimentfile.InvalidExperiment;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operation says about several files. A file that cannot be judged stops no other.
 *
 * @param results of the files that were judged
 * @param errors of the others: {@link InvalidExperiment}, {@link IOException} or {@link UserError}
 */
public record PerFile<R>(List<R> results, List<Exception> errors) {

  /** Judges a file. */
  @FunctionalInterface
  public interface Judge<S, R> {
    R of(S spec) throws InvalidExperiment, IOException, UserError;
  }

  /**
   * Judges each file.
   *
   * @throws ClosedByInterruptException if the thread is interrupted, which no other file survives
   */
  public static <S, R> PerFile<R> of(List<S> specs, Judge<S, R> judge)
      throws ClosedByInterruptException {
    List<R> results = new ArrayList<>();
    List<Exception> errors = new ArrayList<>();
    for (S spec : specs) {
      try {
        results.add(judge.of(spec));
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (InvalidExperiment | IOException | UserError e) {
        errors.add(e);
      }
    }
    return new PerFile<>(results, errors);
  }

  /** The results of all files; throws the first error if there is one. */
  public List<R> all() throws InvalidExperiment, IOException, UserError {
    for (Exception error : errors) {
      if (error instanceof InvalidExperiment e) {
        throw e;
      }
      if (error instanceof IOException e) {
        throw e;
      }
      if (error instanceof UserError e) {
        throw e;
      }
    }
    return results;
  }
}
