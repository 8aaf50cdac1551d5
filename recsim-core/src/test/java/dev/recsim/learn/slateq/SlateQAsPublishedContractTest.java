package dev.recsim.learn.slateq;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Options;
import dev.recsim.contract.AgentContract;
import dev.recsim.learn.slateq.SlateQ.NetworkChoice;
import dev.recsim.learn.slateq.SlateQ.NoClick;
import dev.recsim.learn.slateq.SlateQ.Selection;
import dev.recsim.learn.slateq.SlateQ.Targets;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** A network of user and document, no value of no click, values of the slates that were shown. */
@Tag("nightly")
class SlateQAsPublishedContractTest extends AgentContract<SlateQ.Options> {
  private final Environment environment = Environments.interestEvolution();

  @Override
  protected AgentProvider<SlateQ.Options> provider() {
    return new SlateQ();
  }

  @Override
  protected SlateQ.Options options() {
    SlateQ.Options options =
        Options.with(Options.defaults(SlateQ.Options.class), "network", NetworkChoice.MLP);
    options = Options.with(options, "hidden", List.of(16));
    options = Options.with(options, "no_click", NoClick.ZERO);
    options = Options.with(options, "selection", Selection.GREEDY);
    options = Options.with(options, "targets", Targets.SARSA);
    return Options.with(options, "steps", 1);
  }

  @Override
  protected Environment environment() {
    return environment;
  }
}
