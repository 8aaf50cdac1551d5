package dev.recsim.decide.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.decide.metric.UnitSums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A metric of an arm of ASOS's live tests (C. Liu, A. Cardoso, P. Couturier, E. McCoy, "Datasets
 * for Online Controlled Experiments", 2021): at each look the users so far, with the mean and the
 * variance of their responses.
 *
 * @param experiment its identifier
 * @param arm the treatment
 * @param metric 1 to 4
 * @param days since the start, at each look
 * @param a sums of the control's users up to each look
 * @param b sums of the treatment's users
 */
record AsosSeries(
    String experiment,
    String arm,
    String metric,
    double[] days,
    List<UnitSums> a,
    List<UnitSums> b) {

  private static final Path FILE = Path.of("../../shared/data/asos/experiments.csv");

  /** Looks that a series needs. */
  static final int LEAST = 5;

  /** All series with a row; the rows are in the order of time. */
  static List<AsosSeries> read() throws IOException {
    if ("true".equals(System.getenv("CI"))) {
      assertThat(FILE).exists();
    }
    assumeTrue(Files.exists(FILE), "needs " + FILE);
    Map<List<String>, List<double[]>> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(FILE).subList(1, Files.readAllLines(FILE).size())) {
      List<String> cells = List.of(line.split(",", -1));
      double[] row =
          cells.subList(3, 10).stream()
              .mapToDouble(it -> it.isEmpty() ? Double.NaN : Double.parseDouble(it))
              .toArray();
      // A metric that was not measured on a day has no mean.
      if (Arrays.stream(row).noneMatch(Double::isNaN)) {
        rows.computeIfAbsent(cells.subList(0, 3), key -> new ArrayList<>()).add(row);
      }
    }
    return rows.entrySet().stream().map(it -> of(it.getKey(), it.getValue())).toList();
  }

  private static AsosSeries of(List<String> key, List<double[]> rows) {
    return new AsosSeries(
        key.get(0),
        key.get(1),
        key.get(2),
        rows.stream().mapToDouble(it -> it[0]).toArray(),
        rows.stream().map(it -> sums(it[1], it[3], it[5])).toList(),
        rows.stream().map(it -> sums(it[2], it[4], it[6])).toList());
  }

  private static UnitSums sums(double n, double mean, double variance) {
    return UnitSums.of((long) n, n * mean, variance * (n - 1) + n * mean * mean);
  }

  boolean countsFall() {
    for (int look = 1; look < a.size(); look++) {
      if (a.get(look).n() < a.get(look - 1).n() || b.get(look).n() < b.get(look - 1).n()) {
        return true;
      }
    }
    return false;
  }

  boolean tooShort() {
    return looks(planned()).size() < LEAST;
  }

  boolean judged() {
    return !tooShort() && !countsFall();
  }

  double units(int look) {
    return (double) a.get(look).n() + b.get(look).n();
  }

  double planned() {
    return units(a.size() - 1);
  }

  /** The metric at a look. */
  ArmMeans means(int look) {
    return ArmMeans.of(UnitMetric.MEAN, a.get(look), b.get(look));
  }

  /**
   * The looks that come 1 % of the plan after the look before, with shares of this number of units;
   * the last row is always the last look, also if users only returned since the one before.
   */
  List<TestLook> looks(double units) {
    List<TestLook> looks = new ArrayList<>();
    int last = a.size() - 1;
    double before = Double.NEGATIVE_INFINITY;
    for (int look = 0; look <= last; look++) {
      double share = units(look) / planned();
      boolean has = a.get(look).n() > 1 && b.get(look).n() > 1;
      if (has && (share - before >= TestLook.STEP - 1e-12 || look == last)) {
        if (before >= 1) {
          looks.remove(looks.size() - 1);
        }
        before = share;
        looks.add(new TestLook(units(look) / units, means(look)));
      }
    }
    return looks;
  }
}
