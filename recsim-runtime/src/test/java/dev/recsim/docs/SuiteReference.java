package dev.recsim.docs;

import dev.recsim.api.FiniteMdp;
import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Exact values of a drawn tabular environment of the suite, on which the defaults of the learning
 * agents are tuned and reported.
 *
 * @param half folder below {@code experiments/suite}
 * @param name of the file
 * @param matrix options of the environment
 * @param optimum value of the optimal policy
 * @param myopic share of it that the best immediate choice has
 * @param random share of it that random choices have
 */
record SuiteReference(
    String half,
    String name,
    TransitionMatrixOptions matrix,
    double optimum,
    double myopic,
    double random) {
  static final Path EXPERIMENTS = Docs.ROOT.resolve("experiments");
  static final String TUNING = "tuning";
  static final String HELD_OUT = "held-out";

  /** What draws the matrix: a rule, or similarity. */
  String kind() {
    return name.substring(0, name.lastIndexOf('-'));
  }

  /** The environments of a half. */
  static List<SuiteReference> of(String half) {
    try (Stream<Path> files = Files.list(EXPERIMENTS.resolve("suite").resolve(half))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> of(half, file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<SuiteReference> of(String half, Path file) {
    ExperimentSpec spec;
    try {
      spec = ExperimentReader.read(EXPERIMENTS, file, List.of()).get(0);
    } catch (InvalidExperiment e) {
      throw new IllegalStateException(e);
    }
    if (!(spec.environment().options() instanceof TransitionMatrixOptions matrix)) {
      return Optional.empty();
    }
    FiniteMdp mdp = Environments.of(spec).model().orElseThrow();
    ExactSolver solver = new ExactSolver(mdp);
    double optimum = solver.optimalValue();
    return Optional.of(
        new SuiteReference(
            half,
            file.getFileName().toString().replace(".yaml", ""),
            matrix,
            optimum,
            solver.value(StochasticPolicy.deterministic(mdp, bestAtOnce(mdp))).reward() / optimum,
            solver.value(StochasticPolicy.uniform(mdp)).reward() / optimum));
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
