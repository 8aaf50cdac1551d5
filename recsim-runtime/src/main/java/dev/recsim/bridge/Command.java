package dev.recsim.bridge;

import dev.recsim.api.InvalidOption;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command of an agent or an environment, and the files that it names.
 *
 * @param words the program and its arguments
 * @param folder to which files are relative
 */
public record Command(List<String> words, Path folder) {
  private static final int MOST_FILES = 1_000;

  private static final Set<String> SHELLS =
      Set.of("bash", "cmd", "cmd.exe", "dash", "fish", "ksh", "powershell", "pwsh", "sh", "zsh");

  /**
   * The files of the program.
   *
   * @param given those of the option; null for all files in the folder of the script
   * @throws InvalidOption if files are missing; the message says what to write
   */
  public List<String> files(List<String> given) {
    List<String> files = new ArrayList<>(given == null ? besidesScript() : given);
    for (String word : words) {
      if (isFile(word) && files.stream().noneMatch(file -> isSame(file, word))) {
        files.add(word);
      }
    }
    return files;
  }

  /** The words that are files of the experiment. */
  List<String> named() {
    return words.stream().filter(this::isFile).toList();
  }

  private static boolean isSame(String file, String other) {
    return Path.of(file).normalize().equals(Path.of(other).normalize());
  }

  /** Whether it is a file of the experiment. Those with an absolute path are of the machine. */
  private boolean isFile(String word) {
    try {
      return !word.isEmpty()
          && !Path.of(word).isAbsolute()
          && Files.isRegularFile(folder.resolve(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** All files in the folder of the script, which is the first word that is a relative file. */
  private List<String> besidesScript() {
    return words.stream().filter(this::isFile).findFirst().map(this::besides).orElse(List.of());
  }

  private List<String> besides(String script) {
    Path own = Path.of(script).normalize().getParent();
    InvalidOption.unless(
        own != null && !own.endsWith(".."),
        "files",
        "are missing; list the files that %s needs, or put it into a folder of its own"
            .formatted(script));
    try (Stream<Path> all = Files.walk(folder.resolve(own))) {
      List<String> files =
          all.filter(Files::isRegularFile)
              .map(folder::relativize)
              .filter(Command::isSource)
              .map(file -> file.toString().replace('\\', '/'))
              .sorted()
              .limit(MOST_FILES + 1L)
              .toList();
      InvalidOption.unless(
          files.size() <= MOST_FILES,
          "files",
          "are missing; the folder of %s has more than %s files, so list those that it needs"
              .formatted(script, MOST_FILES));
      return files;
    } catch (IOException e) {
      throw new InvalidOption("files", "cannot be listed: " + e);
    }
  }

  /** Leaves out hidden files and the caches of Python. */
  private static boolean isSource(Path file) {
    for (Path part : file) {
      String name = part.toString();
      if (name.equals("__pycache__") || name.startsWith(".") && !name.matches("\\.+")) {
        return false;
      }
    }
    return true;
  }

  /**
   * The words of a command, with a folder in front of a search path that {@code env} sets.
   *
   * @param variable of the search path
   */
  static List<String> searching(List<String> words, String variable, Path folder) {
    String start = variable + "=";
    return words.get(0).equals("env") || words.get(0).endsWith("/env")
        ? words.stream()
            .map(
                word ->
                    word.startsWith(start)
                        ? start + folder + File.pathSeparator + word.substring(start.length())
                        : word)
            .toList()
        : words;
  }

  /** Whether a shell gets the text of a program, whose own programs and files are not known. */
  public static boolean hidesProgram(List<String> words) {
    boolean shell = false;
    for (String word : words) {
      if (shell && (word.matches("-[a-z]*c") || word.equalsIgnoreCase("/c"))) {
        return true;
      }
      shell |= SHELLS.contains(word.substring(word.lastIndexOf('/') + 1));
    }
    return false;
  }
}
