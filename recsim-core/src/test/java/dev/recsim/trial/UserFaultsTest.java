package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.env.SixStatesProvider;
import dev.recsim.learn.LearningAgent;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A user's learner that goes wrong fails the trial; the message says when and in which line. */
class UserFaultsTest {
  /** Steps of warm-up: 4 sessions of 3 steps. */
  private static final int WARM_UP = 12;

  private static final int UPDATES = 5;

  /** A learner of a project that uses recsim, faultless by itself. */
  private static class Mine extends LearningAgent {
    int observed;
    int updates;

    @Override
    protected void take(Transition transition) {
      observed++;
    }

    @Override
    protected void train(int batchSize) {
      updates++;
    }

    @Override
    public Policy exploring() {
      return greedy();
    }

    @Override
    public Policy greedy() {
      return (Policy.Deterministic) seen -> Slate.of(0);
    }

    @Override
    public Weights weights() {
      return Weights.of(Map.of("w", Tensor.vector(new float[] {1, 2})));
    }

    @Override
    public void load(Weights weights) {
      weights.get("w", 2);
    }
  }

  @Test
  void faultlessLearnersComplete() {
    assertThat(run(new Mine())).isInstanceOf(TrialResult.Completed.class);
  }

  @Test
  void lossThatIsNoNumberFails() {
    class NanLoss extends Mine {
      @Override
      protected void train(int batchSize) {
        super.train(batchSize);
        track("loss", updates == 7 ? Double.NaN : 1);
      }
    }
    assertThat(error(new NanLoss()))
        .matches(thrown("IllegalStateException: loss is NaN", "in update 7, before checkpoint 2"))
        .contains("NanLoss.train (UserFaultsTest.java:");
  }

  @Test
  void diagnosticThatIsNoNumberFails() {
    CountingAgent agent =
        new CountingAgent(0) {
          @Override
          public SortedMap<String, Double> diagnostics() {
            return new TreeMap<>(Map.of("loss", Double.POSITIVE_INFINITY));
          }
        };
    assertThat(
            ((Failed) trial((environment, key) -> agent, FlatEnvironment.finite(.5)).run()).error())
        .isEqualTo(
            "the learner "
                + agent.getClass().getName()
                + " returned the loss Infinity; correct that class; at checkpoint 1, after update"
                + " 5");
  }

  @Test
  void diagnosticsThatAreTooManyFail() {
    CountingAgent agent =
        new CountingAgent(0) {
          @Override
          public SortedMap<String, Double> diagnostics() {
            SortedMap<String, Double> figures = new TreeMap<>();
            for (int i = 0; i <= 1_000; i++) {
              figures.put("weight_" + i, 0.0);
            }
            return figures;
          }
        };
    assertThat(
            ((Failed) trial((environment, key) -> agent, FlatEnvironment.finite(.5)).run()).error())
        .contains(" returned 1001 figures by name; at most 1000 can be shown");
  }

  @Test
  void throwingLearnersFail() {
    class Updates extends Mine {
      @Override
      protected void train(int batchSize) {
        super.train(batchSize);
        List.of(1, 2, 3).get(updates);
      }
    }
    assertThat(error(new Updates()))
        .matches(
            thrown("ArrayIndexOutOfBoundsException: .*3.*", "in update 3, before checkpoint 1"))
        .contains("Updates.train (UserFaultsTest.java:");

    class Observes extends Mine {
      @Override
      protected void take(Transition transition) {
        super.take(transition);
        assertThat(observed).isLessThanOrEqualTo(WARM_UP);
      }
    }
    assertThat(error(new Observes()))
        .startsWith("java.lang.AssertionError: ")
        .contains("; thrown after update 1, before checkpoint 1, by ")
        .contains("Observes.take (UserFaultsTest.java:");

    class Warms extends Mine {
      @Override
      protected void take(Transition transition) {
        throw new StackOverflowError("too deep");
      }
    }
    assertThat(error(new Warms()))
        .matches(thrown("StackOverflowError: too deep", "during warm-up, before checkpoint 1"));

    class Starts extends Mine {
      @Override
      public void startEpoch(int updates, int batchSize) {
        throw new IllegalStateException("not today");
      }
    }
    assertThat(error(new Starts()))
        .matches(thrown("IllegalStateException: not today", "in update 1, before checkpoint 1"))
        .contains("Starts.startEpoch (UserFaultsTest.java:");
  }

