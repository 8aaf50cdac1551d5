package dev.recsim.io.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which program a command starts, and what decides which code that loads. */
public final class Programs {
  /** Environment variables that decide what programs load. None has secrets. */
  public static final List<String> DECISIVE =
      List.of(
          "ASDF_PYTHON_VERSION",
          "CONDA_PREFIX",
          "LD_LIBRARY_PATH",
          "LD_PRELOAD",
          "MISE_PYTHON_VERSION",
          "PYENV_VERSION",
          "PYTHONHASHSEED",
          "PYTHONHOME",
          "PYTHONNOUSERSITE",
          "PYTHONOPTIMIZE",
          "PYTHONPATH",
          "PYTHONPLATLIBDIR",
          "PYTHONSAFEPATH",
          "PYTHONUSERBASE",
          "VIRTUAL_ENV");

  private Programs() {}

  /** Those of the decisive variables that are set. */
  public static SortedMap<String, String> variables(Map<String, String> environment) {
    SortedMap<String, String> set = new TreeMap<>(environment);
    set.keySet().retainAll(DECISIVE);
    return set;
  }

  /**
   * The files that decide which version a shim starts: those of pyenv, asdf and mise. None for
   * other programs.
   *
   * @param program absolute path
   * @param home the user's folder
   */
  public static List<String> versionFiles(String program, String home) {
    Path folder = Path.of(program).getParent();
    return folder == null || folder.getParent() == null || !folder.endsWith("shims")
        ? List.of()
        : List.of(
            folder.resolveSibling("version").toString(),
            Path.of(home, ".tool-versions").toString(),
            Path.of(home, ".config", "mise", "config.toml").toString());
  }

  /** Whether a word of a command is the absolute path of a file. */
  public static boolean isFile(String word) {
    try {
      return Path.of(word).isAbsolute() && Files.isRegularFile(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Whether a word of a command is the absolute path of a program. */
  public static boolean isInstalled(String word) {
    return isFile(word) && Files.isExecutable(Path.of(word));
  }

  /**
   * The file that a command starts; null if there is none. A name without a slash is searched as
   * the system does.
   *
   * @param word the first one of the command
   * @param path folders to search, as in the variable PATH; null for none
   */
  public static String find(String word, String path) {
    try {
      if (word.contains("/") || word.contains(File.separator)) {
        return Path.of(word).isAbsolute() && Files.isRegularFile(Path.of(word)) ? word : null;
      }
      for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
        Path program = Path.of(folder).resolve(word);
        if (!folder.isEmpty() && Files.isRegularFile(program) && Files.isExecutable(program)) {
          return program.toString();
        }
      }
    } catch (InvalidPathException e) {
      // Nothing has such a name.
    }
    return null;
  }
}
