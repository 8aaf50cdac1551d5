package dev.recsim.agent.bandit;

import dev.recsim.api.Options.Description;

/** The providers of bandits. */
public final class Bandits {
  private Bandits() {}

  /** Provider of the bandit {@code ucb1}. */
  @Description("UCB1: plays the arm with the largest upper confidence bound on its mean.")
  public static final class Ucb1Provider implements BanditProvider<BanditOptions> {
    @Override
    public Bandit create(BanditOptions options) {
      return new Ucb1(options.optimismScaling());
    }
  }

  /** Provider of the bandit {@code kl_ucb}. */
  @Description(
      "KL-UCB: upper confidence bounds from the Kullback-Leibler divergence of"
          + " Bernoulli distributions.")
  public static final class KlUcbProvider implements BanditProvider<BanditOptions> {
    @Override
    public Bandit create(BanditOptions options) {
      return new KlUcb(options.optimismScaling());
    }
  }

  /** Provider of the bandit {@code thompson_sampling}. */
  @Description("Thompson sampling: plays the arm with the largest draw from its Beta posterior.")
  public static final class ThompsonSamplingProvider implements BanditProvider<BanditOptions> {
    @Override
    public Bandit create(BanditOptions options) {
      return new ThompsonSampling(options.optimismScaling());
    }
  }
}
