package dev.recsim.cli;

import dev.recsim.app.project.NothingSelected;
import dev.recsim.experimentfile.InvalidExperiment;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/** Prints problems of files, and says with which status the program ends. */
final class FileErrors {
  private FileErrors() {}

  /**
   * Prints the problems of files that were not judged.
   *
   * @param others the status by the other files
   * @return the highest status
   */
  static ExitCode print(List<Exception> problems, ExitCode others) {
    ExitCode highest = others;
    for (Exception problem : problems) {
      ExitCode code = print(problem);
      highest = code.status > highest.status ? code : highest;
    }
    return highest;
  }

  /** Prints a problem. */
  static ExitCode print(Exception problem) {
    if (problem instanceof InvalidExperiment invalid) {
      invalid.problems().forEach(System.err::println);
      return ExitCode.INVALID_EXPERIMENT;
    }
    System.err.println(
        problem instanceof IOException unread ? readable(unread) : problem.getMessage());
    return problem instanceof NothingSelected ? ExitCode.NOTHING_SELECTED : ExitCode.ERROR;
  }

  /** File system exceptions often have the bare path for a message. */
  private static String readable(IOException e) {
    Optional<String> message = Optional.ofNullable(e.getMessage());
    if (message.isEmpty()
        || !(e instanceof FileSystemException problem)
        || problem.getFile() == null) {
      return message.orElseGet(e::toString);
    }
    String reason = Optional.ofNullable(problem.getReason()).orElse(e.getClass().getSimpleName());
    return ("%s cannot be read or written (%s); see that its folder can be written and has room, or"
            + " set recsim.reportsDirectory to another; what was stored before stays")
        .formatted(problem.getFile(), reason);
  }
}
