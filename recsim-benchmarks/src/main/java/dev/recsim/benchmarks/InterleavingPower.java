package dev.recsim.benchmarks;

import dev.recsim.agent.Ranking;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Provider;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.env.ComposedProvider;
import dev.recsim.env.choice.ExponentialCascadeProvider;
import dev.recsim.env.choice.PositionBasedProvider;
import dev.recsim.env.interest.InterestEvolutionProvider;
import dev.recsim.env.interest.TopicVideosProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.explore.Drawn;
import dev.recsim.serve.explore.Explorer;
import dev.recsim.serve.explore.Explorers;
import dev.recsim.serve.explore.Remembered;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Sessions that an A/B test and interleaving need to tell two policies apart, at 80 % power and 1 %
 * error. Policies rank by the user's interests, with errors of their own; a session has ten slates
 * of five out of 20. The A/B test compares clicks of sessions; interleaving tests the difference of
 * the clicks that the two policies get credit for in a session. Pairs with even numbers are to tune
 * on, the others to report.
 *
 * <pre>{@code java -cp ... dev.recsim.benchmarks.InterleavingPower <pairs> <sessions>}</pre>
 */
public final class InterleavingPower {
  private static final int STEPS = 10;
  private static final int CANDIDATES = 20;
  private static final int SLATE = 5;
  private static final int TESTS = 400;

  /** Of a two-sided test at 1 %. */
  private static final double CRITICAL = 2.5758;

  private static final double POWER = 0.8416;

  private InterleavingPower() {}

  /**
   * Which clicks a policy gets credit for.
   *
   * <p>{@code TEAM}: those on documents that it picked. {@code EXPECTED}: each click in the
   * proportion in which it would have picked the document, given the slate.
   */
  private enum Credit {
    TEAM,
    EXPECTED
  }

  /** Sessions needed, NaN if the signs differ; and whether the signs of the two effects agree. */
  private record Result(
      double effect,
      double lift,
      double ofTest,
      double[] ofCredit,
      boolean[] agree,
      double[] power) {}

