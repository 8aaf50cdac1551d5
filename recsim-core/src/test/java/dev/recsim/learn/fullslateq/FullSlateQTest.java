package dev.recsim.learn.fullslateq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Plan;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.contract.SixStates;
import dev.recsim.exact.ExactSolver;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.Schedule;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class FullSlateQTest {
  private static final FullSlateQ PROVIDER = new FullSlateQ();
  private static final RandomKey KEY = RandomKey.root(42);
  private static final Observation FIRST = new Observation(0);
  private static final Observation SECOND = new Observation(1);

  private static FullSlateQ.Options options(double gamma, int updates) {
    return new FullSlateQ.Options(
        List.of(32),
        gamma,
        new Schedule(.01, .0001, updates, null),
        Schedule.of(.05),
        Schedule.of(1),
        5.0,
        100_000,
        null,
        EngineChoice.JAVA);
  }

  /** 20,000 random steps: the policy is the optimal one, values are within 7 % of their range. */
  @ParameterizedTest
  @CsvSource({"0, .3", ".5, .7", ".9, 1.5"})
  void sixStatesAreMastered(double gamma, double tolerance) {
    SixStates environment = new SixStates(1_000);
    FullSlateQ.Options options = options(gamma, 1_500);
    Completed result =
        train(options, environment, new Training(20, 1, 1_500, 128, 0, 0, Keep.LAST, 0), 1);
    Weights weights = result.weights().orElseThrow();
    Policy greedy = new FullSlateQ().restore(options, environment, weights);
    FullSlateQ.SlateValues values = values(options, environment.space(), weights);
    for (int s = 0; s < 6; s++) {
      assertThat(greedy.value(new Observation(s)).orElseThrow().amount())
          .isCloseTo(
              Arrays.stream(SixStates.values(gamma)[s]).max().orElseThrow(), within(tolerance));
      for (int a = 0; a < 4; a++) {
        values.write(0, new Observation(s), Slate.of(a));
        float value = values.values(1).data()[0];
        values.tape.clear();
        assertThat(options.valueScale() * value)
            .as("state %d, document %d", s, a)
            .isCloseTo(SixStates.values(gamma)[s][a], within(tolerance));
      }
    }
    if (gamma > 0) {
      assertThat(result.greedyActions())
          .isEqualTo(new ExactSolver(environment.model().orElseThrow(), gamma).optimal().actions());
    }
  }

  @ParameterizedTest
  @CsvSource({"6,1,false", "6,1,true", "4,2,false", "4,2,true"})
  void identityIsMastered(int documents, int size, boolean features) {
    IdentityEnvironment environment = new IdentityEnvironment(documents, size, features);
    Training training = new Training(400, 1, 600, 64, 0, 0, Keep.LAST, 0);
    Completed result = train(options(.5, 600), environment, training, 50);
    assertThat(result.rewards()).containsOnly(environment.best());
  }

  private static Completed train(
      FullSlateQ.Options options, Environment environment, Training training, int sessions) {
    Trial trial =
        new Trial(
            new TrialId("full_slate_q", 0),
            KEY,
            "world",
            environment,
            (made, key) -> PROVIDER.create(options, environment, key),
            training,
            new Evaluation(sessions));
    TrialResult result = trial.run();
    assertThat(result).isInstanceOf(Completed.class);
    return (Completed) result;
  }

  /**
   * The first state leads to the second, where a session ends with reward 4: with discount .5 the
   * first is worth 2. A target on the state itself, RecSim's fault (its issue 26), would say 0.
   */
  @Test
  void targetLooksAtTheObservationAfterTheStep() {
    Space space = new Space(2, 1, 2);
    FullSlateQ.Options options = options(.5, 800);
    try (Agent agent = PROVIDER.create(options, Environment.of(space), KEY)) {
      Learner learner = agent.learner().orElseThrow();
      for (int d = 0; d < 2; d++) {
        learner.observe(transition(FIRST, d, 0, SECOND, Status.CONTINUES));
        learner.observe(transition(SECOND, d, 4, FIRST, Status.ENDED));
      }
      assertThat(value(learner, options, space, FIRST)).isCloseTo(2, within(.05));
    }
  }

  /** Reward 1 for ever in a single state is worth 1 / (1 - .5), unless the session ends. */
  @ParameterizedTest
  @CsvSource({"CONTINUES, 2", "CUT_OFF, 2", "ENDED, 1"})
  void onlyAnEndDoesNotBootstrap(Status status, double worth) {
    Space space = new Space(2, 1, 1);
    FullSlateQ.Options options = options(.5, 800);
    try (Agent agent = PROVIDER.create(options, Environment.of(space), KEY)) {
      Learner learner = agent.learner().orElseThrow();
      for (int d = 0; d < 2; d++) {
        learner.observe(transition(FIRST, d, 1, FIRST, status));
      }
      assertThat(value(learner, options, space, FIRST)).isCloseTo(worth, within(.05));
    }
  }

  private static double value(
      Learner learner, FullSlateQ.Options options, Space space, Observation observation) {
    for (int i = 0; i < 800; i++) {
      learner.update(16);
    }
    FullSlateQ.SlateValues values = values(options, space, learner.weights());
    return options.valueScale() * values.greatest(observation);
  }

  private static FullSlateQ.SlateValues values(
      FullSlateQ.Options options, Space space, Weights weights) {
    Parameters parameters = new Parameters(options.engine(), options.hidden(), weights);
    return new FullSlateQ.SlateValues(options, space, parameters, KEY);
  }

  private static Transition transition(
      Observation seen, int document, double reward, Observation next, Status status) {
    Step step = new Step(Response.NONE, reward, next, status);
    return new Transition(seen, Slate.of(document), step);
  }

  /** 6,840 slates do not fit into one block. */
  @Test
  void bestSlateIsThatOfTheGreatestValueOfAll() {
    Space space = new Space(20, 3, 1);
    FullSlateQ.Options options = options(.5, 1);
    FullSlateQ.SlateValues values = values(options, space, null);
    float greatest = Float.NEGATIVE_INFINITY;
    Slate best = null;
    for (int i = 0; i < 20 * 20 * 20; i++) {
      Slate slate = Slate.of(i / 400, i / 20 % 20, i % 20);
      boolean distinct = i / 400 != i / 20 % 20 && i / 400 != i % 20 && i / 20 % 20 != i % 20;
      values.write(0, FIRST, slate);
      float value = values.values(1).data()[0];
      values.tape.clear();
      if (distinct && value > greatest) {
        greatest = value;
        best = slate;
      }
    }
    assertThat(values.choose(FIRST)).isEqualTo(best);
    assertThat(values.greatest(FIRST)).isEqualTo(greatest);
  }

  @Test
  void oldestStepsAreForgotten() {
    Space space = new Space(2, 1, 1);
    FullSlateQ.Options small =
        new FullSlateQ.Options(
            List.of(32),
            0.0,
            new Schedule(.01, .0001, 800, null),
            Schedule.of(.05),
            Schedule.of(1),
            5.0,
            2,
            null,
            EngineChoice.JAVA);
    try (Agent agent = PROVIDER.create(small, Environment.of(space), KEY)) {
      Learner learner = agent.learner().orElseThrow();
      for (int reward : new int[] {9, 9, 9, 1, 1}) {
        learner.observe(transition(FIRST, 0, reward, FIRST, Status.ENDED));
        learner.observe(transition(FIRST, 1, reward, FIRST, Status.ENDED));
      }
      assertThat(value(learner, small, space, FIRST)).isCloseTo(1, within(.05));
    }
  }

  @Test
  void moreSlatesThanCanBeLookedAtAreRefused() {
    PROVIDER.check(PROVIDER.defaults(), Environment.of(new Space(20, 3, 1)));
    assertThatThrownBy(
            () -> PROVIDER.check(PROVIDER.defaults(), Environment.of(new Space(23, 3, 1))))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.option()).isEqualTo("type"))
        .hasMessageContaining("slates of 3 out of 23 documents")
        .hasMessageContaining("10000");
  }

  @Test
  void providerIsFoundByItsName() {
    assertThat(ServiceLoader.load(AgentProvider.class))
        .map(provider -> provider.name())
        .contains("full_slate_q");
  }

  /** 16 steps for each pair of state and document; for 250 they would be 1,000,000. */
  @Test
  void planGrowsWithThePairsOfStateAndSlate() {
    assertThat(plan(200, 200)).isEqualTo(new Plan(640_000, .1, 6_400, 200));
    assertThat(plan(300, 250)).isEqualTo(new Plan(800_000, .1, 8_000, 256));
    assertThat(plan(25, 200)).isEqualTo(new Plan(80_000, .1, 1_000, 100));
    assertThat(plan(1, 200)).as("one state").isEqualTo(new Plan(35_000, .1, 1_000, 100));
  }

  /**
   * Values of a state are kept while its users are equal, and computed again when they change, or
   * the network does.
   */
  @Test
  void valuesOfEqualObservationsAreKept() {
    Space space = new Space(2, 1, 1, 0, List.of("age"), List.of("price"), List.of());
    Priced[] documents = {new Priced(0, 1), new Priced(1, 5)};
    List<Document> candidates = List.of(documents);
    FullSlateQ.Options options = options(.5, 10);
    FullSlateQ.SlateValues values =
        new FullSlateQ.SlateValues(
            options, space, new Parameters(EngineChoice.JAVA, List.of(32), null), KEY);
    float young = values.greatest(new Observation(0, new double[] {-1}, candidates));
    documents[0].reads = 0;
    assertThat(values.greatest(new Observation(0, new double[] {-1}, candidates))).isEqualTo(young);
    assertThat(documents[0].reads).as("kept").isZero();
    float old = values.greatest(new Observation(0, new double[] {3}, candidates));
    assertThat(old).isNotEqualTo(young);
    values.forget();
    assertThat(values.greatest(new Observation(0, new double[] {3}, candidates))).isEqualTo(old);
    List<Document> others = List.of(new Priced(2, 9), new Priced(3, -9));
    assertThat(values.greatest(new Observation(0, new double[] {3}, others))).isNotEqualTo(old);
    assertThat(values.greatest(new Observation(0, new double[] {-1}, candidates))).isEqualTo(young);
  }

  /** Counts how often its features are read. */
  private static final class Priced implements Document {
    private final long id;
    private final double price;
    private int reads;

    Priced(long id, double price) {
      this.id = id;
      this.price = price;
    }

    @Override
    public long id() {
      return id;
    }

    @Override
    public double[] features() {
      reads++;
      return new double[] {price};
    }
  }

  private static Plan plan(int states, int documents) {
    Space space = new Space(documents, 1, states, 0, List.of("a"), List.of("kind"), List.of());
    FullSlateQ provider = new FullSlateQ();
    try (Agent agent =
        provider.create(provider.defaults(), Environment.of(space), RandomKey.root(1))) {
      return agent.learner().orElseThrow().plan(1_000_000);
    }
  }
}
