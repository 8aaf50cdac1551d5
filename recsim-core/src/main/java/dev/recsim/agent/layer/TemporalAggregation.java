package dev.recsim.agent.layer;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Combines several steps into one: a slate of the wrapped agent is shown for a whole period (after
 * RecSim's {@code TemporalAggregationLayer}). The agent observes one step per period. Its reward is
 * the sum of gamma^i r(i) over the steps i = 0, 1, ... of the period. It has a click at each
 * position that was clicked in any of the steps, and the sums of their signals. A period ends early
 * when the session ends, when a document of the slate is no longer a candidate, and when another
 * slate is shown instead, which an outer agent may decide. That slate starts a new period.
 *
 * @param period number of steps
 * @param gamma discount of a step
 * @param space of the environment
 * @param inside perception of the wrapped agent
 */
record TemporalAggregation(int period, double gamma, Space space, Perception inside)
    implements Perception {

  /**
   * The state of a period. The policy and the learner around the wrapped agent use it.
   *
   * @param seen the last observation of the wrapped agent
   * @param age steps since its decision; 0 when a decision is due
   * @param decided its slate, as indices of the candidates at that time
   * @param shown the same slate as documents
   * @param reward sum of the period so far
   * @param response combined responses of the period so far
   * @param finished transitions of periods that have just ended, for the wrapped agent
   */
  record Period(
      Observation seen,
      int age,
      Slate decided,
      SlateDocuments shown,
      double reward,
      Response response,
      List<Transition> finished) {

    static Period of(Observation observation) {
      return Remembering.of(observation, Period.class);
    }

    private static Observation due(Observation seen, List<Transition> finished) {
      return new Remembering(seen, new Period(seen, 0, null, null, 0, null, finished));
    }
  }

  @Override
  public Space space(Space environment) {
    return inside.space(environment);
  }

  @Override
  public Observation first(Observation seen) {
    return Period.due(inside.first(seen), List.of());
  }

  @Override
  public Observation next(Observation before, Slate slate, Step step) {
    Period period = Period.of(before);
    List<Transition> finished = new ArrayList<>();
    if (period.age > 0 && !period.shown.equals(SlateDocuments.of(before, slate))) {
      Observation due =
          complete(period, before.withUser(before.user()), Status.CONTINUES, finished);
      period = Period.of(due);
    }
    Period grown = grown(period, before, slate, step, finished);
    boolean goesOn =
        grown.age < this.period && step.continues() && grown.shown.again(step.next()).isPresent();
    return goesOn
        ? new Remembering(step.next(), grown)
        : complete(grown, step.next(), step.status(), finished);
  }

  /** Returns the period with one more step. */
  private Period grown(
      Period period, Observation before, Slate slate, Step step, List<Transition> finished) {
    boolean fresh = period.age == 0;
    return new Period(
        period.seen,
        period.age + 1,
        fresh ? slate : period.decided,
        fresh ? SlateDocuments.of(before, slate) : period.shown,
        period.reward + StrictMath.pow(gamma, period.age) * step.reward(),
        fresh ? step.response() : together(period.response, step.response()),
        finished);
  }

  /**
   * Ends a period and adds its transition to the finished ones.
   *
   * @param reached the observation after the period
   * @return the next observation of the wrapped agent
   */
  private Observation complete(
      Period period, Observation reached, Status status, List<Transition> finished) {
    Step whole = new Step(period.response, period.reward, reached, status);
    Observation next = inside.next(period.seen, period.decided, whole);
    double told = inside.reward(period.seen, period.decided, whole);
    finished.add(
        new Transition(period.seen, period.decided, new Step(period.response, told, next, status)));
    return Period.due(next, List.copyOf(finished));
  }

  private Response together(Response one, Response other) {
    int positions = space.slateSize();
    int signals = space.signals().size();
    int[] clicks = new int[positions];
    int count = 0;
    double[] sums = new double[positions * signals];
    for (int i = 0; i < positions; i++) {
      if (one.isClicked(i) || other.isClicked(i)) {
        clicks[count++] = i;
      }
      for (int s = 0; s < signals; s++) {
        sums[i * signals + s] = one.signal(i, s) + other.signal(i, s);
      }
    }
    return Response.of(Arrays.copyOf(clicks, count), sums, signals);
  }
}
