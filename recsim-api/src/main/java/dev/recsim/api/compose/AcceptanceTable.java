package dev.recsim.api.compose;

import dev.recsim.api.Environment;
import java.util.Optional;

/**
 * An environment whose users accept what they are shown with probabilities of a table. It can be
 * made again with another table, so that a world can have users of several kinds.
 */
public interface AcceptanceTable extends Environment {

  /**
   * {@return the probability that a user accepts a document, [row][document], in [0, 1]; empty if
   * the table is too large to store} A row is what the probability depends on besides the document,
   * such as the state. There is one row if it depends on nothing else.
   */
  Optional<double[][]> acceptances();

  /**
   * {@return the same environment with other probabilities}
   *
   * @param acceptances as many rows and documents as {@link #acceptances()} has; not copied
   */
  Environment withAcceptances(double[][] acceptances);
}
