package dev.recsim.contract.builtin;

import dev.recsim.agent.Environments;
import dev.recsim.agent.OptimalProvider;
import dev.recsim.agent.RandomProvider;
import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.agent.bandit.Bandits;
import dev.recsim.agent.bandit.ClusterBanditProvider;
import dev.recsim.agent.bandit.KlUcbProvider;
import dev.recsim.agent.bandit.ThompsonSamplingProvider;
import dev.recsim.agent.bandit.Ucb1Provider;
import dev.recsim.agent.layer.Bases;
import dev.recsim.agent.layer.ClusterClickStatisticsProvider;
import dev.recsim.agent.layer.FixedLengthHistoryProvider;
import dev.recsim.agent.layer.TemporalAggregationProvider;
import dev.recsim.agent.linear.GlmTsProvider;
import dev.recsim.agent.linear.GlmUcbProvider;
import dev.recsim.agent.linear.Interactions;
import dev.recsim.agent.linear.LinUcbProvider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Part;
import dev.recsim.api.Space;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/** Agents whose contract takes less than a second. */
class AgentsContractTest<C extends Record> extends EachAgent<C> {
  private static final Environment DOCUMENTS = Environments.generated();
  private static final Environment CORPUS = new TopicEnvironment(Stay.FOREVER);
  private static final Environment TURNOVER = new TopicEnvironment(Stay.TURNOVER);
  private static final Environment STEP = new TopicEnvironment(Stay.STEP);
  private static final Part<AgentProvider<?>> UCB1 = Bases.of(new Ucb1Provider());

  static List<Arguments> agents() {
    return List.of(
        agent("Optimal", new OptimalProvider(), DOCUMENTS),
        agent("Random", new RandomProvider(), DOCUMENTS),
        agent("RandomSlates", new RandomProvider(), Environments.notFinite(new Space(6, 4, 3))),
        agent("KlUcb", new KlUcbProvider(), CORPUS),
        agent("ThompsonSampling", new ThompsonSamplingProvider(), CORPUS),
        agent("ClusterBandit", new ClusterBanditProvider(), STEP),
        agent(
            "ClusterThompson, whose documents are ranked by another feature",
            new ClusterBanditProvider(),
            new ClusterBanditProvider.Options(
                Part.of(new Bandits.ThompsonSamplingProvider()), "is_topic_1"),
            TURNOVER),
        agent(
            "GlmTs on documents alone",
            new GlmTsProvider(),
            new GlmTsProvider.GlmTs(1, 1, Interactions.NONE),
            TURNOVER),
        agent(
            "GlmUcb with features of users",
            new GlmUcbProvider(),
            new GlmUcbProvider.GlmUcb(.1, 100, 1, Interactions.OUTER),
            STEP),
        agent(
            "LinUcb on a signal",
            new LinUcbProvider(),
            new LinUcbProvider.LinUcb(1, 1, Interactions.OUTER, "watch_time", 0),
            STEP),
        agent(
            "ClusterClickStatistics",
            new ClusterClickStatisticsProvider(),
            new ClusterClickStatisticsProvider.Options(UCB1),
            CORPUS),
        agent(
            "TemporalAggregation",
            new TemporalAggregationProvider(),
            new TemporalAggregationProvider.Options(UCB1, 3, .5, .9),
            CORPUS),
        agent(
            "FixedLengthHistory",
            new FixedLengthHistoryProvider(),
            new FixedLengthHistoryProvider.Options(UCB1, 2, true, true, true),
            CORPUS),
        agent(
            "FixedLengthHistoryInTables",
            new FixedLengthHistoryProvider(),
            new FixedLengthHistoryProvider.Options(
                Bases.of(new RandomProvider()), 3, true, true, true),
            DOCUMENTS),
        agent(
            "Layers: three, around a bandit that has a perception of its own",
            new FixedLengthHistoryProvider(),
            new FixedLengthHistoryProvider.Options(layers(), 2, true, true, false),
            TURNOVER));
  }

  private static Part<AgentProvider<?>> layers() {
    Part<AgentProvider<?>> clicks =
        Bases.of(
            new ClusterClickStatisticsProvider(),
            new ClusterClickStatisticsProvider.Options(Bases.of(new ClusterBanditProvider())));
    return Bases.of(
        new TemporalAggregationProvider(),
        new TemporalAggregationProvider.Options(clicks, 2, 1, 1));
  }
}
