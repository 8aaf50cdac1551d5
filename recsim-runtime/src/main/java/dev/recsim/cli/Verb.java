package dev.recsim.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The verbs of the program and their options. */
public enum Verb {
  RUN(Keys.TRIALS + "all-seeds force dry-run session-logs"),
  CHECK(Keys.TRIALS + "fail-on-regression fail-on-missing-baseline on-undecided exact configured"),
  REPORT(Keys.VERDICTS),
  BASELINE(Keys.VERDICTS + "accept"),
  COMPARE(Keys.RESULTS + "base head alpha"),
  TREND(Keys.RESULTS + "commits"),
  FIT(Keys.RESULTS + "alpha " + Keys.CLUSTER),
  OPE(Keys.VERDICTS + Keys.CLUSTER),
  AB(Keys.VERDICTS + Keys.CLUSTER + "first-look until"),
  AB_PLAN(Keys.VERDICTS),
  PREDICT(Keys.RESULTS + "test from to seed candidates due"),
  REALITY(Keys.RESULTS + "alpha test ab arm metric log change error stopped"),
  VALIDATE("experiments select set"),
  SCHEMA("output"),
  INIT("experiments"),
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
    /** What only the plugin tells, and what needs Maven's repository. */
    static final Set<String> OF_MAVEN =
        Set.of(
            "interactive",
            "parent-stdin",
            "completion",
            "command",
            "printed",
            "check-follows",
            "configured",
            "driver",
            "spark-master",
            "spark-conf");

    /** What people may write without a value. */
    static final Set<String> FLAGS =
        Set.of(
            "all-seeds",
            "allow-dirty",
            "debug",
            "dry-run",
            "exact",
            "fail-on-missing-baseline",
            "fail-on-regression",
            "first-look",
            "force");

    static final String ALL =
        " interactive debug parent-stdin completion command printed check-follows";
    static final String RESULTS = "experiments reports select ";
    static final String VERDICTS = RESULTS + "set alpha ";
    static final String CLUSTER = "executor driver spark-master spark-conf ";
    static final String TRIALS = VERDICTS + CLUSTER + "parallelism trial-timeout ";
  }

  /** The property of the goals, and the key that has been the program's. */
  private static final String EXPERIMENT = "experiment";

  private static final String SELECT = "select";

  /** Without the dashes, in the order of a listing. */
  final List<String> options;

  Verb(String options) {
    this.options = Stream.of((options + Keys.ALL).split(" ")).filter(it -> !it.isEmpty()).toList();
  }

  /** The verbs that a user may call. */
  public static List<String> names() {
    return Stream.of(values()).filter(it -> it != WORK && it != SERVE).map(Verb::toString).toList();
  }

  /** The verb of a name; empty if users cannot call it. */
  public static Optional<Verb> of(String name) {
    return names().contains(name)
        ? Stream.of(values()).filter(it -> it.toString().equals(name)).findFirst()
        : Optional.empty();
  }

  /** The options of the command-line jar, without the dashes. */
  public List<String> words() {
    return options.stream().filter(it -> !Keys.OF_MAVEN.contains(it)).map(Verb::word).toList();
  }

  /** Whether an option of the command-line jar needs no value. */
  public static boolean isFlag(String word) {
    return Keys.FLAGS.contains(word);
  }

  /** The key of an option of the command-line jar. */
  public static String key(String word) {
    return word.equals(EXPERIMENT) ? SELECT : word;
  }

  private static String word(String key) {
    return key.equals(SELECT) ? EXPERIMENT : key;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
