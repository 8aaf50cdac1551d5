package dev.recsim.agent.layer;

import dev.recsim.api.Observation;
import dev.recsim.api.Perception;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.api.Transition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several steps as one: what the agent inside decides is shown for a whole period (after RecSim's
 * {@code TemporalAggregationLayer}). The agent is given one step a period, with the reward sum of
 * gamma^i r(i) over the period's steps i = 0, 1, ..., clicks at the positions that were clicked in
 * any of them, and the sums of their signals. A period ends early with the session, when a document
 * of the slate is no longer among the candidates, and when another slate is shown in its stead, as
 * an agent around this one may decide: that slate begins a period of its own.
 *
 * @param period number of steps
 * @param gamma discount of a step
 * @param space of the environment
 * @param inside perception of the agent inside
 */
record TemporalAggregation(int period, double gamma, Space space, Perception inside)
    implements Perception {

  /**
   * Where a period stands; what the policy and the learner around the agent inside go by.
   *
   * @param seen what the agent inside was last given
   * @param age steps taken since it decided; 0 when a decision is due
   * @param decided its slate, by the candidates of then
   * @param shown the same by documents
   * @param reward sum so far
   * @param response answers so far, taken together
   * @param finished the steps that have just become complete, as the agent inside is given them
   */
  record Period(
      Observation seen,
      int age,
      Slate decided,
      Shown shown,
      double reward,
      Response response,
      List<Transition> finished) {

    static Period of(Observation observation) {
      return (Period) Remembering.of(observation);
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
    if (period.age > 0 && !period.shown.equals(Shown.of(before, slate))) {
      Observation due =
          complete(period, before.withUser(before.user()), Status.CONTINUES, finished);
      period = Period.of(due);
    }
    Period grown = grown(period, before, slate, step, finished);
    boolean goesOn =
        grown.age < this.period
            && step.status() == Status.CONTINUES
            && grown.shown.again(step.next()).isPresent();
    return goesOn
        ? new Remembering(step.next(), grown)
        : complete(grown, step.next(), step.status(), finished);
  }

  /** The period with one step more. */
  private Period grown(
      Period period, Observation before, Slate slate, Step step, List<Transition> finished) {
    boolean fresh = period.age == 0;
    return new Period(
        period.seen,
        period.age + 1,
        fresh ? slate : period.decided,
        fresh ? Shown.of(before, slate) : period.shown,
        period.reward + StrictMath.pow(gamma, period.age) * step.reward(),
        fresh ? step.response() : together(period.response, step.response()),
        finished);
  }

  /**
   * Ends a period: adds it to those that have finished.
   *
   * @param reached what the environment shows behind it
   * @return what the agent inside is given then
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
