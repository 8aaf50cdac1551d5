package dev.recsim.learn.reinforce;

import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.learn.scale.Horizon;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Discounted returns of the steps of a log. The sum of the rewards of a step and those after it is
 * computed once; sessions that were cut off add the value of the observation at their end, which
 * changes as the agent learns.
 */
final class LoggedReturns {
  private final List<Transition> steps;
  private final float[] sums;

  /** The last step of the session of each step. */
  private final int[] ends;

  /** The discount of what follows the session; 0 if nothing does. */
  private final float[] factors;

  /**
   * @param steps of sessions, one after another
   */
  LoggedReturns(List<Transition> steps, Horizon horizon) {
    this.steps = steps;
    this.sums = new float[steps.size()];
    this.ends = new int[steps.size()];
    this.factors = new float[steps.size()];
    double sum = 0;
    double factor = 0;
    int end = 0;
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i).step();
      if (step.status() != Status.CONTINUES) {
        sum = 0;
        factor = step.status() == Status.ENDED ? 0 : 1;
        end = i;
      }
      sum = step.reward() / horizon.unit() + horizon.discount() * sum;
      factor *= horizon.discount();
      sums[i] = (float) sum;
      factors[i] = (float) factor;
      ends[i] = end;
    }
  }

  /**
   * The returns of some steps.
   *
   * @param values the values of observations
   */
  float[] of(int[] chosen, Function<List<Observation>, float[]> values) {
    List<Observation> cut = new ArrayList<>();
    for (int i : chosen) {
      if (factors[i] != 0) {
        cut.add(steps.get(ends[i]).step().next());
      }
    }
    float[] following = cut.isEmpty() ? new float[0] : values.apply(cut);
    float[] returns = new float[chosen.length];
    int next = 0;
    for (int c = 0; c < chosen.length; c++) {
      int i = chosen[c];
      returns[c] = sums[i] + (factors[i] == 0 ? 0 : factors[i] * following[next++]);
    }
    return returns;
  }
}
