package dev.recsim.agent.layer;

import dev.recsim.api.Observation;
import dev.recsim.api.Perception;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.api.Transition;

/**
 * Several steps as one: what the agent inside decides is shown for a whole period (after RecSim's
 * {@code TemporalAggregationLayer}). The agent is given one step a period, with the reward sum of
 * gamma^i r(i) over the period's steps i = 0, 1, ..., clicks at the positions that were clicked in
 * any of them, and the sums of their signals. A period ends early with the session, and when a
 * document of the slate is no longer among the candidates.
 *
 * @param period number of steps
 * @param gamma discount of a step
 * @param space of the world
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
   * @param finished the step that has just become complete, as the agent inside is given it, or
   *     null
   */
  record Period(
      Observation seen,
      int age,
      Slate decided,
      Shown shown,
      double reward,
      Response response,
      Transition finished) {

    static Period of(Observation observation) {
      return (Period) observation.memory();
    }

    private static Observation due(Observation seen, Transition finished) {
      return seen.withMemory(new Period(seen, 0, null, null, 0, null, finished));
    }
  }

  @Override
  public Space space(Space world) {
    return inside.space(world);
  }

  @Override
  public Observation first(Observation seen) {
    return Period.due(inside.first(seen), null);
  }

  @Override
  public Observation next(Observation before, Slate slate, Step step) {
    Period period = Period.of(before);
    boolean fresh = period.age == 0;
    Slate decided = fresh ? slate : period.decided;
    Shown shown = fresh ? Shown.of(before, slate) : period.shown;
    double reward = period.reward + StrictMath.pow(gamma, period.age) * step.reward();
    Response response = fresh ? step.response() : together(period.response, step.response());
    boolean goesOn =
        period.age + 1 < this.period
            && step.status() == Status.CONTINUES
            && shown.again(step.next()).isPresent();
    if (goesOn) {
      return step.next()
          .withMemory(
              new Period(period.seen, period.age + 1, decided, shown, reward, response, null));
    }
    Step whole = new Step(response, reward, step.next(), step.status());
    Observation next = inside.next(period.seen, decided, whole);
    double told = inside.reward(period.seen, decided, whole);
    return Period.due(
        next, new Transition(period.seen, decided, new Step(response, told, next, step.status())));
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
    return Response.of(java.util.Arrays.copyOf(clicks, count), sums, signals);
  }
}
