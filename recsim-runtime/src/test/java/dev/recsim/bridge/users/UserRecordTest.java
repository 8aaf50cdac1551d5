package dev.recsim.bridge.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.bridge.Python;
import dev.recsim.bridge.users.file.RecordLines;
import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.ExternalFailure;
import dev.recsim.random.RandomKey;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.Loop;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers are recorded, and replayed without the program. */
@Tag("slow")
class UserRecordTest {
  private static final RandomKey KEY = RandomKey.root(5);
  private static final Policy.Deterministic FIRST = seen -> Slate.of(seen.state());
  private static final Policy.Deterministic OTHER = seen -> Slate.of(1 - seen.state());

  @TempDir Path folder;
  private Path file;
  private Path script;

  @BeforeEach
  void python() throws Exception {
    Python.require("numpy");
    script = Files.createDirectories(folder.resolve("users")).resolve("walk.py");
    Files.copy(Python.PACKAGE.resolve("examples/environments/transition_matrix.py"), script);
    Files.writeString(folder.resolve("users/matrix.csv"), "0.1,0.7\n0.9,0.05\n");
    file = folder.resolve("users.jsonl.gz");
  }

  private ProcessEnvironmentOptions options(boolean replay) {
    ProcessEnvironmentOptions options =
        Options.with(
            new ProcessEnvironmentProvider().defaults(),
            "command",
            Python.command("users/walk.py", "users/matrix.csv"));
    options = Options.with(options, "record", "users.jsonl.gz");
    return Options.with(options, "replay", replay);
  }

  private Environment environment(boolean replay) {
    ProcessEnvironmentProvider provider = new ProcessEnvironmentProvider();
    return provider.create(provider.withFiles(options(replay), folder), folder);
  }

  private static double[] play(Environment environment, Policy policy, int sessions) {
    double[] rewards = new Loop(environment, KEY, KEY).play(policy, sessions).rewards();
    environment.inputs();
    return rewards;
  }

  @Test
  void sessionsAreReplayedWithoutTheProgram() throws Exception {
    Environment recorded = environment(false);
    double[] rewards = play(recorded, FIRST, 40);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(script);
    Files.delete(folder.resolve("users/matrix.csv"));
    Environment replayed = environment(false);

    assertThat(play(replayed, FIRST, 40)).isEqualTo(rewards);
    assertThat(replayed.inputs()).isEmpty();
    assertThat(replayed.space()).isEqualTo(recorded.space());
    assertThat(replayed.model().orElseThrow().reward(1, 0)).isEqualTo(0.9);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThatThrownBy(() -> play(replayed, OTHER, 40))
        .isInstanceOf(ExternalFailure.class)
        .hasMessageMatching(
            "users.jsonl.gz has 40 sessions with \\d+ steps, but not the slate \\[[01]\\] at step 0"
                + " \\(counted from 0\\) of the session with the key [0-9a-f]{16}; use the agents,"
                + " seeds and numbers of sessions that were recorded, or let the program run: .*"
                + "the program is not the one that was recorded.*");
    assertThatThrownBy(() -> play(replayed, FIRST, 41))
        .hasMessageContaining("but not the start of the session with the key ");
  }

  @Test
  void whatIsNewIsAddedAndTheBytesDoNotDependOnTheOrder() throws Exception {
    play(environment(false), FIRST, 30);
    double[] other = play(environment(false), OTHER, 40);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    Environment both = environment(false);
    assertThat(play(both, OTHER, 40)).isEqualTo(other);
    play(both, FIRST, 30);

    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThatThrownBy(() -> play(environment(true), Policy.uniform(both.space()), 40))
        .hasMessageContaining("\"replay: true\" forbids to start the program");
  }

  @Test
  void anotherProgramDoesNotAddToARecord() throws Exception {
    play(environment(false), FIRST, 10);
    Files.writeString(folder.resolve("users/matrix.csv"), "0.1,0.7\n0.9,0.06\n");
    assertThatThrownBy(() -> play(environment(false), OTHER, 10))
        .hasMessageContaining("the program is not the one that was recorded; delete the record");
  }

  @Test
  void damagedRecordsAreRefused() throws Exception {
    play(environment(false), FIRST, 20);
    byte[] sound = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(sound, sound.length - 30));
    assertThatThrownBy(() -> environment(false))
        .isInstanceOf(InvalidOption.class)
        .hasMessageMatching(
            "cannot be read: users.jsonl.gz is damaged at line \\d+ \\(.*\\); restore it, or delete"
                + " it to record it again");
    Files.writeString(file, "no record");
    assertThatThrownBy(() -> environment(false)).hasMessageContaining("is damaged at line ");
    for (int i = 0; i < 300; i++) {
      byte[] damaged = sound.clone();
      damaged[KEY.below(2 * i, sound.length)] ^= (byte) (1 << KEY.below(2 * i + 1, 8));
      Files.write(file, damaged);
      try (UserRecord read = UserRecord.open(file)) {
        assertThat(read.size()).contains(" sessions with ");
      } catch (java.io.IOException e) {
        // A bit of the version may be the one that changed.
        assertThat(e instanceof RecordLines.Damaged || e.getMessage().contains(" is of version "))
            .as("%s", e)
            .isTrue();
      }
    }
  }

  @Tag("nightly")
  @Test
  void trialsOnSeveralThreadsGiveTheSameFileAndTrialsWithoutTheProgramTheSameScores()
      throws Exception {
    Map<TrialId, Completed> recorded = run(2);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    assertThat(rewards(run(1))).isEqualTo(rewards(recorded));
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    Files.delete(script);
    assertThat(rewards(run(2))).isEqualTo(rewards(recorded));
  }

  private static Map<TrialId, List<Double>> rewards(Map<TrialId, Completed> trials) {
    Map<TrialId, List<Double>> rewards = new HashMap<>();
    trials.forEach((id, trial) -> rewards.put(id, Arrays.stream(trial.rewards()).boxed().toList()));
    return rewards;
  }

  private Map<TrialId, Completed> run(int threads) throws Exception {
    ExperimentSpec spec =
        ExperimentReader.read(
            Files.writeString(
                folder.resolve("small.yaml"),
                """
                environment: {type: process, command: %s, record: users.jsonl.gz}
                agents: {random: {type: random}, optimal: {type: optimal}}
                evaluation: {sessions: 20}
                trials: {seeds: 0..2}
                """
                    .formatted(Python.yaml(Python.command("users/walk.py", "users/matrix.csv")))));
    Map<TrialId, Completed> all = new HashMap<>();
    Plan plan = Plan.of(spec);
    try (TrialExecutor.Results results =
        new LocalExecutor(threads, Optional.empty())
            .start(plan.trials(), new SessionLogs(Path.of("none"), false))) {
      for (int i = 0; i < plan.trials().size(); i++) {
        TrialResult result = results.take();
        assertThat(result)
            .as(result instanceof Failed failed ? failed.error() : "")
            .isInstanceOf(Completed.class);
        all.put(result.id(), (Completed) result);
      }
    }
    return all;
  }
}
