package dev.recsim.agent.bandit;

import dev.recsim.api.Options.Description;

/** Provider of the bandit {@code ucb1}. */
@Description("UCB1: plays the arm with the largest upper confidence bound on its mean.")
public final class Ucb1BanditProvider implements BanditProvider<BanditOptions> {
  @Override
  public String name() {
    return "ucb1";
  }

  @Override
  public Bandit create(BanditOptions options) {
    return new Ucb1(options.optimismScaling());
  }
}
