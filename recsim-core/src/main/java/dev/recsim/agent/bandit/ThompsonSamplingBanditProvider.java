package dev.recsim.agent.bandit;

import dev.recsim.api.Options.Description;

/** Provider of the bandit {@code thompson_sampling}. */
@Description("Thompson sampling: plays the arm with the largest draw from its Beta" + " posterior.")
public final class ThompsonSamplingBanditProvider implements BanditProvider<BanditOptions> {
  @Override
  public String name() {
    return "thompson_sampling";
  }

  @Override
  public Bandit create(BanditOptions options) {
    return new ThompsonSampling(options.optimismScaling());
  }
}
