package dev.recsim.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Document;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import dev.recsim.trial.Sessions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComposedEnvironmentTest {
  private static final RandomKey KEY = RandomKey.root(3);

  @Test
  void spaceNamesWhatTheParts() {
    Space space = new ComposedEnvironment(Shop.options(6, 2, Resample.STEP)).space();
    assertThat(space)
        .isEqualTo(new Space(6, 2, 1, 2, List.of("slates"), List.of(), List.of("click", "worth")));
  }

  @Test
  void rewardIsTheSumOfTheUsersSignalOverTheSlate() {
    Step step = open(Shop.options(6, 2, Resample.SESSION)).recommend(Slate.of(3, 5));
    assertThat(step.reward()).isEqualTo(1);
    assertThat(step.response().clicked()).isZero();
    assertThat(step.response().signal(1, 1)).isEqualTo(5);
  }

  @Test
  void fileChoosesAnotherSignalForReward() {
    Session session = open(Shop.options(6, 2, Resample.SESSION, 0, 0, "worth", 9));
    assertThat(session.recommend(Slate.of(3, 5)).reward()).isEqualTo(3 + 5);
  }

  @Test
  void userLeavesOrIsCutOff() {
    assertThat(statuses(Shop.options(6, 1, Resample.STEP)))
        .containsExactly(Status.CONTINUES, Status.CONTINUES, Status.CONTINUES, Status.ENDED);
    assertThat(statuses(Shop.options(6, 1, Resample.STEP, 0, 0, null, 3)))
        .containsExactly(Status.CONTINUES, Status.CONTINUES, Status.CUT_OFF);
    assertThat(statuses(Shop.options(6, 1, Resample.STEP, 0, 0, null, Shop.SESSION)))
        .as("leaving counts before the limit")
        .endsWith(Status.ENDED);
  }

  @Test
  void metricsAreQuotientsOfWhatWasCounted() {
    ComposedEnvironment environment = new ComposedEnvironment(Shop.options(6, 3, Resample.SESSION));
    Session session = environment.open(KEY);
    for (int i = 0; i < Shop.SESSION; i++) {
      // Topics 1, 1, 0: two of three pairs differ.
      session.recommend(Slate.of(3, 5, 4));
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : environment.metrics()) {
      values.put(metric.name(), metric.value(session.counts(), 1));
    }
    assertThat(session.counts()).hasSize(environment.counters().size());
    assertThat(values)
        .containsExactly(
            entry("session_length", 4.0),
            entry("click_rate", 1.0),
            entry("worth_per_click", 3.0),
            entry("mood", (1 + 2 + 3 + 4) / 4.0),
            entry("topic_0_share", 0.0),
            entry("topic_1_share", 1.0),
            entry("topic_coverage", 1 / 2.0),
            entry("slate_diversity", 2 / 3.0),
            // Of twelve impressions, four were of topic 0: (8 - 4) / 12.
            entry("topic_exposure_gini", 1 / 3.0),
            entry("topic_exposure_entropy", values.get("topic_exposure_entropy")));
    assertThat(values.get("topic_exposure_entropy"))
        .isCloseTo(-bits(1 / 3.0) / 3 - 2 * bits(2 / 3.0) / 3, within(1e-12));
  }

  private static double bits(double share) {
    return Math.log(share) / Math.log(2);
  }

  /** Documents 3, 5 and 4 of six are shown equally often; 3 is clicked. */
  @Test
  void documentsOfACorpusAreCountedSparsely() {
    ComposedEnvironment environment = new ComposedEnvironment(Shop.options(6, 3, Resample.CORPUS));
    Sessions played =
        new Loop(environment, KEY, KEY.child("decisions"))
            .play((seen, key) -> Slate.of(3, 5, 4), 70);
    Map<String, Double> metrics = played.metrics(environment.metrics());
    assertThat(environment.catalogue()).hasValue(6);
    assertThat(environment.sparseCounters()).isEqualTo(12);
    assertThat(played.totals()).hasSize(environment.counters().size() + 12);
    assertThat(metrics.get("corpus_coverage")).isEqualTo(1 / 6.0);
    // Shares 0, 0, 0, 1/3, 1/3, 1/3 with weights -5, -3, -1, 1, 3, 5, divided by 5.
    assertThat(metrics.get("exposure_gini")).isEqualTo(3 / 5.0);
    assertThat(metrics.get("exposure_entropy")).isCloseTo(-bits(1 / 3.0), within(1e-12));
  }

  @Test
  void documentsDrawnForASessionAreInNoCatalogue() {
    assertThat(new ComposedEnvironment(Shop.options(6, 3, Resample.SESSION)).catalogue()).isEmpty();
  }

  @Test
  void candidatesAreDrawnAnewAtEachStep() {
    List<List<Long>> seen = ids(Shop.options(3, 1, Resample.STEP), KEY);
    assertThat(seen.get(0)).containsExactly(0L, 1L, 2L);
    assertThat(seen.get(1)).containsExactly(3L, 4L, 5L);
  }

  /** They are drawn when they are looked at: by whom, and in which order, does not matter. */
  @Test
  void candidatesAreTheSameWhicheverIsLookedAtFirst() {
    ComposedEnvironment.Options options = Shop.options(3, 1, Resample.STEP);
    List<RandomKey> inOrder = luck(options, KEY);
    List<Document> candidates = new ComposedEnvironment(options).open(KEY).start().candidates();
    for (int i = 2; i >= 0; i--) {
      assertThat(((Shop.Good) candidates.get(i)).key()).isEqualTo(inOrder.get(i));
      assertThat(candidates.get(i)).isSameAs(candidates.get(i));
    }
    assertThat(inOrder).doesNotHaveDuplicates();
  }

  @Test
  void candidatesOfASessionStayAndDifferBetweenSessions() {
    ComposedEnvironment.Options options = Shop.options(3, 1, Resample.SESSION);
    assertThat(ids(options, KEY)).allMatch(ids -> ids.equals(List.of(0L, 1L, 2L)));
    assertThat(luck(options, KEY)).isEqualTo(luck(options, KEY));
    assertThat(luck(options, KEY)).isNotEqualTo(luck(options, RandomKey.root(4)));
  }

  @Test
  void corpusIsTheSameForAllSessions() {
    ComposedEnvironment.Options options = Shop.options(3, 1, Resample.CORPUS);
    assertThat(luck(options, KEY)).isEqualTo(luck(options, RandomKey.root(4)));
  }

  @Test
  void oldestCandidatesMakeRoomAndOthersAreAdded() {
    assertThat(ids(Shop.options(3, 1, Resample.SESSION, 2, 0, null, 9), KEY))
        .startsWith(List.of(0L, 1L, 2L), List.of(2L, 3L, 4L), List.of(4L, 5L, 6L));
    ComposedEnvironment.Options growing = Shop.options(3, 1, Resample.SESSION, 1, 2, null, 3);
    assertThat(ids(growing, KEY))
        .startsWith(List.of(0L, 1L, 2L), List.of(1L, 2L, 3L, 4L, 5L))
        .element(2)
        .isEqualTo(List.of(2L, 3L, 4L, 5L, 6L, 7L, 8L));
    assertThat(new ComposedEnvironment(growing).space().documents()).isEqualTo(3 + 2 * 2);
  }

  @Test
  void documentsThatStayMayChange() {
    Session session = open(Shop.options(3, 2, Resample.SESSION));
    Step step = session.recommend(Slate.of(2, 0));
    step = session.recommend(Slate.of(2, 0));
    assertThat(step.next().candidates())
        .extracting(document -> ((Shop.Good) document).clicks())
        .containsExactly(0, 0, 2);
  }

  @Test
  void whatASlateMustBe() {
    Session session = open(Shop.options(3, 2, Resample.SESSION));
    assertThatThrownBy(() -> session.recommend(Slate.of(0, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only 2 fit");
    assertThatThrownBy(() -> session.recommend(Slate.of(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> session.recommend(Slate.of(3)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void optionsThatDoNotFitEachOtherAreNamed() {
    refused(Shop.options(2, 3, Resample.STEP), "slateSize", "at most the 2 candidates");
    refused(Shop.options(3, 1, Resample.STEP, 1, 0, null, 9), "turnover", "resample: session");
    refused(Shop.options(3, 1, Resample.STEP, 0, 1, null, 9), "growth", "resample: session");
    refused(Shop.options(100_000, 1, Resample.SESSION, 0, 1, null, 9), "growth", "fewer");
    refused(Shop.options(3, 1, Resample.SESSION, 4, 0, null, 9), "turnover", "at most the 3");
    refused(
        Shop.options(3, 1, Resample.STEP, 0, 0, "smiles", 9), "reward", "(click, worth), but is");
  }

  @Test
  void missingPartsAreNamed() {
    ComposedProvider provider = new ComposedProvider();
    assertThatThrownBy(() -> provider.create(provider.defaults(), Path.of("")))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.option()).isEqualTo("user"));
  }

  private static void refused(ComposedEnvironment.Options options, String option, String message) {
    assertThatThrownBy(() -> new ComposedEnvironment(options))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.option()).isEqualTo(option))
        .hasMessageContaining(message);
  }

  private static Session open(ComposedEnvironment.Options options) {
    return new ComposedEnvironment(options).open(KEY);
  }

  private static List<Status> statuses(ComposedEnvironment.Options options) {
    Session session = open(options);
    List<Status> statuses = new ArrayList<>();
    do {
      statuses.add(session.recommend(Slate.of(0)).status());
    } while (statuses.get(statuses.size() - 1) == Status.CONTINUES);
    assertThatThrownBy(() -> session.recommend(Slate.of(0)))
        .isInstanceOf(IllegalStateException.class);
    return statuses;
  }

  /** The candidates' numbers before each step and behind the last. */
  private static List<List<Long>> ids(ComposedEnvironment.Options options, RandomKey key) {
    Session session = new ComposedEnvironment(options).open(key);
    List<List<Long>> ids = new ArrayList<>();
    Observation seen = session.start();
    Status status = Status.CONTINUES;
    while (status == Status.CONTINUES) {
      ids.add(seen.candidates().stream().map(Document::id).toList());
      Step step = session.recommend(Slate.of(0));
      seen = step.next();
      status = step.status();
    }
    ids.add(seen.candidates().stream().map(Document::id).toList());
    return ids;
  }

  private static List<RandomKey> luck(ComposedEnvironment.Options options, RandomKey key) {
    return new ComposedEnvironment(options)
        .open(key).start().candidates().stream().map(it -> ((Shop.Good) it).key()).toList();
  }
}
