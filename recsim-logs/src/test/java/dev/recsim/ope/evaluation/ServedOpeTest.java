package dev.recsim.ope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.logs.Log;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.ope.evaluation.PolicyEvaluation.Settings;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.explore.Exploration;
import dev.recsim.serve.explore.Explorers;
import dev.recsim.serve.explore.Remembered;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are played through the sink of a server, and evaluated. */
@Tag("slow")
class ServedOpeTest {
  private static final RandomKey KEY = RandomKey.root(38);
  private static final Settings SETTINGS = new Settings(1, null, null, 0.025, KEY);

  @TempDir Path folder;

  /** Chooses with probabilities proportional to exp(slope * expected reward), or the best one. */
  private record ByReward(FiniteMdp mdp, double slope, boolean best) implements Policy {
    @Override
    public Slate recommend(Observation seen, RandomKey key) {
      double[] row = row(seen.state());
      double luck = key.uniform(0);
      int document = 0;
      for (double sum = row[0]; luck >= sum && document < row.length - 1; sum += row[document]) {
        document++;
      }
      return Slate.of(document);
    }

    double[] row(int state) {
      double[] row = new double[mdp.actions()];
      double sum = 0;
      for (int a = 0; a < row.length; a++) {
        row[a] = StrictMath.exp(slope * mdp.reward(state, a));
        sum += row[a];
      }
      int largest = 0;
      for (int a = 0; a < row.length; a++) {
        row[a] /= sum;
        largest = row[a] > row[largest] ? a : largest;
      }
      if (best) {
        java.util.Arrays.fill(row, 0);
        row[largest] = 1;
      }
      return row;
    }

    double[][] rows() {
      double[][] rows = new double[mdp.states()][];
      java.util.Arrays.setAll(rows, this::row);
      return rows;
    }

    @Override
    public Optional<double[]> probabilities(Observation seen, int documents) {
      return Optional.of(row(seen.state()));
    }

    @Override
    public OptionalDouble probability(Observation seen, Slate slate, int position) {
      return OptionalDouble.of(row(seen.state())[slate.document(position)]);
    }
  }

  /** The best document, with scores from which a softmax can draw. */
  private record Scored(FiniteMdp mdp) implements Policy.Deterministic {
    @Override
    public Slate choose(Observation seen) {
      double[] row = new ByReward(mdp, 1, true).row(seen.state());
      int document = 0;
      while (row[document] == 0) {
        document++;
      }
      return Slate.of(document);
    }

    @Override
    public Optional<double[]> documentScores(Observation seen) {
      double[] scores = new double[mdp.actions()];
      java.util.Arrays.setAll(scores, a -> mdp.reward(seen.state(), a));
      return Optional.of(scores);
    }
  }

  private static Environment matrix() {
    return PlayedLogs.environment(
        "transition_matrix", Map.of("doc_num", 6, "max_session_length", 3));
  }

  private static Policy exploring(Environment environment, Exploration exploration) {
    Remembered member = new Remembered(new Scored(environment.model().orElseThrow()));
    return Explorers.around(List.of(member), exploration, environment.space());
  }

  private static List<Target> targets(Environment environment) {
    FiniteMdp mdp = environment.model().orElseThrow();
    return List.of(
        new PolicyTarget("even", new ByReward(mdp, 0, false), environment.space()),
        new PolicyTarget("better", new ByReward(mdp, 2, false), environment.space()),
        new PolicyTarget("best", new ByReward(mdp, 1, true), environment.space()));
  }

  private Evaluated evaluate(Log log, List<Target> targets) {
    return PolicyEvaluation.of(Survey.of(log), targets, List.of(), SETTINGS);
  }

  @Test
  void estimatesAreThoseOfTheEqualSessionLog() {
    Environment environment = matrix();
    Policy logging = exploring(environment, new Exploration.EpsilonGreedy(0.5));
    PlayedLogs.play(environment, logging, 2_000, KEY, folder, true);

    Evaluated expected = evaluate(PlayedLogs.sessions(folder), targets(environment));
    Evaluated served = evaluate(PlayedLogs.served(folder), targets(environment));

    assertThat(served.log().used().rows())
        .isEqualTo(expected.log().used().rows())
        .isGreaterThan(2_000);
    assertThat(served.targets()).allMatch(it -> !it.refused());
    assertThat(served.targets()).isEqualTo(expected.targets());
    assertThat(served.logged()).isEqualTo(expected.logged());
  }

