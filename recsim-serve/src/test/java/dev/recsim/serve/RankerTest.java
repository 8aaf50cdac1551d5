package dev.recsim.serve;

import static dev.recsim.serve.TestPolicies.candidate;
import static dev.recsim.serve.TestPolicies.candidates;
import static dev.recsim.serve.TestPolicies.options;
import static dev.recsim.serve.TestPolicies.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.load.Schema;
import dev.recsim.served.DecisionRecord;
import dev.recsim.served.EventRecord;
import dev.recsim.served.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RankerTest {
  private final TestPolicies policies = new TestPolicies();

  @Test
  void ranksCandidatesWithTheirFeatures() {
    try (Ranker ranker = Ranker.open(options("quality"), policies)) {
      Ranking ranking = ranker.rank(request("u"));
      assertThat(ranking.documents()).containsExactly("a", "b");
      assertThat(ranking.propensities()).containsExactly(1, 1);
      assertThat(ranking.policy()).isEqualTo("quality");
      assertThat(ranking.arm()).isEqualTo("all");
      assertThat(ranking.credit()).isEmpty();
      assertThat(ranking.fallback()).isNull();
      assertThat(ranking.decision()).matches("[0-9a-f]{32}");
    }
  }

  @Test
  void decisionsHaveIdsOfTheirOwn() {
    Set<String> ids = new HashSet<>();
    try (Ranker ranker = Ranker.open(options("quality"), policies)) {
      for (int i = 0; i < 2_000; i++) {
        ids.add(ranker.rank(request("u")).decision());
      }
      assertThat(ids).hasSize(2_000);
      assertThat(ranker.status().answers().decisions())
          .isEqualTo(Map.of("all", Map.of("quality", 2_000L)));
      assertThat(ranker.status().answers().latency().counts().stream().mapToLong(it -> it).sum())
          .isEqualTo(2_000);
    }
  }

  private static RankRequest asks(List<Candidate> candidates) {
    return RankRequest.of("u", Map.of("age", 0.5, "income", 0.0), candidates);
  }

  @Test
  void refusalsSayWhatIsWrongAndWhatToDo() {
    try (Ranker ranker = Ranker.open(options("quality").withLimits(4, null, null), policies)) {
      assertRefused(ranker, RankRequest.of("", Map.of(), candidates()), "no unit; send the id");
      assertRefused(ranker, RankRequest.of(null, Map.of(), candidates()), "no unit");
      assertRefused(ranker, asks(null), "no candidates, and there is no catalogue");
      assertRefused(
          ranker, asks(candidates().subList(0, 1)), "1 candidates, but the slate has 2 positions");
      List<Candidate> many = new ArrayList<>(candidates());
      many.add(candidate("e", 1, 1));
      assertRefused(ranker, asks(many), "more than the limit of 4");
      many.set(0, candidate("b", 1, 1));
      assertRefused(ranker, asks(many.subList(0, 4)), "candidate b is offered twice");
      many.set(0, Candidate.of("x"));
      assertRefused(ranker, asks(many.subList(0, 4)), "x has no features and is not in the cat");
      many.set(0, new Candidate("x", -1, Map.of()));
      assertRefused(ranker, asks(many.subList(0, 4)), "from 0 to 2, but is missing");
      many.set(0, new Candidate("x", 3, Map.of()));
      assertRefused(ranker, asks(many.subList(0, 4)), "topic of candidate x must be from 0 to 2");
      many.set(0, new Candidate("", 0, Map.of()));
      assertRefused(ranker, asks(many.subList(0, 4)), "candidate 0 has no id");
      assertRefused(
          ranker,
          new RankRequest("u", null, "7", Map.of("age", 0.5, "income", 0.0), candidates(), null),
          "there is no state 7; states are 0 to 0");
      assertThat(ranker.status().answers().refused()).isEqualTo(11);
      assertThat(ranker.status().answers().decisions()).isEmpty();
    }
  }

  private static void assertRefused(Ranker ranker, RankRequest request, String message) {
    assertThatThrownBy(() -> ranker.rank(request))
        .isInstanceOf(RankRefused.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusalsOfOptionsSayWhatToDo() {
    assertThatThrownBy(() -> options("price").withLimits(0, null, null))
        .isInstanceOf(RankRefused.class)
        .hasMessageContaining("at least 1, but is 0");
    assertThatThrownBy(() -> options("price").withLimits(9, Duration.ZERO, null))
        .isInstanceOf(RankRefused.class)
        .hasMessageContaining("above 0, but is PT0S");
    assertThatThrownBy(() -> Ranker.open(options("quality", "price"), policies))
        .isInstanceOf(RankRefused.class)
        .hasMessageContaining("write arms");
    assertThatThrownBy(() -> Ranker.open(options("random"), policies))
        .hasMessageContaining("no promoted policy");
    assertThatThrownBy(() -> Ranker.open(options("nowhere"), policies))
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> Ranker.open(options("price").withShadow(List.of("old")), policies))
        .hasMessageContaining("there is no policy old; there are [price]");
    policies.put(
        "broken",
        TestPolicies.SCHEMA,
        seen -> {
          throw new IllegalStateException("no weights");
        });
    assertThatThrownBy(() -> Ranker.open(options("broken"), policies))
        .hasMessageContaining("policy broken cannot rank: no weights");
  }

  @Test
  void aPolicyThatFailsGetsTheFallbackSlate() {
    policies.put(
        "old people",
        TestPolicies.SCHEMA,
        seen -> {
          if (seen.user()[0] > 0.9) {
            throw new IllegalStateException("too old");
          }
          return TestPolicies.scored(seen, 0);
        });
    MemorySink sink = new MemorySink();
    try (Ranker ranker = Ranker.open(options("old people").withSink(sink), policies)) {
      RankRequest old = RankRequest.of("u", Map.of("age", 1.0, "income", 0.0), candidates());
      Ranking ranking = ranker.rank(old);
      assertThat(ranking.documents()).as("the list of the artifact").containsExactly("b", "a");
      assertThat(ranking.propensities()).isNull();
      assertThat(ranking.fallback()).isEqualTo("error");
      assertThat(ranker.rank(request("u")).documents()).containsExactly("d", "c");
      assertThat(ranker.status().answers().fallbacks()).isEqualTo(Map.of("error", 1L));
      assertThat(sink.decisions.get(0).shown().fallback()).isEqualTo("error");
      assertThat(sink.decisions.get(0).shown().propensities()).isEmpty();
      List<Candidate> others =
          List.of(candidate("x", 1, 1), candidate("a", 1, 1), candidate("y", 1, 1));
      assertThat(
              ranker
                  .rank(RankRequest.of("u", Map.of("age", 1.0, "income", 0.0), others))
                  .documents())
          .as("only what is offered")
          .containsExactly("a", "x");
    }
  }

  @Test
  void aPolicyThatIsLateGetsTheFallbackSlate() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    policies.put(
        "slow",
        TestPolicies.SCHEMA,
        seen -> {
          if (seen.user()[0] > 0.9) {
            await(released);
          }
          return TestPolicies.scored(seen, 0);
        });
    RankerOptions limited =
        options("slow").withLimits(100, Duration.ofSeconds(3), List.of("nobody", "c"));
    try (Ranker ranker = Ranker.open(limited, policies)) {
      assertThat(ranker.rank(request("u")).fallback()).isNull();
      RankRequest slow = RankRequest.of("u", Map.of("age", 1.0, "income", 0.0), candidates());
      Ranking ranking = ranker.rank(slow);
      assertThat(ranking.fallback()).isEqualTo("time_limit");
      assertThat(ranking.documents()).containsExactly("c", "a");
      assertThat(ranking.propensities()).isNull();
      assertThat(ranker.status().answers().fallbacks()).isEqualTo(Map.of("time_limit", 1L));
      assertThat(ranker.rank(request("u")).fallback()).as("others are served").isNull();
      assertThatThrownBy(() -> ranker.rank(RankRequest.of("u", Map.of(), candidates())))
          .isInstanceOf(RankRefused.class);
    } finally {
      released.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void requestsThatPoliciesCannotTakeAreRefused() {
    policies.all.put(
        "four",
        new dev.recsim.serve.load.LoadedPolicy(
            TestPolicies.SCHEMA,
            1,
            (member, documents) -> {
              if (documents > 4) {
                throw new UnsupportedOperationException("its weights are of 4 documents");
              }
              return TestPolicies.scoring(0);
            },
            List.of(),
            new dev.recsim.serve.load.LoadedPolicy.Origin(null, null, null, null)));
    try (Ranker ranker = Ranker.open(options("four"), policies)) {
      assertThat(ranker.rank(request("u")).documents()).containsExactly("d", "c");
      List<Candidate> five = new ArrayList<>(candidates());
      five.add(candidate("e", 1, 1));
      assertRefused(ranker, asks(five), "policy four: its weights are of 4 documents");
    }
  }

  @Test
  void judgesAsExperimentsDo() {
    Policy.Batch batch = new Policy.Batch(3);
    Policy drawing = Policy.uniform(TestPolicies.SPACE);
    policies.put("drawing", TestPolicies.SCHEMA, 1, drawing);
    try (Ranker ranker = Ranker.open(options("drawing"), policies)) {
      for (int i = 0; i < 3; i++) {
        batch.add(new Observation(0), RandomKey.root(i));
      }
      ranker.judge(null, batch);
      for (int i = 0; i < 3; i++) {
        Slate expected = drawing.recommend(new Observation(0), RandomKey.root(i));
        assertThat(batch.slate(i)).isEqualTo(expected);
        RankRequest same =
            new RankRequest(
                "u",
                null,
                null,
                Map.of("age", 0.5, "income", 0.0),
                candidates(),
                RandomKey.root(i).bits());
        String first = candidates().get(expected.document(0)).id();
        assertThat(ranker.rank(same).documents().get(0)).isEqualTo(first);
      }
      assertThat(ranker.space(null)).isEqualTo(TestPolicies.SPACE);
      assertThatThrownBy(() -> ranker.judge("other", batch))
          .hasMessageContaining("there is no policy other; name one of [drawing]");
    }
  }

  @Test
  void fixedDocumentsHaveLabelsOrNumbers() {
    Schema fixed =
        new Schema(
            new Space(3, 2, 2),
            List.of(),
            List.of(),
            Schema.Kind.FIXED,
            List.of("red", "green", "blue"),
            List.of("morning", "evening"));
    policies.put("fixed", fixed, seen -> seen.state() == 0 ? Slate.of(0, 1) : Slate.of(2, 1));
    try (Ranker ranker = Ranker.open(options("fixed"), policies)) {
      assertThat(ranker.rank(inState("evening")).documents()).containsExactly("blue", "green");
      assertThat(ranker.rank(inState("morning")).documents()).containsExactly("red", "green");
      assertRefused(ranker, inState("0"), "states are [morning, evening]");
      assertRefused(ranker, inState(null), "lacks the user's state");
      assertRefused(
          ranker,
          new RankRequest("u", null, "morning", null, candidates(), null),
          "the documents it was trained with; leave the candidates out");
    }
  }

  private static RankRequest inState(String state) {
    return new RankRequest("u", null, state, null, null, null);
  }

  @Test
  void logsDecisionsOutcomesAndEvents() {
    MemorySink sink = new MemorySink();
    try (Ranker ranker = Ranker.open(options("quality").withSink(sink), policies)) {
      RankRequest asked =
          new RankRequest("u", "s", null, Map.of("income", 0.0, "age", 0.5), candidates(), 77L);
      Ranking ranking = ranker.rank(asked);
      DecisionRecord record = sink.decisions.get(0);
      assertThat(record.id()).isEqualTo(ranking.decision());
      assertThat(record.unit().id()).isEqualTo("u");
      assertThat(record.unit().session()).isEqualTo("s");
      assertThat(record.unit().arm()).isEmpty();
      assertThat(record.unit().bucket()).isNaN();
      assertThat(record.seen().user()).containsExactly(0.5, 0);
      assertThat(record.seen().candidates().get(1).id()).isEqualTo("b");
      assertThat(record.seen().candidates().get(1).features().get()).containsExactly(2, 0.8);
      assertThat(record.shown().slate()).containsExactly("a", "b");
      assertThat(record.shown().propensities()).containsExactly(1, 1);
      assertThat(record.key()).isEqualTo(77);
      ranker.outcome(new Outcome(ranking.decision(), List.of(1), null, 2.5, null, "continues"));
      assertThat(sink.outcomes.get(0).reward()).isEqualTo(2.5);
      assertThat(sink.outcomes.get(0).clicks()).containsExactly(1);
      EventRecord.Start start = (EventRecord.Start) sink.events.get(0);
      assertThat(start.userFeatures()).containsExactly("age", "income");
      assertThat(start.policies().get(0).digest()).isEqualTo("digest of quality");
      assertThat(ranker.status().log().lost()).isEqualTo(3);
      assertThat(ranker.status().log().degraded()).isEqualTo("the disk is full");
    }
    assertThat(sink.closed).isTrue();
  }

  @Test
  void refusesInvalidOutcomes() {
    String id = "0123456789abcdef0123456789abcdef";
    try (Ranker ranker = Ranker.open(options("quality"), policies)) {
      assertInvalid(ranker, new Outcome("x", null, null, null, null, null), "names no decision");
      assertInvalid(ranker, new Outcome(id, List.of(2), null, null, null, null), "from 0 to 1");
      assertInvalid(ranker, new Outcome(id, List.of(0, 0), null, null, null, null), "twice");
      assertInvalid(
          ranker, new Outcome(id, null, new double[] {1, 2, 3}, null, null, null), "at most one");
      assertInvalid(ranker, new Outcome(id, null, null, Double.NaN, null, null), "a finite number");
      assertInvalid(ranker, new Outcome(id, null, null, null, null, "left"), "not left");
      assertInvalid(
          ranker,
          new Outcome(id, null, null, null, Map.of("time", new double[] {Double.NaN}), null),
          "signals");
      ranker.outcome(new Outcome(id, null, null, null, null, null));
    }
  }

  private static void assertInvalid(Ranker ranker, Outcome outcome, String message) {
    assertThatThrownBy(() -> ranker.outcome(outcome))
        .isInstanceOf(RankRefused.class)
        .hasMessageContaining(message);
  }
}
