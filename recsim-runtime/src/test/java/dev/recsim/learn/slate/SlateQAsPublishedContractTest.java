package dev.recsim.learn.slate;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.learn.slate.SlateQOptions.NetworkChoice;
import dev.recsim.learn.slate.SlateQOptions.NoClick;
import dev.recsim.learn.slate.SlateQOptions.Selection;
import dev.recsim.learn.slate.SlateQOptions.Targets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** A network of user and document, no value of no click, values of the slates that were shown. */
@Tag("slow")
class SlateQAsPublishedContractTest extends AgentContract<SlateQOptions> {
  private final Environment world = Worlds.interestEvolution();

  @Override
  protected AgentProvider<SlateQOptions> provider() {
    return new SlateQProvider();
  }

  @Override
  protected SlateQOptions options() {
    return TestOptions.with(
        Map.of(
            "network", NetworkChoice.MLP,
            "hidden", List.of(16),
            "noClick", NoClick.ZERO,
            "selection", Selection.GREEDY,
            "targets", Targets.SARSA,
            "steps", 1));
  }

  @Override
  protected Environment environment() {
    return world;
  }
}
