package dev.recsim.ope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.logs.Log;
import dev.recsim.ope.evaluation.Arena.Table;
import dev.recsim.ope.evaluation.Evaluated.Difference;
import dev.recsim.ope.evaluation.Evaluated.Estimated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.ope.evaluation.PolicyEvaluation.Comparison;
import dev.recsim.ope.evaluation.PolicyEvaluation.Settings;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often the intervals contain the exact value, and how often policies of the same value are
 * called different. The keys are fixed, so the tables are always the same.
 */
@Tag("nightly")
class OffPolicyRatesTest {
  private static final RandomKey KEY = RandomKey.root(2026);
  private static final int DECISIONS = 10_000;
  private static final int LOGS = Integer.getInteger("ope.logs", 400);
  private static final int COMPARISONS = Integer.getInteger("ope.comparisons", 10_000);
  private static final double ALPHA = 0.01;
  private static final List<String> UNBIASED = List.of("ips", "snips", "dr", "sndr");

  @TempDir Path folder;

  /** Intervals of one estimator: how many there are, and how many contain the value. */
  private static final class Count {
    private int n;
    private int bootstrap;
    private int delta;
    private int likelihood;
    private double error;

    private static String share(int count, int n) {
      return String.format(Locale.ROOT, "%.1f %%", 100.0 * count / n);
    }
  }

  private static Settings settings(int replicates, RandomKey key) {
    return new Settings(1, null, null, replicates, key);
  }

