package dev.recsim.cli;

import dev.recsim.app.ExportOperation.Format;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.experimentfile.variants.Setting;
import dev.recsim.policy.Manifest.Rule;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.store.SessionLogs;
import dev.recsim.yaml.Names;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program's arguments: a verb, then {@code --key=value} or {@code --flag}.
 *
 * @param verb what to do
 * @param options by key, without the dashes; a flag's value may be empty
 */
public record Arguments(Verb verb, Map<String, String> options) {
  /** The least that the check supports. */
  private static final double LEAST_RATE = 1e-6;

  /** Key of globs that other checks of the build have; given if the project configures its own. */
  private static final String CONFIGURED = "configured";

  private static final Map<String, Boolean> BOOLEANS = Map.of("true", true, "false", false);
  private static final Pattern DURATION = Pattern.compile("[1-9]\\d{0,5}\\s*[smh]");

  static Arguments parse(String[] args) throws UserError {
    if (args.length == 0) {
      throw new UserError("no verb given; expected " + String.join(", ", Verb.names()));
    }
    Verb verb =
        Stream.of(Verb.values())
            .filter(it -> it.toString().equals(args[0]))
            .findFirst()
            .orElseThrow(() -> unknown("unknown verb " + args[0], args[0], "", Verb.names()));
    Map<String, String> options = new TreeMap<>();
    for (String arg : List.of(args).subList(1, args.length)) {
      String[] parts = arg.split("=", 2);
      String key = parts[0].replaceFirst("^--", "");
      if (!arg.startsWith("--") || !verb.options.contains(key)) {
        throw unknown(verb + " has no option " + parts[0], key, "--", verb.options);
      }
      options.put(key, parts.length == 1 ? "" : parts[1]);
    }
    return new Arguments(verb, options);
  }

  private static UserError unknown(
      String problem, String given, String dashes, Collection<String> known) {
    return new UserError(
        problem
            + Names.nearest(given, known)
                .map(near -> ", did you mean " + dashes + near + "?")
                .orElse("; expected " + dashes + String.join(", " + dashes, known)));
  }

  Optional<String> option(String key) {
    return Optional.ofNullable(options.get(key)).map(String::strip).filter(it -> !it.isEmpty());
  }

  Path path(String key) throws UserError {
    return option(key)
        .map(Path::of)
        .orElseThrow(() -> new UserError("the argument --" + key + "=<path> is missing"));
  }

  /**
   * The text of an option that must be there.
   *
   * @param example how to write it
   */
  String required(String key, String example) throws UserError {
    return option(key)
        .orElseThrow(
            () -> new UserError("%s is missing; write %s".formatted(property(key), example)));
  }

  /** A whole number of 0 or more. */
  Optional<Integer> number(String key) throws UserError {
    return value(
        key,
        "a whole number of 0 or more",
        text -> Integer.parseInt(text) < 0 ? null : Integer.valueOf(text));
  }

  /** A number. */
  Optional<Double> decimal(String key) throws UserError {
    return value(
        key,
        "a number such as 0.021",
        text -> Double.isFinite(Double.parseDouble(text)) ? Double.valueOf(text) : null);
  }

  /** A day. */
  Optional<LocalDate> day(String key) throws UserError {
    return value(key, "a day such as 2026-12-24", LocalDate::parse);
  }

  /** Whether a flag is given, as {@code --key} or {@code --key=true}. */
  boolean flag(String key) throws UserError {
    return options.containsKey(key) && value(key, "true or false", BOOLEANS::get).orElse(true);
  }

