package dev.recsim.app.project;

import dev.recsim.io.RunFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds files in a folder and its subfolders, following symbolic links. */
public final class Folders {
  /** Maximum depth of folders. */
  private static final int DEPTH = 8;

  /** Much more than reports have; a larger number means that the wrong folder was given. */
  private static final int MOST_FOLDERS = 50_000;

  private final Path root;
  private final Predicate<String> wanted;
  private final SortedMap<String, Path> files = new TreeMap<>();
  private int folders;

  /**
   * @param wanted of the name of a file, or of a folder with a slash at the end
   */
  private Folders(Path root, Predicate<String> wanted) {
    this.root = root;
    this.wanted = wanted;
  }

  /**
   * The files whose names end like this, by their paths below the folder, with slashes; none if
   * there is no folder.
   *
   * @throws IOException if a folder cannot be read, contains itself through a link, or has far too
   *     many folders below it
   */
  public static SortedMap<String, Path> files(Path folder, String... endings) throws IOException {
    Predicate<String> wanted = name -> Stream.of(endings).anyMatch(name::endsWith);
    return new Folders(folder, name -> name.endsWith("/") || wanted.test(name)).find(DEPTH - 1);
  }

  /** The results in a folder of reports, by experiment: {@code quick}, {@code papers/slate_q}. */
  public static SortedMap<String, Path> runs(Path reports) throws IOException {
    return named(reports, RunFiles.RESULTS);
  }

  /** The files of a name in a folder of reports, by the folder below it. */
  public static SortedMap<String, Path> named(Path reports, String file) throws IOException {
    // A report's trials are many files; outermost, "trials" is a folder of experiments.
    Predicate<String> wanted =
        name ->
            name.endsWith("/" + file)
                || name.endsWith("/") && !name.endsWith("/" + RunFiles.TRIALS + "/");
    SortedMap<String, Path> named = new TreeMap<>();
    new Folders(reports, wanted)
        .find(DEPTH)
        .forEach((name, path) -> named.put(name.replace("/" + file, ""), path));
    return named;
  }

  private SortedMap<String, Path> find(int deeper) throws IOException {
    add(root, "", deeper);
    return files;
  }

  /**
   * Adds the files of a folder.
   *
   * @param name what their names start with
   * @param deeper number of levels that may follow
   */
  private void add(Path folder, String name, int deeper) throws IOException {
    if (++folders > MOST_FOLDERS) {
      throw new IOException(
          "%s has more than %s folders below it; name a folder of experiments, baselines or reports"
              .formatted(root, MOST_FOLDERS));
    }
    for (Path each : entries(folder)) {
      String below = name + each.getFileName();
      if (wanted.test(below) && Files.isRegularFile(each)) {
        files.put(below, each);
      } else if (deeper > 0 && wanted.test(below + "/") && Files.isDirectory(each)) {
        if (Files.isSymbolicLink(each) && folder.toRealPath().startsWith(each.toRealPath())) {
          throw new IOException(each + " is a link to a folder that contains it; remove the link");
        }
        add(each, below + "/", deeper - 1);
      }
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (FileSystemException e) {
      throw new IOException(
          "%s cannot be read (%s); make it readable or remove it"
              .formatted(folder, e.getClass().getSimpleName()),
          e);
    }
  }
}
