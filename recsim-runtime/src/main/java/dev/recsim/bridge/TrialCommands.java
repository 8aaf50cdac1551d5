package dev.recsim.bridge;

import dev.recsim.api.ExternalAgentProvider.Trials;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The commands of the trials of an agent.
 *
 * @param options with a command or commands
 * @param folder to which files are relative
 */
record TrialCommands(ProcessOptions options, Path folder, Trials trials) {

  /** Whether not all trials have the same command and files. */
  private boolean differ() {
    return options.commands() != null
        || options.command().stream().anyMatch(Trials::differ)
        || options.given().stream().anyMatch(Trials::differ);
  }

  /**
   * The files of all trials, and given ones with placeholders.
   *
   * @throws InvalidOption if the file of a trial is missing
   */
  List<String> files() {
    if (options.commands() != null) {
      trials.checkSize("commands", options.commands().size());
      for (int i = 0; i < options.commands().size(); i++) {
        InvalidOption.unless(
            !options.commands().get(i).isEmpty(),
            "commands[" + i + "]",
            "is empty; name a program");
      }
    }
    if (!differ()) {
      return new Command(options.command(), folder).files(options.files());
    }
    Set<String> files = new LinkedHashSet<>(options.given());
    Set<String> named = namedInSomeTrial();
    for (int trial = 0; trial < trials.seeds().size(); trial++) {
      check(trial, named);
      List<String> common = options.files() == null ? null : filled(trial);
      files.addAll(new Command(words(trial), folder).files(common));
    }
    return List.copyOf(files);
  }

  /** The words with placeholders that are files in some trial. */
  private Set<String> namedInSomeTrial() {
    return options.common().stream()
        .filter(Trials::differ)
        .filter(this::isNamed)
        .collect(Collectors.toSet());
  }

  private boolean isNamed(String word) {
    return IntStream.range(0, trials.seeds().size())
        .mapToObj(trial -> new Command(List.of(trials.fill(word, trial)), folder))
        .anyMatch(command -> !command.named().isEmpty());
  }

  private void check(int trial, Set<String> named) {
    options.given().forEach(file -> trials.checkFile("files", file, folder, trial));
    List<String> words = options.common();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (Trials.differ(word)
          && (named.contains(word)
              || !word.startsWith("-") && inFolder(trials.fill(word, trial)))) {
        trials.checkFile("command[" + i + "]", word, folder, trial);
      }
    }
  }

  /** Whether a word is a path in a folder that exists. */
  private boolean inFolder(String word) {
    try {
      Path parent = Path.of(word).getParent();
      return parent != null && !parent.isAbsolute() && Files.isDirectory(folder.resolve(parent));
    } catch (java.nio.file.InvalidPathException e) {
      return false;
    }
  }

  private List<String> words(int trial) {
    return options.commands() != null
        ? options.commands().get(trial)
        : options.common().stream().map(word -> trials.fill(word, trial)).toList();
  }

  /** The given files of a trial. */
  private List<String> filled(int trial) {
    return options.given().stream().map(file -> trials.fill(file, trial)).toList();
  }

  /** The files that belong to a trial: those with placeholders, and those that its words name. */
  private Set<Path> own(int trial) {
    Set<Path> own = new HashSet<>();
    options.given().stream()
        .filter(Trials::differ)
        .forEach(file -> own.add(normal(trials.fill(file, trial))));
    new Command(words(trial), folder).named().forEach(word -> own.add(normal(word)));
    return own;
  }

  private static Path normal(String file) {
    return Path.of(file).normalize();
  }

  /** The options of each trial, without the files that belong to others alone. */
  List<ProcessOptions> ofTrials() {
    int count = trials.seeds().size();
    if (!differ()) {
      return Collections.nCopies(count, options);
    }
    List<Set<Path>> own = IntStream.range(0, count).mapToObj(this::own).toList();
    Set<Path> some = new HashSet<>();
    own.forEach(some::addAll);
    return IntStream.range(0, count)
        .mapToObj(trial -> ofTrial(trial, own.get(trial), some))
        .toList();
  }

  /**
   * The options of a trial.
   *
   * @param own the files that belong to it
   * @param some those that belong to some trials
   */
  private ProcessOptions ofTrial(int trial, Set<Path> own, Set<Path> some) {
    Set<String> files = new LinkedHashSet<>();
    for (String file : filled(trial)) {
      Path path = normal(file);
      if (own.contains(path) || !some.contains(path)) {
        files.add(file);
      }
    }
    ProcessOptions alone =
        Options.with(Options.with(options, "commands", null), "command", words(trial));
    return Options.with(alone, "files", new ArrayList<>(files));
  }
}
