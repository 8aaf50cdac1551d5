package dev.recsim.command;

import dev.recsim.cli.Commands;
import dev.recsim.cli.Verb;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The program of the command-line jar. It ends with the exit status of the verb: 0 fine, 1 error, 2
 * a baseline does not hold, 3 invalid experiment file, 4 no experiment is selected, 5 an optional
 * module is missing.
 */
public final class Recsim {
  private static final int FINE = 0;
  private static final int ERROR = 1;

  /** No status: other threads end the JVM. */
  static final int RUNS_ON = -1;

  /** Folders and files of the goals. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "experiments",
          "experiments",
          "reports",
          "reports",
          "promoted",
          "promoted",
          "logs",
          "served");

  private static final Map<String, String> OUTPUTS =
      Map.of(
          "export", "target/recsim-export",
          "promote", "promoted",
          "python", "target/recsim/python.json");

  private Recsim() {}

  /** Runs a verb, or prints what the jar says about itself. */
  public static void main(String[] args) {
    int status = ERROR;
    try {
      status = run(args);
    } catch (Refused e) {
      System.err.println(e.getMessage());
    }
    if (status != RUNS_ON) {
      System.exit(status);
    }
  }

  private static int run(String[] args) throws Refused {
    String first = args.length == 0 ? "--help" : args[0];
    List<String> more = List.of(args).subList(Math.min(1, args.length), args.length);
    switch (first) {
      case "--help", "-h", "help" -> System.out.print(Help.of(more));
      case "--version", "version" -> System.out.println("recsim " + version());
      case "completion" -> System.out.print(Completion.of(more));
      case ModuleFolders.VERB -> ModuleFolders.beside().lines(more).forEach(System.out::println);
      case Server.VERB -> {
        return help(first, more)
            ? FINE
            : Server.serve(UserWords.parse(first, Server.OPTIONS, more));
      }
      default -> {
        Verb verb = Verb.of(first).orElseThrow(() -> UserWords.unknown(first));
        return help(first, more) ? FINE : call(verb, UserWords.parse(first, verb.words(), more));
      }
    }
    return FINE;
  }

  private static boolean help(String verb, List<String> words) {
    boolean asked = words.contains("--help") || words.contains("-h");
    if (asked) {
      System.out.print(Help.verb(verb));
    }
    return asked;
  }

  private static int call(Verb verb, UserWords words) throws Refused {
    Map<String, String> options = new TreeMap<>();
    for (String word : verb.words()) {
      Optional<String> absent = absent(verb, word, words);
      Optional.ofNullable(words.options().get(word))
          .or(() -> absent)
          .ifPresent(value -> options.put(Verb.key(word), value));
    }
    if (words.options().getOrDefault("executor", "").equals("spark")) {
      throw new Refused(
          "the command-line jar runs no Spark; use mvn recsim:%s -Drecsim.executor=spark"
              .formatted(verb));
    }
    return new Launch(ModuleFolders.beside(), words).call(verb, options);
  }

  /** The default of an option that is not given. */
  private static Optional<String> absent(Verb verb, String word, UserWords words) {
    if (!word.equals("output")) {
      return Optional.ofNullable(DEFAULTS.get(word));
    }
    return verb == Verb.SCHEMA
        ? Optional.of(
            Path.of(DEFAULTS.get("experiments"), "recsim-experiment.schema.json").toString())
        : Optional.ofNullable(OUTPUTS.get(verb.toString()));
  }

  /** The version in the jar's manifest. */
  static String version() {
    String version = Commands.class.getPackage().getImplementationVersion();
    return version == null ? "of this source" : version;
  }
}
