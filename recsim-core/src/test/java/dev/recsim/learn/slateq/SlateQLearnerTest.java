package dev.recsim.learn.slateq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Agent;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.slateq.SlateQ.NetworkChoice;
import dev.recsim.learn.slateq.SlateQ.NoClick;
import dev.recsim.learn.slateq.SlateQ.Selection;
import dev.recsim.learn.slateq.SlateQ.Targets;
import dev.recsim.random.RandomKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlateQLearnerTest {
  private static final SlateQ PROVIDER = new SlateQ();
  private static final RandomKey KEY = RandomKey.root(42);

  /** Two documents, of which one is clicked or nothing is, with equal odds. */
  private static final List<Document> DOCUMENTS =
      List.of(new Clip(0, new double[] {1, 0}), new Clip(1, new double[] {0, 1}));

  private static final Observation FIRST = new Observation(0, new double[] {1, 0}, DOCUMENTS);
  private static final Observation SECOND = new Observation(0, new double[] {0, 1}, DOCUMENTS);

  private record Clip(long id, double[] features) implements Document {}

  /** An environment of which only the space and the appeal are known. */
  private record Looks(double noClickWeight) implements Environment {
    Looks() {
      this(1);
    }

    @Override
    public Space space() {
      return new Space(2, 1, 1, 0, List.of("a", "b"), List.of("c", "d"), List.of());
    }

    @Override
    public Optional<Appeal> appeal() {
      return Optional.of(
          new Appeal() {
            @Override
            public double weight(Observation seen, int candidate) {
              return 1;
            }

            @Override
            public double noClickWeight(Observation seen) {
              return noClickWeight;
            }
          });
    }

    @Override
    public Session open(RandomKey key) {
      throw new UnsupportedOperationException("only looked at");
    }
  }

  /**
   * The first observation pays 1 and leads to the second, which pays 10 and is the last: worth 11
   * and 10. Looked up in the observation before, as RecSim does, the first would be worth 1 more
   * than itself.
   */
  @ParameterizedTest
  @EnumSource(NetworkChoice.class)
  void targetsLookAtTheNextObservation(NetworkChoice network) {
    for (Targets targets : Targets.values()) {
      SlateQ.Options options = quick(Map.of("network", network, "targets", targets));
      SavedValues learned = learn(options, step(FIRST, 0, 1, SECOND), last(SECOND, 0, 10));
      // The slate shown next is clicked with odds 1/2; else the other's value, no click's, counts.
      assertThat(learned.document(SECOND, 0)).isCloseTo(10, within(.5));
      assertThat(learned.document(FIRST, 0) - slate(learned, SECOND)).isCloseTo(1, within(.5));
    }
  }

  @Test
  void cutOffSessionStillBootstraps() {
    assertThat(learnedForEver(Status.CUT_OFF)).isCloseTo(2, within(.1));
  }

  @Test
  void sessionThatGoesOnBootstraps() {
    assertThat(learnedForEver(Status.CONTINUES)).isCloseTo(2, within(.1));
  }

  @Test
  void endedSessionDoesNotBootstrap() {
    assertThat(learnedForEver(Status.ENDED)).isCloseTo(1, within(.1));
  }

  /** Reward 1 for ever at a single observation: worth 1 / (1 - .5) unless the session ends. */
  private static double learnedForEver(Status status) {
    Transition[] steps = {
      new Transition(FIRST, Slate.of(0), new Step(Response.FIRST, 1, FIRST, status)),
      new Transition(FIRST, Slate.of(1), new Step(Response.FIRST, 1, FIRST, status)),
      new Transition(FIRST, Slate.of(0), new Step(Response.NONE, 1, FIRST, status))
    };
    return learn(quick(Map.of("gamma", .5)), steps).document(FIRST, 1);
  }

  /**
   * Rewards 1, 7 and 1, then the end: the first step is worth 9, whatever the values are. Those of
   * the target stay at the mean return, 6.
   */
  @Test
  void severalRewardsAreSummedBeforeAValueIsLookedAt() {
    Transition[] steps = {
      step(FIRST, 0, 1, SECOND), step(SECOND, 0, 7, SECOND), last(SECOND, 1, 1)
    };
    Schedule never = Schedule.of(0);
    SavedValues one = learn(quick(Map.of("tau", never)), steps);
    assertThat(one.document(FIRST, 0)).as("1 and the target at the start").isCloseTo(7, within(.3));
    SavedValues three = learn(quick(Map.of("tau", never, "steps", 3)), steps);
    assertThat(three.document(FIRST, 0)).isCloseTo(9, within(.3));
  }

  /** Rewards 0, 0 and 8, then the end: worth .5 * .5 * 8. */
  @Test
  void laterRewardsAreDiscountedByMore() {
    Transition[] steps = {
      step(FIRST, 0, 0, SECOND), step(SECOND, 0, 0, SECOND), last(SECOND, 1, 8)
    };
    SlateQ.Options options = quick(Map.of("gamma", .5, "steps", 3));
    assertThat(learn(options, steps).document(FIRST, 0)).isCloseTo(2, within(.2));
  }

  /**
   * The second observation pays 10 for one document and nothing for the other, which was shown when
   * the first observation led there. Clicks have odds 1/2, and no click is worth nothing.
   */
  @Test
  void sarsaValuesTheSlateThatWasShownAndTheOthersTheOneTheyFind() {
    Transition[] steps = {step(FIRST, 0, 0, SECOND), last(SECOND, 1, 0), last(SECOND, 0, 10)};
    for (Targets targets : Targets.values()) {
      Map<String, Object> options =
          Map.of("network", NetworkChoice.MLP, "targets", targets, "no_click", NoClick.ZERO);
      double worth = targets == Targets.SARSA ? 0 : 5;
      assertThat(learn(quick(options), steps).document(FIRST, 0))
          .as(targets.name())
          .isCloseTo(worth, within(.4));
    }
  }

  /**
   * The second observation pays 10 for a click, of odds 1 : 4 in this environment, so that the
   * first is worth 2. With RecSim's hard-coded weights, user * document + 1 = 1 and 2 of no click,
   * it would be 3.3.
   */
  @Test
  void targetsTakeTheWeightsOfTheEnvironment() {
    Transition[] steps = {step(FIRST, 0, 0, SECOND), last(SECOND, 0, 10), last(SECOND, 1, 10)};
    for (Targets targets : Targets.values()) {
      SlateQ.Options options = quick(Map.of("targets", targets, "no_click", NoClick.ZERO));
      assertThat(learn(new Looks(4), options, steps).document(FIRST, 0)).isCloseTo(2, within(.3));
    }
  }

  /** Nothing is clicked and the session ends, or one of the documents is clicked and pays 4. */
  @Test
  void noClickIsLearnedOrWorthNothing() {
    Transition none =
        new Transition(FIRST, Slate.of(0), new Step(Response.NONE, 2, FIRST, Status.ENDED));
    SavedValues learned = learn(quick(Map.of()), last(FIRST, 0, 4), none);
    assertThat(learned.noClick(FIRST)).isCloseTo(2, within(.3));
    assertThat(learned.document(FIRST, 0)).isCloseTo(4, within(.3));
    SavedValues zero = learn(quick(Map.of("no_click", NoClick.ZERO)), last(FIRST, 0, 4), none);
    assertThat(zero.noClick(FIRST)).isZero();
    assertThat(zero.document(FIRST, 0)).isCloseTo(4, within(.3));
  }

  /** A step without a click changes nothing where no click is worth nothing. */
  @Test
  void batchWithoutAClickLeavesNothingToLearnWhereNoClickIsZero() {
    SlateQ.Options options = quick(Map.of("no_click", NoClick.ZERO));
    Transition none =
        new Transition(FIRST, Slate.of(0), new Step(Response.NONE, 2, FIRST, Status.ENDED));
    try (Agent agent = PROVIDER.create(options, new Looks(), KEY)) {
      Learner learner = agent.learner().orElseThrow();
      learner.observe(none);
      learner.update(4);
      Object before = learner.weights();
      learner.update(4);
      assertThat(learner.weights()).isEqualTo(before);
    }
  }

  @Test
  void valuesStartAtTheMeanReturnOfWhatWasSeenFirst() {
    SlateQ.Options options = quick(Map.of("learning_rate", Schedule.of(0)));
    SavedValues seen = learn(options, step(FIRST, 0, 1, SECOND), last(SECOND, 0, 10));
    assertThat(seen.document(FIRST, 0)).isCloseTo(10.5, within(.2));
  }

  /** Returns to the last step that is known of a session: (11 + 10 + 5) / 3. */
  @Test
  void meanReturnLooksToTheEndOfWhatIsKnown() {
    Transition cut =
        new Transition(FIRST, Slate.of(0), new Step(Response.FIRST, 5, SECOND, Status.CUT_OFF));
    Transition[] steps = {step(FIRST, 0, 1, SECOND), last(SECOND, 0, 10), cut};
    assertThat(start(Map.of(), steps)).isCloseTo(26 / 3., within(.1));
    assertThat(start(Map.of("gamma", .5), steps)).isCloseTo(21 / 3., within(.1));
  }

  /**
   * The return is 1 of the first click and 10 of the last one, between which nothing is clicked.
   */
  @Test
  void meanReturnOfClicksStopsAtAStepWithoutOne() {
    Transition none =
        new Transition(SECOND, Slate.of(0), new Step(Response.NONE, 4, FIRST, Status.CONTINUES));
    Transition[] steps = {step(FIRST, 0, 1, SECOND), none, last(FIRST, 0, 10)};
    assertThat(start(Map.of("no_click", NoClick.ZERO), steps)).isCloseTo(5.5, within(.1));
  }

  /** Three steps of return 11, 10 and 1, of which the replay memory keeps two. */
  @Test
  void meanReturnCountsStepsThatTheReplayMemoryHasDropped() {
    Transition[] steps = {step(FIRST, 0, 1, SECOND), last(SECOND, 0, 10), last(FIRST, 0, 1)};
    assertThat(start(Map.of("replay_capacity", 2), steps)).isCloseTo(22 / 3., within(.1));
  }

  /** The value that everything starts at, without a gradient step. */
  private static double start(Map<String, Object> changes, Transition... steps) {
    Map<String, Object> all = new HashMap<>(changes);
    all.put("learning_rate", Schedule.of(0));
    return learn(quick(all), steps).document(FIRST, 0);
  }

  /**
   * The session after the first step is another one: its rewards are not those of the first, which
   * is worth 1 and the mean return, 10.5.
   */
  @Test
  void stepFromElsewhereDoesNotFollow() {
    Observation same = new Observation(0, SECOND.user(), DOCUMENTS);
    Map<String, Object> options =
        Map.of("tau", Schedule.of(0), "steps", 3, "network", NetworkChoice.MLP);
    Transition[] steps = {step(FIRST, 0, 1, SECOND), last(same, 1, 20)};
    assertThat(learn(quick(options), steps).document(FIRST, 0)).isCloseTo(11.5, within(.5));
  }

  /** Candidates that stay are looked at once, and once more for the scales of features. */
  @Test
  void featuresOfCandidatesThatStayAreShared() {
    int[] looks = {0};
    Document counting =
        new Document() {
          @Override
          public long id() {
            return 0;
          }

          @Override
          public double[] features() {
            looks[0]++;
            return new double[] {1, 0};
          }
        };
    List<Document> candidates = List.of(counting, DOCUMENTS.get(1));
    try (Agent agent = PROVIDER.create(quick(Map.of()), new Looks(), KEY)) {
      for (int i = 0; i < 5; i++) {
        Observation seen = new Observation(0, new double[] {1, i}, candidates);
        agent.learner().orElseThrow().observe(last(seen, 0, 1));
      }
    }
    assertThat(looks[0]).isEqualTo(2);
  }

  @Test
  void exploringShowsARandomSlateWithTheScheduledProbability() {
    SlateQ.Options options =
        quick(
            Map.of(
                "random_slate_probability", new Schedule(.8, .2, 10, null), "hidden", List.of(4)));
    try (Agent agent = PROVIDER.create(options, new Looks(), KEY)) {
      Learner learner = agent.learner().orElseThrow();
      assertThat(shareOfGreedy(agent)).isCloseTo(.2 + .8 / 2, within(.03));
      learner.observe(last(FIRST, 0, 1));
      for (int i = 0; i < 10; i++) {
        learner.update(1);
      }
      assertThat(shareOfGreedy(agent)).isCloseTo(.8 + .2 / 2, within(.03));
    }
  }

  /** Of 4,000 decisions: the standard error is below .008, so .03 fails for 1 key in 10,000. */
  private static double shareOfGreedy(Agent agent) {
    Slate greedy = agent.greedy().recommend(FIRST, KEY);
    int equal = 0;
    for (int i = 0; i < 4_000; i++) {
      Slate slate = agent.learner().orElseThrow().exploring().recommend(FIRST, KEY.child(i));
      equal += slate.equals(greedy) ? 1 : 0;
    }
    return equal / 4_000.0;
  }

  private static Transition step(Observation seen, int document, double reward, Observation next) {
    return new Transition(
        seen, Slate.of(document), new Step(Response.FIRST, reward, next, Status.CONTINUES));
  }

  private static Transition last(Observation seen, int document, double reward) {
    return new Transition(
        seen, Slate.of(document), new Step(Response.FIRST, reward, FIRST, Status.ENDED));
  }

  private static SlateQ.Options quick(Map<String, Object> changes) {
    Map<String, Object> all = new HashMap<>();
    all.put("hidden", List.of(16));
    all.put("selection", Selection.OPTIMAL);
    all.put("steps", 1);
    all.put("tau", Schedule.of(.2));
    all.put("learning_rate", Schedule.of(.01));
    all.put("value_scale", 5.0);
    all.putAll(changes);
    SlateQ.Options options = Options.defaults(SlateQ.Options.class);
    for (Map.Entry<String, Object> change : all.entrySet()) {
      options = Options.with(options, change.getKey(), change.getValue());
    }
    return options;
  }

  /** The values after the steps were learned from many times. */
  private static SavedValues learn(SlateQ.Options options, Transition... steps) {
    return learn(new Looks(), options, steps);
  }

  private static SavedValues learn(Looks looks, SlateQ.Options options, Transition... steps) {
    try (Agent agent = PROVIDER.create(options, looks, KEY)) {
      Learner learner = agent.learner().orElseThrow();
      for (Transition step : steps) {
        learner.observe(step);
      }
      for (int i = 0; i < 1_000; i++) {
        learner.update(16);
      }
      return new SavedValues(options, learner.weights());
    }
  }

  /** Of the better document alone, chosen with odds 1/2. */
  private static double slate(SavedValues values, Observation seen) {
    double best = Math.max(values.document(seen, 0), values.document(seen, 1));
    return (best + values.noClick(seen)) / 2;
  }
}
