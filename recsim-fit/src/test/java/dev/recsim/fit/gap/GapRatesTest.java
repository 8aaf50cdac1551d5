package dev.recsim.fit.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.fit.click.CascadeClicks;
import dev.recsim.fit.click.ClickModel;
import dev.recsim.fit.click.ClickedSlates;
import dev.recsim.fit.click.DependentClicks;
import dev.recsim.fit.click.LogitClicks;
import dev.recsim.fit.click.PositionBasedClicks;
import dev.recsim.fit.gap.Worlds.World;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often the verdicts on gaps are right, in worlds whose true gap is known exactly: the value of
 * B's policy in the fitted environment divided by that in the world, minus 1. B is sharp: in each
 * state, it shows one document in 95 to 100 % of steps, the best in the world or in the fit.
 */
@Tag("nightly")
class GapRatesTest {
  private static final GapRule RULE = new GapRule(0.05, 0.01);
  private static final int WORLDS = Integer.getInteger("gap.worlds", 150);
  private static final long SEED = Long.getLong("gap.seed", 31);
  private static final int DOCUMENTS = 10;
  private static final int SIZE = 3;

  /** Counts of verdicts. */
  private static final class Rates {
    private int worlds;
    private int large;
    private int fails;
    private int holds;
    private int failsLarge;
    private int holdsLarge;
    private int failsSmall;
    private int larger;
    private int failsLarger;
    private double sum;
    private double squares;

    void add(double truth, Gap gap) {
      Verdict verdict = RULE.verdict(gap);
      boolean isLarge = Math.abs(truth) > RULE.tolerance();
      worlds++;
      large += isLarge ? 1 : 0;
      fails += verdict == Verdict.FAILS ? 1 : 0;
      holds += verdict == Verdict.HOLDS ? 1 : 0;
      failsLarge += isLarge && verdict == Verdict.FAILS ? 1 : 0;
      holdsLarge += isLarge && verdict == Verdict.HOLDS ? 1 : 0;
      failsSmall += !isLarge && verdict == Verdict.FAILS ? 1 : 0;
      boolean isLarger = Math.abs(truth) > 0.08;
      larger += isLarger ? 1 : 0;
      failsLarger += isLarger && verdict == Verdict.FAILS ? 1 : 0;
      double z = (gap.relative() - truth) / gap.seLog();
      sum += z;
      squares += z * z;
    }

    void add(String which, int sessions, RandomKey key) {
      double[] attractive = attractive(key);
      ClickModel users = users(which, attractive, key);
      Function<ClickedSlates, ClickModel> fit =
          which.equals("no position bias") ? LogitClicks::fit : PositionBasedClicks::fit;
      List<int[]> uniform = shown(attractive, sessions, 0, key.child("slates a"));
      int[] training = IntStream.range(0, sessions).filter(i -> i % 5 != 4).toArray();
      ClickedSlates fitted = clicks(users, key.child("a"), uniform).select(training);
      ClickModel model = fit.apply(fitted);
      double sharp = 0.8 + 0.2 * key.uniform(30);
      List<int[]> ranked = shown(attractive, sessions, sharp, key.child("slates b"));
      Gap gap =
          new ClickGap(model, fit, List.of(), fitted, key.child("refits"))
              .of(clicks(users, key.child("b"), ranked));
      List<int[]> many = shown(attractive, 20_000, sharp, key.child("truth"));
      add(mean(model, many) / mean(users, many) - 1, gap);
    }

