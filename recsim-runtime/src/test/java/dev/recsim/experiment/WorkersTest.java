package dev.recsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.agent.RandomProvider;
import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.AgentFactory;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.schedule.Training;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One result a trial, whatever becomes of it. */
@Timeout(120)
@Tag("slow")
class WorkersTest {
  private static final TransitionMatrixProvider ENVIRONMENTS = new TransitionMatrixProvider();
  private static final Environment ENVIRONMENT =
      ENVIRONMENTS.create(ENVIRONMENTS.defaults(), Path.of("."));
  private static final RandomProvider AGENTS = new RandomProvider();
  private static final AgentFactory SOUND =
      (environment, key) -> AGENTS.create(AGENTS.defaults(), environment, key);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @Tag("nightly")
  @Test
  void aTrialOverItsTimeIsGivenUpAndItsPlaceTaken() throws Exception {
    try (Workers workers = workers(1, Optional.of(Duration.ofSeconds(5)), this::hang, SOUND)) {
      Failed failed = (Failed) workers.take();
      assertThat(failed.id().seed()).isZero();
      assertThat(failed.error()).startsWith("timed out after 5 s; raise recsim.trialTimeout");
      assertThat(failed.stackTrace()).contains("WorkersTest.hang");
      assertThat(failed.cost().trainingNanos()).isGreaterThanOrEqualTo(5_000_000_000L);
      interrupted.await();
      assertThat(workers.take()).isInstanceOf(Completed.class);
    } finally {
      released.countDown();
    }
  }

  @Test
  void withoutALimitATrialTakesItsTime() throws Exception {
    try (Workers workers = workers(2, Optional.empty(), this::waitForRelease, SOUND)) {
      assertThat(workers.take().id().seed()).isEqualTo(1);
      released.countDown();
      TrialResult slow = workers.take();
      assertThat(slow).isInstanceOf(Completed.class);
      assertThat(slow.id().seed()).isZero();
    }
  }

  @Test
  void whateverATrialThrowsIsItsResult() throws Exception {
    AgentFactory fails =
        (environment, key) -> {
          throw new AssertionError("the glass broke");
        };
    AgentFactory noMemory =
        (environment, key) -> {
          throw new OutOfMemoryError("test");
        };
    try (Workers workers = workers(1, Optional.empty(), fails, noMemory, SOUND)) {
      assertThat(((Failed) workers.take()).error()).contains("the glass broke");
      assertThat(((Failed) workers.take()).error()).startsWith(Trial.OUT_OF_MEMORY);
      assertThat(workers.take()).isInstanceOf(Completed.class);
    }
  }

  @Test
  void closingInterruptsWhatRunsAndBeginsNothingMore() throws Exception {
    CountDownLatch other = new CountDownLatch(1);
    AgentFactory counts =
        (environment, key) -> {
          other.countDown();
          return SOUND.create(environment, key);
        };
    Workers workers = workers(1, Optional.empty(), this::hang, counts);
    begun.await();
    workers.close();
    interrupted.await();
    released.countDown();
    assertThat(workers.take().id().seed()).isZero();
    assertThat(other.getCount()).isEqualTo(1);
  }

  private Agent hang(Environment environment, RandomKey key) {
    begun.countDown();
    while (true) {
      try {
        released.await();
        return SOUND.create(environment, key);
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
    }
  }

  private Agent waitForRelease(Environment environment, RandomKey key) {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return SOUND.create(environment, key);
  }

  /** Trials of these agents, with seeds 0, 1 and so on. */
  private static Workers workers(
      int parallelism, Optional<Duration> timeout, AgentFactory... agents) {
    List<Trial> trials =
        IntStream.range(0, agents.length).mapToObj(seed -> trial(seed, agents[seed])).toList();
    return new Workers(trials, Optional.empty(), parallelism, timeout, false, Progress.NONE);
  }

  private static Trial trial(int seed, AgentFactory agent) {
    return new Trial(
        new TrialId("agent", seed),
        RandomKey.root(42),
        ENVIRONMENTS.name(),
        ENVIRONMENT,
        agent,
        Training.DEFAULTS,
        new Evaluation(5));
  }
}
