package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Recycling;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.io.Digest;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopTest {
  private static final RandomKey ENVIRONMENT = RandomKey.root(42).child("world");
  private static final RandomKey DECISIONS = RandomKey.root(42).child("decisions");
  private static final Policy RANDOM = (seen, key) -> Slate.of(key.below(0, 10));
  private static final int COUNT = 300;

  /** Slates of three of ten candidates. */
  private static final Policy ROTATED =
      (seen, key) -> {
        int first = key.below(0, 10);
        return Slate.of(first, (first + 1) % 10, (first + 2) % 10);
      };

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 300, 1_000})
  void resultsDoNotDependOnTheWidthOfTheLockStep(int width) {
    Sessions expected = loop(matrix()).play(RANDOM, COUNT);
    Sessions played = loop(matrix()).play(RANDOM, COUNT, width);
    assertThat(played.rewards()).containsExactly(expected.rewards());
    assertThat(played.lengths()).containsExactly(expected.lengths());
  }

  @Test
  void moreSessionsDoNotChangeTheFirstOnes() {
    Sessions few = loop(matrix()).play(RANDOM, 10);
    Sessions many = loop(matrix()).play(RANDOM, COUNT);
    assertThat(many.rewards()).hasSize(COUNT).startsWith(few.rewards());
    assertThat(many.lengths()).hasSize(COUNT).startsWith(few.lengths());
  }

  @Test
  void rewardsAreSummedAndStepsCounted() {
    FlatEnvironment environment = FlatEnvironment.finite(0, 1);
    Policy.Deterministic policy = seen -> Slate.of(seen.state() == 3 ? 0 : 1);
    Sessions always = loop(environment).play((seen, key) -> Slate.of(1), COUNT);
    assertThat(always.rewards()).containsOnly(FlatEnvironment.LENGTH);
    assertThat(always.lengths()).containsOnly(FlatEnvironment.LENGTH);
    assertThat(loop(environment).play(policy, COUNT).rewards())
        .as("the policy sees each step's state")
        .containsOnly(0, 1, 2, 3);
  }

  @Test
  void allPoliciesMeetTheSameUsers() {
    FlatEnvironment one = FlatEnvironment.finite(new double[10]);
    FlatEnvironment other = FlatEnvironment.finite(new double[10]);
    loop(one).play(RANDOM, COUNT);
    new Loop(other, ENVIRONMENT, RandomKey.root(7)).play((seen, key) -> Slate.of(3), COUNT);
    assertThat(other.starts).isEqualTo(one.starts).contains(0, 1, 2, 3);
  }

  /** Both documents are accepted alike, so only luck decides. */
  @Test
  void allPoliciesMeetTheSameLuck() {
    Loop loop = loop(FlatEnvironment.finite(.5, .5));
    assertThat(loop.play((seen, key) -> Slate.of(1), COUNT).rewards())
        .containsExactly(loop.play((seen, key) -> Slate.of(0), COUNT).rewards());
  }

  @Test
  void everyDecisionHasItsOwnKey() {
    List<Long> keys = new ArrayList<>();
    Policy recording =
        (seen, key) -> {
          keys.add(key.bits());
          return Slate.of(0);
        };
    loop(FlatEnvironment.finite(.5)).play(recording, COUNT);
    assertThat(keys)
        .hasSize(COUNT * FlatEnvironment.LENGTH)
        .doesNotHaveDuplicates()
        .contains(DECISIONS.child(0).child(0).bits(), DECISIONS.child(299).child(2).bits());
  }

  @Test
  void exceptionOfAPolicyIsNotSwallowed() {
    Policy broken =
        (seen, key) -> {
          throw new IllegalStateException("out of order");
        };
    assertThatThrownBy(() -> loop(matrix()).play(broken, 3)).hasMessage("out of order");
  }

  @Test
  void countsAreSummedWhateverTheWidthOfTheLockStep() {
    Sessions one = loop(interests()).play(ROTATED, 20, 1);
    Sessions many = loop(interests()).play(ROTATED, 20, 7);
    assertThat(one.totals()).hasSize(interests().counters().size());
    assertThat(one.totals()[0]).as("steps").isEqualTo(one.steps());
    assertThat(many.totals()).containsExactly(one.totals());
  }

  @Test
  void metricsAreDigestedInTheOrderOfTheSessionsWhereAskedFor() {
    Sessions digested = loop(interests()).playDigested(ROTATED, COUNT);
    double[] lengths = Arrays.stream(digested.lengths()).asDoubleStream().toArray();
    assertThat(digested.metricDigests())
        .doesNotContainKey("topic_coverage")
        .containsEntry("session_length", Digest.of(lengths).substring(0, 16));
    assertThat(loop(interests()).play(ROTATED, 20).metricDigests()).isEmpty();
  }

  /** Told are the environment's observations, although the policy is shown others. */
  @Test
  void logIsToldEveryStepAsTheEnvironmentShowedIt() {
    Environment environment = interests();
    Perception blind =
        new Perception() {
          @Override
          public Observation first(Observation seen) {
            return seen.withUser(new double[0]);
          }

          @Override
          public Observation next(Observation before, Slate slate, Step step) {
            return first(step.next());
          }
        };
    Recorder told = new Recorder();
    Sessions played =
        new Loop(environment, blind, ENVIRONMENT, DECISIONS, "test", told).play(ROTATED, 20, 7);
    assertThat(told.rewards).containsExactly(played.rewards());
    assertThat(told.lengths).containsExactly(played.lengths());
    assertThat(told.users).hasSize((int) played.steps()).allMatch(user -> user.length == 20);
    Sessions unlogged = new Loop(environment, ENVIRONMENT, DECISIONS).play(ROTATED, 20);
    assertThat(played.rewards()).containsExactly(unlogged.rewards());
  }

  /** What is lent to a policy that keeps nothing is as good as what another may keep. */
  @Test
  void borrowingChangesNothing() {
    record Borrowing(Policy policy) implements Policy, Recycling.Borrower {
      @Override
      public Slate recommend(Observation observation, RandomKey key) {
        return policy.recommend(observation, key);
      }

      @Override
      public boolean keepsNothing() {
        return true;
      }
    }
    Policy borrowing = new Borrowing(ROTATED);
    Sessions kept = loop(interests()).play(ROTATED, 100);
    Sessions borrowed = loop(interests()).play(borrowing, 100);
    assertThat(borrowed.rewards()).containsExactly(kept.rewards());
    assertThat(borrowed.totals()).containsExactly(kept.totals());
  }

  @Test
  void policiesThatDoNotSaySoMayKeepWhatTheySee() {
    List<Observation> seen = new ArrayList<>();
    List<String> words = new ArrayList<>();
    loop(interests())
        .play(
            (observation, key) -> {
              seen.add(observation);
              words.add(words(observation));
              return ROTATED.recommend(observation, key);
            },
            3,
            2);
    assertThat(seen.stream().map(LoopTest::words).toList()).isEqualTo(words);
    assertThat(words).doesNotHaveDuplicates();
  }

  /** An observation by its values. */
  private static String words(Observation seen) {
    return Arrays.toString(seen.user())
        + seen.candidates().stream().map(it -> it.id() + " on " + it.topic()).toList();
  }

  private static Loop loop(Environment environment) {
    return new Loop(environment, ENVIRONMENT, DECISIONS);
  }

  private static Environment interests() {
    InterestEvolutionEnvironmentProvider provider = new InterestEvolutionEnvironmentProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }

  private static Environment matrix() {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }

  private static final class Recorder implements StepLog {
    private final double[] rewards = new double[20];
    private final int[] lengths = new int[20];
    private final List<double[]> users = new ArrayList<>();

    @Override
    public void step(Decision decision) {
      int session = decision.session();
      assertThat(decision.index()).as("in order").isEqualTo(lengths[session]++);
      assertThat(decision.clickProbabilities()).hasSize(decision.slate().size() + 1);
      rewards[session] += decision.step().reward();
      users.add(decision.seen().user());
    }
  }
}
