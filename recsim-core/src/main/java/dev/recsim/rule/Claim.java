package dev.recsim.rule;

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
  default List<String> agents() {
    return List.of(agent());
  }

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
    public String text() {
      return "%s %s >= %s".formatted(agent, quantity, Margin.plain(atLeast));
    }

    /** Whether the quantity is a metric. */
    public boolean ofMetric() {
      return !quantity.equals(SHARE_OF_OPTIMUM) && !quantity.equals(MEAN_REWARD);
    }
  }

  /**
   * The mean over seeds of a metric is at most this.
   *
   * @param metric its name
   * @param atMost in units of the metric
   */
  record AtMost(String agent, String metric, double atMost) implements Claim {
    @Override
    public String text() {
      return "%s %s <= %s".formatted(agent, metric, Margin.plain(atMost));
    }
  }

  /**
   * A live test has decided to ship a treatment.
   *
   * @param agent the treatment
   */
  record Ships(String agent) implements Claim {
    @Override
    public String text() {
      return agent + " ships";
    }
  }

  /** A comparison that the trials of its experiment alone do not decide. */
  sealed interface Beyond extends Claim {
    /** The comparison. */
    OfTwo claim();

    @Override
    default String agent() {
      return claim().agent();
    }

    @Override
    default List<String> agents() {
      return claim().agents();
    }
  }

  /**
   * A claim about the effect of a change on real users, as past tests calibrate what simulation
   * predicts.
   *
   * @param claim that it makes; a margin is relative
   */
  record InReality(OfTwo claim) implements Beyond {
    @Override
    public String text() {
      return claim.text() + " in reality";
    }
  }

  /**
   * A claim that holds in most of the plausible worlds that the experiment file declares.
   *
   * @param claim that must hold in a world
   */
  record InWorlds(OfTwo claim) implements Beyond {
    @Override
    public String text() {
      return claim.text() + " in plausible worlds";
    }
  }

  /** A claim that compares two agents. */
  sealed interface OfTwo extends Claim {
    /** The quantity that is compared. */
    Quantity of();

    /** The agent with which the first one is compared. */
    String other();

    @Override
    default List<String> agents() {
      return List.of(agent(), other());
    }
  }

  /**
   * The mean of a quantity is better than the other agent's.
   *
   * @param of the quantity, without margin
   */
  record Beats(String agent, Quantity of, String other) implements OfTwo {
    /** The mean score is above the other agent's. */
    public Beats(String agent, String other) {
      this(agent, Quantity.score(null), other);
    }

    @Override
    public String text() {
      return subject(agent, of) + " beats " + other;
    }
  }

  /**
   * The mean of a quantity is not worse than the other agent's by more than the margin.
   *
   * @param of the quantity; the margin of the score is null, because it is the experiment's
   */
  record NotWorseThan(String agent, Quantity of, String other) implements OfTwo {
    /** The mean score is not below the other agent's by more than the margin. */
    public NotWorseThan(String agent, String other) {
      this(agent, Quantity.score(null), other);
    }

    @Override
    public String text() {
      return subject(agent, of) + " not_worse_than " + other;
    }

    /** The margin of a metric; null for the score. */
    public Margin margin() {
      return of.margin();
    }

    /** The claim that is this one without any tolerance. */
    public Beats strictly() {
      return new Beats(agent, new Quantity(of.metric(), of.lowerIsBetter(), null), other);
    }
  }

  private static String subject(String agent, Quantity of) {
    return of.isScore() ? agent : agent + " " + of.metric();
  }
}
