package dev.recsim.benchmarks;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/**
 * Steps in a second of the clock, and CPU microseconds of a step in both processes, of an
 * environment in a process under the random agent.
 *
 * <pre>{@code
 * PYTHONPATH=python java -cp <class path> dev.recsim.benchmarks.UserProcessRates \
 *     python3 python/examples/environments/transition_matrix.py matrix.csv
 * }</pre>
 */
public final class UserProcessRates {
  private static final int[] SESSIONS = {1, 64, 1_024, 20_480};
  private static final int ROUNDS = 5;
  private static final double SECONDS_A_ROUND = 1.5;

  private UserProcessRates() {}

  /**
   * Prints the number of sessions of an evaluation, of which 1,024 are open, and the best rate and
   * cost of five rounds.
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
    for (int sessions : SESSIONS) {
      double rate = 0;
      double cost = Double.POSITIVE_INFINITY;
      for (int round = 0; round < ROUNDS; round++) {
        long steps = 0;
        long start = System.nanoTime();
        double before = cpuSeconds();
        do {
          RandomKey key = RandomKey.root(42).child(call++);
          steps += new Loop(environment, key, key).play(policy, sessions).steps();
        } while (System.nanoTime() - start < SECONDS_A_ROUND * 1e9);
        rate = Math.max(rate, steps / ((System.nanoTime() - start) / 1e9));
        cost = Math.min(cost, (cpuSeconds() - before) / steps * 1e6);
      }
      System.out.printf(Locale.ROOT, "%d,%.0f,%.2f%n", sessions, rate, cost);
    }
  }

  /** CPU time of this thread and the program. */
  private static double cpuSeconds() {
    long own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    return own / 1e9
        + ProcessHandle.current()
            .descendants()
            .mapToDouble(it -> it.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3)
            .sum();
  }
}
