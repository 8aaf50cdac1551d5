package dev.recsim.api;

/** One user's session in an environment. Confined to one thread. */
public interface Session {
  /** Of environments that count nothing. */
  double[] NO_COUNTS = {};

  /** Of environments that do not tell how likely clicks are. */
  double[] UNKNOWN = {};

  /** {@return what the agent sees before its first recommendation} */
  Observation start();

  /**
   * Shows a slate to the user.
   *
   * @param slate the documents to show
   * @return the user's answer, the reward, and how the session goes on
   * @throws IllegalStateException if the session has ended or was cut off
   * @throws IndexOutOfBoundsException if the slate names a document that does not exist
   * @throws IllegalArgumentException if the slate is larger than the environment's slate size, or
   *     shows a document twice
   */
  Step recommend(Slate slate);

  /**
   * How likely the user is to click what, if this slate were shown now; looking changes nothing.
   * What only a simulator can know: it is for logs, never for agents.
   *
   * @param slate the documents that would be shown
   * @return one entry a position, and behind them the probability that nothing is clicked; empty
   *     where the environment does not tell
   */
  default double[] clickProbabilities(Slate slate) {
    return UNKNOWN;
  }

  /**
   * {@return what was counted so far, in the order of {@link Environment#counters()}} The session
   * may go on writing to the array.
   */
  default double[] counts() {
    return NO_COUNTS;
  }

  /** A session around another one, which answers whatever is not overridden. */
  interface Wrapper extends Session {

    /** {@return the session inside} */
    Session inside();

    @Override
    default Observation start() {
      return inside().start();
    }

    @Override
    default Step recommend(Slate slate) {
      return inside().recommend(slate);
    }

    @Override
    default double[] clickProbabilities(Slate slate) {
      return inside().clickProbabilities(slate);
    }

    @Override
    default double[] counts() {
      return inside().counts();
    }
  }
}
