package dev.recsim.explain.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Response;
import dev.recsim.explain.shown.ShownTables.AgentShown;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TablesTest {

  /**
   * Two sessions by hand. Session 0 shows [0, 1] in state 2 with a click on the second, then [3, 2]
   * in state 1; session 1 shows [4, 6] in state 2 with a click on the first.
   */
  private static Trace byHand(Frame frame) {
    Trace trace = new Trace(frame);
    Traces.add(trace, 0, 0, 2, new Response(1), 0, 1);
    Traces.add(trace, 1, 0, 2, new Response(0), 4, 6);
    Traces.add(trace, 0, 1, 1, new Response(-1), 3, 2);
    return trace;
  }

  private static ShownTables tables(Frame frame, Trace trace) {
    return Tables.of(7, frame, List.of(Traces.traced("a", trace))).orElseThrow();
  }

  @Test
  void sessionsByHandAreCounted() {
    Frame frame = Traces.frame();
    ShownTables tables = tables(frame, byHand(frame));

    AgentShown agent = tables.agents().get(0);
    assertThat(agent.sessions()).isEqualTo(2);
    assertThat(agent.decisions()).isEqualTo(3);
    assertThat(tables.documents().labels()).containsExactly("topic 0", "topic 1", "topic 2");
    assertThat(tables.positions().labels()).containsExactly("1", "2");
    assertThat(agent.byPosition().shown()).isDeepEqualTo(new long[][] {{2, 1}, {1, 1}, {0, 1}});
    assertThat(agent.byPosition().clicked()).isDeepEqualTo(new long[][] {{0, 0}, {1, 1}, {0, 0}});
    assertThat(tables.steps().labels()).containsExactly("1", "2");
    assertThat(agent.bySteps().shown()).isDeepEqualTo(new long[][] {{2, 1}, {2, 0}, {0, 1}});
    assertThat(tables.users().labels()).containsExactly("state 1", "state 2");
    assertThat(agent.byUsers().shown()).isDeepEqualTo(new long[][] {{1, 2}, {0, 2}, {1, 0}});
  }

  @Test
  void everyTableHasAnImpressionForEachPositionOfEachDecision() {
    Frame frame = Traces.frame(25);
    Trace trace = new Trace(frame);
    RandomKey key = RandomKey.root(3);
    for (int i = 0; i < 200; i++) {
      int first = key.child(i).below(0, 20);
      Traces.add(trace, i / 40, i % 40, first, 15 + first % 5);
    }
    ShownTables tables = tables(frame, trace);
    AgentShown agent = tables.agents().get(0);

    assertThat(tables.documents().labels()).hasSize(20).endsWith("others");
    for (long[][] counts :
        List.of(agent.byPosition().shown(), agent.bySteps().shown(), agent.byUsers().shown())) {
      assertThat(Arrays.stream(counts).flatMapToLong(Arrays::stream).sum()).isEqualTo(400);
    }
  }

  @Test
  void rangesOfStepsHaveAboutEquallyManyDecisions() {
    Frame frame = Traces.frame();
    Trace trace = new Trace(frame);
    for (int session = 0; session < 10; session++) {
      for (int t = 0; t < 80; t++) {
        Traces.add(trace, session, t, 0, 1);
      }
    }
    ShownTables tables = tables(frame, trace);

    assertThat(tables.steps().labels())
        .containsExactly(
            "1 to 10",
            "11 to 20",
            "21 to 30",
            "31 to 40",
            "41 to 50",
            "51 to 60",
            "61 to 70",
            "71 to 80");
    long[][] shown = tables.agents().get(0).bySteps().shown();
    assertThat(IntStream.range(0, 8).mapToLong(c -> shown[0][c])).containsOnly(100L);
  }

  @Test
  void entropyIsTheOneOfTheDefinition() {
    Frame frame = Traces.frame(4);
    Trace trace = new Trace(frame);
    Traces.add(trace, 0, 0, 0, 1);
    Traces.add(trace, 0, 1, 0, 2);
    var entropy = tables(frame, trace).agents().get(0).entropy();

    // Shares 1/2, 1/4, 1/4 of four topics; slates of probability 1/4; two of 20 documents.
    assertThat(entropy.shown()).isCloseTo(1.5, within(1e-12));
    assertThat(entropy.shownMost()).isCloseTo(2, within(1e-12));
    assertThat(entropy.policy()).isCloseTo(2, within(1e-12));
    assertThat(entropy.policyMost()).isCloseTo(Math.log(20 * 19) / Math.log(2), within(1e-12));
  }

  @Test
  void documentsOutsideTheGroupsAreOthers() {
    Frame known = Traces.frame();
    Frame frame =
        new Frame(
            known.environment(),
            new DocumentGroups("topic", 3, (seen, candidate) -> candidate - 1, i -> "topic " + i),
            known.users());
    Trace trace = new Trace(frame);
    Traces.add(trace, 0, 0, 0, 1);

    ShownTables tables = tables(frame, trace);
    assertThat(tables.documents().labels()).endsWith("others");
    assertThat(tables.agents().get(0).byPosition().shown())
        .isDeepEqualTo(new long[][] {{0, 1}, {0, 0}, {0, 0}, {1, 0}});
  }

  @Test
  void nothingShownGivesNoTables() {
    Frame frame = Traces.frame();
    assertThat(Tables.of(0, frame, List.of())).isEmpty();
  }
}
