package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Agent;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Invalid answers fail the trial, in training and in evaluation, and name the class. */
class AnswersTest {
  private static final String PLACE =
      " in session 0 of the %s, at step %s (both counted from 0); correct that class";

  private static final String LIMIT = " (rewards and their sums are numbers up to 1e100)";

  private static final Observation SEEN = new Observation(2);
  private static final Slate SLATE = Slate.of(1, 0);
  private static final Step SOUND = new Step(Response.FIRST, 1, SEEN, Status.CONTINUES);

  /** Three states, four documents, slates of up to two; answers one step again and again. */
  private record Odd(Observation start, Function<Slate, Step> answer, double... counts)
      implements Environment {
    @Override
    public Space space() {
      return new Space(4, 2, 3);
    }

    @Override
    public List<String> counters() {
      return List.of("plays");
    }

    @Override
    public Session open(RandomKey key) {
      return new Session() {
        private int steps;

        @Override
        public Observation start() {
          return start;
        }

        @Override
        public Step recommend(Slate slate) {
          if (++steps > 9) {
            throw new AssertionError("nobody stopped the session");
          }
          return answer.apply(slate);
        }

        @Override
        public double[] counts() {
          return counts;
        }
      };
    }
  }

  @Test
  void stepsOfEnvironmentsAreChecked() {
    wrong(null, "returned null as its step");
    wrong(step(null, 1, SEEN, Status.ENDED), "returned null as its response");
    wrong(step(Response.NONE, 1, SEEN, null), "returned null as its status");
    wrong(step(Response.NONE, 1, null, Status.CONTINUES), "returned null as its observation");
    wrong(step(Response.NONE, 1, null, Status.CUT_OFF), "returned null as its observation");
    wrong(step(Response.NONE, Double.NaN, SEEN, Status.ENDED), "gave the reward NaN" + LIMIT);
    wrong(
        step(Response.NONE, 1, new Observation(3), Status.CONTINUES),
        "showed state 3 (states are 0 to 2)");
    wrong(
        step(Response.NONE, 1, new Observation(-1), Status.CUT_OFF),
        "showed state -1 (states are 0 to 2)");
    wrong(step(new Response(2), 1, SEEN, Status.CONTINUES), "clicked [2] on a slate of 2");
    wrong(
        step(Response.of(new int[] {-1, 0}, new double[0], 0), 1, SEEN, Status.ENDED),
        "clicked [-1, 0] on a slate of 2");
  }

  @Test
  void rewardsMayNotAddUpToWhatCannotBeCompared() {
    wrong(step(Response.NONE, -1e101, SEEN, Status.ENDED), "gave the reward -1.0E101" + LIMIT);
    Step large = step(Response.NONE, 6e99, SEEN, Status.CONTINUES);
    assertThat(evaluate(new Odd(SEEN, slate -> large), SLATE))
        .isEqualTo(environment("gave rewards that add up to 1.2E100" + LIMIT, "evaluation", 1));
  }

  @Test
  void observationAfterTheEndHasNoValue() {
    Step last = step(Response.NONE, 1, null, Status.ENDED);
    assertThat(trial(new Odd(SEEN, slate -> last, 0), SLATE, 0))
        .isInstanceOf(TrialResult.Completed.class);
  }

  @Test
  void startsAreChecked() {
    for (Observation start : new Observation[] {null, new Observation(7)}) {
      Environment environment = new Odd(start, slate -> SOUND);
      String wrong =
          start == null ? "returned null as its observation" : "showed state 7 (states are 0 to 2)";
      assertThat(evaluate(environment, SLATE)).isEqualTo(environment(wrong, "evaluation", 0));
      assertThat(train(environment, SLATE)).isEqualTo(environment(wrong, "training", 0));
    }
    Environment closed =
        new Environment() {
          @Override
          public Space space() {
            return new Space(4, 2, 3);
          }

          @Override
          public Session open(RandomKey key) {
            return null;
          }
        };
    assertThat(evaluate(closed, SLATE))
        .startsWith("the environment " + closed.getClass().getName() + " opened no session in ");
    assertThat(
            evaluate(
                new MeasuredEnvironment(closed, new TreeMap<>(Map.of("m", measure(1)))), SLATE))
        .startsWith("the environment " + closed.getClass().getName() + " opened no session in ");
  }

