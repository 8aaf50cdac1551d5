package dev.recsim.compatibility;

import dev.recsim.api.Slate;
import dev.recsim.cli.InThisJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Commands, each after a {@code $}, and what they print. {@code recsim} is the program, {@code
 * commit} commits files, {@code cat} prints one, and {@code slates} asks a policy.
 */
final class Transcript {
  /** Numbers and verdicts; words of messages may change. */
  private static final Pattern FACT =
      Pattern.compile(
          "(?<![\\w.])[-+]?\\d([\\d,]*\\d)?(\\.\\d+)?([eE]-?\\d+)?( %)?|\\b[A-Z][A-Z_]{2,}\\b|\\bidentical\\b");

  private static final String PROMPT = "$ ";

  private final Path folder;

  Transcript(Path folder) {
    this.folder = folder;
  }

  /** The commands of a text. */
  static List<String> commands(String text) {
    return text.lines().filter(it -> it.startsWith(PROMPT)).map(it -> it.substring(2)).toList();
  }

  /** Runs the commands. */
  String run(List<String> commands) throws Exception {
    StringBuilder text = new StringBuilder();
    for (String command : commands) {
      text.append(PROMPT).append(command).append('\n').append(run(command));
    }
    return text.toString();
  }

  private String run(String command) throws Exception {
    String[] words = command.split(" ");
    return switch (words[0]) {
      case "recsim" -> program(words);
      case "commit" -> commit(words);
      case "cat" -> Files.readString(folder.resolve(words[1]));
      case "slates" -> slates(words);
      default -> throw new IllegalArgumentException(command);
    };
  }

  InThisJvm call(String... words) {
    List<String> all = new ArrayList<>(List.of(words[0]));
    all.add("--experiments=" + folder.resolve("experiments"));
    if (!words[0].equals("verify-promoted") && !words[0].equals("validate")) {
      all.add("--reports=" + folder.resolve("reports"));
    }
    Stream.of(words).skip(1).map(it -> it.replace("=./", "=" + folder + "/")).forEach(all::add);
    return InThisJvm.call(all.toArray(String[]::new));
  }

  private String program(String[] words) {
    InThisJvm said = call(Stream.of(words).skip(1).toArray(String[]::new));
    return said.output().replace(folder.toString(), ".") + "status " + said.status() + "\n";
  }

  /** Commits of a fixed person and time have fixed names. */
  private String commit(String[] words) throws Exception {
    if (!Files.exists(folder.resolve(".git"))) {
      git("init", "--quiet");
    }
    List<String> add = new ArrayList<>(List.of(words));
    add.set(0, "add");
    git(add.toArray(String[]::new));
    git("commit", "--quiet", "--message=Commit");
    return "";
  }

  private void git(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.com"));
    command.addAll(List.of(words));
    ProcessBuilder git = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    git.environment().put("GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z");
    git.environment().put("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z");
    if (git.start().waitFor() != 0) {
      throw new IllegalStateException(command + " failed");
    }
  }

  private String slates(String[] words) {
    StringBuilder lines = new StringBuilder();
    int request = 0;
    for (Slate each : Slates.of(folder.resolve(words[1]))) {
      lines.append("request %s: %s%n".formatted(request++, each.toString()));
    }
    return lines.toString().replace("\r\n", "\n");
  }

  /** The facts of each line, without the words between them and without the progress of trials. */
  static List<String> facts(String text) {
    return text.lines()
        .filter(it -> !it.startsWith("  ["))
        .map(Transcript::factsOfLine)
        .filter(it -> !it.isEmpty())
        .toList();
  }

  private static String factsOfLine(String line) {
    if (line.startsWith(PROMPT)) {
      return line;
    }
    List<String> facts = new ArrayList<>();
    Matcher matcher = FACT.matcher(line);
    while (matcher.find()) {
      facts.add(matcher.group());
    }
    return String.join(" ", facts);
  }
}
