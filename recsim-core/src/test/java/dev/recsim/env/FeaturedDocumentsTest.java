package dev.recsim.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Features;
import dev.recsim.env.TransitionMatrixOptions.Similarity;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.random.RandomKey;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents with features. */
class FeaturedDocumentsTest {
  private static final RandomKey KEY = RandomKey.root(42).child("similarity");

  /** The map, without noise: the weights are draws k * 6 + m, the biases draws k. */
  @Test
  void featuresAreTheStatedMapOfTheLatentVectors() {
    SimilarAcceptances similar = new SimilarAcceptances(9, 3, 8, KEY);
    List<Document> documents =
        new FeaturedDocuments(similar, new Features(5, 0.0), KEY.child("features"));
    double[] z = new double[6];
    for (int i = 0; i < 9; i++) {
      similar.copy(i, z);
      assertThat(z[0] * z[0] + z[1] * z[1] + z[2] * z[2]).isCloseTo(1, within(1e-12));
      assertThat(z[3] * z[3] + z[4] * z[4] + z[5] * z[5]).isCloseTo(1, within(1e-12));
      for (int k = 0; k < 5; k++) {
        double sum = KEY.child("features").child("biases").gaussian(k);
        for (int m = 0; m < 6; m++) {
          sum += KEY.child("features").child("weights").gaussian(6 * k + m) * z[m];
        }
        assertThat(documents.get(i).features()[k]).isCloseTo(Math.tanh(sum), within(1e-6));
      }
    }
  }

  /** The same bytes on every machine and JDK. */
  @Test
  void bytesAreKnown() throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(40 * 16 * Double.BYTES);
    for (Document document : documents(environment(40, 42, .1))) {
      for (double feature : document.features()) {
        bytes.putDouble(feature);
      }
    }
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array())))
        .isEqualTo("ad05aa4652ae723e74ec053e7b580660a173c314204d0e6192ca32f3cb49939e");
  }

  /**
   * The mean square of 48,000 draws of noise is within 5 standard errors of 0.01; fails for one
   * seed in 1,700,000.
   */
  @Test
  void noiseHasTheStatedDeviation() {
    List<Document> noisy = documents(environment(3_000, 1, .1));
    List<Document> exact = documents(environment(3_000, 1, 0));
    double squares = 0;
    for (int i = 0; i < 3_000; i++) {
      for (int k = 0; k < 16; k++) {
        double noise = noisy.get(i).features()[k] - exact.get(i).features()[k];
        squares += noise * noise / 48_000;
      }
    }
    assertThat(squares).isCloseTo(.01, within(5 * .01 * Math.sqrt(2 / 48_000.0)));
  }

  @Test
  void documentsDoNotDependOnHowManyThereAre() {
    List<Document> few = documents(environment(5, 42, .1));
    List<Document> many = documents(environment(2_500, 42, .1));
    for (int i = 0; i < 5; i++) {
      assertThat(few.get(i).features()).containsExactly(many.get(i).features());
      assertThat(many.get(i).id()).isEqualTo(i);
    }
    assertThatThrownBy(() -> few.get(5)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Features change neither the matrix nor what users do. */
  @Test
  void usersAreTheSameWithAndWithoutFeatures() {
    FiniteMdp with = environment(30, 42, .1).model().orElseThrow();
    FiniteMdp without = environment(30, null).model().orElseThrow();
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 30; j++) {
        assertThat(with.reward(i, j)).isEqualTo(without.reward(i, j));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 2_001, 10_001})
  void usersAreSeenWithTheFeaturesOfTheirDocument(int documents) {
    Environment environment = environment(documents, 42, .1);
    Session session = environment.open(RandomKey.root(5));
    Observation seen = session.start();
    for (int shown = 0; shown < 3; shown++) {
      assertThat(seen.candidates()).hasSize(documents);
      assertThat(seen.user())
          .containsExactly(seen.candidates().get(seen.state()).features())
          .hasSize(environment.space().userFeatures().size());
      seen = session.recommend(Slate.of(shown)).next();
    }
    assertThat(environment.catalogue()).hasValue(documents);
    assertThat(environment.describe(seen, 7)).startsWith("document 7, x_0 ");
  }

  @Test
  void modelShowsWhatSessionsShow() {
    Environment environment = environment(30, 42, .1);
    Observation seen = environment.open(RandomKey.root(5)).start();
    Observation state = environment.model().orElseThrow().observation(seen.state());
    assertThat(state.state()).isEqualTo(seen.state());
    assertThat(state.user()).containsExactly(seen.user());
    assertThat(state.candidates()).isSameAs(seen.candidates());
  }

  /**
   * Always showing the document whose features have the largest cosine with those of the current
   * one earns less than half of the optimum. Exact values of four matrices.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 42})
  void similarFeaturesAreNotWhatUsersLookFor(long seed) {
    Environment environment = environment(300, seed, .1);
    List<Document> documents = documents(environment);
    int[] nearest = new int[300];
    for (int i = 0; i < 300; i++) {
      double largest = -2;
      for (int j = 0; j < 300; j++) {
        double cosine = cosine(documents.get(i).features(), documents.get(j).features());
        if (j != i && cosine > largest) {
          largest = cosine;
          nearest[i] = j;
        }
      }
    }
    FiniteMdp mdp = environment.model().orElseThrow();
    ExactSolver solver = new ExactSolver(mdp);
    assertThat(solver.value(StochasticPolicy.deterministic(mdp, nearest)).reward())
        .isLessThan(.5 * solver.optimalValue());
  }

  private static double cosine(double[] x, double[] y) {
    double product = 0;
    double ofX = 0;
    double ofY = 0;
    for (int k = 0; k < x.length; k++) {
      product += x[k] * y[k];
      ofX += x[k] * x[k];
      ofY += y[k] * y[k];
    }
    return product / Math.sqrt(ofX * ofY);
  }

  @Test
  void featuresThatDoNotFitTheMemoryAreRefused() {
    InvalidOption invalid =
        catchThrowableOfType(
            InvalidOption.class, () -> environment(10_000_000, new Features(1_024, .1)));
    assertThat(invalid.option()).isEqualTo("docNum");
    assertThat(invalid).hasMessageContaining("directions and features");
  }

  private static List<Document> documents(Environment environment) {
    return environment.open(RandomKey.root(0)).start().candidates();
  }

  private static Environment environment(int documents, long seed, double noise) {
    return environment(documents, seed, new Features(16, noise));
  }

  private static Environment environment(int documents, Features features) {
    return environment(documents, 42, features);
  }

  private static Environment environment(int documents, long seed, Features features) {
    Acceptance acceptance = new Acceptance(null, null, null, new Similarity(seed, 3, 8, features));
    return new TransitionMatrixProvider()
        .create(
            new TransitionMatrixOptions(documents, 16, .1, .2, acceptance, 1_000), Path.of("."));
  }
}
