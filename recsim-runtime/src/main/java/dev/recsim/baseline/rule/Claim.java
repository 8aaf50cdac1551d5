package dev.recsim.baseline.rule;

import dev.recsim.json.JsonText;
import java.util.List;

/** A claim of an experiment file about an agent, which every run must satisfy. */
public sealed interface Claim {
  /** Quantity of {@link AtLeast}: mean score as a share of the exact optimum. */
  String SHARE_OF_OPTIMUM = "share_of_optimum";

  /** Quantity of {@link AtLeast}: mean score, reward per session. */
  String MEAN_REWARD = "mean_reward";

  /** The agent of the claim. */
  String agent();

  /** The agents whose trials it needs. */
  List<String> agents();

  /** The claim in words: {@code actor_critic beats random}. */
  String text();

  /**
   * The mean over seeds of a quantity is at least this.
   *
   * @param quantity {@link #SHARE_OF_OPTIMUM}, {@link #MEAN_REWARD} or the name of a metric
   * @param atLeast in units of the quantity
   */
  record AtLeast(String agent, String quantity, double atLeast) implements Claim {
    @Override
    public List<String> agents() {
      return List.of(agent);
    }

    @Override
    public String text() {
      return agent
          + " "
          + quantity
          + " >= "
          + JsonText.exact(atLeast).decimalValue().toPlainString();
    }

    /** Whether the quantity is a metric. */
    public boolean ofMetric() {
      return !quantity.equals(SHARE_OF_OPTIMUM) && !quantity.equals(MEAN_REWARD);
    }
  }

  /** The mean score is above the other agent's. */
  record Beats(String agent, String other) implements Claim {
    @Override
    public List<String> agents() {
      return List.of(agent, other);
    }

    @Override
    public String text() {
      return agent + " beats " + other;
    }
  }

  /** The mean score is not below the other agent's by more than the margin. */
  record NotWorseThan(String agent, String other) implements Claim {
    @Override
    public List<String> agents() {
      return List.of(agent, other);
    }

    @Override
    public String text() {
      return agent + " not_worse_than " + other;
    }
  }
}
