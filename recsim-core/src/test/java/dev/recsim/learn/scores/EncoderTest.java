package dev.recsim.learn.scores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.tape.Tape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private record Episode(long id, int topic, double[] features) implements Document {}

  private static final Observation SEEN =
      new Observation(
          0,
          new double[] {40},
          List.of(new Episode(0, 2, new double[] {7}), new Episode(1, -1, new double[] {8})));

  private static Space space(int topics) {
    return new Space(2, 1, 1, topics, List.of("age"), List.of("minutes"), List.of());
  }

  private final Parameters parameters = new Parameters(EngineChoice.JAVA, List.of(4));

  @Test
  void documentsAreTheirFeatures() {
    assertThat(encoded(new Encoder(space(0), parameters, 0), 0)).containsExactly(-1, 7);
  }

  @Test
  void topicStandsBehindTheFeatures() {
    Encoder encoder = new Encoder(space(3), parameters, 0);
    assertThat(encoded(encoder, 0)).containsExactly(-1, 7, 0, 0, 1);
    assertThat(encoded(encoder, 1)).containsExactly(-1, 8, 0, 0, 0);
  }

  @Test
  void withoutFeaturesOrTopicsDocumentsAreTheirIndex() {
    assertThat(encoded(new Encoder(new Space(2, 1, 5), parameters, 0), 1))
        .containsExactly(-1, 0, 1);
    assertThat(parameters.weights().tensors()).isEmpty();
  }

  /** Minutes 7 and 8 have mean 7.5 and deviation .5; the only age counts as 0. */
  @Test
  void featuresAreStandardizedOnceTheirScalesAreFixed() {
    Encoder encoder = new Encoder(space(3), parameters, 0);
    parameters.features(space(3)).measure(SEEN);
    parameters.features(space(3)).fix();
    assertThat(encoded(encoder, 0)).containsExactly(-1, -1, 0, 0, 1);
    assertThat(encoded(encoder, 1)).containsExactly(-1, 1, 0, 0, 0);
    assertThat(encoder.users(new Tape(), new Observation[] {SEEN}, null, 1).data()).startsWith(0);
  }

  /** Behind a number that is to stay, in an array that held something else. */
  private static float[] encoded(Encoder encoder, int document) {
    float[] to = new float[1 + encoder.documentWidth()];
    Arrays.fill(to, -1);
    encoder.document(SEEN, document, to, 1);
    return to;
  }
}
