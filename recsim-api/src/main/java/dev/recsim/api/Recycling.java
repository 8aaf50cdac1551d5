package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.stream.IntStream;

/**
 * Optional interfaces by which environments and policies reuse objects, to allocate less and run
 * faster. They never change results. Environments that do not implement them return immutable
 * values, and policies that do not implement them may keep all values.
 *
 * <p>If a policy keeps none of its inputs ({@link Borrower}), the loop calls {@link Lender#lend} on
 * each session. Observations, steps, and the documents, features and responses in them are then
 * <i>lent</i>: they are read only before the next call of {@link Session#recommend}, and the
 * session may overwrite them during it. Values are not lent while an agent learns, and not to a
 * {@link Agent.Perception} or a log.
 */
public final class Recycling {
  private static final int[] NONE = {};
  private static final int[][] FEW =
      IntStream.range(0, 64).mapToObj(i -> new int[] {i}).toArray(int[][]::new);

  private Recycling() {}

  /**
   * A session, or a user of a composed environment, that can overwrite values it returned earlier.
   */
  @FunctionalInterface
  public interface Lender {
    /**
     * Allows this object to overwrite, at each step, the values it returned earlier. It is called
     * before all other methods, or never. A session around another one does not forward the call if
     * it keeps values of the inner session, such as the observation before a step.
     */
    void lend();
  }

  /** A policy that can guarantee not to keep its inputs. */
  @FunctionalInterface
  public interface Borrower {
    /**
     * {@return whether the policy keeps no reference to an observation or its documents after it
     * has chosen a slate}
     */
    boolean keepsNothing();
  }

  /** A sampler that can overwrite a document instead of creating one. */
  @FunctionalInterface
  public interface Documents {
    /**
     * Draws the same document as the sampler's method without a used document.
     *
     * @param id number that identifies the document
     * @param key all of its randomness
     * @param used a document of this sampler that is not read again, or null
     * @return a new document, or the used one with new content
     */
    Document sample(long id, RandomKey key, Document used);
  }

  /**
   * A user model whose signals can be computed when they are first read. Its users write NaN for
   * each signal that is a function of the shown document alone.
   */
  @FunctionalInterface
  public interface LateSignals {
    /**
     * {@return the value of a signal for which the user wrote NaN}
     *
     * @param shown the document that was shown
     * @param signal index in {@link Space#signals()}
     */
    double signal(Document shown, int signal);
  }

  /** Computes signals of a response when they are read. Pure. */
  @FunctionalInterface
  public interface Late {
    /**
     * {@return the value of a signal}
     *
     * @param position position on the slate
     * @param signal index in {@link Space#signals()}
     */
    double signal(int position, int signal);
  }

  /**
   * Calls {@link Lender#lend} if the object is a {@code Lender}; does nothing otherwise.
   *
   * @param lender a session or user of which no method was called yet; null is ignored
   */
  public static void lend(Object lender) {
    if (lender instanceof Lender able) {
      able.lend();
    }
  }

  /**
   * {@return whether the policy is a {@link Borrower} that keeps nothing of its inputs}
   *
   * @param policy any policy
   */
  public static boolean keepsNothing(Policy policy) {
    return policy instanceof Borrower borrower && borrower.keepsNothing();
  }

  /**
   * {@return a response whose signals are partly computed when they are read; the arrays are not
   * copied}
   *
   * @param clicks the clicked positions, ascending
   * @param signals [positions x signals]
   * @param signalsOfPosition number of signals of a position
   * @param late computes the signals that are NaN, at each read
   */
  public static Response response(
      int[] clicks, double[] signals, int signalsOfPosition, Late late) {
    return new Response(clicks, signals, signalsOfPosition, late);
  }

  /**
   * {@return an array of one clicked position, or an empty one; shared for positions below 64} Must
   * not be written to.
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