  @Test
  void countsOfEnvironmentsAndMetricsAreFinite() {
    Step last = step(Response.NONE, 1, SEEN, Status.ENDED);
    Environment environment = new Odd(SEEN, slate -> last, Double.POSITIVE_INFINITY);
    assertThat(evaluate(environment, SLATE))
        .isEqualTo(environment("counted Infinity", "evaluation", 0));

    Measure measure = measure(Double.NaN);
    Environment measured =
        new MeasuredEnvironment(
            new Odd(SEEN, slate -> last, 5), new TreeMap<>(Map.of("m", measure)));
    assertThat(evaluate(measured, SLATE))
        .isEqualTo(
            "the metric " + measure.getClass().getName() + " counted NaN" + place("evaluation", 0));
  }

  /** Counter 0 is that of the environment, 1 and 2 are the sums of the metric. */
  @Test
  void sparseCountersExist() {
    Step last = step(Response.NONE, 1, SEEN, Status.ENDED);
    for (int beyond : new int[] {-1, 2}) {
      Measure measure = beyond(beyond);
      Environment measured =
          new MeasuredEnvironment(
              new Odd(SEEN, slate -> last, 5), new TreeMap<>(Map.of("m", measure)));
      assertThat(evaluate(measured, SLATE))
          .endsWith(" has no sparse counter " + (1 + beyond) + place("evaluation", 0));
    }
  }

  @Test
  void slatesOfPoliciesAreChecked() {
    slate(null, "recommended null (slates have 1 to 2 documents)");
    slate(Slate.of(), "recommended [] (slates have 1 to 2 documents)");
    slate(Slate.of(0, 1, 2), "recommended [0, 1, 2] (slates have 1 to 2 documents)");
    slate(Slate.of(0, 4), "recommended [0, 4] (documents are 0 to 3)");
    slate(Slate.of(-1), "recommended [-1] (documents are 0 to 3)");
    slate(Slate.of(4), "recommended [4] (documents are 0 to 3)");
    slate(Slate.of(1, 1), "recommended [1, 1] (a slate shows no document twice)");
  }

  @Test
  void largeSlatesAreChecked() {
    Answers answers = new Answers(Environment.of(new Space(100, 40, 1)), "test");
    Policy policy = (seen, key) -> SLATE;
    int[] documents = IntStream.range(0, 40).map(i -> 99 - i).toArray();
    answers.slate(policy, Slate.of(documents), new Observation(0), 0, 0);
    documents[39] = 80;
    Slate repeats = Slate.of(documents);
    assertThatThrownBy(() -> answers.slate(policy, repeats, new Observation(0), 0, 0))
        .hasMessageContaining("(a slate shows no document twice)");
    documents[39] = 100;
    Slate outside = Slate.of(documents);
    assertThatThrownBy(() -> answers.slate(policy, outside, new Observation(0), 0, 0))
        .hasMessageContaining("(documents are 0 to 99)");
  }

  /** In the first sessions; who normalizes features in place does so from the start. */
  @Test
  void policiesAndLearnersMayNotChangeFeatures() {
    record Episode(long id, double[] features) implements Document {}
    Episode episode = new Episode(1, new double[] {1, 2});
    Observation seen = new Observation(0, new double[] {3}, List.of(episode, episode));
    Environment environment =
        new Odd(seen, slate -> step(Response.NONE, 1, seen, Status.CONTINUES), 0);
    Policy writer =
        (shown, key) -> {
          shown.candidates().get(1).features()[1]++;
          return SLATE;
        };
    String wrong = " changed the features of the user or of a document";
    for (int warmup : new int[] {0, 1}) {
      assertThat(((Failed) trial(environment, writer, warmup)).error())
          .startsWith("the policy " + AnswersTest.class.getName())
          .endsWith(wrong + (warmup > 0 ? place("training", 0) : place("evaluation", 0)));
    }
    CountingAgent learner =
        new CountingAgent(0) {
          @Override
          public Policy exploring() {
            return (shown, key) -> SLATE;
          }

          @Override
          public void observe(Transition transition) {
            transition.observation().user()[0] = 0;
          }
        };
    assertThat(((Failed) trial(environment, () -> (shown, key) -> SLATE, learner, 1)).error())
        .startsWith("the learner " + learner.getClass().getName() + wrong);
  }

