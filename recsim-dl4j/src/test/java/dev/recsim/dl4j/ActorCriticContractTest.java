package dev.recsim.dl4j;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Options;
import dev.recsim.contract.AgentContract;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("nightly")
class ActorCriticContractTest extends AgentContract<ActorCriticOptions> {

  @Override
  protected AgentProvider<ActorCriticOptions> provider() {
    return new ActorCritic();
  }

  @Override
  protected ActorCriticOptions options() {
    return Options.with(provider().defaults(), "engine", EngineChoice.DL4J);
  }

  @Override
  protected Environment environment() {
    TransitionMatrixProvider environments = new TransitionMatrixProvider();
    return environments.create(environments.defaults(), Path.of("."));
  }
}
