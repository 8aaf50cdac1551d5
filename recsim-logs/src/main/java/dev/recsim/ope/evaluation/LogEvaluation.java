package dev.recsim.ope.evaluation;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.LogLearner;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.logs.Log;
import dev.recsim.ope.evaluation.PolicyEvaluation.Comparison;
import dev.recsim.ope.evaluation.PolicyEvaluation.Settings;
import java.util.List;

/**
 * Policies on a log. If agents learn from it, they learn from one half of its sessions, and all
 * policies are evaluated on the other half.
 *
 * @param log all sessions
 * @param survey what the sessions contain that policies are evaluated on; one session or more
 */
public record LogEvaluation(Log log, Survey survey) {

  /**
   * Surveys a log.
   *
   * @param learns whether agents learn from it
   * @throws InvalidFile if it has no sessions, and see {@link LogSource#read}
   */
  public static LogEvaluation of(LogSource sessions, boolean learns) {
    Log log = sessions.log();
    Survey survey =
        Survey.of(learns ? LogSource.of(log.only(id -> !LogLearning.trains(id))) : sessions);
    if (survey.sessions() == 0) {
      throw new InvalidFile(log.files().get(0), 0, 0, "the log has no sessions");
    }
    return new LogEvaluation(log, survey);
  }

  /** Whether an agent can learn from a log. */
  public static boolean canLearn(Agent agent) {
    return agent.perception() == Perception.NONE
        && agent.learner().filter(LogLearner.class::isInstance).isPresent();
  }

  /**
   * The greedy policy of an agent that can learn, after it learned.
   *
   * @param space of its environment, without signals
   * @throws IllegalArgumentException see {@link LogLearning#train}
   */
  public Policy learned(Agent agent, Space space) {
    LogLearner learner = (LogLearner) agent.learner().orElseThrow();
    LogLearning.train(log.only(LogLearning::trains), learner, space);
    return agent.greedy();
  }

  /** The values of policies, and the differences that are asked for. */
  public Evaluated evaluate(List<Target> targets, List<Comparison> comparisons, Settings settings) {
    return PolicyEvaluation.of(survey, targets, comparisons, settings);
  }
}
