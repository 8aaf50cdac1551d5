package dev.recsim.agent.bandit;

import dev.recsim.agent.bandit.ClusterBanditProvider.Options;
import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;

/** Provider of {@code cluster_bandit}: within each session, a bandit whose arms are topics. */
@Description(
    "Runs a bandit over topics within each session, to find the topics that the" + " user clicks.")
public final class ClusterBanditProvider implements AgentProvider<Options> {
  private static final String QUALITY = "quality";

  /** Options of {@code cluster_bandit}. */
  public record Options(
      @Description("The bandit algorithm that chooses topics.") Part<BanditProvider<?>> bandit,
      @Description(
              "The feature that ranks the documents of a topic, largest first. Default:"
                  + " quality if documents have it, otherwise the order of the candidates.")
          String rankBy) {}

  @Override
  public Options defaults() {
    return new Options(Part.of(new Bandits.Ucb1Provider()), null);
  }

  @Override
  public void check(Options options, Environment environment) {
    Space space = environment.space();
    InvalidOption.unless(
        space.topics() > 0,
        "type",
        "an agent of type "
            + name()
            + " needs an environment whose documents have topics, such as interest_evolution");
    InvalidOption.unless(
        options.rankBy() == null || space.documentFeatures().contains(options.rankBy()),
        "rankBy",
        "must be a feature of the documents (%s), but is \"%s\""
            .formatted(String.join(", ", space.documentFeatures()), options.rankBy()));
    InvalidOption.inside("bandit", () -> options.bandit().make(BanditProvider<Record>::create));
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    check(options, environment);
    Space space = environment.space();
    String feature = options.rankBy() == null ? QUALITY : options.rankBy();
    return new ClusterBandit(
        options.bandit().make(BanditProvider<Record>::create),
        space,
        space.documentFeatures().indexOf(feature));
  }
}
