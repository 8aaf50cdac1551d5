package dev.recsim.docs;

import dev.recsim.api.FiniteMdp;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import java.nio.file.Path;
import java.util.List;

/**
 * Exact values of a tabular environment of the suite.
 *
 * @param optimum value of the optimal policy
 * @param myopic share of it that the best immediate choice has
 * @param random share of it that random choices have
 */
record SuiteReference(double optimum, double myopic, double random) {

  static SuiteReference of(SuiteEnvironment environment) {
    Path experiments = Docs.ROOT.resolve("experiments");
    Path file =
        experiments.resolve("suite/" + environment.half() + "/" + environment.name() + ".yaml");
    ExperimentSpec spec;
    try {
      spec = ExperimentReader.read(experiments, file, List.of()).get(0);
    } catch (InvalidExperiment e) {
      throw new IllegalStateException(e);
    }
    FiniteMdp mdp = Environments.of(spec).model().orElseThrow();
    ExactSolver solver = new ExactSolver(mdp);
    double optimum = solver.optimalValue();
    return new SuiteReference(
        optimum,
        solver.value(StochasticPolicy.deterministic(mdp, bestAtOnce(mdp))).reward() / optimum,
        solver.value(StochasticPolicy.uniform(mdp)).reward() / optimum);
  }

  private static int[] bestAtOnce(FiniteMdp mdp) {
    int[] best = new int[mdp.states()];
    for (int s = 0; s < best.length; s++) {
      for (int a = 1; a < mdp.actions(); a++) {
        best[s] = mdp.reward(s, a) > mdp.reward(s, best[s]) ? a : best[s];
      }
    }
    return best;
  }
}
