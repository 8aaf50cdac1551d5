package dev.recsim.cli;

import dev.recsim.io.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The results in a folder of reports. */
final class Runs {
  /** How deep folders may lie. */
  static final int MOST_FOLDERS = 8;

  private Runs() {}

  /** Each {@code results.json} by its experiment, {@code quick} or {@code papers/slate_q}. */
  static SortedMap<String, Path> in(Path reports) throws IOException {
    SortedMap<String, Path> runs = new TreeMap<>();
    add(reports, "", MOST_FOLDERS, runs);
    return runs;
  }

  private static void add(Path folder, String name, int deeper, SortedMap<String, Path> runs)
      throws IOException {
    List<Path> below;
    try (Stream<Path> all = Files.list(folder)) {
      below = all.filter(Files::isDirectory).toList();
    }
    for (Path each : below) {
      String last = each.getFileName().toString();
      Path results = each.resolve(RunFiles.RESULTS);
      if (Files.exists(results)) {
        runs.put(name + last, results);
      }
      // A trial's files are many, and none of them is a run.
      if (deeper > 1 && !last.equals(RunFiles.TRIALS)) {
        add(each, name + last + "/", deeper - 1, runs);
      }
    }
  }
}
