package dev.recsim.experiment.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.Progress;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experiment.remote.OddWorker.Habit;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, in which something goes wrong outside of the trials. */
@Timeout(120)
@Tag("slow")
class ProcessExecutorTest {
  @TempDir Path folder;
  private Path traces;
  private List<PlannedTrial> trials;

  @BeforeEach
  void plan() throws Exception {
    traces = Files.createDirectory(folder.resolve("traces"));
    trials =
        Plan.of(
                Experiments.read(
                    folder,
                    """
                    environment: {type: transition_matrix, doc_num: 5}
                    agents: {random: {type: random}}
                    evaluation: {sessions: 20}
                    trials: {seeds: 0..2}
                    """))
            .trials();
  }

  @Test
  void aTrialWhoseProcessDiesRunsInASecondOne() throws Exception {
    assertThat(digests(run(Habit.DIES_ONCE))).isEqualTo(digests(runHere()));
    assertThat(processes()).isEqualTo(2);
  }

  @Test
  void aTrialWhoseProcessesDieTwiceFails() throws Exception {
    List<TrialResult> results = run(Habit.DIES);
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(((Failed) result).error())
                    .startsWith("its process ended with exit status 7, and so did a second one"));
    assertThat(results)
        .extracting(TrialResult::id)
        .containsExactlyElementsOf(trials.stream().map(it -> it.trial().id()).toList());
    assertThat(processes()).isEqualTo(2 * trials.size());
  }

  @Test
  void whatCodeWritesToFileDescriptor1IsNotTakenForAnAnswer() throws Exception {
    assertThat(digests(run(Habit.PRINTS))).isEqualTo(digests(runHere()));
    assertThat(processes()).isEqualTo(1);
  }

  @Test
  void checkpointsOfARunningTrialReachTheRun() throws Exception {
    trials =
        Plan.of(
                Experiments.read(
                    folder,
                    """
                    environment: {type: transition_matrix, doc_num: 5}
                    agents: {learner: {type: ucb1}}
                    training: {warmup_sessions: 5, epochs: 3, updates_per_epoch: 2}
                    evaluation: {sessions: 20}
                    trials: {seeds: 0..1}
                    """))
            .trials();
    List<String> there = new ArrayList<>();
    List<String> here = new ArrayList<>();

    try (TrialExecutor processes =
        new ProcessExecutor(OddWorker.command(Habit.PRINTS, traces), 1, Optional.empty())) {
      results(processes, heard(there));
    }
    results(new LocalExecutor(1, Optional.empty()), heard(here));

    assertThat(here)
        .hasSize(8)
        .startsWith("learner-seed-0")
        .element(3)
        .asString()
        .contains(" 3/3 ");
    assertThat(there).isEqualTo(here);
  }

  private static Progress heard(List<String> events) {
    return new Progress() {
      @Override
      public void running(TrialId id) {
        events.add(id.toString());
      }

      @Override
      public void reached(TrialId id, int epoch, int epochs, Double score) {
        events.add("%s %s/%s %s".formatted(id, epoch, epochs, score));
      }
    };
  }

  @Test
  void aCommandThatCannotBeStartedEndsTheRun() {
    String missing = folder.resolve("no-java").toString();
    assertThatThrownBy(() -> run(List.of(missing)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing);
  }

  private int processes() {
    return traces.toFile().list().length;
  }

  private List<TrialResult> run(Habit habit) throws Exception {
    return run(OddWorker.command(habit, traces));
  }

  /** With a limit, to see that it makes nothing wait or fail. */
  private List<TrialResult> run(List<String> command) throws Exception {
    try (TrialExecutor executor =
        new ProcessExecutor(command, 1, Optional.of(Duration.ofMinutes(10)))) {
      return results(executor);
    }
  }

  private List<TrialResult> runHere() throws Exception {
    return results(new LocalExecutor(1, Optional.empty()));
  }

  private List<TrialResult> results(TrialExecutor executor) throws Exception {
    return results(executor, Progress.NONE);
  }

  private List<TrialResult> results(TrialExecutor executor, Progress progress) throws Exception {
    List<TrialResult> results = new ArrayList<>();
    try (TrialExecutor.Results taken =
        executor.start(trials, new SessionLogs(folder.resolve("logs"), false), progress)) {
      for (int i = 0; i < trials.size(); i++) {
        results.add(taken.take());
      }
    }
    return results;
  }

  private static List<String> digests(List<TrialResult> results) {
    return results.stream().map(it -> it.id() + " " + ((Completed) it).digest()).toList();
  }
}
