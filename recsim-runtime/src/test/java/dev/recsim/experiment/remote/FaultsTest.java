package dev.recsim.experiment.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experiment.remote.Fault.AtStart;
import dev.recsim.io.NoProcessIsLeft;
import dev.recsim.store.Delivery;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two hundred faults of real processes on their channel. Each trial gets the right cause or the
 * result that it has in one JVM; none is lost and nothing waits forever.
 */
@Timeout(300)
@Tag("nightly")
@ExtendWith(NoProcessIsLeft.class)
class FaultsTest {
  private static final int SEEDS = 6;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SECOND = ", and so did a second one; if memory is short run fewer";

  @TempDir Path folder;
  private Path traces;
  private Path deliveries;

  @BeforeEach
  void prepare() throws Exception {
    traces = Files.createDirectory(folder.resolve("traces"));
    deliveries = Files.createDirectory(folder.resolve("deliveries"));
  }

  @Test
  void everyTrialHasItsResultOrTheRightCause() throws Exception {
    List<PlannedTrial> trials = plan(Arrays.stream(Fault.values()).map(Fault::agent).toList());
    Map<TrialId, TrialResult> expected = runHere(trials);
    Map<TrialId, TrialResult> results = run(AtStart.NONE, 0, trials, 6);

    assertThat(check(List.of(Fault.values()), results, expected)).isEqualTo(180);
    assertThat(traces.toFile().list()).hasSize(180);
  }

  /** The trial after it in the same place has its two attempts all the same. */
  @Test
  void whatAProcessSendsBesidesItsAnswerIsNotBlamedOnTheNextTrial() throws Exception {
    List<Fault> faults = List.of(Fault.EXTRA_BYTES, Fault.EXTRA_MESSAGE, Fault.EXIT);
    List<PlannedTrial> trials = plan(faults.stream().map(Fault::agent).toList());
    Map<TrialId, TrialResult> expected = runHere(trials);
    check(faults, run(AtStart.NONE, 0, trials, 1), expected);
  }

  /** Checks the trials of each fault, and returns how many faults there were. */
  private static int check(
      List<Fault> kinds, Map<TrialId, TrialResult> results, Map<TrialId, TrialResult> expected) {
    assertThat(results).hasSize(kinds.size() * SEEDS);
    int faults = 0;
    for (Fault fault : kinds) {
      for (int seed = 0; seed < SEEDS; seed++) {
        TrialId id = new TrialId(fault.agent(), seed);
        boolean even = seed % 2 == 0;
        boolean failed = fault.fails() && even;
        check(results.get(id), failed ? fault.cause : "", fault.isRepeated(), expected.get(id));
        faults += fault.isRepeated() ? even ? 2 : 1 : 0;
        faults += !fault.isRepeated() && fault != Fault.NONE && failed == fault.fails() ? 1 : 0;
      }
    }
    return faults;
  }

  /** Together twenty faults. */
  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void trialsOfProcessesThatDoNotGetReady(AtStart fault) throws Exception {
    List<PlannedTrial> trials = plan(List.of("none"));
    Map<TrialId, TrialResult> expected = runHere(trials);
    Map<TrialId, TrialResult> results = run(fault, fault.times, trials, 1);

    assertThat(results).hasSize(SEEDS);
    for (int seed = 0; seed < SEEDS; seed++) {
      TrialId id = new TrialId("none", seed);
      check(
          results.get(id), seed == 0 && fault.times > 1 ? fault.cause : "", true, expected.get(id));
    }
    assertThat(traces.toFile().list()).hasSize(fault.times);
  }

  private static void check(
      TrialResult result, String cause, boolean repeated, TrialResult expected) {
    if (cause.isEmpty()) {
      assertThat(result).as(() -> "" + result).isInstanceOf(Completed.class);
      assertThat(((Completed) result).digest()).isEqualTo(((Completed) expected).digest());
      return;
    }
    assertThat(result).as("%s", expected.id()).isInstanceOf(Failed.class);
    assertThat(((Failed) result).error())
        .as("%s", expected.id())
        .startsWith((repeated ? "its process " : "") + cause);
    if (repeated) {
      assertThat(((Failed) result).error()).contains(SECOND);
    }
  }

  private List<PlannedTrial> plan(List<String> agents) throws Exception {
    String names =
        agents.stream().map(name -> name + ": {type: random}").collect(Collectors.joining(", "));
    return Plan.of(
            Experiments.read(
                folder,
                """
                environment: {type: transition_matrix, doc_num: 5}
                agents: {%s}
                evaluation: {sessions: 20}
                trials: {seeds: 0..%d}
                """
                    .formatted(names, SEEDS - 1)))
        .trials()
        .stream()
        .sorted(Comparator.comparing(it -> it.trial().id().seed()))
        .toList();
  }

  /** Runs trials in this JVM, and puts their results where the processes find them. */
  private Map<TrialId, TrialResult> runHere(List<PlannedTrial> trials) throws Exception {
    Map<TrialId, TrialResult> results = results(new LocalExecutor(1, Optional.empty()), trials);
    for (TrialResult result : results.values()) {
      String name = result.id().agent() + "-" + result.id().seed();
      Files.write(deliveries.resolve(name), Delivery.encode(result));
    }
    return results;
  }

  private Map<TrialId, TrialResult> run(
      AtStart fault, int times, List<PlannedTrial> trials, int parallelism) throws Exception {
    Duration startLimit = fault == AtStart.IS_NOT_READY ? Duration.ofSeconds(6) : PATIENCE;
    List<String> command = FaultyWorker.command(fault, times, deliveries, traces);
    try (TrialExecutor executor =
        new ProcessExecutor(command, parallelism, Optional.of(TIMEOUT), startLimit, GRACE)) {
      return results(executor, trials);
    }
  }

  private Map<TrialId, TrialResult> results(TrialExecutor executor, List<PlannedTrial> trials)
      throws Exception {
    Map<TrialId, TrialResult> results = new LinkedHashMap<>();
    try (TrialExecutor.Results taken =
        executor.start(trials, new SessionLogs(folder.resolve("logs"), false))) {
      for (int i = 0; i < trials.size(); i++) {
        TrialResult result = taken.take();
        assertThat(results.put(result.id(), result)).isNull();
      }
    }
    return results;
  }
}
