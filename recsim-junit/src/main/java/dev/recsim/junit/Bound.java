package dev.recsim.junit;

import java.math.BigDecimal;

/** What a quantity of an agent must reach. */
public final class Bound {
  private final String yaml;

  private Bound(String yaml) {
    this.yaml = yaml;
  }

  static Bound atLeast(double value) {
    return new Bound("\">= " + decimal(value) + "\"");
  }

  static Bound atMost(double value) {
    return new Bound("\"<= " + decimal(value) + "\"");
  }

  private static String decimal(double value) {
    return new BigDecimal(String.valueOf(value)).toPlainString();
  }

  static Bound notWorseThan(String agent) {
    return new Bound("{not_worse_than: " + quoted(agent) + "}");
  }

  /** As the value of a claim in an experiment file. */
  String yaml() {
    return yaml;
  }

  static String quoted(String name) {
    return "'" + name.replace("'", "''") + "'";
  }
}
