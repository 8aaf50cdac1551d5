package dev.recsim.command;

import dev.recsim.cli.Commands;
import dev.recsim.cli.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Help, from the tables of docs/goals.md: a verb is a goal, an option is a parameter of it. */
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
    if (words.isEmpty()) {
      return overall();
    }
    String verb = words.get(0);
    if (Verb.of(verb).isEmpty() && !verb.equals(Server.VERB)) {
      throw UserWords.unknown(verb);
    }
    return verb(verb);
  }

  private static String overall() {
    List<List<String>> verbs = new ArrayList<>();
    for (List<String> row : rows("recsim:")) {
      String verb = row.get(0).substring("recsim:".length());
      if (Verb.of(verb).isPresent() || verb.equals(Server.VERB)) {
        verbs.add(List.of(verb, row.get(1)));
      }
    }
    verbs.addAll(OTHERS);
    return "recsim <verb> [--option=value ...]\n\n"
        + table(verbs)
        + "\nrecsim <verb> --help lists the options of a verb.\n";
  }

  /** Of a verb. */
  static String verb(String verb) {
    String what =
        rows("recsim:" + verb).stream()
            .filter(it -> it.get(0).equals("recsim:" + verb))
            .map(it -> it.get(1))
            .findFirst()
            .orElse("");
    List<String> words = Verb.of(verb).map(Verb::words).orElse(Server.OPTIONS);
    List<List<String>> options = new ArrayList<>();
    for (String word : words) {
      options.add(List.of("--" + word, meaning(word, verb)));
    }
    options.add(
        List.of("--" + UserWords.CLASS_PATH, "jars and folders with your classes, as for java"));
    return "recsim %s [--option=value ...]%n%n".formatted(verb)
        + table(List.of(List.of("", what)))
        + "\n"
        + table(options);
  }

  /** The meaning of an option, with its default. */
  private static String meaning(String word, String verb) {
    if (word.equals("debug")) {
      return "prints where an error comes from";
    }
    List<List<String>> same =
        rows("recsim.").stream()
            .filter(it -> Commands.option(it.get(0)).filter(word::equals).isPresent())
            .toList();
    // The goal promote has no error rate of its own.
    List<List<String>> own = same.stream().filter(it -> isOf(it.get(1), verb)).toList();
    if (own.isEmpty() && word.equals("output")) {
      return "the file to write; default: target/recsim/python.json";
    }
    List<String> row = own.isEmpty() ? same.get(0) : own.get(0);
    String absent = row.size() > 3 ? row.get(3) : "";
    return row.get(2) + (absent.isEmpty() ? "" : "; default: " + absent);
  }

  private static boolean isOf(String goals, String verb) {
    List<String> named = List.of(goals.replaceFirst("^all( but )?", "").split(", "));
    return goals.startsWith("all") != named.contains(verb);
  }

  /** The rows of the page's tables whose first cell begins with a text, as plain text. */
  private static List<List<String>> rows(String start) {
    try (InputStream in = Help.class.getResourceAsStream("goals.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(it -> it.startsWith("| `" + start))
          .map(it -> LINK.matcher(it).replaceAll("$1").replace("`", ""))
          .map(it -> it.replace("fails the build", "fails").replace(", below:", ":"))
          .map(it -> List.of(it.replaceAll("^\\| | \\|$", "").split(" \\| ?")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two columns; the second one is wrapped. */
  private static String table(List<List<String>> rows) {
    int first = rows.stream().mapToInt(it -> it.get(0).length()).max().orElse(0);
    String indent = " ".repeat(first == 0 ? 2 : first + 4);
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  " + row.get(0));
      line.append(" ".repeat(indent.length() - line.length()));
      for (String word : JAR.say(row.get(1)).split(" ")) {
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
}
