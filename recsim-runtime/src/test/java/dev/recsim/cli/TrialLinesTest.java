package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrialLinesTest {
  private static final long SECOND = 1_000_000_000;
  private static final PrintStream OUT = System.out;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private long now;
  private int done;

  @BeforeEach
  void catchOutput() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restoreOutput() {
    System.setOut(OUT);
  }

  private TrialLines lines(boolean interactive) {
    return new TrialLines("slow", interactive, new Throttle(() -> now), () -> now, beat -> {});
  }

  private List<String> printed() {
    return printed.toString(StandardCharsets.UTF_8).lines().map(String::stripTrailing).toList();
  }

  private static TrialId id(String agent, int seed) {
    return new TrialId(agent, seed);
  }

  private void run(TrialLines lines, TrialId id, double seconds) {
    lines.running(id);
    now += (long) (seconds * SECOND);
    lines.finished(completed(id, seconds), ++done);
  }

  private static TrialResult completed(TrialId id, double seconds) {
    return new Completed(
        id,
        new double[] {1.5},
        null,
        new int[] {1},
        null,
        new int[0],
        0,
        0,
        0,
        0,
        null,
        null,
        List.of(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        null,
        null,
        new Cost((long) (seconds * SECOND), 0, 0));
  }

  private static List<TrialId> trials(int seeds, String... agents) {
    return IntStream.range(0, seeds)
        .boxed()
        .flatMap(seed -> List.of(agents).stream().map(agent -> id(agent, seed)))
        .toList();
  }

  private static TrialLines started(TrialLines lines, List<TrialId> due, Map<String, Long> past) {
    lines.planned(due, past);
    lines.started(0, due.size());
    return lines;
  }

  @Test
  void twoThousandTrialsTakeAtMostAHundredLines() {
    List<TrialId> due = trials(1_000, "random", "learner");
    TrialLines lines = started(lines(false), due, Map.of());
    due.forEach(id -> run(lines, id, 1.7));
    lines.ended();

    assertThat(printed()).hasSizeBetween(30, 100).startsWith("slow: 2000 trials");
    assertThat(printed().get(1)).isEqualTo("  [   1/2000] random-seed-0: 1.5000, ETA unknown");
    assertThat(printed().get(printed().size() - 1))
        .isEqualTo("  [2000/2000] learner-seed-999: 1.5000");
  }

  @Test
  void aLongTrialTellsItsEpochAndScoreEveryTenSeconds() {
    TrialLines lines = started(lines(false), trials(1, "random", "learner"), Map.of());
    run(lines, id("random", 0), 0.5);
    lines.running(id("learner", 0));
    for (int second = 1; second <= 25; second++) {
      now += SECOND;
      lines.reached(id("learner", 0), second, 200, second / 10.0);
      assertThat(lines.beat()).isTrue();
    }
    lines.ended();

    assertThat(lines.beat()).isFalse();
    assertThat(printed())
        .containsExactly(
            "slow: 2 trials",
            "  [1/2] random-seed-0: 1.5000, ETA unknown",
            "  [1/2] learner-seed-0 for 10 s: epoch 10 of 200, 1.0000; ETA unknown",
            "  [1/2] learner-seed-0 for 20 s: epoch 20 of 200, 2.0000; ETA unknown");
  }

  @Test
  void pastTrialsOfTheAgentsSayHowLongItTakes() {
    Map<String, Long> past = Map.of("random", SECOND, "learner", 60 * SECOND);
    TrialLines lines = started(lines(false), trials(2, "random", "learner"), past);
    run(lines, id("random", 0), 1);
    lines.running(id("learner", 0));
    now += 20 * SECOND;
    lines.beat();

    assertThat(printed())
        .containsExactly(
            "slow: 4 trials",
            "  [1/4] random-seed-0: 1.5000, ETA 2 min 1 s",
            "  [1/4] learner-seed-0 for 20 s; ETA 1 min 41 s");
  }

  @Test
  void trialsThatRunAtTheSameTimeShareIt() {
    Map<String, Long> past = Map.of("learner", 60 * SECOND);
    TrialLines lines = started(lines(false), trials(4, "learner"), past);
    lines.running(id("learner", 0));
    lines.running(id("learner", 1));
    now += 30 * SECOND;
    lines.beat();

    assertThat(printed()).endsWith("  [0/4] learner-seed-0 for 30 s; ETA 1 min 30 s");
  }

  @Test
  void aTrialThatTakesLongerThanThoseBeforeIsWhatIsExpectedOfTheRest() {
    TrialLines lines = started(lines(false), trials(2, "learner"), Map.of("learner", SECOND));
    lines.running(id("learner", 0));
    now += 100 * SECOND;
    lines.beat();

    assertThat(printed()).endsWith("  [0/2] learner-seed-0 for 1 min 40 s; ETA 1 min 40 s");
  }

  @Test
  void onTheTerminalOneLineIsRewrittenAndThenEmptied() {
    TrialLines lines = started(lines(true), trials(1, "a", "b"), Map.of());
    run(lines, id("a", 0), 0.1);
    lines.running(id("b", 0));
    now += 2 * SECOND;
    lines.reached(id("b", 0), 1, 3, null);
    lines.beat();
    lines.ended();

    String text = printed.toString(StandardCharsets.UTF_8);
    assertThat(text.lines().skip(1).map(String::stripTrailing))
        .containsExactly(
            "",
            "  [1/2] a-seed-0: 1.5000, ETA unknown",
            "  [1/2] b-seed-0 for 2 s: epoch 1 of 3; ETA unknown",
            "");
    assertThat(text.substring(text.indexOf('\n') + 1)).doesNotContain("\n");
  }

  @Test
  void anErrorIsToldOnceWithTheTrialsItHit() {
    List<TrialId> due = new ArrayList<>(trials(12, "broken", "other"));
    TrialLines lines = started(lines(false), due, Map.of());
    Collections.swap(due, 4, 22);
    for (TrialId id : due) {
      String error = "IllegalStateException: no " + id.agent() + "; after update " + id.seed();
      lines.finished(new Failed(id, error, "", new Cost(1, 0, 0)), ++done);
    }
    lines.ended();

    List<String> expected = new ArrayList<>();
    expected.add("slow: 24 trials");
    expected.add(
        "  [ 1/24] broken-seed-0 FAILED: IllegalStateException: no broken; after update 0, ETA"
            + " unknown");
    expected.add(
        "  [ 2/24] other-seed-0 FAILED: IllegalStateException: no other; after update 0, ETA"
            + " unknown");
    expected.add("  12 trials FAILED with the error of broken-seed-0: broken seeds 0..11");
    expected.add("  12 trials FAILED with the error of other-seed-0: other seeds 0..11");
    assertThat(printed()).isEqualTo(expected);
  }
}
