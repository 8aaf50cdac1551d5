package dev.recsim.api;

import java.util.Arrays;

/**
 * The user's response to a slate. Immutable.
 *
 * <p>Positions start at 0. Signals are observed at each position of the slate, such as the watch
 * time, in the order of {@link Space#signals()}.
 */
public final class Response {
  private static final double[] NO_SIGNALS = {};

  /** A response without a click. */
  public static final Response NONE = new Response(-1);

  /** A click on the first position. */
  public static final Response FIRST = new Response(0);

  private static final Recycling.Late NOTHING = (position, signal) -> Double.NaN;

  private final int[] clicks;
  private final double[] signals;
  private final int signalsOfPosition;
  private final Recycling.Late late;

  /**
   * Creates a response without signals.
   *
   * @param clicked the clicked position, or -1 for no click
   */
  public Response(int clicked) {
    this(clicked < 0 ? new int[0] : new int[] {clicked}, NO_SIGNALS, 0, NOTHING);
  }

  Response(int[] clicks, double[] signals, int signalsOfPosition, Recycling.Late late) {
    this.clicks = clicks;
    this.signals = signals;
    this.signalsOfPosition = signalsOfPosition;
    this.late = late;
  }

  /**
   * {@return a response; the arrays are not copied}
   *
   * @param clicks the clicked positions, ascending
   * @param signals [positions x signals]
   * @param signalsOfPosition number of signals of a position
   */
  public static Response of(int[] clicks, double[] signals, int signalsOfPosition) {
    return new Response(clicks, signals, signalsOfPosition, NOTHING);
  }

  /** {@return the first clicked position, or -1 if none was clicked} */
  public int clicked() {
    return clicks.length == 0 ? -1 : clicks[0];
  }

  /** {@return the number of clicked positions} */
  public int clicks() {
    return clicks.length;
  }

  /**
   * {@return the position of a click}
   *
   * @param click 0 .. {@link #clicks()} - 1, in order of position
   */
  public int click(int click) {
    return clicks[click];
  }

  /**
   * {@return whether the position was clicked}
   *
   * @param position position on the slate
   */
  public boolean isClicked(int position) {
    for (int clicked : clicks) {
      if (clicked == position) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return the value of a signal at a position}
   *
   * @param position position on the slate
   * @param signal index in {@link Space#signals()}
   */
  public double signal(int position, int signal) {
    double known = signals[position * signalsOfPosition + signal];
    return Double.isNaN(known) ? late.signal(position, signal) : known;
  }

  private double[] allSignals() {
    double[] all = signals.clone();
    for (int i = 0; i < all.length; i++) {
      all[i] = signal(i / signalsOfPosition, i % signalsOfPosition);
    }
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Response response
        && Arrays.equals(clicks, response.clicks)
        && Arrays.equals(allSignals(), response.allSignals());
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(clicks) + Arrays.hashCode(allSignals());
  }

  @Override
  public String toString() {
    return "clicked " + Arrays.toString(clicks);
  }
}
