package dev.recsim.report.shown;

import dev.recsim.explain.shown.ShownTables;
import dev.recsim.explain.shown.ShownTables.AgentShown;
import dev.recsim.explain.shown.ShownTables.Axis;
import dev.recsim.report.page.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The most important differences of what agents show, in words. */
final class ShownWords {
  /** Shares that differ less are called similar. */
  private static final double SIMILAR = 0.05;

  /** What a group of documents is called if it is no range. */
  private static final Set<String> NOUNS = Set.of("topic", "document");

  private ShownWords() {}

  /**
   * Returns the sentences above the charts.
   *
   * @param missing why agents are absent, by name
   * @param ranking names of the agents, best first
   * @param reference the agent to compare with; empty for the first other one
   */
  static String of(
      ShownTables tables, Map<String, String> missing, List<String> ranking, String reference) {
    List<String> sentences = new ArrayList<>();
    AgentShown best = named(tables, ranking).orElse(tables.agents().get(0));
    Optional<AgentShown> other = other(tables, best, reference);
    if (other.isPresent()) {
      sentences.add(difference(tables.documents(), best, other.get()));
    } else {
      sentences.add(most(tables.documents(), best));
    }
    sentences.add(sample(tables));
    missing.forEach((agent, reason) -> sentences.add(agent + " is absent: " + reason + "."));
    return String.join(" ", sentences);
  }

  private static Optional<AgentShown> named(ShownTables tables, List<String> names) {
    return names.stream().flatMap(name -> find(tables, name).stream()).findFirst();
  }

  private static Optional<AgentShown> find(ShownTables tables, String name) {
    return tables.agents().stream().filter(it -> it.agent().equals(name)).findFirst();
  }

  private static Optional<AgentShown> other(ShownTables tables, AgentShown best, String reference) {
    return find(tables, reference)
        .filter(it -> it != best)
        .or(() -> tables.agents().stream().filter(it -> it != best).findFirst());
  }

  private static String difference(Axis documents, AgentShown best, AgentShown other) {
    double[] its = CountShares.of(best.byPosition().shown());
    double[] theirs = CountShares.of(other.byPosition().shown());
    int largest = 0;
    for (int g = 1; g < named(documents); g++) {
      largest =
          Math.abs(its[g] - theirs[g]) > Math.abs(its[largest] - theirs[largest]) ? g : largest;
    }
    if (Math.abs(its[largest] - theirs[largest]) < SIMILAR) {
      return "%s and %s show each %s about equally often: no share differs by %s points or more."
          .formatted(
              best.agent(),
              other.agent(),
              NOUNS.contains(documents.noun()) ? documents.noun() : "group of documents",
              Figures.fixed(100 * SIMILAR, 0));
    }
    return "%s shows %s in %s of positions, %s in %s."
        .formatted(
            best.agent(),
            plain(documents.labels().get(largest)),
            CountShares.percent(its[largest]),
            other.agent(),
            CountShares.percent(theirs[largest]));
  }

  /** The number of groups with a name of their own. */
  private static int named(Axis documents) {
    int groups = documents.labels().size();
    return documents.labels().get(groups - 1).equals("others") ? groups - 1 : groups;
  }

  private static String most(Axis documents, AgentShown agent) {
    double[] shares = CountShares.of(agent.byPosition().shown());
    int most = 0;
    for (int g = 1; g < named(documents); g++) {
      most = shares[g] > shares[most] ? g : most;
    }
    return "%s shows %s most: in %s of positions."
        .formatted(
            agent.agent(), plain(documents.labels().get(most)), CountShares.percent(shares[most]));
  }

  private static String sample(ShownTables tables) {
    int fewest = tables.agents().stream().mapToInt(AgentShown::sessions).min().orElse(0);
    int most = tables.agents().stream().mapToInt(AgentShown::sessions).max().orElse(0);
    return "All counts are impressions, clicked or not, in the first %s of seed %s."
        .formatted(
            fewest == most
                ? Figures.count(most, "evaluation session")
                : "%s to %s evaluation sessions"
                    .formatted(Figures.count(fewest), Figures.count(most)),
            tables.seed());
  }

  /** A name of the environment in plain words. */
  static String plain(String label) {
    return label.replace('_', ' ');
  }
}