  @Test
  void otherExceptionsOfEnvironmentsAreTheirOwn() {
    Environment failing =
        new Odd(
            SEEN,
            slate -> {
              throw new IllegalStateException("out of order");
            });
    assertThat(evaluate(failing, SLATE))
        .startsWith("java.lang.IllegalStateException: out of order; thrown in the evaluation, by ")
        .contains(AnswersTest.class.getName(), "(AnswersTest.java:");
  }

  @Test
  void longErrorsAreStoredWithoutTheirMiddle() {
    Environment failing =
        new Odd(
            SEEN,
            slate -> {
              throw new IllegalStateException("\uD83D" + "x".repeat(5_000_000) + "the end");
            });
    Failed failed = (Failed) trial(failing, SLATE, 0);
    assertThat(failed.error())
        .hasSizeBetween(10_000, 10_400)
        .startsWith("java.lang.IllegalStateException: ?xxx")
        .contains("xxx ... (4990041 characters left out) ... xxx")
        .contains("the end; thrown in the evaluation, by ");
    assertThat(failed.stackTrace())
        .hasSizeBetween(100_000, 100_100)
        .contains("AnswersTest.java", " characters left out) ... ");
  }

  private static String place(String played, int step) {
    String wrong = PLACE.formatted(played, step);
    return played.equals("training") ? wrong + "; during warm-up, before checkpoint 1" : wrong;
  }

  private static Step step(Response response, double reward, Observation next, Status status) {
    return new Step(response, reward, next, status);
  }

  private static void wrong(Step step, String message) {
    Environment environment = new Odd(SEEN, slate -> step);
    assertThat(evaluate(environment, SLATE)).isEqualTo(environment(message, "evaluation", 0));
    assertThat(train(environment, SLATE)).isEqualTo(environment(message, "training", 0));
    Environment measured = new MeasuredEnvironment(environment, new TreeMap<>());
    assertThat(evaluate(measured, SLATE)).isEqualTo(environment(message, "evaluation", 0));
  }

  private static String environment(String what, String played, int step) {
    return "the environment " + Odd.class.getName() + " " + what + place(played, step);
  }

  private static void slate(Slate slate, String message) {
    Environment blind =
        new Odd(
            SEEN,
            shown -> {
              throw new AssertionError("the environment saw the slate");
            });
    for (String played : List.of("evaluation", "training")) {
      assertThat(played.equals("training") ? train(blind, slate) : evaluate(blind, slate))
          .isEqualTo(
              "the policy " + AnswersTest.class.getName() + " " + message + place(played, 0));
    }
  }

  private static Measure measure(double of) {
    return new Measure() {
      @Override
      public String description() {
        return "None.";
      }

      @Override
      public Count open() {
        return new Quotient() {
          @Override
          public void add(Observation seen, Slate slate, Step step) {}

          @Override
          public double of() {
            return of;
          }

          @Override
          public double per() {
            return 1;
          }
        };
      }
    };
  }

  private static Measure beyond(int sum) {
    return new Measure() {
      @Override
      public String description() {
        return "None.";
      }

      @Override
      public Count open() {
        return new Count() {
          @Override
          public void add(Observation seen, Slate slate, Step step) {}

          @Override
          public Session.Sparse sums() {
            return new Session.Sparse(new int[] {sum}, new double[] {1});
          }
        };
      }
    };
  }

  private static String evaluate(Environment environment, Slate slate) {
    return ((Failed) trial(environment, slate, 0)).error();
  }

  private static String train(Environment environment, Slate slate) {
    return ((Failed) trial(environment, slate, 1)).error();
  }

  private static TrialResult trial(Environment environment, Slate slate, int warmup) {
    return trial(environment, (Policy) (seen, key) -> slate, warmup);
  }

  /**
   * @param warmup 0 for an agent that does not learn
   */
  private static TrialResult trial(Environment environment, Policy policy, int warmup) {
    CountingAgent learner =
        new CountingAgent(0) {
          @Override
          public Policy exploring() {
            return policy;
          }
        };
    return trial(environment, () -> policy, learner, warmup);
  }

  private static TrialResult trial(
      Environment environment, Agent agent, CountingAgent learner, int warmup) {
    return new Trial(
            new TrialId("odd", 0),
            RandomKey.root(1),
            "odd",
            environment,
            (same, key) -> warmup > 0 ? learner : agent,
            new Training(Math.max(1, warmup), 1, 1, 1, 0, 0, Keep.LAST, 0),
            new Evaluation(1))
        .run(Optional.empty());
  }
}
