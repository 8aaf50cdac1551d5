package dev.recsim.agent;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Options.Description;
import dev.recsim.random.RandomKey;
import java.util.Optional;

/**
 * Provider of {@code greedy}: the documents that the user is most likely to click, best first, as
 * far as the observation shows (RecSim's GreedyPCTRAgent). It knows the choice model and the scores
 * of users, but plans only one step.
 *
 * <p>If users choose by Luce's rule, it ranks by {@link Appeal#weight}; this is the order of click
 * probabilities on any slate. Otherwise it ranks by {@link Appeal.Score}, because click
 * probabilities increase with scores.
 */
@Description(
    "Shows the documents most likely to be clicked, best first. Needs an"
        + " environment that gives the score of a document from what agents observe.")
public final class GreedyProvider implements AgentProvider<NoOptions> {
  @Override
  public void check(NoOptions options, Environment environment) {
    known(environment);
  }

  @Override
  public Agent create(NoOptions options, Environment environment, RandomKey key) {
    TopScores policy = new TopScores(known(environment), environment.space());
    return () -> policy;
  }

  /**
   * Returns the score function of the environment.
   *
   * @throws InvalidOption if the environment does not give it
   */
  private static Appeal.Score known(Environment environment) {
    Optional<Appeal> appeal = environment.appeal();
    return appeal
        .<Appeal.Score>map(known -> known::weight)
        .or(environment::observableScore)
        .orElseThrow(
            () ->
                new InvalidOption(
                    "type",
                    "an agent of type greedy needs an environment in which the appeal of documents"
                        + " follows from what is observable, such as interest_evolution; in a"
                        + " finite environment take myopic"));
  }
}
