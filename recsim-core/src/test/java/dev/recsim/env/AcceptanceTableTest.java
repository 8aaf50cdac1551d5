package dev.recsim.env;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.Options;
import dev.recsim.api.Slate;
import dev.recsim.api.compose.AcceptanceTable;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AcceptanceTableTest {
  private static AcceptanceTable matrix(int documents) {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    TransitionMatrixOptions options = Options.with(provider.defaults(), "doc_num", documents);
    return (AcceptanceTable) provider.create(options, Path.of(""));
  }

  @Test
  void matrixIsMadeAgainWithOtherProbabilities() {
    AcceptanceTable environment = matrix(2);
    double[][] table = environment.acceptances().orElseThrow();
    assertThat(table[1][0]).isEqualTo(environment.model().orElseThrow().reward(1, 0));
    Environment other = environment.withAcceptances(new double[][] {{0, 1}, {0, 1}});
    assertThat(other.model().orElseThrow().reward(0, 1)).isEqualTo(1);
    assertThat(other.open(RandomKey.root(1)).recommend(Slate.of(1)).reward()).isEqualTo(1);
    assertThat(other.open(RandomKey.root(1)).recommend(Slate.of(0)).reward()).isZero();
    assertThat(other.space()).isEqualTo(environment.space());
    table[1][0] = 7;
    assertThat(environment.acceptances().orElseThrow()[1][0]).as("a copy").isNotEqualTo(7);
  }

  @Test
  void matrixThatIsNotStoredHasNoTable() {
    assertThat(matrix(TransitionMatrixProvider.MOST_STORED + 1).acceptances()).isEmpty();
  }
}
