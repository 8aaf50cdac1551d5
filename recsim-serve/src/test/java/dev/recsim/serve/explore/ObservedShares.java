package dev.recsim.serve.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Compares how often slates are drawn with their propensities: the share of each beginning of a
 * slate is within 4 standard errors, and all shares of slates together pass a chi-square test at
 * 1e-4. With c cells, one with a correct policy fails with probability 6e-5 c + 1e-4; keys are
 * fixed.
 */
final class ObservedShares {
  private static final double ERRORS = 4;
  private static final double LEVEL = 1e-4;

  /** Cells with fewer expected draws are too few for a normal distribution. */
  private static final double FEW = 20;

  private ObservedShares() {}

  static void check(Explorer explorer, Observation observation, int decisions, long seed) {
    RandomKey root = RandomKey.root(seed);
    Map<List<Integer>, Double> probabilities = new HashMap<>();
    Map<List<Integer>, Integer> counts = new HashMap<>();
    int size = 0;
    for (int i = 0; i < decisions; i++) {
      Drawn drawn = explorer.draw(observation, root.child(i));
      Slate slate = drawn.slate();
      size = slate.size();
      double product = 1;
      Integer[] documents = new Integer[size];
      for (int p = 0; p < size; p++) {
        documents[p] = slate.document(p);
        product *= drawn.propensities()[p];
        List<Integer> beginning = Arrays.asList(Arrays.copyOf(documents, p + 1));
        counts.merge(beginning, 1, Integer::sum);
        Double before = probabilities.put(beginning, product);
        assertThat(before == null ? product : before)
            .as("one beginning, one probability")
            .isEqualTo(product, within(1e-12));
      }
      assertThat(explorer.probability(observation, slate).orElseThrow())
          .isEqualTo(product, within(1e-12));
    }
    compare(probabilities, counts, decisions, size);
  }

  private static void compare(
      Map<List<Integer>, Double> probabilities,
      Map<List<Integer>, Integer> counts,
      int decisions,
      int size) {
    double statistic = 0;
    int cells = 0;
    double seen = 0;
    for (Map.Entry<List<Integer>, Double> cell : probabilities.entrySet()) {
      double p = cell.getValue();
      double expected = p * decisions;
      int count = counts.get(cell.getKey());
      if (expected >= FEW) {
        assertThat(Math.abs(count - expected))
            .as("%s drawn %s times, expected %s", cell.getKey(), count, expected)
            .isLessThanOrEqualTo(ERRORS * Math.sqrt(expected * (1 - p)) + 1e-6);
      }
      if (cell.getKey().size() == size && expected >= FEW) {
        statistic += (count - expected) * (count - expected) / expected;
        cells++;
        seen += count;
      }
    }
    double rest =
        1
            - probabilities.entrySet().stream()
                .filter(it -> it.getKey().size() == size && it.getValue() * decisions >= FEW)
                .mapToDouble(Map.Entry::getValue)
                .sum();
    if (rest * decisions >= FEW) {
      double others = decisions - seen;
      statistic += Math.pow(others - rest * decisions, 2) / (rest * decisions);
      cells++;
    } else {
      assertThat(decisions - seen).isLessThan(5 * FEW);
    }
    if (cells > 1) {
      double tail = ChiSquaredDistribution.of(cells - 1).survivalProbability(statistic);
      assertThat(tail).as("chi-square %s of %s cells", statistic, cells).isGreaterThan(LEVEL);
    }
  }
}
