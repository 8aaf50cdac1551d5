package dev.recsim.command;

import dev.recsim.cli.Commands;
import dev.recsim.cli.options.Verb;
import dev.recsim.cli.options.VerbOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Help, from what verbs and options say of themselves. */
final class Help {
  private static final int WIDTH = 96;
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
  private static final Commands JAR = Commands.ofJar(List.of());

  /** What no goal has. */
  private static final List<List<String>> OTHERS =
      List.of(
          List.of("modules", "lists optional modules; with a name, where its jars are"),
          List.of("completion", "prints completions for bash, zsh or fish"),
          List.of("version", "prints the version; also --version"));

  private Help() {}

  /** Overall, or of the verb in words. */
  static String of(List<String> words) throws Refused {
    return words.isEmpty() ? overall() : of(Recsim.verb(words.get(0)));
  }

  private static String overall() {
    List<List<String>> verbs = new ArrayList<>();
    for (String name : Verb.names()) {
      verbs.add(List.of(name, Verb.of(name).orElseThrow().meaning));
    }
    verbs.addAll(OTHERS);
    return "recsim <verb> [--option=value ...]\n\n"
        + table(verbs)
        + "\nrecsim <verb> --help lists the options of a verb.\n";
  }

  /** Of a verb. */
  static String of(Verb verb) {
    List<List<String>> options = new ArrayList<>();
    for (VerbOption option : verb.words()) {
      String otherwise = option.otherwise().isEmpty() ? "" : "; default: " + option.otherwise();
      options.add(List.of("--" + option.name(), option.meaning() + otherwise));
    }
    return "recsim %s [--option=value ...]%n%n".formatted(verb)
        + table(List.of(List.of("", verb.meaning)))
        + "\n"
        + table(options);
  }

  /** Two columns; the second one is wrapped. */
  private static String table(List<List<String>> rows) {
    int first = rows.stream().mapToInt(it -> it.get(0).length()).max().orElse(0);
    String indent = " ".repeat(first == 0 ? 2 : first + 4);
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  " + row.get(0));
      line.append(" ".repeat(indent.length() - line.length()));
      for (String word : plain(row.get(1)).split(" ")) {
        if (line.length() + word.length() >= WIDTH && line.length() > indent.length()) {
          text.append(line.toString().stripTrailing()).append('\n');
          line = new StringBuilder(indent);
        }
        line.append(word).append(' ');
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String plain(String markdown) {
    return JAR.say(LINK.matcher(markdown).replaceAll("$1").replace("`", ""));
  }
}
