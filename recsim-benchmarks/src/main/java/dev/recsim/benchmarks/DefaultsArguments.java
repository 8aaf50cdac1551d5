package dev.recsim.benchmarks;

import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.experimentfile.variants.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Arguments of {@link Defaults}.
 *
 * @param folder folder of experiments
 * @param select files of the folder
 * @param agents names of agents; empty for all
 * @param settings values that replace those of the files
 * @param draws seeds of the environments; empty for those of the files
 * @param threads number of trials at the same time
 * @param csv file to write
 * @param targets whether to fail if an agent misses its target
 */
record DefaultsArguments(
    Path folder,
    Selection select,
    List<String> agents,
    List<Setting> settings,
    List<Long> draws,
    int threads,
    Optional<Path> csv,
    boolean targets) {

  private static final Pattern DRAWS = Pattern.compile("(\\d{1,12})(?:\\.\\.(\\d{1,12}))?");

  static DefaultsArguments parse(String[] arguments) throws UserError {
    if (arguments.length == 0 || !Files.isDirectory(Path.of(arguments[0]))) {
      throw new UserError("the first argument must be a folder, such as experiments/suite/tuning");
    }
    Selection select = Selection.of("*");
    List<String> agents = List.of();
    List<Setting> settings = new ArrayList<>();
    List<Long> draws = List.of();
    boolean targets = false;
    int threads = Runtime.getRuntime().availableProcessors();
    Optional<Path> csv = Optional.empty();
    for (String argument : List.of(arguments).subList(1, arguments.length)) {
      String value = argument.substring(argument.indexOf('=') + 1);
      switch (argument.substring(0, argument.length() - value.length())) {
        case "--select=" -> select = Selection.of(value);
        case "--agents=" -> agents = List.of(value.split(","));
        case "--seeds=" -> settings.add(new Setting("trials.seeds", value));
        case "--draws=" -> draws = draws(value);
        case "--set=" -> settings.addAll(settings(value));
        case "--threads=" -> threads = number(value);
        case "--csv=" -> csv = Optional.of(Path.of(value));
        case "" -> targets = isTargets(argument);
        default -> throw unknown(argument);
      }
    }
    return new DefaultsArguments(
        Path.of(arguments[0]), select, agents, settings, draws, threads, csv, targets);
  }

  private static boolean isTargets(String argument) throws UserError {
    if (!argument.equals("--targets")) {
      throw unknown(argument);
    }
    return true;
  }

  private static UserError unknown(String argument) {
    return new UserError(
        argument
            + " is not one of --select=, --agents=, --seeds=, --draws=, --set=, --threads=, --csv=,"
            + " --targets");
  }

  private static List<Long> draws(String text) throws UserError {
    Matcher matcher = DRAWS.matcher(text);
    if (!matcher.matches()) {
      throw new UserError("--draws must be numbers such as 0..4, not " + text);
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static List<Setting> settings(String text) throws UserError {
    try {
      return Setting.list(text);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  private static int number(String text) throws UserError {
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw new UserError("--threads must be a whole number of 1 or more, not " + text);
    }
    return Integer.parseInt(text);
  }
}
