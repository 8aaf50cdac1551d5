package dev.recsim.api;

import java.util.Map;

/** One user's session in an environment. Confined to one thread. */
public interface Session {
  /** {@return the observation before the first slate} */
  Observation start();

  /**
   * Shows a slate to the user.
   *
   * @param slate the documents to show
   * @return the user's response, the reward, the next observation and the status of the session
   * @throws IllegalStateException if the session has ended or was cut off
   * @throws IndexOutOfBoundsException if the slate contains an index without a document
   * @throws IllegalArgumentException if the slate is larger than the environment's slate size, or
   *     shows a document twice
   */
  Step recommend(Slate slate);

  /**
   * Tells which slate {@link #recommend} shows next, so that an environment with a {@linkplain
   * Environment#batch batch} can compute the steps of several sessions at once. By default it does
   * nothing. It may be left out.
   *
   * @param slate the slate of the next call of recommend
   */
  default void announce(Slate slate) {}

  /**
   * Computes the click probabilities of a slate if it were shown now, without changing the session.
   * Only simulators can compute these: they are written to logs and must not be used by agents.
   *
   * @param slate the documents that would be shown
   * @return one entry for each position, followed by the probability of no click; empty if the
   *     environment does not provide them
   */
  default double[] clickProbabilities(Slate slate) {
    return Sparse.NONE.counts();
  }

  /**
   * {@return the latent state of the user before the next slate, by name in a fixed order, such as
   * {@code satisfaction 0.8}; empty if the environment does not provide it} Only simulators know
   * it: it is shown in reports and must not be used by agents.
   */
  default Map<String, Double> latents() {
    return Map.of();
  }

  /**
   * {@return the counts so far, in the order of {@link Environment#counters()}; empty if there are
   * none} The session may keep writing to the array.
   */
  default double[] counts() {
    return Sparse.NONE.counts();
  }

  /**
   * {@return the counts so far of the counters behind those of {@link #counts()}} A counter may be
   * named more than once; its counts are added.
   */
  default Sparse sparseCounts() {
    return Sparse.NONE;
  }

  /**
   * Counts of many counters of which a session touches few. The arrays are not copied.
   *
   * @param counters indices of counters
   * @param counts count of each
   */
  record Sparse(int[] counters, double[] counts) {
    /** Counts nothing. */
    public static final Sparse NONE = new Sparse(new int[0], new double[0]);

    /**
     * Checks that there is a count for each counter.
     *
     * @param counters indices of counters
     * @param counts count of each
     * @throws IllegalArgumentException if the lengths differ
     */
    public Sparse {
      if (counters.length != counts.length) {
        throw new IllegalArgumentException(
            "%s counters, but %s counts".formatted(counters.length, counts.length));
      }
    }
  }

  /**
   * A session around another one. All methods that it does not override delegate to the session
   * inside.
   */
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
    default void announce(Slate slate) {
      inside().announce(slate);
    }

    @Override
    default double[] clickProbabilities(Slate slate) {
      return inside().clickProbabilities(slate);
    }

    @Override
    default Map<String, Double> latents() {
      return inside().latents();
    }

    @Override
    default double[] counts() {
      return inside().counts();
    }

    @Override
    default Sparse sparseCounts() {
      return inside().sparseCounts();
    }
  }
}
