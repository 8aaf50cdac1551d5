package dev.recsim.command;

import dev.recsim.cli.Commands;
import dev.recsim.cli.Main;
import dev.recsim.cli.options.Arguments;
import dev.recsim.cli.options.Verb;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** What else the jar does. */
  static final List<String> OTHERS = List.of(ModuleFolders.VERB, "completion", "help", "version");

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
      default -> {
        Verb verb = verb(first);
        if (more.contains("--help") || more.contains("-h")) {
          System.out.print(Help.of(verb));
          return FINE;
        }
        Optional<Arguments> arguments = Main.arguments(args);
        return arguments.isEmpty() ? ERROR : call(UserWords.of(arguments.get()));
      }
    }
    return FINE;
  }

  static Verb verb(String name) throws Refused {
    List<String> all = Stream.concat(Verb.names().stream(), OTHERS.stream()).toList();
    return Verb.of(name)
        .orElseThrow(
            () ->
                new Refused(
                    "recsim has no verb "
                        + name
                        + Arguments.near(name, "", all, "recsim --help lists them")));
  }

  private static int call(UserWords words) throws Refused {
    Verb verb = words.arguments().verb();
    if (verb == Verb.SERVE) {
      return Server.serve(words);
    }
    if ("spark".equals(words.arguments().given().get("executor"))) {
      throw new Refused(
          "the command-line jar runs no Spark; use mvn recsim:%s -Drecsim.executor=spark"
              .formatted(verb));
    }
    return new Launch(ModuleFolders.beside(), words).call();
  }

  /** The version in the jar's manifest. */
  static String version() {
    return Optional.ofNullable(Commands.class.getPackage().getImplementationVersion())
        .orElse("of this source");
  }
}
