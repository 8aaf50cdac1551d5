package dev.recsim.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The verbs of the program and their options. */
public enum Verb {
  RUN(Keys.TRIALS + "all-seeds force dry-run session-logs"),
  CHECK(Keys.TRIALS + "fail-on-regression fail-on-missing-baseline on-undecided exact configured"),
  REPORT(Keys.VERDICTS),
  BASELINE(Keys.VERDICTS + "accept"),
  COMPARE(Keys.RESULTS + "base head alpha"),
  TREND(Keys.RESULTS + "commits"),
  FIT(Keys.RESULTS + "alpha"),
  OPE(Keys.VERDICTS + Keys.CLUSTER),
  AB(Keys.VERDICTS + Keys.CLUSTER + "first-look until"),
  AB_PLAN(Keys.VERDICTS),
  PREDICT(Keys.RESULTS + "test from to seed candidates due"),
  REALITY(Keys.RESULTS + "alpha test ab arm metric log change error stopped"),
  VALIDATE("experiments select set"),
  SCHEMA("output"),
  EXPORT(Keys.RESULTS + "set trial output format"),
  LOG_FORGET("logs unit"),
  PROMOTE(Keys.VERDICTS + "agent seed allow-dirty output"),
  VERIFY_PROMOTED("experiments promoted"),
  PYTHON("output"),
  /** Runs trials for another process of this program. */
  WORK(""),
  /** Plays sessions for another process. */
  SERVE("");

  /** Keys that several verbs have. */
  private static final class Keys {
    static final String ALL =
        " interactive debug parent-stdin completion command printed check-follows";
    static final String RESULTS = "experiments reports select ";
    static final String VERDICTS = RESULTS + "set alpha ";
    static final String CLUSTER = "executor driver spark-master spark-conf ";
    static final String TRIALS = VERDICTS + CLUSTER + "parallelism trial-timeout ";
  }

  /** Without the dashes, in the order of a listing. */
  final List<String> options;

  Verb(String options) {
    this.options = List.of((options + Keys.ALL).strip().split(" +"));
  }

  /** The verbs that a user may call. */
  static List<String> names() {
    return Stream.of(values()).filter(it -> it != WORK && it != SERVE).map(Verb::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
