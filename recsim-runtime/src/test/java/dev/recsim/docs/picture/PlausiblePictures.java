package dev.recsim.docs.picture;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.docs.chart.LineChart;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.HiddenKinds;
import dev.recsim.exact.StochasticPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Policies of one environment in others. */
final class PlausiblePictures {
  private static final String SHOP =
      "{type: fitted, file: ../../experiments/environments/shop.json}";
  private static final int WORLDS = 20;

  private PlausiblePictures() {}

  static List<Picture> all() {
    return List.of(
        Picture.quick("environments", "plausible", PlausiblePictures::plausible),
        Picture.quick("agents", "fixed", PlausiblePictures::fixed));
  }

  private static Environment environment(String options) {
    return Stage.of("environment: %s\nagents: {random: {type: random}}\n".formatted(options))
        .environment();
  }

  /** Mean value over kinds. */
  private static double value(Environment environment, StochasticPolicy policy) {
    List<FiniteMdp> models = HiddenKinds.models(environment);
    return models.stream().mapToDouble(it -> EnvironmentPictures.value(it, policy)).sum()
        / models.size();
  }

  private static String plausible() {
    FiniteMdp shop = environment(SHOP).model().orElseThrow();
    StochasticPolicy best =
        StochasticPolicy.deterministic(shop, new ExactSolver(shop).optimal().actions());
    StochasticPolicy myopic = EnvironmentPictures.myopic(shop);
    double[] sigmas = IntStream.rangeClosed(0, 8).mapToDouble(i -> i / 2.0).toArray();
    double[][] leads = new double[3][sigmas.length];
    for (int i = 0; i < sigmas.length; i++) {
      double[] drawn = new double[WORLDS];
      for (int w = 0; w < WORLDS; w++) {
        Environment world =
            environment(
                "{type: plausible, base: %s, kinds: {sigma: %s, seed: %s}}"
                    .formatted(SHOP, sigmas[i], w));
        drawn[w] = value(world, best) - value(world, myopic);
      }
      Arrays.sort(drawn);
      leads[0][i] = Arrays.stream(drawn).average().orElseThrow();
      leads[1][i] = drawn[0];
      leads[2][i] = drawn[WORLDS - 1];
    }
    return new LineChart(
            "Hidden kinds of users change what the best policy gains",
            "sigma of the hidden kinds",
            "lead of optimal over myopic, in reward of a session")
        .line("mean of 20 worlds", sigmas, leads[0])
        .line("smallest", sigmas, leads[1])
        .line("largest", sigmas, leads[2])
        .svg();
  }

  private static String fixed() {
    String options =
        "{type: transition_matrix, acceptance: {file: ../../experiments/data/trap-5.csv}, p_exit_accepted: %s, p_exit_not_accepted: %s}";
    FiniteMdp base = environment(options.formatted(0.1, 0.1)).model().orElseThrow();
    StochasticPolicy fixed =
        StochasticPolicy.deterministic(base, new ExactSolver(base).optimal().actions());
    double[] exits = IntStream.rangeClosed(1, 16).mapToDouble(i -> i / 20.0).toArray();
    double[][] shares = new double[2][exits.length];
    for (int i = 0; i < exits.length; i++) {
      FiniteMdp world = environment(options.formatted(exits[i], exits[i])).model().orElseThrow();
      double optimum = EnvironmentPictures.optimal(world);
      shares[0][i] = 100 * EnvironmentPictures.value(world, fixed) / optimum;
      shares[1][i] =
          100 * EnvironmentPictures.value(world, EnvironmentPictures.myopic(world)) / optimum;
    }
    return new LineChart(
            "A policy that is optimal where users leave with probability 0.1 (trap-5)",
            "probability that a user leaves after a step",
            "per cent of the optimum")
        .line("fixed", exits, shares[0])
        .line("myopic", exits, shares[1])
        .svg();
  }
}
