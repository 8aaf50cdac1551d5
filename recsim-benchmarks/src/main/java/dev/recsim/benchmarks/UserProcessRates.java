package dev.recsim.benchmarks;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/**
 * Steps in a second, by the clock, of an environment in a process under the random agent.
 *
 * <pre>{@code
 * PYTHONPATH=python java -cp <class path> dev.recsim.benchmarks.UserProcessRates \
 *     python3 python/examples/environments/transition_matrix.py matrix.csv
 * }</pre>
 */
public final class UserProcessRates {
  private static final int[] TOGETHER = {1, 64, 1_024};
  private static final int ROUNDS = 5;
  private static final double SECONDS_A_ROUND = 1;

  private UserProcessRates() {}

  /**
   * Prints the best rate of five rounds for each number of sessions at a time.
   *
   * @param args the command
   */
  public static void main(String[] args) {
    for (EnvironmentProvider<?> provider : ServiceLoader.load(EnvironmentProvider.class)) {
      if (provider.name().equals("process")) {
        measure(environment(provider, List.of(args)));
      }
    }
  }

  private static <O extends Record> Environment environment(
      EnvironmentProvider<O> provider, List<String> command) {
    O options = Options.with(provider.defaults(), "command", command);
    options = Options.with(options, "files", command.subList(1, command.size()));
    return provider.create(options, Path.of(""));
  }

  private static void measure(Environment environment) {
    Policy policy = Policy.uniform(environment.space());
    long call = 0;
    for (int together : TOGETHER) {
      double best = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long steps = 0;
        long start = System.nanoTime();
        do {
          RandomKey key = RandomKey.root(42).child(call++);
          // The loop keeps as many sessions open as the environment wants, of those it has.
          int sessions = together == 1_024 ? 20_480 : together;
          steps += new Loop(environment, key, key).play(policy, sessions).steps();
        } while (System.nanoTime() - start < SECONDS_A_ROUND * 1e9);
        best = Math.max(best, steps / ((System.nanoTime() - start) / 1e9));
      }
      System.out.printf(Locale.ROOT, "%d %.0f%n", together, best);
    }
  }
}
