package dev.recsim.experimentfile;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How things are called in an experiment file, and what was meant where a name is wrong. */
public final class Names {
  /** Experiments and agents; their results are files of that name on every system. */
  static final String NAME = "^[A-Za-z0-9]([A-Za-z0-9._=-]{0,62}[A-Za-z0-9_=-])?$";

  /** Names of devices on Windows, with or without an extension. */
  static final String RESERVED =
      "^([cC][oO][nN]|[pP][rR][nN]|[aA][uU][xX]|[nN][uU][lL]|[cC][oO][mM][0-9]|[lL][pP][tT][0-9])"
          + "(\\..*)?$";

  /** What else stands in the reports folder, where an experiment has a folder of its name. */
  static final String TAKEN =
      "^([cC][oO][mM][pP][aA][rR][eE]|[iI][nN][dD][eE][xX]\\.[hH][tT][mM][lL]"
          + "|[sS][uU][mM][mM][aA][rR][yY]\\.[mM][dD])$";

  /** What stands in the folder of a report, where a name with a slash may have one too. */
  private static final String TRIALS = "trials";

  private static final Pattern TAKEN_PATTERN = Pattern.compile(TAKEN);
  private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
  private static final Pattern RESERVED_PATTERN = Pattern.compile(RESERVED);

  /** Nothing that long was meant to be a name. */
  private static final int MOST_LETTERS = 64;

  private Names() {}

  /** What is wrong with the name of an experiment or agent, or empty. */
  static Optional<String> problem(String name) {
    if (!NAME_PATTERN.matcher(name).matches()) {
      return Optional.of(
          "name \""
              + name
              + "\" must be 1 to 64 letters, digits and . _ - =, begin with a letter or digit and not"
              + " end with a dot: results are stored in files of that name");
    }
    if (RESERVED_PATTERN.matcher(name).matches()) {
      return Optional.of("name \"" + name + "\" is reserved on Windows; choose another");
    }
    return Optional.empty();
  }

  /**
   * What is wrong with the name of an experiment, or of a folder that it is in; or empty.
   *
   * @param outermost whether its folder stands among the reports, not in one of them
   */
  static Optional<String> ofExperiment(String name, boolean outermost) {
    boolean taken = outermost ? TAKEN_PATTERN.matcher(name).matches() : name.equals(TRIALS);
    return taken
        ? Optional.of(
            "name \""
                + name
                + "\" is that of a file or folder of recsim's own among the reports; choose another")
        : problem(name);
  }

  /** {@code , did you mean "gamma"?} or, with nothing near, {@code ; known keys: a, b}. */
  static String hint(String key, Collection<String> known) {
    return nearest(key, known)
        .map(near -> ", did you mean \"" + near + "\"?")
        .orElse(known.isEmpty() ? "" : "; known keys: " + String.join(", ", known));
  }

  /** That there is no such agent, and which was meant. */
  static String noAgent(String name, Collection<String> agents) {
    return "there is no agent \""
        + name
        + "\""
        + nearest(name, agents)
            .map(near -> ", did you mean \"" + near + "\"?")
            .orElse("; there are " + String.join(", ", agents));
  }

  /** The name that was probably meant. */
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

  /** Edits (insert, delete, replace, swap neighbours) from one to the other. */
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
