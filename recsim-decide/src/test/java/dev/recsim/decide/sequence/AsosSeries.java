package dev.recsim.decide.sequence;

import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.decide.metric.UnitSums;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A metric of an arm of ASOS's live tests (C. Liu, A. Cardoso, P. Couturier, E. McCoy, "Datasets
 * for Online Controlled Experiments", 2021): at each look the users so far, with the mean and the
 * variance of their responses. The README beside the file says which looks it has.
 *
 * @param experiment its identifier
 * @param arm the treatment
 * @param metric 1 to 4
 * @param a sums of the control's users up to each look
 * @param b sums of the treatment's users
 */
record AsosSeries(
    String experiment, String arm, String metric, List<UnitSums> a, List<UnitSums> b) {

  private static final Path FILE = Path.of("src/test/resources/asos/looks.csv.gz");

  /** Looks that a series needs. */
  static final int LEAST = 5;

  /** All series; the rows are in the order of time. */
  static List<AsosSeries> read() throws IOException {
    Map<List<String>, List<double[]>> rows = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.US_ASCII))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> cells = List.of(line.split(","));
        double[] row = cells.subList(3, 9).stream().mapToDouble(Double::parseDouble).toArray();
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
        rows.stream().map(it -> sums(it[0], it[2], it[4])).toList(),
        rows.stream().map(it -> sums(it[1], it[3], it[5])).toList());
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
