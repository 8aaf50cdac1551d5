package dev.recsim.api;

import java.util.Arrays;

/**
 * The user's answer to a slate. Immutable.
 *
 * <p>Positions count from 0. Signals are what the system observes of each position of the slate,
 * such as the watch time, in the order of {@link Space#signals()}.
 */
public final class Response {
  private static final double[] NO_SIGNALS = {};

  /** Nothing on the slate was clicked. */
  public static final Response NONE = new Response(-1);

  /** The first position was clicked. */
  public static final Response FIRST = new Response(0);

  private final int[] clicks;
  private final double[] signals;
  private final int signalsOfPosition;

  /** An answer without signals: one position was clicked (accepted), or none (-1). */
  public Response(int clicked) {
    this(clicked < 0 ? new int[0] : new int[] {clicked}, NO_SIGNALS, 0);
  }

  private Response(int[] clicks, double[] signals, int signalsOfPosition) {
    this.clicks = clicks;
    this.signals = signals;
    this.signalsOfPosition = signalsOfPosition;
  }

  /**
   * An answer; the arrays are taken over, not copied.
   *
   * @param clicks the clicked positions, ascending
   * @param signals [positions x signals]
   * @param signalsOfPosition number of signals of a position
   */
  public static Response of(int[] clicks, double[] signals, int signalsOfPosition) {
    return new Response(clicks, signals, signalsOfPosition);
  }

  /** The first clicked position, or -1 if none was clicked. */
  public int clicked() {
    return clicks.length == 0 ? -1 : clicks[0];
  }

  /** Number of clicked positions. */
  public int clicks() {
    return clicks.length;
  }

  /**
   * The position of a click.
   *
   * @param click 0 .. {@link #clicks()} - 1, in order of position
   */
  public int click(int click) {
    return clicks[click];
  }

  /** Whether the position was clicked. */
  public boolean isClicked(int position) {
    for (int clicked : clicks) {
      if (clicked == position) {
        return true;
      }
    }
    return false;
  }

  /** What was observed of a position. */
  public double signal(int position, int signal) {
    return signals[position * signalsOfPosition + signal];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Response response
        && Arrays.equals(clicks, response.clicks)
        && Arrays.equals(signals, response.signals);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(clicks) + Arrays.hashCode(signals);
  }

  @Override
  public String toString() {
    return "clicked " + Arrays.toString(clicks);
  }
}
