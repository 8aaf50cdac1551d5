package dev.recsim.ope.evaluation;

import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.LogLearner;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.logs.LoggedSession.End;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Trains agents on one half of the sessions of a log. Policies are evaluated on the other half,
 * because a policy looks too good on the sessions that it learned from.
 */
public final class LogLearning {
  private LogLearning() {}

  /** Whether a session is of the half for training; drawn from its id. */
  public static boolean trains(long session) {
    long mixed = (session ^ session >>> 31) * 0xBF58476D1CE4E5B9L;
    return (mixed ^ mixed >>> 30) * 0x94D049BB133111EBL < 0;
  }

  /**
   * Passes all sessions to a learner, and then takes the gradient steps of its plan. The last step
   * of a session that was cut off is left out, because nobody knows what followed.
   *
   * @param space space of the environment, without signals
   * @throws IllegalArgumentException if there is nothing to learn from, or the learner needs a
   *     propensity that is unknown
   */
  public static void train(Log log, LogLearner learner, Space space) {
    long[] steps = new long[1];
    log.read(session -> steps[0] += session.steps());
    Learner.Plan plan = learner.plan(steps[0]);
    learner.startTraining(plan.updates());
    long[] observed = new long[1];
    log.read(session -> observed[0] += observe(session, learner, space));
    if (observed[0] == 0) {
      throw new IllegalArgumentException(
          "no session in the half of the log for learning has a step to learn from; log more"
              + " sessions");
    }
    learner.startEpoch(plan.updates(), plan.batchSize());
    for (int i = 0; i < plan.updates(); i++) {
      learner.update(plan.batchSize());
    }
  }

  /** Returns the number of steps passed on. */
  private static int observe(LoggedSession session, LogLearner learner, Space space) {
    int last = session.steps() - 1;
    int end = session.end() == End.CUT_OFF ? last : last + 1;
    for (int t = 0; t < end; t++) {
      Step step =
          new Step(
              response(session, t),
              session.reward(t),
              PolicyTarget.seen(session, Math.min(t + 1, last), space),
              t < end - 1 ? Status.CONTINUES : t == last ? Status.ENDED : Status.CUT_OFF);
      Slate slate = PolicyTarget.slate(session, t);
      learner.observeLogged(
          new Transition(PolicyTarget.seen(session, t, space), slate, step),
          known(session.propensity(t)),
          propensities(session, t, slate.size()));
    }
    return end;
  }

  private static OptionalDouble known(double propensity) {
    return Double.isNaN(propensity) ? OptionalDouble.empty() : OptionalDouble.of(propensity);
  }

  private static Optional<double[]> propensities(LoggedSession session, int step, int positions) {
    double[] propensities = new double[positions];
    for (int p = 0; p < positions; p++) {
      propensities[p] = session.propensity(step, p);
      if (Double.isNaN(propensities[p])) {
        return Optional.empty();
      }
    }
    return Optional.of(propensities);
  }

  private static Response response(LoggedSession session, int step) {
    int[] clicks = new int[session.size(step)];
    int count = 0;
    for (int p = 0; p < clicks.length; p++) {
      if (session.clicked(step, p)) {
        clicks[count++] = p;
      }
    }
    return Response.of(java.util.Arrays.copyOf(clicks, count), new double[0], 0);
  }
}
