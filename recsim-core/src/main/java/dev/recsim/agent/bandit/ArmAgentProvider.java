package dev.recsim.agent.bandit;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Space;
import dev.recsim.learn.LearningAgent;
import dev.recsim.learn.LearningProvider;
import dev.recsim.random.RandomKey;

/** Base class of providers of bandits whose arms are documents. */
abstract class ArmAgentProvider extends LearningProvider<ArmOptions> {

  private final BanditProvider<BanditOptions> bandit;

  /**
   * @param bandit the algorithm
   */
  ArmAgentProvider(BanditProvider<BanditOptions> bandit) {
    this.bandit = bandit;
  }

  @Override
  public final void check(ArmOptions options, Environment environment) {
    FixedDocuments.check(name(), environment);
    Space space = environment.space();
    InvalidOption.unless(
        ArmAgent.fits(space, options.perState()),
        "perState",
        "needs a table of %s states times %s documents, which is too large; leave it out"
            .formatted(space.states(), space.documents()));
  }

  @Override
  protected final LearningAgent agent(ArmOptions options, Environment environment, RandomKey key) {
    Space space = environment.space();
    return new ArmAgent(
        bandit.create(new BanditOptions(options.optimismScaling())), space, options.perState());
  }
}
