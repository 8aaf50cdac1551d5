package dev.recsim.env.exploration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Document;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.User;
import dev.recsim.api.compose.UserModel;
import dev.recsim.env.Stream;
import dev.recsim.env.exploration.LatentAffinitiesProvider.Options;
import dev.recsim.env.exploration.RatedDocumentsProvider.RatedDocuments;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatentAffinityUsersTest {
  private static final RandomKey KEY = RandomKey.root(42).child("latent affinities");
  private static final int DRAWS = 20_000;

  private final DocumentSampler documents =
      new RatedDocumentsProvider().create(new RatedDocumentsProvider().defaults());
  private final UserModel users =
      new LatentAffinitiesProvider().create(new LatentAffinitiesProvider().defaults(), documents);

  /** Within 5 standard errors: odds of 1 in 1.7 million each. */
  @Test
  void documentsAreThoseOfRecSim() {
    double[] first = new double[DRAWS];
    double[] logQuality = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      RatedDocument document = (RatedDocument) documents.sample(i, KEY.child(i));
      first[i] = document.topic() == 0 ? 1 : 0;
      logQuality[i] = (StrictMath.log(document.quality()) - (document.topic() == 0 ? .8 : .2)) / .1;
      assertThat(document.features()).containsExactly(document.quality(), first[i], 1 - first[i]);
    }
    assertThat(documents.features()).containsExactly("quality", "topic_0", "topic_1");
    assertThat(documents.topics()).isEqualTo(2);
    assertMean(first, .2, Math.sqrt(.2 * .8));
    assertStandardNormal(logQuality);
  }

  @Test
  void topicAndQualityAreDrawsOfTheirStreams() {
    RatedDocument document = (RatedDocument) documents.sample(0, KEY);
    int topic = KEY.child(Stream.number("topic")).uniform(0) < .2 ? 0 : 1;
    double luck = KEY.child(Stream.number("quality")).gaussian(0);
    assertThat(document.topic()).isEqualTo(topic);
    assertThat(document.quality()).isEqualTo(StrictMath.exp((topic == 0 ? .8 : .2) + .1 * luck));
  }

  /** A user's affinities are what a document of quality 0 scores. */
  @Test
  void usersAreThoseOfRecSim() {
    double[] first = new double[DRAWS];
    double[] likes = new double[DRAWS];
    double[] dislikes = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      User user = users.sample(KEY.child(i));
      double a0 = StrictMath.log(user.score(document(0, 0)));
      double a1 = StrictMath.log(user.score(document(1, 0)));
      first[i] = a1 > a0 ? 1 : 0;
      likes[i] = (Math.max(a0, a1) - .7) / .1;
      dislikes[i] = (Math.min(a0, a1) - .1) / .1;
      assertThat(user.observe()).isEmpty();
      assertThat(user.stays()).isTrue();
    }
    assertMean(first, .3, Math.sqrt(.3 * .7));
    assertStandardNormal(likes);
    assertStandardNormal(dislikes);
  }

  @Test
  void scoreIsAffinityAndQuality() {
    User user = users.sample(KEY);
    assertThat(user.score(document(1, 2.5)) - user.score(document(1, 0)))
        .isCloseTo(2.5, within(1e-12));
  }

  /** .3 * .1 + .7 * .7 and .3 * .7 + .7 * .1, as RecSim's greedy agent believes. */
  @Test
  void observableScoreHasThePriorMeanInLogSpace() {
    assertThat(users.observableScore().orElseThrow().score(new double[0], document(0, 0)))
        .isCloseTo(.52, within(1e-12));
    assertThat(users.observableScore().orElseThrow().score(new double[0], document(1, 0)))
        .isCloseTo(.28, within(1e-12));
    assertThat(users.observableScore().orElseThrow().score(new double[0], document(1, 2)))
        .isCloseTo(2.28, within(1e-12));
  }

  @Test
  void qualityIsToldOfEveryPositionAndClicksOfTheClicked() {
    double[] signals = new double[6];
    users
        .sample(KEY)
        .respond(
            new Document[] {document(0, 2), document(1, 3), document(1, 4)},
            new int[] {1},
            signals,
            KEY);
    assertThat(users.signals()).containsExactly("click", "quality");
    assertThat(signals).containsExactly(0, 2, 1, 3, 0, 4);
  }

  @Test
  void topicsOfUsersAndDocumentsMustAgree() {
    Options three = new Options(List.of(1.0), List.of(List.of(.1, .2, .3)), .1);
    assertThatThrownBy(() -> new LatentAffinitiesProvider().create(three, documents))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("affinityLogMeans[0]"))
        .hasMessage("needs a value for each of the documents' 2 topics, but has 3");
  }

  @Test
  void probabilitiesMustAddUpToOneAndListsMustAgree() {
    assertThatThrownBy(() -> new RatedDocuments(List.of(.2, .7), List.of(.1, .2), .1))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("must add up to 1");
    assertThatThrownBy(() -> new RatedDocuments(List.of(.2, .8), List.of(.1), .1))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("qualityLogMeans"));
    assertThatThrownBy(() -> new Options(List.of(.5, .6), List.of(List.of(.1), List.of(.1)), .1))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("typeShares"));
    assertThatThrownBy(() -> new Options(List.of(.5, .5), List.of(List.of(.1)), .1))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option()).isEqualTo("affinityLogMeans"));
  }

  private static RatedDocument document(int topic, double quality) {
    return new RatedDocument(0, topic, quality, new double[] {quality, 1 - topic, topic});
  }

  private static void assertStandardNormal(double[] values) {
    assertMean(values, 0, 1);
    assertMean(Arrays.stream(values).map(x -> x * x).toArray(), 1, Math.sqrt(2));
  }

  private static void assertMean(double[] values, double mean, double deviation) {
    assertThat(Arrays.stream(values).average().orElseThrow())
        .isCloseTo(mean, within(5 * deviation / Math.sqrt(values.length)));
  }
}
