package dev.recsim.docs;

import dev.recsim.cli.options.Verb;
import dev.recsim.cli.options.VerbOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of goals and parameters, whose meanings and defaults are those of verbs and options. The
 * page decides their order and names the goals; {@code GoalsPageTest} checks these.
 */
final class VerbRows {
  private static final Pattern GOAL = Pattern.compile("(?m)^\\| `recsim:([\\w-]+)` \\| .*\\|$");
  private static final Pattern PARAMETER =
      Pattern.compile("(?m)^\\| `(recsim\\.[\\w.]+)` \\| ([\\w, -]+) \\| .*\\|$");

  private VerbRows() {}

  static String renewed(String text) {
    String goals = GOAL.matcher(text).replaceAll(row -> Matcher.quoteReplacement(goal(row)));
    return PARAMETER.matcher(goals).replaceAll(row -> Matcher.quoteReplacement(parameter(row)));
  }

  private static String goal(MatchResult row) {
    return Verb.of(row.group(1))
        .map(verb -> "| `recsim:%s` | %s |".formatted(verb, verb.meaning))
        .orElse(row.group());
  }

  /** A row of a parameter that only goals have stays as it is. */
  private static String parameter(MatchResult row) {
    Set<String> rows =
        goals(row.group(2))
            .flatMap(verb -> option(verb, row.group(1)).stream())
            .map(
                option ->
                    "| `%s` | %s | %s | %s|"
                        .formatted(
                            option.property(),
                            row.group(2),
                            option.meaning(),
                            option.otherwise().isEmpty() ? "" : option.otherwise() + " "))
            .collect(Collectors.toSet());
    if (rows.size() > 1) {
      throw new IllegalArgumentException("goals of a row have different options: " + rows);
    }
    return rows.isEmpty() ? row.group() : rows.iterator().next();
  }

  private static Stream<Verb> goals(String named) {
    return named.startsWith("all")
        ? Stream.of(Verb.values())
        : List.of(named.split(", ")).stream().flatMap(it -> Verb.of(it).stream());
  }

  private static Optional<VerbOption> option(Verb verb, String property) {
    return verb.words().stream().filter(it -> it.property().equals(property)).findFirst();
  }
}
