package dev.recsim.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.FiniteMdp;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Similarity;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matrices of documents that have something in common. */
class SimilarAcceptanceTest {
  private static final TransitionMatrixProvider PROVIDER = new TransitionMatrixProvider();

  /**
   * On the sphere of three dimensions the cosine of two uniform directions is uniform (Archimedes),
   * so that W^(1 / sharpness) is uniform in [0, 1]. Kolmogorov and Smirnov's distance of the 500
   * cells of the diagonal, whose directions are all independent, from that: above 0.0996 for one
   * choice of keys in 10,000; the seeds are fixed.
   */
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 8", "42, 0.5"})
  void rootsAreUniformInThreeDimensions(long seed, double sharpness) {
    FiniteMdp mdp = environment(500, seed, 3, sharpness);
    double[] roots = new double[500];
    for (int i = 0; i < 500; i++) {
      roots[i] = Math.pow(mdp.reward(i, i), 1 / sharpness);
    }
    Arrays.sort(roots);
    double distance = 0;
    for (int i = 0; i < 500; i++) {
      distance = Math.max(distance, Math.max(roots[i] - i / 500.0, (i + 1) / 500.0 - roots[i]));
    }
    assertThat(distance).isLessThan(.0996);
  }

  @ParameterizedTest
  @CsvSource({"1, 2, 4", "50, 2, 0.01", "50, 7, 100", "50, 1024, 1e300"})
  void valuesAreProbabilities(int documents, int dimension, double sharpness) {
    for (double[] row : rows(environment(documents, 42, dimension, sharpness))) {
      for (double accept : row) {
        assertThat(accept).isBetween(0.0, 1.0);
      }
    }
  }

  /**
   * c = u . v is a product of a [documents x dimension] and a [dimension x documents] matrix: its
   * rank is the dimension, where a matrix without structure has rank 30. So any dimension + 1
   * columns depend on each other.
   */
  @ParameterizedTest
  @CsvSource({"2, 3", "3, 8", "5, 1"})
  void cosinesHaveTheRankOfTheDimension(int dimension, double sharpness) {
    double[][] cosines = rows(environment(30, 42, dimension, sharpness));
    for (double[] row : cosines) {
      for (int j = 0; j < row.length; j++) {
        row[j] = 2 * Math.pow(row[j], 1 / sharpness) - 1;
      }
    }
    assertThat(rank(cosines, 1e-9)).isEqualTo(dimension);
  }

  /**
   * On the circle, documents that two users looking elsewhere see at the same place are alike: so
   * all users accept them nearly alike.
   */
  @Test
  void documentsThatAreAlikeAreAcceptedAlike() {
    double[][] rows = rows(environment(300, 42, 2, 4));
    int pairs = 0;
    for (int a = 0; a < 300; a++) {
      for (int b = a + 1; b < 300; b++) {
        boolean alike = near(rows, 0, a, b) && near(rows, 1, a, b);
        pairs += alike ? 1 : 0;
        for (int i = 0; alike && i < 300; i++) {
          assertThat(rows[i][a]).isCloseTo(rows[i][b], within(.2));
        }
      }
    }
    assertThat(pairs).as("pairs that are alike").isGreaterThan(100);
  }

  private static boolean near(double[][] rows, int user, int a, int b) {
    return Math.abs(Math.sqrt(Math.sqrt(rows[user][a])) - Math.sqrt(Math.sqrt(rows[user][b])))
        < .005;
  }

