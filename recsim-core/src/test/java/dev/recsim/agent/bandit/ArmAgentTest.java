package dev.recsim.agent.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.agent.Environments;
import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArmAgentTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final Observation START = new Observation(0);

  static Stream<ArmAgentProvider> all() {
    return Stream.of(new Ucb1Provider(), new KlUcbProvider(), new ThompsonSamplingProvider());
  }

  /**
   * Of five documents, 300 sessions tell the best: in each state it is the one shown. Of 300 random
   * keys none failed for any of the three.
   */
  @ParameterizedTest
  @MethodSource("all")
  void bestDocumentIsFoundAcrossSessions(ArmAgentProvider provider) {
    assertThat(greedyActions(provider, KEY)).containsOnly(3);
  }

  static int[] greedyActions(ArmAgentProvider provider, RandomKey root) {
    return trained(
            provider, provider.defaults(), Environments.constantRows(.2, .5, .1, .9, .4), root)
        .greedyActions();
  }

  /** Users accept what another bandit in each state has to find out; 300 random keys all passed. */
  @ParameterizedTest
  @MethodSource("all")
  void bestDocumentOfEachStateIsFoundWhereStatesAreToldApart(ArmAgentProvider provider) {
    assertThat(greedyActionsPerState(provider, KEY)).containsExactly(1, 2, 0);
  }

  static int[] greedyActionsPerState(ArmAgentProvider provider, RandomKey root) {
    List<List<Double>> rows =
        List.of(List.of(0., 1., 0.), List.of(0., 0., 1.), List.of(1., 0., 0.));
    return trained(provider, new ArmOptions(1, true), Environments.rows(rows), root)
        .greedyActions();
  }

  private static Completed trained(
      ArmAgentProvider provider, ArmOptions options, Environment environment, RandomKey root) {
    Trial trial =
        new Trial(
            new TrialId("bandit", 0),
            root,
            "matrix",
            environment,
            (same, key) -> provider.create(options, same, key),
            new Training(300, 1, 1, 1, 0, 0, Keep.LAST, 0),
            new Evaluation(10));
    return (Completed) trial.run();
  }

  @Test
  void everyPositionThatIsShownIsAPull() {
    ArmAgent agent = new ArmAgent(new Ucb1(1), new Space(4, 2, 1), false);
    agent.observe(shown(Slate.of(2, 0), new Response(1)));
    assertThat(agent.weights().get("pulls", 1, 4).data()).containsExactly(1, 0, 1, 0);
    assertThat(agent.weights().get("clicks", 1, 4).data()).containsExactly(1, 0, 0, 0);
    assertThat(agent.exploring().recommend(START, KEY)).isEqualTo(Slate.of(1, 3));
  }

  /** 1/2 where nothing is known, above it after a click, below it after none. */
  @Test
  void evaluationShowsTheGreatestPosteriorMeans() {
    ArmAgent agent = new ArmAgent(new Ucb1(1), new Space(3, 3, 1), false);
    agent.observe(shown(Slate.of(0, 2), new Response(1)));
    assertThat(agent.greedy().recommend(START, KEY)).isEqualTo(Slate.of(2, 1, 0));
    for (int i = 0; i < 10; i++) {
      agent.observe(shown(Slate.of(0), Response.FIRST));
    }
    assertThat(agent.greedy().recommend(START, KEY)).isEqualTo(Slate.of(0, 2, 1));
  }

  private static Transition shown(Slate slate, Response response) {
    return new Transition(START, slate, new Step(response, 1, START, Status.CONTINUES));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FOREVER")
  void environmentsWhoseDocumentsComeAndGoAreErrors(Stay stay) {
    Ucb1Provider provider = new Ucb1Provider();
    assertThatThrownBy(() -> provider.check(provider.defaults(), new TopicEnvironment(stay)))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("ucb1")
        .hasMessageContaining("resample: corpus");
  }

  @Test
  void tableThatIsTooLargeIsAnError() {
    Environment large = Environments.notFinite(new Space(10_000, 1, 10_000));
    Ucb1Provider provider = new Ucb1Provider();
    provider.check(provider.defaults(), large);
    assertThatThrownBy(() -> provider.check(new ArmOptions(1, true), large))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("perState"))
        .hasMessageContaining("10000 states");
  }
}
