package dev.recsim.fit.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recsim.algebra.Vectors;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ImplicitFactorsTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final ImplicitFactors FACTORS = new ImplicitFactors(2, 10, 0.1);

  @Test
  void lossesAndFactorsAreThoseOfAnotherProgram() {
    IdVectors vectors = IdVectors.read();
    JsonNode als = vectors.values().get("als");
    Ratings ratings = Ratings.of(IdVectors.DOCUMENTS, vectors.firstClicks(), vectors.clicks());
    double[] y = new double[2 * IdVectors.DOCUMENTS];
    for (int i = 0; i < y.length; i++) {
      y[i] = 0.3 * StrictMath.sin(1 + i / 2 + 5 * (i % 2));
    }
    double[] x = {};
    double[] losses = IdVectors.numbers(als.get("loss"));
    for (double expected : losses) {
      x = FACTORS.rows(ratings, y);
      y = FACTORS.rows(ratings.transposed(), x);
      assertThat(loss(ratings, x, y)).isCloseTo(expected, within(1e-8));
    }
    assertThat(losses).hasSize(10);
    assertThat(Arrays.copyOf(x, 2)).containsExactly(IdVectors.numbers(als.get("user_0")), CLOSE);
    assertThat(Arrays.copyOf(y, 2)).containsExactly(IdVectors.numbers(als.get("item_0")), CLOSE);
    double[] scores = new double[IdVectors.DOCUMENTS];
    for (int j = 0; j < scores.length; j++) {
      // The user's factors are those from before the last step of the documents.
      scores[j] = x[0] * y[2 * j] + x[1] * y[2 * j + 1];
    }
    assertThat(scores).containsExactly(IdVectors.numbers(als.get("scores_user_0")), CLOSE);
  }

  private static double loss(Ratings ratings, double[] x, double[] y) {
    double sum = 0;
    double[] columns = new double[ratings.columns()];
    for (int u = 0; u < ratings.rows(); u++) {
      double[] counts = new double[ratings.columns()];
      for (int i = ratings.first()[u]; i < ratings.first()[u + 1]; i++) {
        counts[ratings.column()[i]] = ratings.value()[i];
        columns[ratings.column()[i]]++;
      }
      double[] own = Arrays.copyOfRange(x, 2 * u, 2 * u + 2);
      for (int j = 0; j < counts.length; j++) {
        double error =
            (counts[j] > 0 ? 1 : 0) - Vectors.dot(own, Arrays.copyOfRange(y, 2 * j, 2 * j + 2));
        sum += (1 + 10 * counts[j]) * error * error;
      }
      sum += 0.1 * (ratings.first()[u + 1] - ratings.first()[u]) * Vectors.dot(own, own);
    }
    for (int j = 0; j < columns.length; j++) {
      double[] own = Arrays.copyOfRange(y, 2 * j, 2 * j + 2);
      sum += 0.1 * columns[j] * Vectors.dot(own, own);
    }
    return sum;
  }

  @Test
  void addingOneByOneGivesTheSameRow() {
    double[] y = new double[2 * 5];
    Arrays.setAll(y, RandomKey.root(1)::gaussian);
    ImplicitFactors.Row together = FACTORS.new Row(FACTORS.gram(y), y);
    together.add(3, 2);
    together.add(1, 1);
    ImplicitFactors.Row apart = FACTORS.new Row(FACTORS.gram(y), y);
    apart.add(3, 1);
    apart.solve();
    apart.add(1, 1);
    apart.again(3);
    assertThat(apart.solve()).containsExactly(together.solve(), CLOSE);
  }
}