  /** Of the 435 pairs and 30 documents. */
  @Test
  void whatADocumentIsLikeIsNotWhatItsUsersLookFor() {
    double[][] rows = rows(environment(30, 42, 3, 4));
    int symmetric = 0;
    int ownBest = 0;
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < i; j++) {
        symmetric += Math.abs(rows[i][j] - rows[j][i]) < 1e-3 ? 1 : 0;
      }
      ownBest += rows[i][i] == Arrays.stream(rows[i]).max().orElseThrow() ? 1 : 0;
    }
    assertThat(symmetric).as("of 435 pairs").isLessThan(87);
    assertThat(ownBest).as("of 30 documents").isLessThan(10);
  }

  @Test
  void sharperUsersAcceptTheSameDocumentsLess() {
    double[][] mild = rows(environment(20, 42, 4, 2));
    double[][] sharp = rows(environment(20, 42, 4, 6));
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 20; j++) {
        assertThat(sharp[i][j]).isCloseTo(Math.pow(mild[i][j], 3), within(1e-12));
      }
    }
  }

  @Test
  void documentsDoNotDependOnHowManyThereAre() {
    double[][] few = rows(environment(5, 42, 3, 8));
    double[][] many = rows(environment(50, 42, 3, 8));
    for (int i = 0; i < 5; i++) {
      assertThat(few[i]).containsExactly(Arrays.copyOf(many[i], 5));
    }
  }

  /** The same bytes on every machine and JDK. */
  @Test
  void bytesAreKnown() throws NoSuchAlgorithmException {
    assertThat(digest(environment(40, 42, 3, 8)))
        .isEqualTo("341837beb8922b82d67f9dc881171c18d37d66067abad4bb959964ddc8ad32f3");
    assertThat(digest(environment(40, 43, 3, 8))).isNotEqualTo(digest(environment(40, 42, 3, 8)));
  }

  @Test
  void numberOfDocumentsIsTenIfLeftOut() {
    assertThat(environment(null, 42, 3, 8).states()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 8, dimension",
    "1025, 8, dimension",
    "3, 0, sharpness",
    "3, -1, sharpness",
    "3, NaN, sharpness",
    "3, Infinity, sharpness"
  })
  void optionOutsideOfItsRangeIsNamed(int dimension, double sharpness, String option) {
    assertThat(
            catchThrowableOfType(
                InvalidOption.class, () -> Options.check(new Similarity(42, dimension, sharpness))))
        .returns(option, InvalidOption::option);
  }

  private static FiniteMdp environment(
      Integer documents, long seed, int dimension, double sharpness) {
    Acceptance acceptance =
        new Acceptance(null, null, null, new Similarity(seed, dimension, sharpness));
    return PROVIDER
        .create(new TransitionMatrixOptions(documents, 4, .1, .2, acceptance, 1_000), Path.of("."))
        .model()
        .orElseThrow();
  }

  private static double[][] rows(FiniteMdp mdp) {
    double[][] rows = new double[mdp.states()][mdp.actions()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        rows[i][j] = mdp.reward(i, j);
      }
    }
    return rows;
  }

  /** By Gaussian elimination with the greatest pivot; overwrites the matrix. */
  private static int rank(double[][] matrix, double tolerance) {
    int n = matrix.length;
    for (int rank = 0; rank < n; rank++) {
      int row = rank;
      int column = rank;
      for (int i = rank; i < n; i++) {
        for (int j = rank; j < n; j++) {
          if (Math.abs(matrix[i][j]) > Math.abs(matrix[row][column])) {
            row = i;
            column = j;
          }
        }
      }
      if (Math.abs(matrix[row][column]) < tolerance) {
        return rank;
      }
      eliminate(matrix, rank, row, column);
    }
    return n;
  }

  private static void eliminate(double[][] matrix, int rank, int row, int column) {
    double[] pivot = matrix[row];
    matrix[row] = matrix[rank];
    matrix[rank] = pivot;
    for (double[] values : matrix) {
      double held = values[rank];
      values[rank] = values[column];
      values[column] = held;
    }
    for (int i = rank + 1; i < matrix.length; i++) {
      double factor = matrix[i][rank] / pivot[rank];
      for (int j = rank; j < matrix.length; j++) {
        matrix[i][j] -= factor * pivot[j];
      }
    }
  }

  private static String digest(FiniteMdp mdp) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (double[] row : rows(mdp)) {
      ByteBuffer bytes = ByteBuffer.allocate(row.length * Double.BYTES);
      Arrays.stream(row).forEach(bytes::putDouble);
      digest.update(bytes.array());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
