package dev.recsim.app.fit;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** Says now and then how far a fit is, and how long its steps still take. */
public final class FitLines implements FitOperation.Progress {
  private final BooleanSupplier due;
  private final LongSupplier clock;
  private final LongFunction<String> words;
  private final Consumer<String> lines;
  private String current = "";

  /** When the first step of a kind was done, and its number. */
  private long began;

  private int first;

  /**
   * @param due whether a line is due
   * @param clock nanoseconds
   * @param words a time in nanoseconds in words
   * @param lines receives each line
   */
  public FitLines(
      BooleanSupplier due, LongSupplier clock, LongFunction<String> words, Consumer<String> lines) {
    this.due = due;
    this.clock = clock;
    this.words = words;
    this.lines = lines;
  }

  @Override
  public void step(String name, String what, int done, int all) {
    String kind = "%s: %s".formatted(name, what);
    if (!kind.equals(current) || done <= first) {
      current = kind;
      began = clock.getAsLong();
      first = done;
    }
    if (due.getAsBoolean()) {
      lines.accept("%s %s of %s%s".formatted(kind, done, all, left(done, all)));
    }
  }

  private String left(int done, int all) {
    if (done == first) {
      return "";
    }
    long each = (clock.getAsLong() - began) / (done - first);
    return ", " + words.apply(each * (all - done)) + " left";
  }
}