  /**
   * The value of an option.
   *
   * @param rule description of valid values, for messages
   * @param parser returns null or throws {@code IllegalArgumentException} for invalid values
   */
  private <T> Optional<T> value(String key, String rule, Function<String, T> parser)
      throws UserError {
    Optional<String> text = option(key);
    try {
      Optional<T> value = text.map(parser);
      if (text.isPresent() == value.isPresent()) {
        return value;
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // Reported below, like a value that is null.
    }
    throw new UserError("%s must be %s, not %s".formatted(property(key), rule, text.orElse("")));
  }

  /** The Maven property of an option: {@code recsim.trialTimeout} of {@code trial-timeout}. */
  static String property(String key) {
    return "recsim."
        + Pattern.compile("-(.)")
            .matcher(key)
            .replaceAll(it -> it.group(1).toUpperCase(Locale.ROOT));
  }

  /** The selected experiments; all directly in the folder are no selection by hand. */
  Selection selection() throws UserError {
    Optional<String> globs = option("select");
    return globs.isEmpty() || options.containsKey(CONFIGURED)
        ? Selection.configured(globs.orElse("*"), option(CONFIGURED).orElse(""))
        : Selection.of(globs.get());
  }

  /** Values that replace those of the experiment files. */
  List<Setting> settings() throws UserError {
    try {
      return option("set").map(Setting::list).orElse(List.of());
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  /**
   * The number of trials that run at the same time; by default that of the processors.
   *
   * @throws UserError if it is not a whole number of 1 or more
   */
  public int parallelism() throws UserError {
    return value("parallelism", "a whole number of 1 or more", Arguments::positive)
        .orElse(Runtime.getRuntime().availableProcessors());
  }

  private static Integer positive(String text) {
    return Integer.parseInt(text) < 1 ? null : Integer.valueOf(text);
  }

  /** How long a trial may take; empty for no limit. */
  Optional<Duration> trialTimeout() throws UserError {
    return value(
        "trial-timeout",
        "a whole number of seconds, minutes or hours such as 90s, 30m or 2h",
        text ->
            DURATION.matcher(text).matches()
                ? Duration.parse("PT" + text.replaceAll("\\s", "").toUpperCase(Locale.ROOT))
                : null);
  }

  /** Where the last look of a live test ends at the latest; now if it is not given. */
  Instant until() throws UserError {
    return value(
            "until",
            "a date or a time such as 2026-11-30 or 2026-11-30T12:00:00Z",
            text -> Instant.parse(text.contains("T") ? text : text + "T00:00:00Z"))
        .orElseGet(Instant::now);
  }

  /** The number of evaluation sessions of a trial that are logged; 0 for none. */
  int loggedSessions() throws UserError {
    return value(
            "session-logs",
            "jsonl (DuckDB converts it to Parquet), jsonl:100 for the first 100 sessions of each"
                + " trial, or none",
            Arguments::logged)
        .orElse(0);
  }

  private static Integer logged(String text) {
    Map<String, Integer> all = Map.of("jsonl", SessionLogs.ALL, "none", 0);
    return all.containsKey(text) || !text.matches("jsonl:[1-9][0-9]{0,8}")
        ? all.get(text)
        : Integer.valueOf(text.substring("jsonl:".length()));
  }

  /** Which seeds are promoted. */
  Rule seedRule() throws UserError {
    return value(
            "seed",
            "median, best_validation or all",
            Map.of("median", Rule.MEDIAN, "best_validation", Rule.BEST_VALIDATION, "all", Rule.ALL)
                ::get)
        .orElse(Rule.MEDIAN);
  }

  /** The format of an export. */
  Format format() throws UserError {
    return value("format", "dl4j or onnx", Map.of("dl4j", Format.DL4J, "onnx", Format.ONNX)::get)
        .orElse(Format.DL4J);
  }

  /**
   * The error rate of verdicts or intervals.
   *
   * @param absent the default
   * @throws UserError if it is not a number from 1e-6 to below 0.5
   */
  public double alpha(double absent) throws UserError {
    return value("alpha", "a number from 1e-6 to below 0.5 such as 0.01", Arguments::rate)
        .orElse(absent);
  }

  private static Double rate(String text) {
    double rate = Double.parseDouble(text);
    return rate >= LEAST_RATE && rate < 0.5 ? rate : null;
  }

  /** The accepted changes for the worse of a baseline. */
  Set<String> accepted() {
    return option("accept").stream()
        .flatMap(text -> Stream.of(text.split(",")))
        .map(String::strip)
        .collect(Collectors.toSet());
  }

  /**
   * Which verdicts fail a check.
   *
   * @param baselines whether the project has any baseline
   */
  BuildRules policy(boolean baselines) throws UserError {
    return new BuildRules(
        value("fail-on-regression", "true or false", BOOLEANS::get).orElse(true),
        value(
                "fail-on-missing-baseline",
                "auto, true or false",
                Map.of("auto", baselines, "true", true, "false", false)::get)
            .orElse(baselines),
        value(
                "on-undecided",
                "fail, warn or pass",
                text -> OnUndecided.valueOf(text.toUpperCase(Locale.ROOT)))
            .orElse(OnUndecided.FAIL));
  }
}
