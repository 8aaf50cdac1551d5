package dev.recsim.contract;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.nn.JavaEngine;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs each contract on a class that violates it, and checks the messages. */
@Tag("slow")
class ContractMessagesTest {

  @Test
  void environment() {
    Map<String, String> messages = failures(BrokenEnvironment.class);
    assertThat(messages.get("sameKeyAndSlatesGiveTheSameSessionInAnotherInstance()"))
        .startsWith(
            Forgetful.class.getName()
                + " breaks a contract: the same key and slates give the same session in every"
                + " instance, or seeds mean nothing.")
        .contains("[session 0]", "expected: ", "but was: ", "reward=");
    assertThat(messages.get("metricsAreMadeOfCountersThatEverySessionCounts()"))
        .startsWith(Forgetful.class.getName())
        .contains("[metric click_rate, computed from the 1 counters() by index]")
        .contains("Index 1 out of bounds");
    assertThat(messages.get("impossibleSlatesAreErrors()"))
        .contains("document -1", "IndexOutOfBoundsException", "a broken policy earns rewards");
    assertThat(messages).doesNotContainKey("sessionsEndAndStepsAfterTheEndAreErrors()");
  }

  @Test
  void agentAndItsPolicies() {
    Map<String, String> messages = failures(BrokenAgent.class);
    assertThat(messages.get("sameKeyMakesTheSameAgent()"))
        .startsWith(
            Restless.class.getName()
                + " breaks a contract: the same key makes the same agent, or seeds mean nothing.")
        .contains("[slates of greedy()]", "expected: ", "but was: ");
    assertThat(messages.get("environmentIsAcceptedByTheCheck()"))
        .contains("test the agent in another environment")
        .contains("It threw java.lang.IllegalStateException: not on Thursdays");
    assertThat(messages.get("greedy")).startsWith(Restless.class.getName());
  }

  @Test
  void policies() {
    Map<String, String> messages = failures(BrokenPolicies.class);
    assertThat(messages.get("twice"))
        .startsWith("a lambda of " + BrokenPolicies.class.getName() + " breaks a contract: ")
        .contains("a slate fills all positions with distinct documents")
        .contains("[slate]", "duplicate");
    assertThat(messages).doesNotContainKey("first two");
  }

  @Test
  void metric() {
    assertThat(failures(BrokenMetric.class).get("whatIsCountedIsFinite()"))
        .startsWith(Infinite.class.getName() + " breaks a contract: counts are finite")
        .contains("[sums() in session 0]", "Infinity");
  }

  @Test
  void choiceModel() {
    assertThat(failures(BrokenChoice.class).get("clicksFollowTheProbabilities()"))
        .startsWith(Never.class.getName() + " breaks a contract: clicks are as frequent as")
        .contains("clicks on position 0 of [1.0, 2.0]: 0 times in 20000 draws at probability 0.5");
  }

