package dev.recsim.docs;

import dev.recsim.api.Options;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of pages that are made from the code. A page has one where the header of it stands:
 *
 * <pre>{@code
 * | option of agent `ucb1` | default | meaning |
 * | all agents | |
 * }</pre>
 *
 * <p>The first is a row for each component of the type's record of options: its key, the value in
 * the provider's defaults, and its {@link Description}. The second is a row for each type of the
 * kind: a link to its page and the provider's {@link Description}.
 */
final class GeneratedTables {
  private static final Pattern OPTIONS =
      Pattern.compile(
          "\\| option of (%s) `(\\w+(?:`, `\\w+)*)` \\| default \\| meaning \\|\n(\\|.*\n)*"
              .formatted(Kind.words()));
  private static final Pattern TYPES =
      Pattern.compile("\\| all ((?:environment|agent|choice model)s) \\| \\|\n(\\|.*\n)*");

  private GeneratedTables() {}

  /** The page with its tables as the code has them. */
  static String renewed(Path page, String text) {
    String verbs = VerbRows.renewed(text);
    String types = TYPES.matcher(verbs).replaceAll(table -> quoted(types(page, table)));
    return OPTIONS.matcher(types).replaceAll(table -> quoted(options(table)));
  }

  /** The types whose options have a table in the text. */
  static List<String> told(Kind kind, String text) {
    List<String> told = new ArrayList<>();
    Matcher table = OPTIONS.matcher(text);
    while (table.find()) {
      if (table.group(1).equals(kind.word)) {
        told.addAll(names(table));
      }
    }
    return told;
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  private static String types(Path page, MatchResult table) {
    Kind kind = Kind.of(table.group(1).replaceAll("s$", ""));
    StringBuilder rows = new StringBuilder("| all " + table.group(1) + " | |\n|---|---|\n");
    kind.types()
        .forEach(
            (name, provider) -> {
              Path link = page.getParent().relativize(kind.page(name).orElseThrow());
              rows.append(
                  "| [`%s`](%s) | %s |\n".formatted(name, link, sentence(provider.getClass())));
            });
    return rows.toString();
  }

  /** A table of several types says what is the same for all of them. */
  private static List<String> names(MatchResult table) {
    return List.of(table.group(2).split("`, `"));
  }

  private static String options(MatchResult table) {
    Set<String> rows = new LinkedHashSet<>();
    for (String name : names(table)) {
      Provider<?> provider = Kind.of(table.group(1)).types().get(name);
      if (provider == null) {
        throw new IllegalArgumentException("there is no such type: " + table.group());
      }
      rows.add(rows(provider));
    }
    if (rows.size() > 1) {
      throw new IllegalArgumentException("these types have different options: " + table.group());
    }
    return "| option of %s `%s` | default | meaning |\n|---|---|---|\n"
            .formatted(table.group(1), table.group(2))
        + rows.iterator().next();
  }

  private static String rows(Provider<?> provider) {
    StringBuilder rows = new StringBuilder();
    for (RecordComponent option : provider.defaults().getClass().getRecordComponents()) {
      String value = Written.of(Written.component(provider.defaults(), option));
      String shown =
          value != null ? "`" + value + "`" : option.getType() == Part.class ? "required" : "";
      rows.append(
          "| `%s` | %s | %s |\n".formatted(Options.key(option.getName()), shown, sentence(option)));
    }
    return rows.toString();
  }

  private static String sentence(AnnotatedElement described) {
    Description description = described.getAnnotation(Description.class);
    if (description == null) {
      throw new IllegalStateException(described + " lacks a @Description");
    }
    return description.value().replace("|", "\\|");
  }
}
