package dev.recsim.api;

/**
 * The user's answer to a slate. Immutable.
 *
 * @param clicked position of the slate that was clicked (accepted), or -1 if none was
 */
public record Response(int clicked) {
  /** Nothing on the slate was clicked. */
  public static final Response NONE = new Response(-1);

  /** The first position was clicked. */
  public static final Response FIRST = new Response(0);
}
