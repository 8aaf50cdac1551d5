package dev.recsim.app.cluster;

import dev.recsim.api.InvalidOption;
import dev.recsim.app.project.UserError;
import dev.recsim.experiment.remote.Frames;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.experiment.remote.LogDriver.LogProblem;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.ope.evaluation.Elsewhere;
import dev.recsim.ope.evaluation.LogSource;
import dev.recsim.ope.evaluation.Partition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Logs that a cluster reads. */
public record ClusterLogs(LogDriver driver) {

  /**
   * Finds the files of a log.
   *
   * @param directory folder that the options' file is relative to, unless it is a URI
   * @param extras see {@link Log#of}
   * @throws UserError if there are none
   */
  public LogSource open(LogOptions options, Path directory, List<String> extras)
      throws IOException, UserError {
    String file = options.file();
    InvalidOption.unless(
        !file.endsWith(".jsonl"),
        "file",
        "is a session log of recsim, which only recsim.executor=local reads");
    boolean uri = file.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
    // Checks the options before anything starts.
    Log unknown = Log.elsewhere(options, List.of(), extras);
    Map<String, String> asked = new TreeMap<>();
    asked.put(Frames.LOG_FILE, uri ? file : directory.resolve(file).toUri().toString());
    asked.put(Frames.LOG_SEPARATOR, options.separator());
    if (options.listSeparator() != null) {
      asked.put(Frames.LOG_LIST_SEPARATOR, options.listSeparator());
    }
    if (options.columns().session() != null) {
      asked.put(Frames.LOG_SESSION, options.columns().session());
    }
    try {
      List<String> names = driver.open(Partition.request(unknown, null), asked);
      List<Path> files = names.stream().map(Path::of).toList();
      return new Elsewhere(Log.elsewhere(options, files, extras), this::read);
    } catch (LogProblem e) {
      throw new UserError(file + ": " + e.getMessage());
    }
  }

  private Iterator<byte[]> read(byte[] request) {
    try {
      return driver.read(request).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
