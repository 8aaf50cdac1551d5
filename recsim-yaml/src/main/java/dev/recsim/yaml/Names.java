package dev.recsim.yaml;

import dev.recsim.io.RunFiles;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names in experiment files, and suggestions for misspelled names. */
public final class Names {
  /** Names of experiments and agents; they are valid file names on every system. */
  public static final String NAME = "^[A-Za-z0-9]([A-Za-z0-9._=-]{0,62}[A-Za-z0-9_=-])?$";

  /** Names of devices on Windows, with or without an extension. */
  public static final String RESERVED =
      "^([cC][oO][nN]|[pP][rR][nN]|[aA][uU][xX]|[nN][uU][lL]|[cC][oO][mM][0-9]|[lL][pP][tT][0-9])"
          + "(\\..*)?$";

  /** Names that mean something else than an agent in {@code recsim.accept}. */
  public static final String IN_ACCEPT = "^(all|arena|baseline|rule)$";

  /** Names of files that a run writes into the reports folder, in any case. */
  public static final String TAKEN =
      RunFiles.RESERVED.stream()
          .sorted()
          .map(Names::inAnyCase)
          .collect(Collectors.joining("|", "^(", ")$"));

  private static final Pattern TAKEN_PATTERN = Pattern.compile(TAKEN);
  private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
  private static final Pattern RESERVED_PATTERN = Pattern.compile(RESERVED);

  /** Longer texts get no suggestion. */
  private static final int MOST_LETTERS = 64;

  private Names() {}

  /** Returns what is wrong with the name of an experiment or agent, or empty. */
  public static Optional<String> problem(String name) {
    if (!NAME_PATTERN.matcher(name).matches()) {
      return Optional.of(
          "name \"%s\" must be 1 to 64 letters, digits and . _ - =, begin with a letter or digit and not end with a dot: results are stored in files of that name"
              .formatted(name));
    }
    if (RESERVED_PATTERN.matcher(name).matches()) {
      return Optional.of("name \"" + name + "\" is reserved on Windows; choose another");
    }
    return Optional.empty();
  }

  /** Returns what is wrong with the name of an agent, or empty. */
  public static Optional<String> ofAgent(String name) {
    return name.matches(IN_ACCEPT)
        ? Optional.of("name \"" + name + "\" has another meaning in recsim.accept; choose another")
        : problem(name);
  }

  private static String inAnyCase(String name) {
    return name.chars()
        .mapToObj(Character::toString)
        .map(it -> it.equals(".") ? "\\." : "[" + it + it.toUpperCase(Locale.ROOT) + "]")
        .collect(Collectors.joining());
  }

  /** Returns what is wrong with the name of an experiment, or of a folder above it; or empty. */
  public static Optional<String> ofExperiment(String name) {
    return TAKEN_PATTERN.matcher(name).matches()
        ? Optional.of(
            "name \"%s\" is reserved, recsim writes files and folders of that name into the reports folder; choose another"
                .formatted(name))
        : problem(name);
  }

  /**
   * Returns {@code , did you mean "gamma"?} or, without a similar name, {@code ; known keys: a, b}.
   */
  public static String hint(String key, Collection<String> known) {
    String near = didYouMean(key, known);
    return near.isEmpty() && !known.isEmpty() ? "; known keys: " + String.join(", ", known) : near;
  }

  /** Returns that there is no such agent, with a suggestion. */
  public static String noAgent(String name, Collection<String> agents) {
    return "there is no agent \"" + name + "\"" + orThereAre(name, agents);
  }

  /** Returns {@code , did you mean "gamma"?} or, without a similar name, all names. */
  public static String orThereAre(String name, Collection<String> known) {
    return nearest(name, known)
        .map(near -> ", did you mean \"" + near + "\"?")
        .orElse("; there are " + String.join(", ", known));
  }

  /** Returns {@code , did you mean "gamma"?} or, without a similar name, nothing. */
  public static String didYouMean(String name, Collection<String> known) {
    return nearest(name, known).map(near -> ", did you mean \"" + near + "\"?").orElse("");
  }

  /** Returns the most similar name. */
  public static Optional<String> nearest(String given, Collection<String> known) {
    if (given.length() > MOST_LETTERS) {
      return Optional.empty();
    }
    String wanted = letters(given);
    int limit = Math.max(1, wanted.length() / 3);
    return known.stream()
        .filter(name -> distance(wanted, letters(name)) <= limit)
        .min(
            Comparator.comparingInt((String name) -> distance(wanted, letters(name)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_\\s-]", "");
  }

  /**
   * Returns the number of edits (insert, delete, replace, swap neighbours) from one to the other.
   */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
