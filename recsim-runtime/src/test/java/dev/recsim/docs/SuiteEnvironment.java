package dev.recsim.docs;

import dev.recsim.random.RandomKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A tabular environment of the suite, on which the defaults of the learning agents are tuned and
 * reported.
 *
 * @param half folder below {@code experiments/suite}
 * @param rule draws the matrix
 * @param documents number of documents
 * @param groups number of camps, traps, hubs or blocks; 0 for rules without
 * @param pExitAccepted as YAML
 * @param pExitNotAccepted as YAML
 */
record SuiteEnvironment(
    String half,
    Rule rule,
    int documents,
    int groups,
    String pExitAccepted,
    String pExitNotAccepted) {
  static final String TUNING = "tuning";
  static final String HELD_OUT = "held-out";

  /** Each rule has environments in both halves, with other sizes, exits and keys. */
  static final List<SuiteEnvironment> ALL =
      List.of(
          new SuiteEnvironment(TUNING, Rule.PERMUTATION, 30, 0, "0.05", "0.1"),
          new SuiteEnvironment(TUNING, Rule.PERMUTATION, 8, 0, "0.01", "0.05"),
          new SuiteEnvironment(TUNING, Rule.CAMPS, 24, 4, "0.02", "0.05"),
          new SuiteEnvironment(TUNING, Rule.CAMPS, 12, 3, "0.1", "0.3"),
          new SuiteEnvironment(TUNING, Rule.LADDER, 22, 0, "0.01", "0.05"),
          new SuiteEnvironment(TUNING, Rule.TRAP, 10, 2, "0.1", "0.3"),
          new SuiteEnvironment(TUNING, Rule.ALIKE, 20, 0, "0.1", "0.2"),
          new SuiteEnvironment(TUNING, Rule.MOODS, 26, 0, "0.05", "0.1"),
          new SuiteEnvironment(TUNING, Rule.DENSE, 18, 0, "0.1", "0.2"),
          new SuiteEnvironment(TUNING, Rule.DENSE, 25, 0, "0.02", "0.08"),
          new SuiteEnvironment(TUNING, Rule.HUBS, 28, 2, "0.05", "0.2"),
          new SuiteEnvironment(TUNING, Rule.CYCLE, 16, 4, "0.2", "0.4"),
          new SuiteEnvironment(TUNING, Rule.SIMILARITY, 18, 0, "0.02", "0.4"),
          new SuiteEnvironment(HELD_OUT, Rule.PERMUTATION, 20, 0, "0.1", "0.2"),
          new SuiteEnvironment(HELD_OUT, Rule.PERMUTATION, 28, 0, "0.02", "0.1"),
          new SuiteEnvironment(HELD_OUT, Rule.CAMPS, 30, 5, "0.05", "0.2"),
          new SuiteEnvironment(HELD_OUT, Rule.LADDER, 10, 0, "0.02", "0.05"),
          new SuiteEnvironment(HELD_OUT, Rule.LADDER, 14, 0, "0.02", "0.1"),
          new SuiteEnvironment(HELD_OUT, Rule.TRAP, 13, 3, "0.05", "0.2"),
          new SuiteEnvironment(HELD_OUT, Rule.ALIKE, 25, 0, "0.05", "0.1"),
          new SuiteEnvironment(HELD_OUT, Rule.MOODS, 5, 0, "0.01", "0.02"),
          new SuiteEnvironment(HELD_OUT, Rule.DENSE, 15, 0, "0.02", "0.1"),
          new SuiteEnvironment(HELD_OUT, Rule.HUBS, 12, 1, "0.1", "0.3"),
          new SuiteEnvironment(HELD_OUT, Rule.CYCLE, 24, 3, "0.1", "0.1"),
          new SuiteEnvironment(HELD_OUT, Rule.SIMILARITY, 30, 0, "0.05", "0.3"));

  /** How a matrix is drawn, see {@link SuiteMatrices}. */
  enum Rule {
    PERMUTATION,
    CAMPS,
    LADDER,
    TRAP,
    ALIKE,
    MOODS,
    DENSE,
    HUBS,
    CYCLE,
    /** Documents with directions, which the environment draws itself. */
    SIMILARITY
  }

  /** Name of the experiment: {@code camps-24}. */
  String name() {
    return rule.name().toLowerCase(Locale.ROOT) + "-" + documents;
  }

  /** The experiment file. */
  String yaml() {
    StringBuilder yaml =
        new StringBuilder("# yaml-language-server: $schema=../../recsim-experiment.schema.json\n");
    yaml.append("extends: ../tabular.yaml\n");
    if (half.equals(HELD_OUT)) {
      yaml.append("seed: 43\n");
    }
    yaml.append("environment:\n");
    if (rule == Rule.SIMILARITY) {
      yaml.append("  doc_num: ").append(documents).append('\n');
    }
    return yaml.append("  acceptance: {")
        .append(acceptance())
        .append("}\n")
        .append("  p_exit_accepted: ")
        .append(pExitAccepted)
        .append('\n')
        .append("  p_exit_not_accepted: ")
        .append(pExitNotAccepted)
        .append('\n')
        .toString();
  }

  private String acceptance() {
    return rule == Rule.SIMILARITY
        ? "similarity: {seed: %s, dimension: 3, sharpness: 8}"
            .formatted(half.equals(TUNING) ? 1 : 2)
        : "file: " + name() + ".csv";
  }

  /** The matrix with four digits after the point; empty if the environment draws it. */
  Optional<String> csv() {
    return rule == Rule.SIMILARITY ? Optional.empty() : Optional.of(csv(matrix()));
  }

  private double[][] matrix() {
    RandomKey key = RandomKey.root(42).child("suite").child(half).child(name());
    return switch (rule) {
      case PERMUTATION -> SuiteMatrices.permutation(documents, key);
      case CAMPS -> SuiteMatrices.camps(documents, groups, key);
      case LADDER -> SuiteMatrices.ladder(documents, key);
      case TRAP -> SuiteMatrices.trap(documents, groups, key);
      case ALIKE -> SuiteMatrices.alike(documents, key);
      case MOODS -> SuiteMatrices.moods(documents, key);
      case DENSE -> SuiteMatrices.dense(documents, key);
      case HUBS -> SuiteMatrices.hubs(documents, groups, key);
      case CYCLE -> SuiteMatrices.cycle(documents, groups, key);
      case SIMILARITY -> throw new IllegalStateException("the environment draws this matrix");
    };
  }

  private static String csv(double[][] matrix) {
    StringBuilder csv = new StringBuilder();
    for (double[] row : matrix) {
      StringJoiner cells = new StringJoiner(",", "", "\n");
      for (double cell : row) {
        cells.add(BigDecimal.valueOf(Math.round(cell * 10_000), 4).toPlainString());
      }
      csv.append(cells);
    }
    return csv.toString();
  }
}
