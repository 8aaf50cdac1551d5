package dev.recsim.serve;

import static dev.recsim.serve.TestPolicies.options;
import static dev.recsim.serve.TestPolicies.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.serve.load.Schema;
import dev.recsim.served.EventRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankerChangesTest {
  private final TestPolicies policies = new TestPolicies();

  @Test
  void reloadsAndGoesBack() {
    MemorySink sink = new MemorySink();
    try (Ranker ranker = Ranker.open(options("price").withSink(sink), policies)) {
      assertThat(ranker.rank(request("u")).documents()).containsExactly("d", "c");
      assertThatThrownBy(() -> ranker.rollback("price"))
          .isInstanceOf(RankRefused.class)
          .hasMessageContaining("was not reloaded");
      ranker.reload("price", Path.of("quality"));
      assertThat(ranker.rank(request("u")).documents()).containsExactly("a", "b");
      assertThat(ranker.status().policies()).isEqualTo(Map.of("price", "digest of quality"));
      ranker.rollback("price");
      assertThat(ranker.rank(request("u")).documents()).containsExactly("d", "c");
      assertThatThrownBy(() -> ranker.rollback("price")).hasMessageContaining("not reloaded");
      assertThat(sink.events)
          .extracting(it -> ((EventRecord.Start) it).policies().get(0).digest())
          .containsExactly("digest of price", "digest of quality", "digest of price");
    }
  }

  @Test
  void whatDoesNotFitIsRefusedAndTheOldOneStays() {
    Schema s = TestPolicies.SCHEMA;
    Space it = s.space();
    policies.put(
        "longer",
        with(new Space(4, 3, 1, 3, it.userFeatures(), it.documentFeatures(), null)),
        seen -> Slate.of(0, 1, 2));
    policies.put(
        "others",
        with(new Space(4, 2, 1, 3, List.of("income", "age"), it.documentFeatures(), null)),
        seen -> Slate.of(0, 1));
    policies.put(
        "topics",
        with(new Space(4, 2, 1, 4, it.userFeatures(), it.documentFeatures(), null)),
        seen -> Slate.of(0, 1));
    policies.put(
        "documents",
        with(new Space(4, 2, 1, 3, it.userFeatures(), List.of("price"), null)),
        seen -> Slate.of(0, 1));
    policies.put(
        "broken",
        s,
        seen -> {
          throw new IllegalStateException("no weights");
        });
    try (Ranker ranker = Ranker.open(options("price"), policies)) {
      assertRefused(ranker, "longer", "it has slates of 3 documents, not 2");
      assertRefused(ranker, "others", "it has user features [income, age], not [age, income]");
      assertRefused(ranker, "topics", "it has 4 topics, not 3");
      assertRefused(ranker, "documents", "it has document features [price], not [price, quality]");
      assertRefused(ranker, "broken", "policy price cannot rank: no weights");
      assertRefused(ranker, "nowhere", "there is no promoted policy in nowhere");
      assertThatThrownBy(() -> ranker.reload("old", Path.of("price")))
          .hasMessageContaining("there is no policy old; there are [price]");
      assertThat(ranker.rank(request("u")).documents()).containsExactly("d", "c");
    }
  }

  private static void assertRefused(Ranker ranker, String folder, String message) {
    assertThatThrownBy(() -> ranker.reload("price", Path.of(folder)))
        .isInstanceOf(RankRefused.class)
        .hasMessageContaining(message);
  }

  private static Schema with(Space space) {
    Schema s = TestPolicies.SCHEMA;
    return new Schema(space, s.user(), s.document(), s.kind(), s.labels(), s.states());
  }

  /** Two threads ask while a third one reloads: each answer is of one version or the other. */
  @Test
  @Tag("slow")
  void reloadsUnderLoadFailNoRequest() throws InterruptedException {
    ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong answered = new AtomicLong();
    try (Ranker ranker = Ranker.open(options("price"), policies)) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 2; t++) {
        Thread thread =
            new Thread(
                () -> {
                  while (!done.get()) {
                    try {
                      List<String> documents = ranker.rank(request("u")).documents();
                      if (!documents.equals(List.of("d", "c"))
                          && !documents.equals(List.of("a", "b"))) {
                        problems.add(documents.toString());
                      }
                      answered.incrementAndGet();
                    } catch (RuntimeException e) {
                      problems.add(e.toString());
                    }
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (int i = 0; i < 1_000; i++) {
        ranker.reload("price", Path.of(i % 2 == 0 ? "quality" : "price"));
      }
      done.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(problems).isEmpty();
      assertThat(answered.get()).isPositive();
      assertThat(ranker.status().answers().fallbacks()).isEmpty();
      assertThat(ranker.status().answers().decisions())
          .isEqualTo(Map.of("all", Map.of("price", answered.get())));
    }
  }

  @Test
  void othersRankTheSameRequestsBeside() throws InterruptedException {
    policies.put(
        "half", TestPolicies.SCHEMA, seen -> seen.user()[0] > 0.9 ? failing() : Slate.of(3, 0));
    RankerOptions options = options("price", "quality", "half");
    try (Ranker ranker = Ranker.open(options.withShadow(List.of("quality", "half")), policies)) {
      for (int i = 0; i < 10; i++) {
        ranker.rank(request("u" + i));
      }
      ranker.rank(
          RankRequest.of("u", Map.of("age", 1.0, "income", 0.0), TestPolicies.candidates()));
      for (int wait = 0;
          wait < 500 && ranker.status().shadows().get("half").failed() == 0;
          wait++) {
        Thread.sleep(10);
      }
      RankerStatus.Shadow quality = ranker.status().shadows().get("quality");
      assertThat(quality.compared()).isEqualTo(11);
      assertThat(quality.sameSlate()).isZero();
      assertThat(quality.sameFirst()).isZero();
      assertThat(quality.overlap()).isZero();
      RankerStatus.Shadow half = ranker.status().shadows().get("half");
      assertThat(half.compared()).isEqualTo(10);
      assertThat(half.failed()).isEqualTo(1);
      assertThat(half.sameFirst()).as("d").isEqualTo(10);
      assertThat(half.sameSlate()).isZero();
      assertThat(half.overlap()).isEqualTo(5);
      assertThat(half.latency().counts().stream().mapToLong(it -> it).sum()).isEqualTo(10);
      assertThat(ranker.status().answers().decisions())
          .isEqualTo(Map.of("all", Map.of("price", 11L)));
    }
  }

  private static Slate failing() {
    throw new IllegalStateException("fails");
  }

  /** No fallback: the request is refused, and the next one answered. */
  @ParameterizedTest
  @ValueSource(longs = {0, 60})
  void aPolicyThatNeedsTooMuchMemoryFailsTheRequest(long seconds) {
    AtomicBoolean large = new AtomicBoolean();
    policies.put(
        "large",
        TestPolicies.SCHEMA,
        seen -> {
          if (large.get()) {
            throw new OutOfMemoryError("test");
          }
          return TestPolicies.scored(seen, 0);
        });
    Duration limit = seconds == 0 ? null : Duration.ofSeconds(seconds);
    try (Ranker ranker = Ranker.open(options("large").withLimits(10, limit, null), policies)) {
      large.set(true);
      assertThatThrownBy(() -> ranker.rank(request("u"))).isInstanceOf(OutOfMemoryError.class);
      large.set(false);
      assertThat(ranker.rank(request("u")).fallback()).isNull();
    }
  }

  @Test
  void aShadowThatNeedsTooMuchMemoryHasFailed() throws InterruptedException {
    policies.put(
        "large",
        TestPolicies.SCHEMA,
        seen -> {
          if (Thread.currentThread().getName().equals("recsim-shadow")) {
            throw new OutOfMemoryError("test");
          }
          return TestPolicies.scored(seen, 0);
        });
    try (Ranker ranker =
        Ranker.open(options("price", "large").withShadow(List.of("large")), policies)) {
      ranker.rank(request("u"));
      ranker.rank(request("v"));
      for (int wait = 0;
          wait < 500 && ranker.status().shadows().get("large").failed() < 2;
          wait++) {
        Thread.sleep(10);
      }
      assertThat(ranker.status().shadows().get("large").failed()).isEqualTo(2);
    }
  }

  @Test
  void aFullQueueOfShadowsLeavesRequestsOut() {
    policies.put(
        "slow",
        TestPolicies.SCHEMA,
        seen -> {
          if (Thread.currentThread().getName().equals("recsim-shadow")) {
            try {
              Thread.sleep(1_000);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return Slate.of(0, 1);
        });
    try (Ranker ranker =
        Ranker.open(options("price", "slow").withShadow(List.of("slow")), policies)) {
      for (int i = 0; i < 3_000; i++) {
        ranker.rank(request("u" + i));
      }
      assertThat(ranker.status().shadows().get("slow").dropped()).isBetween(1_000L, 2_000L);
    }
  }
}
