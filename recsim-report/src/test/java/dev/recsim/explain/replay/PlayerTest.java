package dev.recsim.explain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.explain.replay.Replay.Pair;
import dev.recsim.explain.replay.Replay.Part;
import dev.recsim.explain.replay.Replayed.Played;
import dev.recsim.explain.replay.Replayed.Reason;
import dev.recsim.explain.replay.Replayed.Together;
import dev.recsim.trial.Decision;
import dev.recsim.trial.StepLog.Shown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Two agents that part at step 40, in three sessions of 60 steps. */
class PlayerTest {
  private static final int STEPS = 60;
  private static final int PARTING = 40;
  private static final int BOUND = 50_000;

  @Test
  void shortDescriptionsKeepAllSteps() {
    List<Together> sessions = play(2, 1);

    assertThat(Size.of(sessions)).isBetween(10_000, BOUND);
    assertThat(sessions).hasSize(3).allSatisfy(it -> assertThat(turns(it)).containsOnly(STEPS));
  }

  @Test
  void longDescriptionsHaveFewerStepsAroundTheOneWhereTheAgentsPart() {
    List<Together> sessions = play(2_000, 10);

    assertThat(Size.of(sessions)).isBetween(BOUND / 2, BOUND);
    assertThat(sessions)
        .hasSize(3)
        .allSatisfy(
            it -> {
              Played played = it.agents().get(0);
              assertThat(turns(it)).allMatch(turns -> turns > 1 && turns < STEPS / 2);
              assertThat(it.parting()).isEqualTo(PARTING);
              assertThat(played.first()).isLessThan(PARTING);
              assertThat(played.first() + played.turns().size()).isGreaterThan(PARTING);
              assertThat(played.reward()).as("of all steps").isEqualTo(STEPS);
            });
  }

  @Test
  void textThatIsRepeatedCountsOnce() {
    List<Together> once = play(2, 1).subList(0, 1);

    int again = Size.of(List.of(once.get(0), once.get(0)));
    assertThat(again).isLessThan(2 * Size.of(once));
  }

  private static List<Integer> turns(Together session) {
    return session.agents().stream().map(it -> it.turns().size()).toList();
  }

  /**
   * Plays sessions in which each step has another state and, if there are many, other documents.
   */
  private static List<Together> play(int documents, int slateSize) {
    int[] numbers = {0, 1, 2};
    double[] rewards = {STEPS, STEPS, STEPS};
    List<String> agents = List.of("a", "b");
    Replay replay =
        new Replay(
            0,
            agents.stream().map(it -> new Part(it, false, "", 0, numbers, rewards)).toList(),
            List.of(
                new Pair(0, List.of(Reason.MEDIAN), agents),
                new Pair(1, List.of(Reason.BEST), agents),
                new Pair(2, List.of(Reason.WORST), agents)),
            STEPS);
    Replayed replayed =
        Player.play(
            replay,
            Environment.of(new Space(documents, slateSize, STEPS)),
            (part, log) -> {
              for (int session : part.sessions()) {
                for (int t = 0; t < STEPS; t++) {
                  int first = part.agent().equals("b") && t >= PARTING ? t + 1 : t;
                  log.step(decision(session, t, slate(first, documents, slateSize)));
                }
              }
              return Optional.empty();
            });
    assertThat(replayed.missing()).isEmpty();
    return replayed.sessions();
  }

  private static Slate slate(int first, int documents, int size) {
    int[] shown = new int[size];
    for (int p = 0; p < size; p++) {
      shown[p] = (first * size + p) % documents;
    }
    return Slate.of(shown);
  }

  private static Decision decision(int session, int step, Slate slate) {
    Observation seen = new Observation(step);
    Status status = step == STEPS - 1 ? Status.ENDED : Status.CONTINUES;
    return new Decision(
        session,
        step,
        seen,
        seen,
        new Shown(slate, OptionalDouble.empty(), new double[0]),
        new double[0],
        Map.of(),
        new Step(Response.FIRST, 1, seen, status));
  }
}
