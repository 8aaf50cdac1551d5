package dev.recsim.command;

import dev.recsim.cli.options.Arguments;
import dev.recsim.cli.options.VerbOption;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A verb with its options as a person wrote them.
 *
 * @param classPath the user's jars and folders, absolute
 */
record UserWords(Arguments arguments, List<Path> classPath) {
  private static final String CLASS_PATH = "classpath";

  /** Options without which a command works elsewhere. */
  private static final List<String> PLACES = List.of(CLASS_PATH, "experiments", "reports");

  static UserWords of(Arguments arguments) throws Refused {
    return new UserWords(arguments, path(arguments.given().getOrDefault(CLASS_PATH, "")));
  }

  /** The value of an option, or its default. */
  String value(VerbOption option) {
    return arguments.given().getOrDefault(option.name(), option.value());
  }

  /** The verb and its options but the class path. */
  List<String> call() {
    List<String> words = new ArrayList<>(List.of(arguments.verb().toString()));
    arguments.given().keySet().stream()
        .filter(it -> !it.equals(CLASS_PATH))
        .forEach(it -> words.add(written(it)));
    return words;
  }

  /** The entries of a class path; {@code lib/*} stands for the jars of a folder, as for java. */
  private static List<Path> path(String text) throws Refused {
    List<Path> entries = new ArrayList<>();
    for (String word : text.split(File.pathSeparator)) {
      if (word.isEmpty()) {
        continue;
      }
      boolean jars = word.equals("*") || word.endsWith("/*") || word.endsWith("\\*");
      try {
        Path entry = Path.of(jars ? word.substring(0, word.length() - 1) : word);
        if (!Files.exists(entry)) {
          throw new Refused(
              "--classpath names %s, which does not exist; compile first, or correct it"
                  .formatted(word));
        }
        entries.addAll(
            jars ? ModuleFolders.jars(entry) : List.of(entry.toAbsolutePath().normalize()));
      } catch (InvalidPathException e) {
        throw new Refused("--classpath names %s, which is not a path".formatted(word));
      }
    }
    return entries;
  }

  /** The options that a command needs to work here, as they were written. */
  List<String> places() {
    return PLACES.stream().filter(arguments.given()::containsKey).map(this::written).toList();
  }

  private String written(String option) {
    return "--" + option + "=" + arguments.given().get(option);
  }
}