  @Test
  void engine() {
    assertThat(failures(BrokenEngine.class).get("missingWrongAndSurplusTensorsAreRefused()"))
        .startsWith(Careless.class.getName() + " breaks a contract: tensors that do not fit")
        .contains("[create with tensors [0.bias", "IllegalArgumentException");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        AgentContract.class,
        ChoiceModelContract.class,
        DecisionContract.class,
        EngineContract.class,
        EnvironmentContract.class,
        MetricContract.class,
        ModelContract.class,
        PolicyContract.class
      })
  void eachTestOfAContractHasARule(Class<?> contract) {
    assertThat(contract.getDeclaredMethods())
        .filteredOn(
            method ->
                Stream.of(Test.class, TestFactory.class, ParameterizedTest.class)
                    .anyMatch(method::isAnnotationPresent))
        .isNotEmpty()
        .allMatch(method -> method.isAnnotationPresent(ContractRule.class));
  }

  /** The messages of the failed tests of a contract by their display names. */
  static Map<String, String> failures(Class<?> contract) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(contract))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
        .execute()
        .testEvents()
        .failed()
        .stream()
        .collect(
            toMap(
                it -> it.getTestDescriptor().getDisplayName(),
                it ->
                    it.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage(),
                (first, second) -> second));
  }

  static class BrokenEnvironment extends EnvironmentContract {
    @Override
    protected Environment environment() {
      return new Forgetful(new IdentityEnvironment(3, 1, false));
    }
  }

  /**
   * Its rewards depend on the number of steps in all sessions; its metric uses a counter that does
   * not exist.
   */
  private record Forgetful(Environment inside) implements Environment.Wrapper {
    private static final AtomicInteger STEPS = new AtomicInteger();

    @Override
    public List<String> counters() {
      return List.of("clicks");
    }

    @Override
    public List<Metric> metrics() {
      return List.of(new Metric.Quotient("click_rate", "Clicks a step.", 0, 1));
    }

    @Override
    public Session open(RandomKey key) {
      Session session = inside.open(key);
      AtomicInteger steps = new AtomicInteger();
      return new Session() {
        @Override
        public Observation start() {
          return session.start();
        }

        @Override
        public Step recommend(Slate slate) {
          if (steps.getAndIncrement() == 5) {
            throw new IllegalStateException("the session has ended");
          }
          Step step = session.recommend(slate);
          int reward = STEPS.getAndIncrement();
          return new Step(step.response(), reward, step.next(), step.status());
        }
      };
    }
  }

  static class BrokenAgent extends AgentContract<TableAgent.Provider.Options> {
    @Override
    protected AgentProvider<TableAgent.Provider.Options> provider() {
      return new RestlessProvider();
    }

    @Override
    protected Environment environment() {
      return new IdentityEnvironment(3, 1, false);
    }
  }

  /** Shows another document at each decision. */
  private static final class Restless implements Agent {
    private static final AtomicInteger DECISIONS = new AtomicInteger();

    @Override
    public Policy greedy() {
      return (Policy.Deterministic) seen -> Slate.of(DECISIONS.getAndIncrement() / 2 % 3);
    }
  }

  private static final class RestlessProvider
      implements AgentProvider<TableAgent.Provider.Options> {
    @Override
    public String name() {
      return "restless";
    }

    @Override
    public TableAgent.Provider.Options defaults() {
      return new TableAgent.Provider.Options();
    }

    @Override
    public void check(TableAgent.Provider.Options options, Environment environment) {
      throw new IllegalStateException("not on Thursdays");
    }

    @Override
    public Agent create(
        TableAgent.Provider.Options options, Environment environment, RandomKey key) {
      return new Restless();
    }
  }

  static class BrokenPolicies extends PolicyContract {
    @Override
    protected Space space() {
      return new Space(3, 2, 1);
    }

    @Override
    protected Map<String, Policy> policies() {
      return Map.of(
          "twice", (seen, key) -> Slate.of(1, 1), "first two", (seen, key) -> Slate.of(0, 1));
    }
  }

  static class BrokenMetric extends MetricContract<BrokenMetric.None> {
    record None() {}

    @Override
    protected MetricProvider<None> provider() {
      return new MetricProvider<>() {
        @Override
        public String name() {
          return "infinite";
        }

        @Override
        public None defaults() {
          return new None();
        }

        @Override
        public Measure create(None options, Environment environment) {
          return new Infinite();
        }
      };
    }

    @Override
    protected Environment environment() {
      return new IdentityEnvironment(3, 1, false);
    }
  }

  private static final class Infinite implements Measure {
    @Override
    public String description() {
      return "Infinity.";
    }

    @Override
    public Count open() {
      return new Quotient() {
        @Override
        public void add(Observation seen, Slate slate, Step step) {}

        @Override
        public double of() {
          return Double.POSITIVE_INFINITY;
        }

        @Override
        public double per() {
          return 1;
        }
      };
    }
  }

  static class BrokenChoice extends ChoiceModelContract {
    @Override
    protected ChoiceModel model() {
      return new Never();
    }

    @Override
    protected List<double[]> slates() {
      return List.of(new double[] {1, 2});
    }
  }

  /** Has click probabilities above 0 but never draws a click. */
  private static final class Never implements ChoiceModel {
    @Override
    public double[] probabilities(double[] scores) {
      double[] probabilities = new double[scores.length + 1];
      Arrays.fill(probabilities, 1.0 / scores.length);
      probabilities[scores.length] = scores.length == 0 ? 1 : 0;
      return probabilities;
    }

    @Override
    public int[] choose(double[] scores, int[] documents, RandomKey key) {
      return new int[0];
    }
  }

  static class BrokenEngine extends EngineContract {
    @Override
    protected Engine engine() {
      return new Careless();
    }
  }

  /** Replaces invalid tensors instead of rejecting them. */
  private static final class Careless implements Engine {
    private final Engine inside = new JavaEngine();

    @Override
    public String name() {
      return "careless";
    }

    @Override
    public Network create(Layout layout, SortedMap<String, Tensor> tensors) {
      try {
        return inside.create(layout, tensors);
      } catch (IllegalArgumentException e) {
        return inside.create(layout, DrawnNetworks.weights(layout, RandomKey.root(0)));
      }
    }
  }
}