  @Test
  void throwingPoliciesFail() {
    class Greedy extends Mine {
      @Override
      public Policy exploring() {
        return (seen, key) -> Slate.of(0);
      }

      @Override
      public Policy greedy() {
        return (seen, key) -> {
          throw new UnsupportedOperationException("later");
        };
      }
    }
    assertThat(
            ((Failed)
                    trial((environment, key) -> new Greedy(), FlatEnvironment.finite(.5), Keep.LAST)
                        .run())
                .error())
        .matches(thrown("UnsupportedOperationException: later", "in the evaluation"))
        .contains("(UserFaultsTest.java:");
  }

  @Test
  void throwingConstructorsFail() {
    AgentFactory factory =
        (environment, key) -> {
          throw new IllegalArgumentException("no such file");
        };
    assertThat(((Failed) trial(factory, FlatEnvironment.finite(.5)).run()).error())
        .matches(thrown("IllegalArgumentException: no such file", "while the agent was created"))
        .contains("(UserFaultsTest.java:");
  }

  /** Neither the agent, which is not there yet, nor the environment is the user's. */
  @Test
  void lineOfTheUserIsNamedWhereRecsimThrows() {
    SixStatesProvider provider = new SixStatesProvider();
    AgentFactory factory =
        (environment, key) -> {
          Weights.of(Map.of()).get("w", 2);
          throw new AssertionError("there are no weights");
        };
    Environment environment = provider.create(provider.defaults(), Path.of("."));
    assertThat(((Failed) trial(factory, environment).run()).error())
        .matches(thrown("IllegalArgumentException: .*w.*", "while the agent was created"));
  }

  @Test
  void slatesOfAnotherSizeOrOfUnknownDocumentsFail() {
    for (Slate slate : List.of(Slate.of(0, 1), Slate.of(5))) {
      class Slates extends Mine {
        @Override
        public Policy exploring() {
          return (seen, key) -> updates < 7 ? Slate.of(0) : slate;
        }
      }
      assertThat(error(new Slates()))
          .matches(
              "the policy .*UserFaultsTest\\$1Slates recommended .* \\("
                  + (slate.size() == 1 ? "documents are 0 to 1" : "slates have 1 to 1 documents")
                  + "\\) in session 10 of the training, at step 0 \\(both counted from 0\\);"
                  + " correct that class; after update 7, before checkpoint 2");
    }
  }

  @Test
  void probabilitiesOfAnotherLengthFail() {
    for (double[] row : new double[][] {{1}, {.5, .3}, {2, -1}, {Double.NaN, 1}, new double[40]}) {
      class Probabilities extends Mine {
        @Override
        public Policy greedy() {
          return new Policy() {
            @Override
            public Slate recommend(Observation observation, RandomKey key) {
              return Slate.of(0);
            }

            @Override
            public Optional<double[]> probabilities(Observation observation, int documents) {
              return Optional.of(row);
            }
          };
        }
      }
      assertThat(error(new Probabilities()))
          .startsWith("the policy dev.recsim.trial.UserFaultsTest$1Probabilities$1 returned the")
          .contains(row.length < 40 ? Arrays.toString(row) : "0.0] and 30 more")
          .endsWith(
              " in state 0 (there are 2 documents, and probabilities add up to 1); correct that"
                  + " class; at checkpoint 1, after update 5");
    }
  }

  @Test
  void weightsOfAnotherShapeFail() {
    class Shapes extends Mine {
      @Override
      public Weights weights() {
        return Weights.of(Map.of("w", Tensor.vector(new float[] {1, 2, 3})));
      }
    }
    assertThat(error(new Shapes()))
        .matches(
            thrown(
                "IllegalArgumentException: .*w.*",
                "when the weights of checkpoint 1 were loaded, after checkpoint 2"))
        .contains("Mine.load (UserFaultsTest.java:");
  }

  /** A pattern of an error: what was thrown, where in the training, by a line of this file. */
  private static String thrown(String what, String where) {
    return "(?s)java.lang.%s; thrown %s, by dev.recsim.trial.UserFaultsTest.* \\(UserFaultsTest.java:\\d+\\)"
        .formatted(what, where);
  }

  private static String error(Mine agent) {
    return ((Failed) run(agent)).error();
  }

  private static TrialResult run(Mine agent) {
    return trial((environment, key) -> agent, FlatEnvironment.finite(.5, .2)).run();
  }

  private static Trial trial(AgentFactory agent, Environment environment) {
    return trial(agent, environment, Keep.BEST);
  }

  private static Trial trial(AgentFactory agent, Environment environment, Keep keep) {
    return new Trial(
        new TrialId("mine", 3),
        RandomKey.root(1),
        "flat",
        environment,
        agent,
        new Training(4, 2, UPDATES, 8, 1, 0, keep, 0),
        new Evaluation(10));
  }
}
