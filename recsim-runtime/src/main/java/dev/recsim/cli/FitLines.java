package dev.recsim.cli;

import dev.recsim.app.fit.FitOperation;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Prints now and then how far a fit is, and how long steps of this kind still take. */
final class FitLines implements FitOperation.Progress {
  private final Throttle throttle;
  private final LongSupplier clock;
  private final Consumer<String> lines;
  private String current = "";

  /** When the first step of a kind was done, and its number. */
  private long began;

  private int before;

  /**
   * @param clock nanoseconds
   * @param lines receives each line
   */
  FitLines(LongSupplier clock, Consumer<String> lines) {
    this.throttle = new Throttle(clock);
    this.clock = clock;
    this.lines = lines;
  }

  @Override
  public void step(String name, String what, int done, int all) {
    String kind = "%s: %s".formatted(name, what);
    if (!kind.equals(current) || done <= before) {
      current = kind;
      began = clock.getAsLong();
      before = done;
    }
    if (throttle.due()) {
      lines.accept("%s %s of %s%s".formatted(kind, done, all, left(done, all)));
    }
  }

  private String left(int done, int all) {
    if (done == before) {
      return "";
    }
    long nanos = (clock.getAsLong() - began) / (done - before) * (all - done);
    return ", " + TrialLines.whole(nanos) + " left";
  }
}