  @Test
  void intervalsContainTheExactValueAsThePageSays() throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            | logging policy | estimator | intervals | bootstrap | delta | likelihood | mean error |
            |---|---|---|---|---|---|---|
            """);
    List<Map<String, Count>> all = new ArrayList<>();
    Arena arena = Arena.matrix(10, 1);
    Map<String, Table> logging = new LinkedHashMap<>();
    logging.put("uniform", arena.softmax(0));
    logging.put(
        "half of it prefers good documents", Arena.mix(arena.softmax(5), 0.5, arena.softmax(0)));
    logging.put("epsilon-greedy, 0.4", Arena.mix(arena.softmax(1_000), 0.6, arena.softmax(0)));
    for (Map.Entry<String, Table> each : logging.entrySet()) {
      Map<String, Count> counts = coverage(arena, each.getValue(), KEY.child(each.getKey()));
      all.add(counts);
      for (String estimator : UNBIASED) {
        Count count = counts.get(estimator);
        boolean bounds = estimator.equals("snips");
        table.append(
            String.format(
                Locale.ROOT,
                "| %s | `%s` | %,d | %s | %s | %s | %.4f |%n",
                each.getKey(),
                estimator,
                count.n,
                Count.share(count.bootstrap, count.n),
                Count.share(count.delta, count.n),
                bounds ? Count.share(count.likelihood, count.n) : "",
                count.error / count.n));
      }
    }
    all.forEach(counts -> valid(counts, table.toString()));
    holds(table.toString().replace("\r\n", "\n"));
  }

  private static void valid(Map<String, Count> counts, String table) {
    assertThat(counts.get("dr").error).as(table).isLessThanOrEqualTo(counts.get("ips").error);
    for (Count count : counts.values()) {
      assertThat(count.n).isGreaterThan(LOGS);
      assertThat((double) count.bootstrap / count.n).as(table).isBetween(0.93, 0.97);
      assertThat((double) count.delta / count.n).as(table).isBetween(0.93, 0.97);
      assertThat((double) count.likelihood / count.n).as(table).isGreaterThanOrEqualTo(0.93);
    }
  }

  /** Six target policies on many logs; only those with an effective sample of 1,000 or more. */
  private Map<String, Count> coverage(Arena arena, Table logging, RandomKey key) {
    Map<String, Table> targets = new LinkedHashMap<>();
    targets.put("uniform", arena.softmax(0));
    targets.put("mild", arena.softmax(1));
    targets.put("good", arena.softmax(3));
    targets.put("best", Arena.mix(arena.softmax(1_000), 0.5, arena.softmax(1)));
    targets.put("bad", arena.softmax(-2));
    targets.put("random", arena.random(KEY.child("random")));
    List<Target> asked =
        targets.entrySet().stream().map(it -> arena.target(it.getKey(), it.getValue())).toList();
    Map<String, Count> counts = new LinkedHashMap<>();
    UNBIASED.forEach(name -> counts.put(name, new Count()));
    for (int i = 0; i < LOGS; i++) {
      Log log = arena.log(logging, DECISIONS, key.child(i), folder.resolve("log.csv"));
      Evaluated evaluated =
          PolicyEvaluation.of(Survey.of(log), asked, List.of(), settings(1_000, key.child(i)));
      for (OfTarget target : evaluated.targets()) {
        if (target.weights().effectiveSample() >= 1_000) {
          assertThat(target.refusals()).isEmpty();
          add(target, arena.value(targets.get(target.name())), counts);
        }
      }
    }
    return counts;
  }

  private static void add(OfTarget target, double value, Map<String, Count> counts) {
    for (Estimated each : target.estimates()) {
      Count count = counts.get(each.estimator());
      if (count != null) {
        count.n++;
        count.bootstrap += contains(each.bootstrap(), value);
        count.delta += contains(each.delta(), value);
        count.likelihood += contains(target.likelihood(), value);
        count.error += Math.abs(each.value() - value);
      }
    }
  }

  private static int contains(Optional<Interval> interval, double value) {
    return interval.orElseThrow().contains(value) ? 1 : 0;
  }

  @Test
  void policiesOfEqualValueAreCalledDifferentAsSeldomAsThePageSays() throws IOException {
    Arena arena = Arena.matrix(10, 1);
    Table uniform = arena.softmax(0);
    Table good = arena.softmax(4);
    Table bad = arena.softmax(-4);
    double wanted = arena.value(uniform);
    double share = (wanted - arena.value(bad)) / (arena.value(good) - arena.value(bad));
    Table other = Arena.mix(good, share, bad);
    assertThat(arena.value(other)).isEqualTo(wanted, org.assertj.core.api.Assertions.within(1e-12));
    Table logging = Arena.mix(arena.softmax(2), 0.5, uniform);
    List<Target> targets = List.of(arena.target("uniform", uniform), arena.target("other", other));
    List<Comparison> both =
        List.of(new Comparison("other", "uniform"), new Comparison("uniform", "other"));
    int different = 0;
    int beats = 0;
    RandomKey key = KEY.child("equal");
    for (int i = 0; i < COMPARISONS; i++) {
      Log log = arena.log(logging, DECISIONS, key.child(i), folder.resolve("log.csv"));
      Evaluated evaluated = PolicyEvaluation.of(Survey.of(log), targets, both, settings(0, key));
      Difference difference = evaluated.differences().get(0);
      different += difference.bounds(ALPHA / 2).contains(0) ? 0 : 1;
      beats += difference.bounds(ALPHA).low() > 0 ? 1 : 0;
    }
    String table =
        String.format(
            Locale.ROOT,
            """
            | comparisons | the 99 %% interval excludes 0 | `beats` HOLDS |
            |---|---|---|
            | %,d | %.2f %% | %.2f %% |
            """,
            COMPARISONS,
            100.0 * different / COMPARISONS,
            100.0 * beats / COMPARISONS);
    // At most alpha, up to 3 standard errors of the simulation.
    double most = ALPHA + 3 * Math.sqrt(ALPHA * (1 - ALPHA) / COMPARISONS);
    assertThat((double) different / COMPARISONS).isLessThan(most);
    assertThat((double) beats / COMPARISONS).isLessThan(most);
    holds(table);
  }

  private static void holds(String table) throws IOException {
    Path page = Path.of("..", "docs", "off-policy.md");
    assertThat(Files.readString(page).replace("\r\n", "\n"))
        .as("docs/off-policy.md must contain this table:\n%s", table)
        .contains(table);
  }
}
