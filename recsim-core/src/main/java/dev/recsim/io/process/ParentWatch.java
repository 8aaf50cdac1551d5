package dev.recsim.io.process;

import dev.recsim.io.Daemon;
import java.io.IOException;
import java.io.InputStream;

/** Detects the end of the parent process, whatever its cause. */
public final class ParentWatch {
  private ParentWatch() {}

  /**
   * Starts watching.
   *
   * @param stream a pipe that the parent keeps open and never writes to
   * @param gone called on a separate thread at the end of the pipe
   */
  public static void start(InputStream stream, Runnable gone) {
    Daemon.start(
        () -> {
          try {
            while (stream.read() >= 0) {
              continue;
            }
          } catch (IOException e) {
            // A broken pipe means the same as its end.
          }
          gone.run();
        },
        "recsim-parent-watch");
  }
}
