package dev.recsim.contract.builtin;

import dev.recsim.api.Environment;
import dev.recsim.api.Options;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.actorcritic.Worlds;
import dev.recsim.learn.fullslateq.FullSlateQ;
import dev.recsim.learn.ppo.Ppo;
import dev.recsim.learn.reinforce.Reinforce;
import dev.recsim.learn.slateq.SlateQ;
import dev.recsim.learn.slateq.SlateQ.NetworkChoice;
import dev.recsim.learn.slateq.SlateQ.NoClick;
import dev.recsim.learn.slateq.SlateQ.Selection;
import dev.recsim.learn.slateq.SlateQ.Targets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.Arguments;

/** Networks on features, whose candidates come in another order at each step, or are encoded. */
@Tag("nightly")
class NightlyAgentsContractTest<C extends Record> extends EachAgent<C> {
  private static final Environment FEATURES = new IdentityEnvironment(5, 2, true);

  static List<Arguments> agents() {
    return List.of(
        agent("ActorCriticFeatures", new ActorCritic(), new IdentityEnvironment(8, 2, true)),
        agent("ActorCriticEncoded", new ActorCritic(), Worlds.featured(20, 1)),
        agent("FullSlateQFeatures", new FullSlateQ(), FEATURES),
        agent("PpoFeatures", new Ppo(), FEATURES),
        agent("PpoEncoded", new Ppo(), Worlds.featured(20, 1)),
        agent("ReinforceFeatures", new Reinforce(), FEATURES),
        agent(
            "SlateQAsPublished",
            new SlateQ(),
            asPublished(),
            SlowAgentsContractTest.interestEvolution()));
  }

  /** A network of user and document, no value of no click, values of the slates shown. */
  private static SlateQ.Options asPublished() {
    SlateQ.Options options =
        Options.with(Options.defaults(SlateQ.Options.class), "network", NetworkChoice.MLP);
    options = Options.with(options, "hidden", List.of(16));
    options = Options.with(options, "no_click", NoClick.ZERO);
    options = Options.with(options, "selection", Selection.GREEDY);
    options = Options.with(options, "targets", Targets.SARSA);
    return Options.with(options, "steps", 1);
  }
}
