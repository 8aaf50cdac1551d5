package dev.recsim.io;

import java.io.IOException;
import java.io.InputStream;

/** Notices that the process which started this one is gone, however it went. */
public final class ParentWatch {
  private ParentWatch() {}

  /**
   * Starts to watch.
   *
   * @param stream a pipe from the parent, which it holds open and never writes to
   * @param gone called at the pipe's end, on a thread of its own
   */
  public static void start(InputStream stream, Runnable gone) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (stream.read() >= 0) {
                  continue;
                }
              } catch (IOException e) {
                // A broken pipe says the same as its end.
              }
              gone.run();
            },
            "recsim-parent-watch");
    thread.setDaemon(true);
    thread.start();
  }
}
