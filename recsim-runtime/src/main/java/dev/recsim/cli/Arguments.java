package dev.recsim.cli;

import dev.recsim.baseline.Check;
import dev.recsim.report.check.OnUndecided;
import dev.recsim.report.check.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program's arguments: a verb, then {@code --key=value} or {@code --flag}.
 *
 * @param verb what to do
 * @param options by key, without the dashes; a flag's value is empty
 */
record Arguments(String verb, Map<String, String> options) {
  private static final Set<String> KNOWN =
      Set.of(
          "experiments",
          "reports",
          "select",
          "parallelism",
          "executor",
          "driver",
          "spark-master",
          "spark-conf",
          "trial-timeout",
          "all-seeds",
          "session-logs",
          "alpha",
          "base",
          "head",
          "exact",
          "fail-on-regression",
          "fail-on-missing-baseline",
          "on-undecided",
          "force",
          "interactive",
          "output",
          "trial",
          "dry-run",
          "set",
          "debug",
          "accept",
          "completion",
          "parent-stdin");

  private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})\\s*(s|m|h)");

  static Arguments parse(String[] args) throws UserError {
    if (args.length == 0) {
      throw new UserError(
          "no verb given; expected run, report, check, baseline, compare, validate, schema or export");
    }
    Map<String, String> options = new TreeMap<>();
    for (int i = 1; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      String key = equals < 0 ? args[i] : args[i].substring(0, equals);
      if (!key.startsWith("--") || !KNOWN.contains(key.substring(2))) {
        throw new UserError("unknown argument " + args[i] + "; known are " + KNOWN);
      }
      options.put(key.substring(2), equals < 0 ? "" : args[i].substring(equals + 1));
    }
    return new Arguments(args[0], options);
  }

  boolean flag(String key) {
    return options.containsKey(key);
  }

  Optional<String> option(String key) {
    return Optional.ofNullable(options.get(key)).filter(value -> !value.isBlank());
  }

  Path path(String key) throws UserError {
    return option(key)
        .map(Path::of)
        .orElseThrow(() -> new UserError("the argument --" + key + "=<path> is missing"));
  }

  int parallelism() throws UserError {
    String text =
        option("parallelism").orElse(Integer.toString(Runtime.getRuntime().availableProcessors()));
    try {
      int parallelism = Integer.parseInt(text.strip());
      if (parallelism >= 1) {
        return parallelism;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number that is too small is.
    }
    throw new UserError("recsim.parallelism must be a whole number of 1 or more, not " + text);
  }

  /** How long a trial may take; empty for as long as it wants. */
  Optional<Duration> trialTimeout() throws UserError {
    Optional<String> text = option("trial-timeout");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = DURATION.matcher(text.get().strip());
    if (!matcher.matches()) {
      throw new UserError(
          "recsim.trialTimeout must be a whole number of seconds, minutes or hours such as 90s, 30m"
              + " or 2h, not "
              + text.get());
    }
    return Optional.of(
        Duration.parse("PT" + matcher.group(1) + matcher.group(2).toUpperCase(Locale.ROOT)));
  }

  /** Whether every step of the evaluations is written down. */
  boolean sessionLogs() throws UserError {
    String format = option("session-logs").orElse("none").strip();
    if (!format.equals("jsonl") && !format.equals("none")) {
      throw new UserError(
          "recsim.sessionLogs must be jsonl or none, not "
              + format
              + (format.equals("parquet")
                  ? "; DuckDB makes Parquet of JSON Lines: COPY (FROM 'x.jsonl') TO 'x.parquet'"
                  : ""));
    }
    return format.equals("jsonl");
  }

  /** The error rate of a check's verdicts. */
  double alpha() throws UserError {
    return alpha(Check.ALPHA);
  }

  /** The error rate that was given, or else this one. */
  double alpha(double absent) throws UserError {
    Optional<String> text = option("alpha");
    if (text.isEmpty()) {
      return absent;
    }
    try {
      double alpha = Double.parseDouble(text.get().strip());
      if (alpha > 0 && alpha < 0.5) {
        return alpha;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number out of range is.
    }
    throw new UserError(
        "recsim.alpha must be a number above 0 and below 0.5 such as 0.01, not " + text.get());
  }

  /** Which verdicts fail a check. */
  Policy policy() throws UserError {
    String undecided = option("on-undecided").orElse("fail").strip();
    OnUndecided onUndecided =
        Arrays.stream(OnUndecided.values())
            .filter(each -> each.name().equalsIgnoreCase(undecided))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        "recsim.onUndecided must be fail, warn or pass, not " + undecided));
    return new Policy(
        !option("fail-on-regression").orElse("true").equals("false"),
        option("fail-on-missing-baseline").orElse("false").equals("true"),
        onUndecided);
  }
}
