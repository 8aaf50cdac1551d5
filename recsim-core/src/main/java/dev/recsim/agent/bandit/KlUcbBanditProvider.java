package dev.recsim.agent.bandit;

import dev.recsim.api.Options.Description;

/** Provider of the bandit {@code kl_ucb}. */
@Description(
    "KL-UCB: upper confidence bounds from the Kullback-Leibler divergence of"
        + " Bernoulli distributions.")
public final class KlUcbBanditProvider implements BanditProvider<BanditOptions> {
  @Override
  public String name() {
    return "kl_ucb";
  }

  @Override
  public Bandit create(BanditOptions options) {
    return new KlUcb(options.optimismScaling());
  }
}
