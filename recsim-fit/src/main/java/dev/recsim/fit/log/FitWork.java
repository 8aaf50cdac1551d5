package dev.recsim.fit.log;

import dev.recsim.fit.ids.EventStatistics;
import java.nio.file.Path;
import java.util.Optional;

/** Where a long fit says how far it is, and where it keeps what it has, in case it is killed. */
public interface FitWork {
  /** Of a fit that nobody waits for. */
  FitWork NONE = (what, done, all) -> {};

  /**
   * A step is done.
   *
   * @param what such steps are called, in one word
   * @param done number of steps that are done
   * @param all number of all steps
   */
  void step(String what, int done, int all);

  /** A file that the same fit may write, and read when it starts again; empty to keep nothing. */
  default Optional<Path> unfinished() {
    return Optional.empty();
  }

  /** What sums over the log. */
  default EventStatistics statistics() {
    return EventStatistics.HERE;
  }
}
