package dev.recsim.ope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.ope.evaluation.PolicyEvaluation.Comparison;
import dev.recsim.ope.evaluation.PolicyEvaluation.Settings;
import dev.recsim.ope.evaluation.SimulatedLog.Policies;
import dev.recsim.ope.evaluation.SimulatedLog.Shape;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often intervals contain the exact value, and how often a policy that is as good as the logged
 * one is called better or worse. Each log is of another world and target. The keys are fixed, so
 * the table is always the same; {@code -Dope.logs=1000} makes that of {@link #RATES}.
 */
@Tag("nightly")
class OffPolicyRatesTest {
  static final Path RATES = Path.of("src/test/resources/off-policy-rates.md");

  private static final RandomKey KEY = RandomKey.root(Long.getLong("ope.key", 2026));
  private static final int LOGS = Integer.getInteger("ope.logs", 200);
  private static final String ONLY = System.getProperty("ope.setting", "");
  private static final List<Integer> SIZES = List.of(2_000, 20_000);
  private static final LogColumns STEPS =
      new LogColumns(
          "session",
          "step",
          null,
          List.of("state"),
          List.of(),
          "document",
          null,
          "reward",
          "p",
          null);
  private static final LogColumns SLATES =
      new LogColumns(
          "session", null, null, List.of(), List.of(), "document", "position", "reward", "p", null);

  @TempDir Path folder;

  /** A log with targets of one value, by a column and, in logs of single documents, by a table. */
  private record Case(String rows, LogColumns columns, List<Target> targets, double value) {}

  private interface Maker {
    Case make(int sessions, SplittableRandom luck);
  }

  @Test
  void intervalsAndClaimsAreRightAsOftenAsTheFileSays() throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            | log | sessions | estimator | refused | 95 % intervals | worst stratum | HOLDS | BROKEN |
            |---|---|---|---|---|---|---|---|
            """);
    List<Runnable> checks = new ArrayList<>();
    rates(
        "decisions",
        (n, luck) -> single(n, shape(1, 32, 3, 20, 1, 1, 0.7, luck), 0.9, luck),
        0.1,
        table,
        checks);
    rates("slates", this::slates, 0.1, table, checks);
    rates(
        "sessions, near",
        (n, luck) -> single(n, shape(1, 8, 2, 8, 0.3, 0.6, 0.4, luck), 0.3, luck),
        0.1,
        table,
        checks);
    rates(
        "sessions, far",
        (n, luck) -> single(n, shape(1, 8, 2, 8, 0.3, 0.6, 0.4, luck), 1.3, luck),
        1,
        table,
        checks);
    rates(
        "long sessions",
        (n, luck) -> single(n, shape(1, 8, 2, 8, 0.1, 0.3, 0.4, luck), 0.2, luck),
        1,
        table,
        checks);
    rates("sessions, no states", this::withoutStates, 0.1, table, checks);
    rates(
        "lognormal rewards",
        (n, luck) ->
            single(
                n,
                new Shape(between(1, 32, luck), between(3, 20, luck), 0.1, 0.2, 2, 1, 1, 0.7),
                0.5,
                luck),
        1,
        table,
        checks);
    rates("shifted support", this::shifted, 1, table, checks);
    rates("drifting policy", this::drifting, 1, table, checks);
    rates("confounded propensities", this::confounded, 1, table, checks);
    checks.forEach(Runnable::run);
    holds(table.toString().replace("\r\n", "\n"));
  }

  private static int between(int least, int most, SplittableRandom luck) {
    return luck.nextInt(least, most + 1);
  }

  private static Shape shape(
      int leastStates,
      int mostStates,
      int leastDocuments,
      int mostDocuments,
      double leastLeave,
      double mostLeave,
      double slope,
      SplittableRandom luck) {
    return new Shape(
        between(leastStates, mostStates, luck),
        between(leastDocuments, mostDocuments, luck),
        0.05,
        0.6,
        0,
        leastLeave,
        mostLeave,
        slope);
  }

  private void rates(
      String name, Maker maker, double mostRefused, StringBuilder table, List<Runnable> checks)
      throws IOException {
    if (!ONLY.isEmpty() && !name.contains(ONLY)) {
      return;
    }
    for (int sessions : SIZES) {
      List<RateCounts> counts = new ArrayList<>();
      List<String> estimators = new ArrayList<>();
      for (int i = 0; i < LOGS; i++) {
        SplittableRandom luck = new SplittableRandom(KEY.child(name).child(sessions).bits(i));
        Case made = maker.make(sessions, luck);
        Evaluated evaluated = evaluate(made, KEY.child(i));
        for (int t = 0; t < made.targets().size(); t++) {
          if (counts.size() <= t) {
            counts.add(new RateCounts());
            estimators.add("");
          }
          OfTarget target = evaluated.targets().get(t);
          counts.get(t).add(target, evaluated.differences().get(t), made.value());
          if (!target.refused()) {
            estimators.set(t, target.estimates().get(0).estimator());
          }
        }
      }
      for (int t = 0; t < counts.size(); t++) {
        RateCounts found = counts.get(t);
        String row = found.row(name, sessions, estimators.get(t));
        table.append(row);
        System.out.println(row + found.detail());
        checks.add(() -> found.check(row, mostRefused));
      }
    }
  }

  private Evaluated evaluate(Case made, RandomKey key) throws IOException {
    Path file = folder.resolve("log.csv");
    Files.writeString(file, made.rows());
    LogOptions options = new LogOptions(file.toString(), made.columns(), ",", null, 0);
    Survey survey = Survey.of(Log.of(options, folder, List.of("t")));
    List<Comparison> comparisons =
        made.targets().stream()
            .map(it -> new Comparison(it.name(), PolicyEvaluation.LOGGED))
            .toList();
    return PolicyEvaluation.of(
        survey, made.targets(), comparisons, new Settings(1, null, null, 0.025, key));
  }

  private static Case of(
      SimulatedLog world,
      int sessions,
      Policies policies,
      double[][] target,
      SplittableRandom luck) {
    return new Case(
        world.rows(sessions, policies, target, luck),
        STEPS,
        List.of(new Target.Column("column", 0), SimulatedLog.table("table", target)),
        world.value(target));
  }

  /** A target as good as the logged policy, between a better and a worse one. */
  private static double[][] equal(
      SimulatedLog world, double value, double noise, SplittableRandom luck) {
    for (int attempt = 0; attempt < 100; attempt++) {
      double slope = 2 * Math.pow(1.5, attempt % 8);
      double[][] target =
          world.equal(value, world.near(slope, noise, luck), world.near(-slope, noise, luck));
      if (target != null) {
        return target;
      }
    }
    return world.logging();
  }

  private Case single(int sessions, Shape shape, double noise, SplittableRandom luck) {
    SimulatedLog world = SimulatedLog.draw(shape, luck);
    return of(
        world,
        sessions,
        world.honest(),
        equal(world, world.value(world.logging()), noise, luck),
        luck);
  }

  /** Sessions near the logging policy, whose states are not in the log. */
  private Case withoutStates(int sessions, SplittableRandom luck) {
    Case made = single(sessions, shape(1, 8, 2, 8, 0.3, 0.6, 0.4, luck), 0.3, luck);
    LogColumns columns =
        new LogColumns(
            "session", "step", null, List.of(), List.of(), "document", null, "reward", "p", null);
    return new Case(made.rows(), columns, made.targets().subList(0, 1), made.value());
  }

  private Case slates(int sessions, SplittableRandom luck) {
    SimulatedSlates world = SimulatedSlates.draw(luck);
    SimulatedSlates.Mixture target = world.equal(0.3 + 1.7 * luck.nextDouble());
    return new Case(
        world.rows(sessions, target, luck),
        SLATES,
        List.of(new Target.Column("column", 0)),
        world.value(target));
  }

  /** In a fifth of the states or more, the target shows what the log never shows there. */
  private Case shifted(int sessions, SplittableRandom luck) {
    SimulatedLog world = SimulatedLog.draw(shape(5, 32, 4, 20, 1, 1, 0.7, luck), luck);
    double[][] target = equal(world, world.value(world.logging()), 0.5, luck);
    for (int s = 0; s < target.length; s += 5) {
      target[s][0] = 0.8 + target[s][0] / 5;
      world.logging()[s][0] = 0;
      double left = 0;
      for (int d = 1; d < target[s].length; d++) {
        target[s][d] /= 5;
        left += world.logging()[s][d];
      }
      for (int d = 1; d < target[s].length; d++) {
        world.logging()[s][d] /= left;
      }
    }
    return of(world, sessions, world.honest(), target, luck);
  }

  /** The logging policy moves from one to another while the log grows; its propensities do too. */
  private Case drifting(int sessions, SplittableRandom luck) {
    SimulatedLog world = SimulatedLog.draw(shape(1, 32, 3, 20, 1, 1, 0.7, luck), luck);
    double[][] later = world.near(0, 0.9, luck);
    double value = (world.value(world.logging()) + world.value(later)) / 2;
    double[][] target = equal(world, value, 0.5, luck);
    int parts = 20;
    List<double[][]> policies = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      policies.add(SimulatedLog.mix(later, (double) part / (parts - 1), world.logging()));
    }
    Policies drifting =
        new Policies() {
          @Override
          public double[][] logging(int session) {
            return policies.get((int) ((long) session * parts / sessions));
          }

          @Override
          public double written(int session, int state, int document) {
            return logging(session)[state][document];
          }
        };
    return of(world, sessions, drifting, target, luck);
  }

  /**
   * The written propensity is a document's share in all states; the policy depends on the state.
   */
  private Case confounded(int sessions, SplittableRandom luck) {
    SimulatedLog world = SimulatedLog.draw(shape(3, 32, 3, 20, 1, 1, 0.9, luck), luck);
    double[] shares = new double[world.logging()[0].length];
    for (int s = 0; s < world.start().length; s++) {
      for (int d = 0; d < shares.length; d++) {
        shares[d] += world.start()[s] * world.logging()[s][d];
      }
    }
    Policies confounded =
        new Policies() {
          @Override
          public double[][] logging(int session) {
            return world.logging();
          }

          @Override
          public double written(int session, int state, int document) {
            return shares[document];
          }
        };
    return of(
        world, sessions, confounded, equal(world, world.value(world.logging()), 0.5, luck), luck);
  }

  /** The file has the table of 1,000 logs. */
  private static void holds(String table) throws IOException {
    if (LOGS == 1_000 && ONLY.isEmpty()) {
      assertThat(Files.readString(RATES).replace("\r\n", "\n"))
          .as("%s must contain this table:\n%s", RATES, table)
          .contains(table);
    }
  }
}
