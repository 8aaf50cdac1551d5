package dev.recsim.benchmarks;

import dev.recsim.agent.RandomProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Policy;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Steps in a second of CPU time, of environments at their defaults under the random agent. Other
 * programs on the machine take time from the clock, but little from a thread's CPU time.
 *
 * <pre>{@code
 * java -cp <class path> dev.recsim.benchmarks.LoopRates 2 transition_matrix interest_evolution
 * }</pre>
 */
public final class LoopRates {
  private static final int ROUNDS = 12;
  private static final double CPU_SECONDS_A_ROUND = 0.5;
  private static final int SESSIONS = 10_000;

  private LoopRates() {}

  /**
   * Prints a line for each environment: its type, and the best rate of twelve rounds, in million
   * steps a CPU second, the mean of all threads.
   *
   * @param args the number of threads, then types of environments
   */
  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[0]);
    for (String type : List.of(args).subList(1, args.length)) {
      System.out.printf(Locale.ROOT, "%s %.2f%n", type, rate(environment(type), threads) / 1e6);
    }
  }

  private static Environment environment(String type) {
    for (EnvironmentProvider<?> provider : ServiceLoader.load(EnvironmentProvider.class)) {
      if (provider.name().equals(type)) {
        return atDefaults(provider);
      }
    }
    throw new IllegalArgumentException("no environment has the type " + type);
  }

  private static <O extends Record> Environment atDefaults(EnvironmentProvider<O> environments) {
    return environments.create(environments.defaults(), Path.of("."));
  }

  private static double rate(Environment environment, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Double>> rates = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        RandomKey key = RandomKey.root(42 + t);
        rates.add(pool.submit(() -> best(environment, key)));
      }
      double sum = 0;
      for (Future<Double> rate : rates) {
        sum += rate.get();
      }
      return sum / threads;
    } finally {
      pool.shutdown();
    }
  }

  private static double best(Environment environment, RandomKey key) {
    RandomProvider agents = new RandomProvider();
    Policy policy = agents.create(agents.defaults(), environment, key).greedy();
    List<Double> rates = new ArrayList<>();
    long call = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long steps = 0;
      long start = cpu();
      do {
        Loop loop = new Loop(environment, key.child("world").child(call), key.child(call++));
        steps += loop.play(policy, SESSIONS).steps();
      } while (cpu() - start < CPU_SECONDS_A_ROUND * 1e9);
      rates.add(steps / ((cpu() - start) / 1e9));
    }
    return Collections.max(rates);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
