package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.stream.IntStream;

/**
 * What environments and policies may implement to run faster, by allocating less. Nothing here is
 * needed for a right result: whoever does not know of it hands out values that never change, and
 * may keep all values.
 *
 * <p>The rule: where a policy keeps nothing of what it is given ({@link Borrower}), the loop lends
 * each session ({@link Lender}). An observation, a step and all that is in them - documents,
 * features, responses - is then looked at before the next call of {@link Session#recommend} and not
 * after it, so the session may write over them. Nothing is lent while an agent learns, nor where a
 * {@link Perception} or a log is given the observations.
 */
public final class Recycling {
  private static final int[] NONE = {};
  private static final int[][] FEW =
      IntStream.range(0, 64).mapToObj(i -> new int[] {i}).toArray(int[][]::new);

  private Recycling() {}

  /** A session, or a user of a composed environment, that can write over what it handed out. */
  @FunctionalInterface
  public interface Lender {
    /**
     * Allows to write over what was handed out before, from the next step on. Called before
     * anything else, or not at all. A session around another one that keeps something of it, such
     * as the observation before the step, does not pass this on.
     */
    void lend();
  }

  /** A policy that may keep nothing of what it is given. */
  @FunctionalInterface
  public interface Borrower {
    /**
     * {@return whether the policy keeps nothing of an observation, nor of its documents, once it
     * has decided}
     */
    boolean keepsNothing();
  }

  /** A sampler of documents that can write over a document. */
  @FunctionalInterface
  public interface Documents {
    /**
     * Draws a document, as the sampler's method without a used document does.
     *
     * @param id names the document
     * @param key all of its randomness
     * @param used a document of this sampler that nobody looks at again, or null
     * @return a new document, or the used one written over
     */
    Document sample(long id, RandomKey key, Document used);
  }

  /**
   * Users whose signals may be computed when somebody asks for them: their response writes NaN for
   * a signal that follows from the shown document alone.
   */
  @FunctionalInterface
  public interface LateSignals {
    /**
     * {@return the value of a signal for which the response wrote NaN}
     *
     * @param shown the document that was shown
     * @param signal index in {@link Space#signals()}
     */
    double signal(Document shown, int signal);
  }

  /** Computes signals of a response when somebody asks for them. Pure. */
  @FunctionalInterface
  public interface Late {
    /**
     * {@return what was observed of a position}
     *
     * @param position position on the slate
     * @param signal index in {@link Space#signals()}
     */
    double signal(int position, int signal);
  }

  /**
   * Lends a session or user that can be lent; does nothing to others.
   *
   * @param lender a session or user that nothing else was called of; null is ignored
   */
  public static void lend(Object lender) {
    if (lender instanceof Lender able) {
      able.lend();
    }
  }

  /**
   * {@return whether what the policy is given may be written over afterwards}
   *
   * @param policy any policy
   */
  public static boolean keepsNothing(Policy policy) {
    return policy instanceof Borrower borrower && borrower.keepsNothing();
  }

  /**
   * {@return an answer of which not everything is computed yet; the arrays are taken over, not
   * copied}
   *
   * @param clicks the clicked positions, ascending
   * @param signals [positions x signals]
   * @param signalsOfPosition number of signals of a position
   * @param late is asked for signals that are NaN, each time somebody looks at one
   */
  public static Response response(
      int[] clicks, double[] signals, int signalsOfPosition, Late late) {
    return new Response(clicks, signals, signalsOfPosition, late);
  }

  /**
   * {@return the clicked positions where one position was clicked, or none; allocates nothing for
   * positions below 64} Never to be written to.
   *
   * @param position the clicked position, or -1 for no click
   */
  public static int[] click(int position) {
    if (position < 0) {
      return NONE;
    }
    return position < FEW.length ? FEW[position] : new int[] {position};
  }
}
