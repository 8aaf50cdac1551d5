package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy that answers otherwise when it is asked again is found. */
class RepeatsTest {
  private static final Environment STATES = create(new TransitionMatrixProvider());
  private static final Environment FEATURES = create(new InterestEvolutionEnvironmentProvider());

  private static <C extends Record> Environment create(EnvironmentProvider<C> provider) {
    return provider.create(provider.defaults(), Path.of("."));
  }

  private static TrialResult run(
      Supplier<Policy> policy, Environment environment, int sessions, boolean elsewhere) {
    AgentFactory here = (same, key) -> policy::get;
    return new Trial(
            new TrialId("ours", 3),
            RandomKey.root(1),
            "world",
            environment,
            elsewhere ? here.elsewhere() : here,
            new Training(1, 1, 1, 1, 0, 0, Keep.LAST, 0),
            new Evaluation(sessions))
        .run(Optional.empty());
  }

  private static String error(TrialResult result) {
    return ((Failed) result).error();
  }

  private static Slate slate(Observation seen, int first) {
    return seen.candidates().isEmpty() ? Slate.of(first) : Slate.of(first, first + 1);
  }

  /** A policy that pretends to have no randomness. */
  private static Policy pretender(AtomicInteger calls, int honest) {
    return (Policy.Deterministic)
        seen -> slate(seen, calls.incrementAndGet() > honest ? calls.get() % 5 : 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 200})
  void randomPoliciesThatSayTheyAreNotFail(int sessions) {
    for (Environment environment : new Environment[] {STATES, FEATURES}) {
      AtomicInteger calls = new AtomicInteger();
      assertThat(error(run(() -> pretender(calls, 0), environment, sessions, false)))
          .startsWith(
              "the policy of ours, dev.recsim.trial.RepeatsTest, says that it has no randomness")
          .containsPattern("chose \\[\\d.*] and then \\[\\d.*] for the same observation")
          .containsPattern(
              "in session \\d+ of the evaluation, at step \\d+ \\(both counted from 0\\)$");
    }
  }

  /** The sessions have one step each, so 64 of them are needed. */
  @Test
  void shortSessionsAreRepeatedAsOften() {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    Environment single =
        provider.create(
            Options.with(
                Options.with(provider.defaults(), "p_exit_accepted", 1.0),
                "p_exit_not_accepted",
                1.0),
            Path.of("."));
    int sessions = 200;
    AtomicInteger calls = new AtomicInteger();

    TrialResult result = run(() -> pretender(calls, sessions + 64 + 60), single, sessions, false);

    assertThat(error(result)).contains("and then [").contains("at step 0 (both");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 200})
  void soundPoliciesComplete(int sessions) {
    Policy fixed = (Policy.Deterministic) seen -> slate(seen, seen.state() % 3);
    for (Environment environment : new Environment[] {STATES, FEATURES}) {
      Policy random = Policy.uniform(environment.space());
      for (boolean elsewhere : new boolean[] {false, true}) {
        assertThat(run(() -> fixed, environment, sessions, elsewhere))
            .isInstanceOf(Completed.class);
        assertThat(run(() -> random, environment, sessions, elsewhere))
            .isInstanceOf(Completed.class);
      }
      assertThat(((Completed) run(() -> random, environment, sessions, true)).rewards())
          .isEqualTo(((Completed) run(() -> random, environment, sessions, false)).rewards());
    }
  }

  /** One that draws without the key, and two that look at the other sessions of a request. */
  @ParameterizedTest
  @ValueSource(strings = {"draws", "counts", "place"})
  void answersThatDependOnMoreThanTheSessionFail(String fault) {
    for (Environment environment : new Environment[] {STATES, FEATURES}) {
      for (int sessions : new int[] {3, 200}) {
        assertThat(error(run(() -> faulty(fault), environment, sessions, true)))
            .startsWith(
                "the answers of ours depend on the order or the number of the sessions of a"
                    + " request, or on earlier requests: it answered [")
            .contains("by the session and its key only (see docs/agents/http.md); in session ");
        assertThat(run(() -> faulty(fault), environment, sessions, false))
            .isInstanceOf(Completed.class);
      }
    }
  }

  /** Two documents with the same features are the same answer. */
  @Test
  void documentsThatCannotBeToldApartMayBeExchanged() {
    Environment catalogue = new Catalogue();
    assertThat(run(() -> byNumber(Catalogue.TWINS), catalogue, 200, true))
        .isInstanceOf(Completed.class);
    assertThat(error(run(() -> byNumber(1), catalogue, 200, true)))
        .contains("it answered [1], and [0] when it was asked again");
  }

  /** Shows document 0 if it is asked for one session, and another one otherwise. */
  private static Policy byNumber(int other) {
    return new Policy() {
      @Override
      public Slate recommend(Observation seen, RandomKey key) {
        return Slate.of(0);
      }

      @Override
      public void recommend(Batch batch) {
        for (int i = 0; i < batch.size(); i++) {
          batch.recommend(i, Slate.of(other));
        }
      }
    };
  }

  private static Policy faulty(String fault) {
    AtomicInteger calls = new AtomicInteger();
    return new Policy() {
      @Override
      public Slate recommend(Observation seen, RandomKey key) {
        return slate(seen, number(1, 0));
      }

      @Override
      public void recommend(Batch batch) {
        for (int i = 0; i < batch.size(); i++) {
          batch.recommend(i, slate(batch.observation(i), number(batch.size(), i)));
        }
      }

      private int number(int size, int place) {
        return switch (fault) {
          case "draws" -> RandomKey.root(calls.incrementAndGet()).below(0, 5);
          case "counts" -> size == 1 ? 4 : size % 4;
          default -> size == 1 ? 0 : place % 4;
        };
      }
    };
  }
}
