package dev.recsim.learn.scores;

import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * Maps features to vectors: the output of a network, plus a learned residual of the document or
 * state that has the features.
 */
public final class Tower {
  private final Network network;

  /** Null without residuals. */
  private final EmbeddingTable residuals;

  /**
   * Creates a network and residuals {@code <name>.residual}, which are 0 at first.
   *
   * @param layout inputs, and length of a vector
   * @param owners number of documents or states with a residual; 0 without residuals
   */
  public Tower(Parameters parameters, String name, Layout layout, int owners, RandomKey key) {
    network = parameters.network(name, layout, key.child(name));
    residuals =
        owners > 0 ? parameters.residuals(name + ".residual", owners, layout.outputs()) : null;
  }

  /**
   * The outputs of the network plus the residuals, [count x size].
   *
   * @param owners document or state of each row, which is also its category
   * @param learning whether the parameters get gradients
   */
  public Value encode(Tape tape, int[] owners, Value features, int count, boolean learning) {
    Value sums = tape.network(network, owners, features, count, learning);
    if (residuals == null) {
      return sums;
    }
    int[] kept = Arrays.copyOf(owners, count);
    return tape.combine(1, sums, 1, tape.embed(residuals, kept, count, learning));
  }
}
