package dev.recsim.baseline;

import dev.recsim.json.JsonText;

/** What an experiment file claims of an agent, to be held by every run. */
public sealed interface Claim {

  /** The agent it is about. */
  String agent();

  /** The claim in words: {@code actor_critic beats random}. */
  String text();

  /**
   * The mean score is at least this share of the optimum.
   *
   * @param atLeast a share, 1 for the optimum
   */
  record ShareOfOptimum(String agent, double atLeast) implements Claim {
    @Override
    public String text() {
      return agent + " share_of_optimum >= " + plain(atLeast);
    }
  }

  /**
   * The mean score is at least this.
   *
   * @param atLeast in units of the score (reward per session)
   */
  record MeanReward(String agent, double atLeast) implements Claim {
    @Override
    public String text() {
      return agent + " mean_reward >= " + plain(atLeast);
    }
  }

  /** The mean score is above another agent's. */
  record Beats(String agent, String other) implements Claim {
    @Override
    public String text() {
      return agent + " beats " + other;
    }
  }

  /** The mean score is not below another agent's by more than the margin. */
  record NotWorseThan(String agent, String other) implements Claim {
    @Override
    public String text() {
      return agent + " not_worse_than " + other;
    }
  }

  private static String plain(double value) {
    return JsonText.exact(value).decimalValue().toPlainString();
  }
}
