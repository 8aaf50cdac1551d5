package dev.recsim.benchmarks;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.logs.LogReport;
import dev.recsim.ope.evaluation.PolicyEvaluation;
import dev.recsim.ope.evaluation.PolicyEvaluation.Settings;
import dev.recsim.ope.evaluation.Survey;
import dev.recsim.ope.evaluation.Target;
import dev.recsim.random.RandomKey;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Rows of a CSV log in a second of CPU time: counting and IPS, with and without ids of sessions,
 * and a whole evaluation with intervals.
 *
 * <pre>{@code
 * java -Xmx512m -XX:+UseSerialGC -cp <class path> dev.recsim.benchmarks.LogBenchmark 10000000
 * }</pre>
 */
public final class LogBenchmark {
  private static final int EVALUATED = 200_000;
  private static final int ROUNDS = 3;

  private LogBenchmark() {}

  /**
   * Writes a log into a temporary file, reads it, and prints a line for each measurement.
   *
   * @param args the number of rows, by default a million
   */
  public static void main(String[] args) throws IOException {
    int rows = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
    Path file = Files.createTempFile("recsim", ".csv");
    try {
      write(file, rows);
      for (int round = 0; round < ROUNDS; round++) {
        ips("count and IPS", log(file, null));
        ips("count and IPS, session ids", log(file, "visit"));
      }
      if (rows > EVALUATED) {
        evaluate(log(file, "visit"));
      }
      write(file, Math.min(rows, EVALUATED));
      for (int round = 0; round < ROUNDS; round++) {
        evaluate(log(file, "visit"));
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void write(Path file, int rows) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      writer.write("visit,page,item,click,p,p_new\n");
      for (int i = 0; i < rows; i++) {
        RandomKey luck = RandomKey.root(1).child(i);
        writer.write(
            "v%d,page%d,%d,%d,0.029411764705882353,%s%n"
                .formatted(
                    i * 2_654_435_761L,
                    luck.below(0, 20),
                    luck.below(1, 34),
                    luck.below(2, 20) == 0 ? 1 : 0,
                    (10_000 + luck.below(3, 38_824)) / 1e6)
                .replace("\r", ""));
      }
    }
  }

  private static Log log(Path file, String session) {
    LogColumns columns =
        new LogColumns(
            session, null, null, List.of("page"), List.of(), "item", null, "click", "p", null);
    LogOptions options = new LogOptions(file.toString(), columns, ",", null, 0);
    return Log.of(options, Path.of("."), List.of("p_new"));
  }

  private static void ips(String name, Log log) {
    long start = cpu();
    double[] sum = new double[1];
    LogReport report =
        log.read(
            session ->
                sum[0] += session.extra(0, 0, 0) / session.propensity(0) * session.reward(0));
    print(name, report.rows(), start);
  }

  private static void evaluate(Log log) {
    long start = cpu();
    Settings settings = new Settings(1, null, null, 0.025, RandomKey.root(2));
    Survey survey = Survey.of(log);
    long rows =
        PolicyEvaluation.of(survey, List.of(new Target.Column("new", 0)), List.of(), settings)
            .log()
            .rows();
    print("evaluation with intervals", rows, start);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void print(String name, long rows, long start) {
    double seconds = (cpu() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s: %,d rows, %,.0f in a CPU second, heap %d MB%n",
        name,
        rows,
        rows / seconds,
        Runtime.getRuntime().totalMemory() >> 20);
  }
}
