package dev.recsim.command;

import dev.recsim.cli.Verb;
import dev.recsim.yaml.Names;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The options of a verb as a person wrote them.
 *
 * @param options by name, without the dashes; a flag's value is true
 * @param classPath the user's jars and folders, absolute
 */
record UserWords(Map<String, String> options, List<Path> classPath) {
  /** The option that every verb has. */
  static final String CLASS_PATH = "classpath";

  /** What else the jar does. */
  static final List<String> OTHERS =
      List.of(Server.VERB, ModuleFolders.VERB, "completion", "help", "version");

  /** Options without which a command works elsewhere. */
  private static final List<String> PLACES = List.of(CLASS_PATH, "experiments", "reports");

  /**
   * Reads words.
   *
   * @param known names of the verb's options
   */
  static UserWords parse(String verb, Collection<String> known, List<String> words) throws Refused {
    Set<String> all = new LinkedHashSet<>(known);
    all.add(CLASS_PATH);
    Map<String, String> options = new TreeMap<>();
    for (String word : words) {
      String[] parts = word.split("=", 2);
      String name = parts[0].replaceFirst("^--", "");
      if (!word.startsWith("--")) {
        throw new Refused(
            "%s takes options as --name=value, not \"%s\"%s"
                .formatted(
                    verb,
                    word,
                    all.contains("experiment") ? "; did you mean --experiment=" + word + "?" : ""));
      }
      if (!all.contains(name)) {
        throw new Refused(
            "%s has no option --%s%s"
                .formatted(verb, name, nearest(name, "--", all, "recsim " + verb + " --help")));
      }
      if (parts.length == 1 && !Verb.isFlag(name)) {
        throw new Refused("--%s needs a value: --%1$s=...".formatted(name));
      }
      options.put(name, parts.length == 1 ? "true" : parts[1]);
    }
    return new UserWords(options, path(options.getOrDefault(CLASS_PATH, "")));
  }

  static Refused unknown(String verb) {
    List<String> all = Stream.concat(Verb.names().stream(), OTHERS.stream()).toList();
    return new Refused(
        "recsim has no verb %s%s".formatted(verb, nearest(verb, "", all, "recsim --help")));
  }

  private static String nearest(String word, String dashes, Collection<String> all, String help) {
    return Names.nearest(word, all)
        .map(it -> ", did you mean " + dashes + it + "?")
        .orElse("; " + help + " lists them");
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
    return PLACES.stream()
        .filter(options::containsKey)
        .map(it -> "--" + it + "=" + options.get(it))
        .toList();
  }
}
