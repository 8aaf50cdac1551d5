package dev.recsim.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Exploration;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.AutoTraining;
import dev.recsim.yaml.binding.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link SessionLogs} writes, {@link Log} reads. */
@Tag("slow")
class SessionLogRoundTripTest {
  @TempDir Path folder;

  @Test
  void propensitiesOfExplorationAreReadBack() throws IOException {
    Completed trial = run("transition_matrix", seen -> Slate.of(0), 0.2);
    double[] first = new double[2];
    Log log = Log.of(options("x-seed-0.jsonl"), folder, List.of());
    int documents = 10;
    LogReport report =
        log.read(
            session -> {
              for (int t = 0; t < session.steps(); t++) {
                double expected = (session.document(t, 0) == 0 ? 0.8 : 0) + 0.2 / documents;
                assertThat(session.propensity(t)).isCloseTo(expected, within(1e-12));
                assertThat(session.propensity(t, 0)).isCloseTo(expected, within(1e-12));
                first[0] += session.reward(t);
                first[1] += session.propensity(t) > 0.5 ? 1 : 0;
              }
            });
    assertThat(report.excluded()).isEmpty();
    assertThat(report.used().sessions()).isEqualTo(200);
    double total = 0;
    for (double reward : trial.rewards()) {
      total += reward;
    }
    assertThat(first[0]).isEqualTo(total);
    // Binomial(steps, 0.82); 6 standard deviations.
    double share = first[1] / report.used().steps();
    assertThat(share).isCloseTo(0.82, within(6 * Math.sqrt(0.82 * 0.18 / report.used().steps())));
  }

  @Test
  void slatesHaveThePropensityOfEachPosition() throws IOException {
    run("interest_evolution", null, 1);
    Log log = Log.of(options("x-seed-0.jsonl"), folder, List.of());
    LogReport report =
        log.read(
            session -> {
              for (int t = 0; t < session.steps(); t++) {
                double product = 1;
                for (int p = 0; p < session.size(t); p++) {
                  assertThat(session.propensity(t, p))
                      .isCloseTo(1.0 / (session.candidates(t) - p), within(1e-12));
                  assertThat(session.candidate(t, session.index(t, p)))
                      .isEqualTo(session.document(t, p));
                  product *= session.propensity(t, p);
                }
                assertThat(session.propensity(t)).isCloseTo(product, within(1e-12));
              }
            });
    assertThat(report.excluded()).isEmpty();
    assertThat(report.used().sessions()).isEqualTo(200);
  }

  @Test
  void unknownPropensitiesStayUnknown() throws IOException {
    run("transition_matrix", new Unknown(), 0);
    Log log = Log.of(options("x-seed-0.jsonl"), folder, List.of());
    log.read(session -> assertThat(session.propensity(0)).isNaN());
  }

  private static final class Unknown implements Policy {
    @Override
    public Slate recommend(dev.recsim.api.Observation observation, RandomKey key) {
      return Slate.of(3);
    }
  }

  private static LogOptions options(String file) {
    return new LogOptions(file, null, ",", null, 0);
  }

  private Completed run(String type, Policy.Deterministic greedy, double epsilon)
      throws IOException {
    return run(type, (Policy) greedy, epsilon);
  }

  private Completed run(String type, Policy greedy, double epsilon) throws IOException {
    Environment environment = create(Providers.environments().get(type));
    Policy policy = greedy == null ? Policy.uniform(environment.space()) : greedy;
    Exploration explore = new Exploration(Exploration.Type.EPSILON_GREEDY, epsilon);
    TrialId id = new TrialId("x", 0);
    SessionLogs logs = new SessionLogs(folder, true);
    logs.prepare(environment.space());
    Trial trial =
        new Trial(
            id,
            RandomKey.root(42),
            type,
            environment,
            (made, key) -> (Agent) () -> policy,
            AutoTraining.DEFAULTS,
            new Evaluation(200, epsilon == 0 ? null : explore));
    Completed completed = (Completed) trial.run(logs.source());
    logs.settle(id, true);
    assertThat(Optional.of(completed)).isPresent();
    return completed;
  }

  private static <C extends Record> Environment create(EnvironmentProvider<C> provider) {
    return provider.create(provider.defaults(), Path.of("."));
  }
}
