package dev.recsim.serve.explore;

/** How an arm explores around its policy. */
public sealed interface Exploration {

  /**
   * Shows a uniformly drawn slate with probability epsilon.
   *
   * @param epsilon 0 to 1
   */
  record EpsilonGreedy(double epsilon) implements Exploration {
    /** Checks the probability. */
    public EpsilonGreedy {
      if (!(epsilon >= 0 && epsilon <= 1)) {
        throw new IllegalArgumentException("epsilon must be from 0 to 1, but is " + epsilon);
      }
    }
  }

  /**
   * Draws one document after another, with probabilities proportional to exp(score / temperature)
   * (Plackett and Luce).
   *
   * @param temperature above 0, in the unit of the agent's scores
   */
  record Softmax(double temperature) implements Exploration {
    /** Checks the temperature. */
    public Softmax {
      if (!(temperature > 0) || Double.isInfinite(temperature)) {
        throw new IllegalArgumentException(
            "temperature must be above 0 and finite, but is " + temperature);
      }
    }
  }

  /**
   * Shows the slate of the policy with its first documents in a uniformly drawn order.
   *
   * @param k number of positions to shuffle, at least 1; all of a shorter slate
   */
  record TopKShuffle(int k) implements Exploration {
    /** Checks the number. */
    public TopKShuffle {
      if (k < 1) {
        throw new IllegalArgumentException("k must be at least 1, but is " + k);
      }
    }
  }
}
