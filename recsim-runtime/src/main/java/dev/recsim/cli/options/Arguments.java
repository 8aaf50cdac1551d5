package dev.recsim.cli.options;

import dev.recsim.app.project.UserError;
import dev.recsim.yaml.Names;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The program's arguments: a verb, then {@code --name=value} or {@code --flag}. Goals write {@code
 * --property=value}, and properties that are of other goals only have no effect.
 *
 * @param verb what to do
 * @param given values by the names of options; a flag's value may be empty
 */
public record Arguments(Verb verb, Map<String, String> given) {
  private static final String VERBS = String.join(", ", Verb.names());

  /**
   * Reads words.
   *
   * @throws UserError if the verb or an option is unknown
   */
  public static Arguments parse(String[] args) throws UserError {
    if (args.length == 0) {
      throw new UserError("no verb given; expected " + VERBS);
    }
    Verb verb =
        Stream.of(Verb.values())
            .filter(it -> it.toString().equals(args[0]))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        "unknown verb "
                            + args[0]
                            + near(args[0], "", Verb.names(), "expected " + VERBS)));
    Map<String, String> given = new TreeMap<>();
    for (String word : List.of(args).subList(1, args.length)) {
      String[] parts = word.split("=", 2);
      String name = parts[0].replaceFirst("^--", "");
      Optional<VerbOption> option = verb.option(name);
      if (!word.startsWith("--")) {
        throw new UserError(
            "%s takes options as --name=value, not \"%s\"%s"
                .formatted(
                    verb,
                    word,
                    verb.option("experiment").isPresent()
                        ? "; did you mean --experiment=" + word + "?"
                        : ""));
      }
      if (option.isEmpty() && !name.startsWith("recsim.")) {
        List<String> known = verb.words().stream().map(VerbOption::name).toList();
        throw new UserError(
            "%s has no option --%s%s"
                .formatted(
                    verb, name, near(name, "--", known, "recsim " + verb + " --help lists them")));
      }
      if (option.isPresent() && parts.length == 1 && !option.get().isFlag()) {
        throw new UserError("--%s needs a value: --%1$s=...".formatted(name));
      }
      option.ifPresent(it -> given.put(it.name(), parts.length == 1 ? "" : parts[1]));
    }
    return new Arguments(verb, given);
  }

  /** What a person meant, as the end of a message; otherwise another end. */
  public static String near(
      String given, String dashes, Collection<String> known, String otherwise) {
    return Names.nearest(given, known)
        .map(near -> ", did you mean " + dashes + near + "?")
        .orElse("; " + otherwise);
  }

  /**
   * Reads options.
   *
   * @param type record of options of the verb; components that are records have options of it too
   * @throws UserError if a value is invalid
   */
  public <R extends Record> R read(Class<R> type) throws UserError {
    RecordComponent[] components = type.getRecordComponents();
    Iterator<VerbOption> options = VerbOption.of(type).iterator();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          components[i].getType().isRecord()
              ? read(components[i].getType().asSubclass(Record.class))
              : options.next().read(given);
    }
    try {
      Constructor<R> constructor =
          type.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
