package dev.recsim.exact;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import java.util.List;

/**
 * Provider of {@code regret}: what an agent earns less than the best policy.
 *
 * <p>A session counts what its actions cost: the best expected return from its state with the steps
 * that remain, minus that of the action followed by the best policy. The expectation of their sum
 * is the optimal value minus the value of the agent's policy (Kakade and Langford, ICML 2002, lemma
 * 6.1), but it is never negative, and 0 in each session of an optimal policy.
 */
@Description("Reward of a session that is lost against the exact optimum.")
public final class RegretProvider implements MetricProvider<NoOptions> {

  @Override
  public Measure create(NoOptions options, Environment environment) {
    FiniteMdp mdp =
        environment
            .model()
            .orElseThrow(
                () ->
                    new InvalidOption(
                        "type",
                        "regret needs an environment whose optimum is known exactly, such as"
                            + " transition_matrix with up to 2,000 documents; remove the metric"));
    Optimum optimum = new Optimum(new ExactSolver(mdp));
    return Measure.of(
        "Reward of a session that is lost against the exact optimum.",
        Metric.Better.LOWER,
        false,
        () -> new Costs(optimum.solver, optimum.values()));
  }

  /** The optimal values. Shared between threads. */
  private static final class Optimum {
    private final ExactSolver solver;
    private List<double[]> values = List.of();

    Optimum(ExactSolver solver) {
      this.solver = solver;
    }

    private synchronized List<double[]> values() {
      values = values.isEmpty() ? solver.optimalValues() : values;
      return values;
    }
  }

  private static final class Costs implements Measure.Quotient {
    private final ExactSolver solver;
    private final List<double[]> values;
    private final double[] row;
    private int remaining;
    private double cost;

    Costs(ExactSolver solver, List<double[]> values) {
      this.solver = solver;
      this.values = values;
      this.row = new double[solver.mdp().states()];
      this.remaining = solver.mdp().maxSessionLength();
    }

    @Override
    public void add(Observation seen, Slate slate, Step step) {
      double[] now = with(remaining);
      remaining--;
      cost += solver.cost(seen.state(), slate.document(0), now, with(remaining), row);
    }

    private double[] with(int steps) {
      return values.get(Math.min(steps, values.size() - 1));
    }

    @Override
    public double of() {
      return cost;
    }

    @Override
    public double per() {
      return 1;
    }
  }
}