  /**
   * Prints a line for each environment, half of the pairs, and kind of credit.
   *
   * @param args number of pairs; sessions of a pair
   */
  public static void main(String[] args) {
    int pairs = args.length > 0 ? Integer.parseInt(args[0]) : 80;
    int sessions = args.length > 1 ? Integer.parseInt(args[1]) : 4_000;
    for (String name : List.of("position_based", "cascade")) {
      Environment environment = environment(name);
      List<Result> tuning = new ArrayList<>();
      List<Result> reported = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        RandomKey key = RandomKey.root(20_261_200L + pair).child(name);
        (pair % 2 == 0 ? tuning : reported).add(compare(environment, key, sessions));
      }
      print(name + " tuning", tuning);
      print(name + " reported", reported);
    }
  }

  private static Environment environment(String name) {
    Part<?> choice =
        name.equals("cascade")
            ? Part.of(new ExponentialCascadeProvider())
            : new Part<>(
                new PositionBasedProvider(), with(new PositionBasedProvider(), "midpoint", 3.0));
    ComposedEnvironment.Options options =
        new ComposedProvider()
            .defaults()
            .with("user", Part.of(new InterestEvolutionProvider()))
            .with("documents", Part.of(new TopicVideosProvider()))
            .with("choice", choice)
            .with("candidates", CANDIDATES)
            .with("slate_size", SLATE)
            .with("max_session_length", STEPS);
    return new ComposedProvider().create(options, Path.of("."));
  }

  private static <C extends Record> C with(Provider<C> provider, String key, Object value) {
    return dev.recsim.api.Options.with(provider.defaults(), key, value);
  }

  /** Ranks by the user's interests, with errors about topics and documents. */
  private static Policy.Deterministic policy(RandomKey key) {
    double size = key.uniform(0);
    RandomKey ofTopic = key.child("topics");
    RandomKey ofDocument = key.child("documents");
    return seen -> {
      double[] scores = new double[seen.candidates().size()];
      for (int d = 0; d < scores.length; d++) {
        Document it = seen.candidates().get(d);
        for (int f = 0; f < it.features().length; f++) {
          scores[d] += seen.user()[f] * it.features()[f];
        }
        scores[d] +=
            size * (ofTopic.gaussian(it.topic()) + 0.3 * ofDocument.gaussian(it.id() % 1_000));
      }
      return Ranking.top(scores, SLATE);
    };
  }

  private static Result compare(Environment environment, RandomKey key, int sessions) {
    Policy.Deterministic first = policy(key.child("first"));
    Policy.Deterministic second = policy(key.child("second"));
    double[] ofFirst = new double[sessions];
    double[] ofSecond = new double[sessions];
    double[] paired = new double[sessions];
    double[][] credits = new double[Credit.values().length][sessions];
    for (int s = 0; s < sessions; s++) {
      ofFirst[s] = clicks(environment, first, key.child("world").child(s));
      ofSecond[s] = clicks(environment, second, key.child("world").child(s));
      paired[s] = ofFirst[s] - ofSecond[s];
      double[] credit = interleaved(environment, first, second, key.child("draft").child(s));
      for (int c = 0; c < credit.length; c++) {
        credits[c][s] = credit[c];
      }
    }
    double effect = mean(paired);
    double z = (CRITICAL + POWER) * (CRITICAL + POWER);
    double ofTest = 2 * z * (variance(ofFirst) + variance(ofSecond)) / (effect * effect);
    double[] needed = new double[credits.length];
    boolean[] agree = new boolean[credits.length];
    double[] power = new double[credits.length];
    for (int c = 0; c < credits.length; c++) {
      double mean = mean(credits[c]);
      needed[c] = z * variance(credits[c]) / (mean * mean);
      agree[c] = mean * effect > 0;
      power[c] = power(credits[c], needed[c], key.child("power").child(c));
    }
    double error = Math.sqrt(variance(paired) / sessions);
    return new Result(effect / error, effect / mean(ofSecond), ofTest, needed, agree, power);
  }

  /** The share of tests that find the effect, with sessions drawn from those played. */
  private static double power(double[] credits, double needed, RandomKey key) {
    int count = (int) Math.ceil(needed);
    if (needed > credits.length) {
      return Double.NaN;
    }
    int found = 0;
    for (int t = 0; t < TESTS; t++) {
      double[] drawn = new double[Math.max(count, 2)];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = credits[key.child(t).below(i, credits.length)];
      }
      double error = Math.sqrt(variance(drawn) / drawn.length);
      found += Math.abs(mean(drawn)) > CRITICAL * error ? 1 : 0;
    }
    return (double) found / TESTS;
  }

  private static double clicks(Environment environment, Policy policy, RandomKey key) {
    Session session = environment.open(key);
    Observation seen = session.start();
    double clicks = 0;
    for (boolean goesOn = true; goesOn; ) {
      Step step = session.recommend(policy.recommend(seen, key));
      clicks += step.response().clicks();
      goesOn = step.continues();
      seen = step.next();
    }
    return clicks;
  }

  /** The credit of the first policy minus that of the second. */
  private static double[] interleaved(
      Environment environment, Policy first, Policy second, RandomKey key) {
    Explorer draft =
        Explorers.interleaved(List.of(new Remembered(first)), List.of(new Remembered(second)));
    Session session = environment.open(key);
    Observation seen = session.start();
    double[] credit = new double[Credit.values().length];
    long number = 0;
    for (boolean goesOn = true; goesOn; ) {
      Drawn drawn = draft.draw(seen, key.child("coins").child(number++));
      double[] expected =
          expected(first.recommend(seen, key), second.recommend(seen, key), drawn.slate());
      Step step = session.recommend(drawn.slate());
      Response response = step.response();
      for (int p = 0; p < SLATE; p++) {
        if (response.isClicked(p)) {
          credit[Credit.TEAM.ordinal()] += drawn.teams()[p] == 0 ? 1 : -1;
          credit[Credit.EXPECTED.ordinal()] += expected[p];
        }
      }
      goesOn = step.continues();
      seen = step.next();
    }
    return credit;
  }

  /** The probability that the first policy picked a document, minus that of the second. */
  private static double[] expected(Slate one, Slate other, Slate shown) {
    double[] sums = new double[SLATE];
    double all = 0;
    for (int teams = 0; teams < 1 << SLATE; teams++) {
      double probability = 1;
      int ahead = 0;
      for (int p = 0; p < SLATE && probability > 0; p++) {
        boolean isFirst = (teams >> p & 1) == 0;
        probability *= ahead == 0 ? 0.5 : isFirst == ahead < 0 ? 1 : 0;
        ahead += isFirst ? 1 : -1;
        probability *= next(isFirst ? one : other, shown, p) == shown.document(p) ? 1 : 0;
      }
      all += probability;
      for (int p = 0; p < SLATE; p++) {
        sums[p] += (teams >> p & 1) == 0 ? probability : -probability;
      }
    }
    double total = all;
    return Arrays.stream(sums).map(it -> it / total).toArray();
  }

  private static int next(Slate of, Slate shown, int count) {
    for (int i = 0; i < of.size(); i++) {
      boolean isShown = false;
      for (int p = 0; p < count; p++) {
        isShown |= shown.document(p) == of.document(i);
      }
      if (!isShown) {
        return of.document(i);
      }
    }
    return -1;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(it -> (it - mean) * (it - mean)).sum() / (values.length - 1);
  }

  private static void print(String name, List<Result> results) {
    double[] lifts = results.stream().mapToDouble(it -> Math.abs(it.lift)).toArray();
    System.out.printf(
        Locale.ROOT,
        "%s: %d pairs, median effect %.1f %% of clicks, A/B test needs %.0f sessions in the median%n",
        name,
        results.size(),
        100 * quantile(lifts, 0.5),
        quantile(results.stream().mapToDouble(it -> it.ofTest).toArray(), 0.5));
    for (Credit credit : Credit.values()) {
      int c = credit.ordinal();
      List<Result> clear = results.stream().filter(it -> Math.abs(it.effect) > CRITICAL).toList();
      double[] fewer =
          results.stream()
              .filter(it -> it.agree[c])
              .mapToDouble(it -> it.ofTest / it.ofCredit[c])
              .toArray();
      System.out.printf(
          Locale.ROOT,
          "  %s: sign agrees in %.0f %% of all, %.0f %% of %d clear effects; %.1f times fewer sessions"
              + " (quartiles %.1f, %.1f); needs %.0f in the median; power there %.2f%n",
          credit,
          100.0 * results.stream().filter(it -> it.agree[c]).count() / results.size(),
          100.0 * clear.stream().filter(it -> it.agree[c]).count() / clear.size(),
          clear.size(),
          quantile(fewer, 0.5),
          quantile(fewer, 0.25),
          quantile(fewer, 0.75),
          quantile(results.stream().mapToDouble(it -> it.ofCredit[c]).toArray(), 0.5),
          results.stream()
              .mapToDouble(it -> it.power[c])
              .filter(Double::isFinite)
              .average()
              .orElse(Double.NaN));
    }
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1) + 0.5)];
  }
}
