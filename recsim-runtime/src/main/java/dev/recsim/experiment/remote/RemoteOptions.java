package dev.recsim.experiment.remote;

import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.store.SessionLogs;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How an experiment begins elsewhere. */
final class RemoteOptions {
  private RemoteOptions() {}

  static Start start(ExperimentSpec spec, Optional<Duration> timeout, SessionLogs logs)
      throws IOException {
    Map<String, String> options = new TreeMap<>();
    timeout.ifPresent(limit -> options.put(Frames.TIMEOUT, limit.toString()));
    if (logs.source().isPresent()) {
      options.put(Frames.SESSION_LOGS, logs.folder().toAbsolutePath().toString());
    }
    return new Start(Parcel.of(spec).encode(), options);
  }
}
