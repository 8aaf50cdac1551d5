package dev.recsim.contract.builtin;

import dev.recsim.agent.Environments;
import dev.recsim.agent.GreedyProvider;
import dev.recsim.agent.MyopicProvider;
import dev.recsim.agent.RandomProvider;
import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.agent.bandit.ArmOptions;
import dev.recsim.agent.bandit.Ucb1Provider;
import dev.recsim.agent.counts.KnnProvider;
import dev.recsim.agent.counts.PopularProvider;
import dev.recsim.agent.layer.Bases;
import dev.recsim.agent.layer.EpsilonGreedyProvider;
import dev.recsim.agent.layer.TemporalAggregationProvider;
import dev.recsim.agent.linear.LinUcbProvider;
import dev.recsim.agent.tabularq.TabularQ;
import dev.recsim.api.Environment;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.contract.SixStates;
import dev.recsim.contract.TableAgent;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.fullslateq.FullSlateQ;
import dev.recsim.learn.ppo.Ppo;
import dev.recsim.learn.reinforce.Reinforce;
import dev.recsim.learn.slateq.SlateQ;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.Arguments;

/** Agents whose contract takes seconds, among them one of each kind with a network. */
@Tag("slow")
class SlowAgentsContractTest<C extends Record> extends EachAgent<C> {
  private static final Environment DOCUMENTS = Environments.generated();
  private static final Environment CORPUS = new TopicEnvironment(Stay.FOREVER);

  static List<Arguments> agents() {
    return List.of(
        agent("TableAgent", new TableAgent.Provider(), DOCUMENTS),
        agent("Greedy", new GreedyProvider(), interestEvolution()),
        agent("Myopic", new MyopicProvider(), DOCUMENTS),
        agent("RandomAmongCandidates", new RandomProvider(), interestEvolution()),
        agent("Popular", new PopularProvider(), DOCUMENTS),
        agent("PopularSlates", new PopularProvider(), CORPUS),
        agent("Knn", new KnnProvider(), DOCUMENTS),
        agent("KnnSlates", new KnnProvider(), CORPUS),
        agent("Ucb1", new Ucb1Provider(), DOCUMENTS),
        agent("Ucb1PerState", new Ucb1Provider(), new ArmOptions(.5, true), DOCUMENTS),
        agent("LinUcbDefaults", new LinUcbProvider(), new TopicEnvironment(Stay.SESSION)),
        agent("TabularQ", new TabularQ(), DOCUMENTS),
        agent("TabularQFeatures", new TabularQ(), new IdentityEnvironment(5, 2, true)),
        agent(
            "EpsilonGreedy",
            new EpsilonGreedyProvider(),
            new EpsilonGreedyProvider.Options(Bases.of(new Ucb1Provider()), .3, .2),
            DOCUMENTS),
        agent(
            "EpsilonGreedyAroundALayer",
            new EpsilonGreedyProvider(),
            new EpsilonGreedyProvider.Options(
                Bases.of(
                    new TemporalAggregationProvider(),
                    new TemporalAggregationProvider.Options(Bases.of(new Ucb1Provider()), 2, 0, 1)),
                .3,
                0),
            CORPUS),
        agent("ActorCritic", new ActorCritic(), DOCUMENTS),
        agent("FullSlateQ", new FullSlateQ(), new SixStates(10)),
        agent("Ppo", new Ppo(), new SixStates(10)),
        agent("Reinforce", new Reinforce(), new SixStates(10)),
        agent("SlateQ", new SlateQ(), interestEvolution()));
  }

  /** The SlateQ paper's environment. */
  static Environment interestEvolution() {
    InterestEvolutionEnvironmentProvider provider = new InterestEvolutionEnvironmentProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