  /** Slates, features of users and documents, and propensities of positions. */
  @Test
  void slatesAreThoseOfTheEqualSessionLog() {
    Environment environment =
        PlayedLogs.environment("interest_evolution", Map.of("max_session_length", 1));
    Policy logging = Policy.uniform(environment.space());
    PlayedLogs.play(environment, logging, 300, KEY, folder, true);
    List<Target> targets = List.of(new PolicyTarget("same", logging, environment.space()));

    Evaluated expected = evaluate(PlayedLogs.sessions(folder), targets);
    Evaluated served = evaluate(PlayedLogs.served(folder), targets);

    assertThat(served.targets()).isEqualTo(expected.targets());
    assertThat(served.targets().get(0).refusals()).isEqualTo(expected.targets().get(0).refusals());
    StringBuilder rows = new StringBuilder();
    PlayedLogs.sessions(folder).read(session -> append(session, rows));
    StringBuilder again = new StringBuilder();
    PlayedLogs.served(folder).read(session -> append(session, again));
    assertThat(again.toString()).isEqualTo(rows.toString()).hasSizeGreaterThan(100_000);
  }

  /** Decisions name documents by id, and no catalogue has their features. */
  @Test
  void candidatesWithoutFeaturesAreNotEnough() throws Exception {
    Environment environment =
        PlayedLogs.environment("interest_evolution", Map.of("max_session_length", 1));
    PlayedLogs.play(environment, Policy.uniform(environment.space()), 5, KEY, folder, false);
    java.nio.file.Files.list(folder.resolve("served"))
        .filter(it -> it.toString().endsWith(".jsonl"))
        .forEach(ServedOpeTest::removeFeatures);

    Survey survey = Survey.of(PlayedLogs.served(folder));

    assertThat(PolicyTarget.mismatch(survey, environment.space()).orElseThrow())
        .startsWith("candidates of the log have 0 features, documents of the environment 20; name");
  }

  private static void removeFeatures(Path file) {
    try {
      String text = java.nio.file.Files.readString(file);
      String without = text.replaceAll(",\"features\":\\[[^]]*]", "");
      java.nio.file.Files.writeString(file, without);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void append(dev.recsim.logs.LoggedSession session, StringBuilder text) {
    text.append(session.id()).append(session.end());
    for (int s = 0; s < session.steps(); s++) {
      text.append(session.state(s)).append(' ').append(session.reward(s)).append(' ');
      text.append(session.propensity(s)).append(session.user(s, 0)).append('\n');
      for (int p = 0; p < session.size(s); p++) {
        text.append(session.document(s, p)).append(' ').append(session.propensity(s, p));
        text.append(session.clicked(s, p)).append(session.reward(s, p));
        text.append(session.index(s, p)).append('\n');
      }
      for (int c = 0; c < session.candidates(s); c++) {
        text.append(session.candidate(s, c));
        text.append(java.util.Arrays.toString(session.features(s, c)));
      }
    }
  }

  @Test
  @Tag("nightly")
  void intervalsOf200LogsCoverTheTrueValues() {
    coverage(Integer.getInteger("served.logs", 200), 0.92);
  }

  private void coverage(int logs, double least) {
    coverage("epsilon_greedy", new Exploration.EpsilonGreedy(0.5), logs, least);
    coverage("softmax", new Exploration.Softmax(0.5), logs, least);
  }

  private void coverage(String name, Exploration exploration, int logs, double least) {
    Environment environment = matrix();
    FiniteMdp mdp = environment.model().orElseThrow();
    ByReward[] policies = {
      new ByReward(mdp, 0, false), new ByReward(mdp, 2, false), new ByReward(mdp, 1, true)
    };
    double[] values = new double[policies.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = new ExactSolver(mdp).value(new StochasticPolicy(policies[i].rows())).reward();
    }
    int[] answered = new int[values.length];
    int[] covered = new int[values.length];
    for (int i = 0; i < logs; i++) {
      Path place = folder.resolve(name + i);
      PlayedLogs.play(
          environment, exploring(environment, exploration), 1_000, KEY.child(i), place, false);
      Evaluated evaluated = evaluate(PlayedLogs.served(place), targets(environment));
      for (int t = 0; t < values.length; t++) {
        OfTarget target = evaluated.targets().get(t);
        if (!target.refused()) {
          answered[t]++;
          covered[t] +=
              target.estimates().get(0).interval().orElseThrow().contains(values[t]) ? 1 : 0;
        }
      }
    }
    for (int t = 0; t < values.length; t++) {
      System.out.printf(
          "%s %s: value %.4f, %d of %d logs answered, %d covered%n",
          name,
          policies[t].slope() + (policies[t].best() ? " best" : ""),
          values[t],
          answered[t],
          logs,
          covered[t]);
      assertThat(answered[t]).isGreaterThan(logs * 9 / 10);
      assertThat(covered[t]).isGreaterThanOrEqualTo((int) Math.floor(least * answered[t]));
    }
  }
}
