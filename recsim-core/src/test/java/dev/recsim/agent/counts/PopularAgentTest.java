package dev.recsim.agent.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.agent.Environments;
import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.NoOptions;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PopularAgentTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final Observation START = new Observation(0);
  private static final double[] NO_FEATURES = {};

  private final PopularProvider provider = new PopularProvider();
  private final PopularAgent agent = new PopularAgent(new Space(4, 2, 1));

  private void show(Observation seen, Slate slate, int... clicks) {
    Response response = Response.of(clicks, new double[0], 0);
    agent.observe(
        new Transition(seen, slate, new Step(response, clicks.length, seen, Status.CONTINUES)));
  }

  @Test
  void mostClickedDocumentsAreShownHoweverOftenTheyWereShown() {
    show(START, Slate.of(3, 1), 0, 1);
    show(START, Slate.of(3, 0), 0);
    show(START, Slate.of(3, 0));
    show(START, Slate.of(3, 2));
    assertThat(agent.greedy().recommend(START, KEY)).isEqualTo(Slate.of(3, 1));
    show(START, Slate.of(2, 0), 0);
    assertThat(agent.greedy().recommend(START, KEY)).as("1 and 2 tie").isEqualTo(Slate.of(3, 1));
    show(START, Slate.of(2, 0), 0);
    show(START, Slate.of(2, 0), 0);
    assertThat(agent.greedy().recommend(START, KEY)).isEqualTo(Slate.of(2, 3));
    assertThat(agent.weights().get("clicks", 4).data()).containsExactly(0, 1, 3, 2);
  }

  @Test
  void documentsAreRecognizedByTheirNumberAmongAnyCandidates() {
    show(Shown.candidates(NO_FEATURES, 3, 1, 2), Slate.of(0, 2), 0, 1);
    show(Shown.candidates(NO_FEATURES, 1, 2), Slate.of(1, 0), 0);
    assertThat(agent.greedy().recommend(START, KEY)).isEqualTo(Slate.of(2, 3));
    assertThat(agent.greedy().recommend(Shown.candidates(NO_FEATURES, 0, 1, 2, 3), KEY))
        .isEqualTo(Slate.of(2, 3));
    assertThat(agent.greedy().recommend(Shown.candidates(NO_FEATURES, 0, 3, 1), KEY))
        .isEqualTo(Slate.of(1, 0));
    Observation unknown = Shown.candidates(NO_FEATURES, 3, 99);
    assertThat(agent.greedy().recommend(unknown, KEY)).isEqualTo(Slate.of(0, 1));
    assertThatThrownBy(() -> show(unknown, Slate.of(0, 1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("document 99")
        .hasMessageContaining("0 to 3");
  }

  /** The best of five documents. Of 300 random keys none failed. */
  @Test
  void mostClickedDocumentIsFoundInTraining() {
    assertThat(greedyActions(KEY)).containsOnly(3);
  }

  int[] greedyActions(RandomKey root) {
    Trial trial =
        new Trial(
            new TrialId("popular", 0),
            root,
            "matrix",
            Environments.constantRows(.2, .5, .1, .9, .4),
            (same, key) -> provider.create(new NoOptions(), same, key),
            new Training(300, 1, 1, 1, 0, 0, Keep.LAST, 0),
            new Evaluation(10));
    return ((Completed) trial.run()).greedyActions();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FOREVER")
  void environmentsWhoseDocumentsComeAndGoAreErrors(Stay stay) {
    assertThatThrownBy(() -> provider.check(new NoOptions(), new TopicEnvironment(stay)))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("popular")
        .hasMessageContaining("resample: corpus");
  }

  @Test
  void planShowsEachDocumentAHundredTimes() {
    assertThat(agent.plan(1_000_000).envSteps()).isEqualTo(50_000);
    PopularAgent large = new PopularAgent(new Space(100_000, 5, 1));
    assertThat(large.plan(10_000_000).envSteps()).isEqualTo(2_000_000);
  }
}
