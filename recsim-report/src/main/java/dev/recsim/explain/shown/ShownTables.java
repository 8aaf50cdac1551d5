package dev.recsim.explain.shown;

import java.util.List;

/**
 * What the agents of an experiment show in replayed evaluation sessions of one seed. Stored as
 * JSON.
 *
 * @param seed the seed
 * @param documents groups of documents: the rows of all counts
 * @param positions positions of a slate
 * @param steps ranges of steps of a session, with about equally many decisions each
 * @param users groups of users; without labels if users are not divided
 * @param agents in the order of the experiment
 */
public record ShownTables(
    int seed, Axis documents, Axis positions, Axis steps, Axis users, List<AgentShown> agents) {

  /**
   * What is distinguished.
   *
   * @param noun such as {@code topic}
   * @param labels names, such as {@code topic 3}
   */
  public record Axis(String noun, List<String> labels) {}

  /**
   * What an agent shows.
   *
   * @param agent name of the agent
   * @param sessions number of sessions
   * @param decisions number of slates
   * @param byPosition by group of documents and position
   * @param bySteps by group of documents and range of steps
   * @param byUsers by group of documents and group of users; null if users are not divided
   * @param entropy how varied the shown documents and the policy are
   */
  public record AgentShown(
      String agent,
      int sessions,
      int decisions,
      Counts byPosition,
      Counts bySteps,
      Counts byUsers,
      Spread entropy) {}

  /**
   * Counts of documents that were shown and clicked.
   *
   * @param shown impressions, [group of documents][column]
   * @param clicked clicks, [group of documents][column]
   */
  public record Counts(long[][] shown, long[][] clicked) {}

  /**
   * Entropies in bits.
   *
   * @param shown of the groups of documents in all impressions
   * @param shownMost largest possible value
   * @param policy mean entropy of the policy given what it observes; null if it is unknown
   * @param policyMost that of uniformly random slates
   */
  public record Spread(double shown, double shownMost, Double policy, double policyMost) {}
}
