package dev.recsim.app;

import dev.recsim.app.project.Folders;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RunFiles;
import dev.recsim.report.GroupPage;
import dev.recsim.report.IndexPage;
import dev.recsim.report.results.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The pages over several reports: the index of all, and the groups that one file makes. */
final class Index {
  private final Path root;
  private final Listener listener;
  private final Parsed<Results> results = new Parsed<>(Results::readWithoutTrials);

  Index(Path root, Listener listener) {
    this.root = root;
    this.listener = listener;
  }

  /**
   * Writes the index, and the page of the experiment's group if it has one.
   *
   * @param file the experiment's file of results
   * @param written what was just written to it
   */
  void write(ExperimentSpec spec, Path file, Results written) throws IOException {
    results.put(file, written);
    if (spec.variant().swept()) {
      String base = spec.variant().base();
      List<Results> members =
          read(root.resolve(base)).stream()
              .filter(it -> it.swept() != null && it.swept().base().equals(base))
              .toList();
      AtomicFile.write(
          root.resolve(base).resolve(RunFiles.PAGE),
          GroupPage.utf8(base, spec.titleOfAll(), members));
    }
    AtomicFile.write(root.resolve(RunFiles.PAGE), IndexPage.render(read(root)));
  }

  /**
   * Every experiment that has results in the folder, selected or not. A damaged file of another
   * experiment must not keep this report from being written.
   */
  private List<Results> read(Path folder) throws IOException {
    List<Results> all = new ArrayList<>();
    for (Path each : Folders.runs(folder).values()) {
      try {
        all.add(results.of(each));
      } catch (IllegalArgumentException e) {
        listener.warning(each + " is left out of the index: it " + e.getMessage());
      }
    }
    return all;
  }

  /**
   * What files say, each read once for as long as it stays as it is: the index is written after
   * every experiment, and says something of all.
   *
   * @param <T> what a file is parsed to
   */
  static final class Parsed<T> {
    private final Function<String, T> parser;
    private final Map<Path, Entry<T>> entries = new HashMap<>();

    /** Files are never written to but replaced: then their key, size or time is another. */
    private record Version(Object key, long size, FileTime time) {}

    private record Entry<T>(Version version, T value) {}

    Parsed(Function<String, T> parser) {
      this.parser = parser;
    }

    /** What a file in UTF-8 says; what the parser throws is thrown each time. */
    T of(Path file) throws IOException {
      Version version = version(file);
      Entry<T> known = entries.get(file);
      if (known == null || !known.version().equals(version)) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        known = new Entry<>(version, parser.apply(text));
        entries.put(file, known);
      }
      return known.value();
    }

    /** Remembers a file that has just been written. */
    void put(Path file, T value) throws IOException {
      entries.put(file, new Entry<>(version(file), value));
    }

    private static Version version(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(now.fileKey(), now.size(), now.lastModifiedTime());
    }
  }
}
