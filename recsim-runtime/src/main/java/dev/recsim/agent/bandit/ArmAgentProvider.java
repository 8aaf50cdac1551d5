package dev.recsim.agent.bandit;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.bandit.Bandit;
import dev.recsim.random.RandomKey;

/** What the providers of bandits over documents have in common. */
abstract class ArmAgentProvider implements AgentProvider<ArmOptions> {

  abstract Bandit bandit(ArmOptions options);

  @Override
  public final ArmOptions defaults() {
    return ArmOptions.DEFAULTS;
  }

  @Override
  public final void check(ArmOptions options, Environment environment) {
    Options.check(options);
    FixedDocuments.check(name(), environment);
    Space space = environment.space();
    InvalidOption.unless(
        Arms.fits(space, options.perState()),
        "perState",
        "needs a table of %d states times %d documents, which is too large; leave it out"
            .formatted(space.states(), space.documents()));
  }

  @Override
  public final Agent create(ArmOptions options, Environment environment, RandomKey key) {
    check(options, environment);
    return agent(options, environment.space());
  }

  @Override
  public final Policy restore(ArmOptions options, Space space, Weights weights) {
    ArmAgent agent = agent(options, space);
    agent.load(weights);
    return agent.greedy();
  }

  private ArmAgent agent(ArmOptions options, Space space) {
    return new ArmAgent(bandit(options), space, options.perState());
  }
}