    void print(String name, int sessions) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %.2f | %.3f | %.3f | %.2f | %.2f | %s | %s | %.2f, %.2f |%n",
          name,
          sessions,
          (double) large / worlds,
          (double) fails / worlds,
          (double) holds / worlds,
          (double) failsLarge / large,
          (double) failsLarger / larger,
          holdsLarge,
          failsSmall,
          sum / worlds,
          Math.sqrt(squares / worlds - sum * sum / worlds / worlds));
    }
  }

  private static RandomKey key(String name, int sessions, int world) {
    return RandomKey.root(SEED).child(name).child(sessions).child(world);
  }

  private static LongFunction<World> worlds(String users) {
    return switch (users) {
      case "right" -> seed -> Worlds.kinds(1, 10, seed, 0.1, 0.2);
      case "two kinds" -> seed -> Worlds.kinds(2, 10, seed, 0.1, 0.2);
      case "three kinds" -> seed -> Worlds.kinds(3, 10, seed, 0.1, 0.2);
      case "popularity drift" -> seed -> Worlds.drift(10, seed);
      case "boredom" -> seed -> Worlds.boredom(10, seed);
      case "30 documents" -> seed -> Worlds.kinds(1, 30, seed, 0.1, 0.2);
      case "exit 0.02" -> seed -> Worlds.kinds(1, 10, seed, 0.02, 0.02);
      default -> throw new IllegalArgumentException(users);
    };
  }

  /** Rates of a kind of world; B's log has its own number of sessions. */
  private static Rates responses(String users, boolean ranker, String b, int sessions, int ofB) {
    Rates rates = new Rates();
    for (int w = 0; w < WORLDS; w++) {
      RandomKey key = key(users + ranker + b, sessions, w);
      World world = worlds(users).apply(SEED * 100_000 + w);
      double[][] worth = world.acceptance();
      int n = worth.length;
      StochasticPolicy uniform = Worlds.uniform(n);
      StochasticPolicy a = ranker ? Worlds.greedy(worth, 0.6) : uniform;
      ResponseModel model = Worlds.fit(n, world.log(sessions, false, key.child("a"), a));
      double share = 0.95 + 0.05 * key.uniform(0);
      double[][] learned = w % 2 == 0 ? worth : accept(model);
      StochasticPolicy sharp =
          switch (b) {
            case "soft" -> Worlds.greedy(learned, 0.3 + 0.5 * key.uniform(0));
            case "deterministic" -> Worlds.greedy(learned, 0.999);
            case "uniform" -> uniform;
            default -> Worlds.greedy(learned, share);
          };
      StochasticPolicy[] by = {sharp};
      double value = world.value(sharp);
      StochasticPolicy seen = sharp;
      if (b.equals("knows kind")) {
        by = new StochasticPolicy[world.later().size()];
        value = 0;
        for (int k = 0; k < by.length; k++) {
          World alone = new World(List.of(world.later().get(k)), List.of(world.later().get(k)));
          by[k] = Worlds.greedy(alone.acceptance(), share);
          value += alone.value(by[k]) / by.length;
        }
        seen = world.mixed(by);
      }
      double truth = new ExactSolver(model).value(seen).reward() / value - 1;
      rates.add(
          truth, SessionGap.of(model, Worlds.steps(world.log(ofB, true, key.child("b"), by))));
    }
    rates.print(
        users
            + (ranker ? ", A ranker" : "")
            + (b.equals("sharp") ? "" : ", B " + b)
            + (ofB == sessions ? "" : ", " + ofB + " of B"),
        sessions);
    return rates;
  }

  private static double[][] accept(ResponseModel model) {
    double[][] worth = new double[model.states()][model.states()];
    for (int i = 0; i < worth.length; i++) {
      for (int j = 0; j < worth.length; j++) {
        worth[i][j] = model.accept(i, j);
      }
    }
    return worth;
  }

  private static final List<String> RIGHT =
      List.of(
          "right,false,sharp",
          "right,true,sharp",
          "right,true,uniform",
          "right,false,soft",
          "right,false,deterministic",
          "30 documents,false,sharp",
          "30 documents,true,sharp",
          "exit 0.02,false,sharp");

  private static final List<String> WRONG =
      List.of(
          "two kinds,false,sharp",
          "two kinds,true,sharp",
          "three kinds,false,sharp",
          "boredom,false,sharp",
          "two kinds,false,knows kind");

  private static final List<String> OTHER =
      List.of("popularity drift,false,sharp", "two kinds,false,soft", "three kinds,false,soft");

  private static Rates row(String row, int sessions, int ofB) {
    String[] parts = row.split(",");
    return responses(parts[0], Boolean.parseBoolean(parts[1]), parts[2], sessions, ofB);
  }

  /**
   * A right model FAILS in about 1 % of logs: more than 4 % of 150 would be a chance of one in 600,
   * and more than 2 % of all 1,200 one in 1,000. In wrong models with gaps above 5 %, the verdict
   * is FAILS in 81 to 100 %. The lowest row, two kinds, would be below 80 % for 4 of 10 other keys:
   * its rate is not far above. Keys are fixed.
   */
  @Test
  void responses() {
    int holdsLarge = 0;
    int rightFails = 0;
    for (int sessions : new int[] {1_000, 10_000}) {
      for (String row : RIGHT) {
        Rates rates = row(row, sessions, sessions);
        holdsLarge += rates.holdsLarge;
        if (sessions == 10_000) {
          assertThat(rates.fails).as(row).isLessThanOrEqualTo(4 * WORLDS / 100);
          rightFails += rates.fails;
        }
      }
      for (String row : WRONG) {
        Rates rates = row(row, sessions, sessions);
        holdsLarge += rates.holdsLarge;
        if (sessions == 10_000) {
          assertThat(rates.failsLarge).as(row).isGreaterThanOrEqualTo((int) (0.8 * rates.large));
        }
      }
      for (String row : OTHER) {
        holdsLarge += row(row, sessions, sessions).holdsLarge;
      }
    }
    assertThat(rightFails).isLessThanOrEqualTo(RIGHT.size() * WORLDS / 50);
    assertThat(holdsLarge).as("of " + 32 * WORLDS).isLessThanOrEqualTo(32 * WORLDS / 1_000);
  }

  /** Short logs of B decide little, but not wrongly. */
  @Test
  void shortLogs() {
    for (String row :
        List.of("right,false,sharp", "30 documents,false,sharp", "exit 0.02,false,sharp")) {
      for (int ofB : new int[] {100, 300}) {
        Rates rates = row(row, 10_000, ofB);
        assertThat(rates.failsSmall).as(row).isLessThanOrEqualTo(4 * WORLDS / 100);
        assertThat(rates.holdsLarge).as(row).isZero();
      }
    }
  }

  /** Refits take time, so there are fewer worlds. */
  @Test
  void slates() {
    for (int sessions : new int[] {1_000, 10_000}) {
      Rates right = slates("slates right", sessions);
      Rates noPositions = slates("no position bias", sessions);
      Rates noStopping = slates("no stopping", sessions);
      assertThat(right.fails).isLessThanOrEqualTo(2);
      assertThat(right.holdsLarge + noPositions.holdsLarge + noStopping.holdsLarge).isZero();
      if (sessions == 10_000) {
        assertThat(noPositions.failsLarge).isGreaterThanOrEqualTo((int) (0.8 * noPositions.large));
        assertThat(noStopping.failsLarge).isGreaterThanOrEqualTo((int) (0.8 * noStopping.large));
      }
    }
  }

  private static Rates slates(String which, int sessions) {
    Rates rates = new Rates();
    for (int w = 0; w < WORLDS / 6; w++) {
      rates.add(which, sessions, key(which, sessions, w));
    }
    rates.print(which, sessions);
    return rates;
  }

  private static double[] attractive(RandomKey key) {
    double[] attractive = new double[DOCUMENTS];
    for (int d = 0; d < DOCUMENTS; d++) {
      attractive[d] = 0.05 + 0.55 * key.uniform(d);
    }
    return attractive;
  }

  private static double mean(ClickModel model, List<int[]> slates) {
    double sum = 0;
    for (int[] slate : slates) {
      sum += Arrays.stream(model.clickProbabilities(slate)).sum();
    }
    return sum / slates.size();
  }

  /** Readers who click at most once have no position bias only if they do not see positions. */
  private static ClickModel users(String which, double[] attractive, RandomKey key) {
    double[] none = {};
    double[] examined = {1, 0.5 + 0.3 * key.uniform(20), 0.2 + 0.3 * key.uniform(21)};
    double[] continues = {0.1 + 0.5 * key.uniform(40), 0.1 + 0.5 * key.uniform(41)};
    return switch (which) {
      case "slates right" -> new PositionBasedClicks(attractive, examined, none);
      case "no stopping" -> new DependentClicks(attractive, continues, none);
      default -> CascadeClicks.of(attractive, SIZE);
    };
  }

  /** Slates of the most attractive documents with a probability, else of random ones. */
  private static List<int[]> shown(double[] attractive, int count, double sharp, RandomKey key) {
    List<int[]> slates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RandomKey slate = key.child(i);
      double[] score = new double[attractive.length];
      boolean ranks = slate.uniform(100) < sharp;
      for (int d = 0; d < score.length; d++) {
        score[d] = ranks ? attractive[d] + 0.1 * slate.uniform(d) : slate.uniform(d);
      }
      slates.add(
          IntStream.range(0, score.length)
              .boxed()
              .sorted((x, y) -> Double.compare(score[y], score[x]))
              .limit(SIZE)
              .mapToInt(x -> x)
              .toArray());
    }
    return slates;
  }

  private static ClickedSlates clicks(ClickModel users, RandomKey key, List<int[]> shown) {
    List<boolean[]> clicked = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      clicked.add(users.draw(shown.get(i), key.child(i)));
    }
    return new ClickedSlates(DOCUMENTS, shown, clicked);
  }
}
