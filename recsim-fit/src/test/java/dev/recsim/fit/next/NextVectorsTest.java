package dev.recsim.fit.next;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recsim.fit.ids.DecayedCounts;
import dev.recsim.fit.ids.Histories;
import dev.recsim.fit.ids.IdVectors;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** A chain that another program counted. */
class NextVectorsTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final int N = IdVectors.DOCUMENTS;

  private final IdVectors vectors = IdVectors.read();
  private final JsonNode expected = vectors.values().get("chain");
  private final Histories users = new Histories(N, vectors.firstClicks(), vectors.clicks());
  private final Histories known = users.without(1);

  private NextChain chain(int most) {
    return new NextChain(DecayedCounts.of(known, most), known.counts(), 5, 0.8);
  }

  @Test
  void sharesAreThose() {
    double[] shares = new double[N];
    Arrays.setAll(shares, chain(N)::share);
    assertThat(shares).containsExactly(IdVectors.numbers(expected.get("popularity")), CLOSE);
  }

  @Test
  void movesAreThose() {
    NextChain.Scratch scratch = chain(N).new Scratch();
    double[] row = new double[N];
    double squares = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        double p = scratch.probability(new int[] {i}, 0, 1, j);
        row[j] = i == 0 ? p : row[j];
        squares += p * p;
      }
    }
    assertThat(row).containsExactly(IdVectors.numbers(expected.get("P_first_row")), CLOSE);
    assertThat(squares).isCloseTo(expected.get("P_sum_of_squares").asDouble(), CLOSE);
  }

  @Test
  void likelihoodsAreThose() {
    NextChain chain = chain(N);
    NextChain.Scratch scratch = chain.new Scratch();
    double[] log = new double[N];
    double sum = 0;
    double popular = 0;
    for (int u = 0; u < users.users(); u++) {
      int last = users.first()[u + 1] - 1;
      int next = users.events()[last];
      scratch.logProbabilities(users.events(), users.first()[u], last, log);
      sum += log[next];
      popular += chain.logShares()[next];
    }
    assertThat(sum).isCloseTo(expected.get("log_likelihood").asDouble(), CLOSE);
    assertThat(popular).isCloseTo(expected.get("popularity_log_likelihood").asDouble(), CLOSE);
  }

  @Test
  void probabilitiesAddUpToOneIfFollowersAreLeftOut() {
    NextChain.Scratch scratch = chain(2).new Scratch();
    int[] events = {3, 0, 7, 3};
    double sum = 0;
    for (int j = 0; j < N; j++) {
      sum += scratch.probability(events, 0, events.length, j);
    }
    assertThat(sum).isCloseTo(1, CLOSE);
  }
}
