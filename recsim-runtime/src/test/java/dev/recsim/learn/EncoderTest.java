package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private record Episode(long id, int topic, double[] features) implements Document {}

  private static final Space SPACE =
      new Space(2, 1, 1, 3, List.of("age"), List.of("minutes"), List.of());

  private static final Observation SEEN =
      new Observation(
          0,
          new double[] {40},
          List.of(new Episode(0, 2, new double[] {7}), new Episode(1, -1, new double[] {8})));

  @Test
  void documentsAreTheirFeatures() {
    assertThat(encoded(new Encoder(SPACE), 0)).containsExactly(-1, 7);
  }

  @Test
  void topicStandsBehindTheFeatures() {
    assertThat(encoded(Encoder.withTopics(SPACE), 0)).containsExactly(-1, 7, 0, 0, 1);
    assertThat(encoded(Encoder.withTopics(SPACE), 1)).containsExactly(-1, 8, 0, 0, 0);
  }

  @Test
  void withoutFeaturesOrTopicsDocumentsAreTheirIndex() {
    Space space = new Space(2, 1, 5);
    for (Encoder encoder : List.of(new Encoder(space), Encoder.withTopics(space))) {
      assertThat(encoded(encoder, 1)).containsExactly(-1, 0, 1);
    }
  }

  /** Behind a number that is to stay, in an array that held something else. */
  private static float[] encoded(Encoder encoder, int document) {
    float[] to = new float[1 + encoder.documentWidth()];
    Arrays.fill(to, -1);
    encoder.document(SEEN, document, to, 1);
    return to;
  }
}
