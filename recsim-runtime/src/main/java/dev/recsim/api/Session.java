package dev.recsim.api;

/** One user's visit to a world. Confined to one thread. */
public interface Session {

  /** What the agent sees before its first recommendation. */
  Observation start();

  /**
   * Shows a slate to the user.
   *
   * @return the user's answer, the reward, and how the session goes on
   * @throws IllegalStateException if the session has ended or was cut off
   * @throws IndexOutOfBoundsException if the slate names a document that does not exist
   * @throws IllegalArgumentException if the slate is larger than the world's slate size
   */
  Step recommend(Slate slate);
}
