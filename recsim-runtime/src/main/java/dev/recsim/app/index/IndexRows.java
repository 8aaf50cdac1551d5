package dev.recsim.app.index;

import dev.recsim.app.git.Git;
import dev.recsim.app.git.Git.Head;
import dev.recsim.app.project.Baseline;
import dev.recsim.app.project.Folders;
import dev.recsim.app.results.KeptIndex;
import dev.recsim.app.results.MadePage.Sources;
import dev.recsim.baseline.Revision;
import dev.recsim.experiment.code.RunningCode;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.RunFiles;
import dev.recsim.report.IndexPage;
import dev.recsim.report.IndexPage.Linked;
import dev.recsim.report.results.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The rows of experiments in the index, with the trends of their baselines. A row is made again if
 * its results, the last commit or the code changed.
 */
final class IndexRows {
  /** Number of committed versions of a baseline in a trend. */
  private static final int HISTORY = 20;

  /** Each takes a process of git. */
  private static final int MOST_HISTORIES = 50;

  private final Path root;
  private final Consumer<String> leaveOut;
  private final Map<Path, Results> known = new HashMap<>();

  /** Experiments whose histories are in rows, however many there are. */
  private final Set<String> asked = new HashSet<>();

  /** Checksums of results, which only this command changes while it has the lock. */
  private final Map<Path, String> checksums = new HashMap<>();

  /** Where the baselines are; empty until that is known. */
  private Optional<Path> baselines = Optional.empty();

  /** The last commit of the baselines; empty until somebody asks. */
  private Optional<Head> head = Optional.empty();

  /** Empty until somebody asks. */
  private Optional<KeptIndex> kept = Optional.empty();

  /**
   * @param root the folder of reports
   * @param leaveOut is told which results cannot be read
   */
  IndexRows(Path root, Consumer<String> leaveOut) {
    this.root = root;
    this.leaveOut = leaveOut;
  }

  /** The committed versions of an experiment's baseline, newest first; none without its file. */
  List<Revision> history(ExperimentSpec spec) {
    of(spec.home());
    asked.add(spec.name());
    return histories(List.of(spec.name())).get(spec.name());
  }

  /** Says where the experiments are, whose baselines have trends. */
  void of(Path experiments) {
    Optional<Path> folder = Optional.of(Baseline.folder(experiments));
    if (!folder.equals(baselines)) {
      baselines = folder;
      head = Optional.empty();
      kept = Optional.empty();
    }
  }

  /** Adds what was written to a file of results. */
  void add(Path file, Results written) {
    known.put(file, written);
    checksums.remove(file);
  }

  /** Adds what the rows are made from: files, and what is committed. */
  void addTo(Sources sources) throws IOException {
    baselines.ifPresent(it -> sources.and(it, head().hash()));
    addTo(sources, Folders.runs(root).values());
  }

  /** Adds files of results. */
  void addTo(Sources sources, Collection<Path> files) throws IOException {
    for (Path results : files) {
      sources.and(results).and(checksum(results));
    }
  }

  private String checksum(Path results) throws IOException {
    if (!checksums.containsKey(results)) {
      checksums.put(results, Sources.checksum(results));
    }
    return checksums.get(results);
  }

  /** Every experiment with results, selected or not; a row that was made from the same is kept. */
  List<Linked> all() throws IOException {
    SortedMap<String, Path> runs = Folders.runs(root);
    SortedMap<String, String> now = new TreeMap<>();
    for (Map.Entry<String, Path> run : runs.entrySet()) {
      String name = run.getKey();
      now.put(name, hasHistory(name, runs.size()) + " " + checksum(run.getValue()));
    }
    SortedMap<String, KeptIndex.Row> rows = kept().rows();
    rows.values().removeIf(row -> !now.entrySet().containsAll(row.from().entrySet()));
    Map<String, List<Results>> made = files(runs, rows);
    List<String> wanted =
        made.values().stream()
            .flatMap(List::stream)
            .map(Results::experiment)
            .filter(it -> hasHistory(it, runs.size()))
            .toList();
    Map<String, List<Revision>> histories = histories(wanted);
    made.forEach(
        (file, members) -> {
          SortedMap<String, String> from = new TreeMap<>();
          members.forEach(it -> from.put(it.experiment(), now.get(it.experiment())));
          rows.put(file, new KeptIndex.Row(from, IndexPage.row(file, members, histories)));
        });
    return rows.values().stream().map(KeptIndex.Row::row).toList();
  }

  /**
   * Reads the experiments without a row, by file. A new experiment of a sweep takes away its row.
   */
  private Map<String, List<Results>> files(
      SortedMap<String, Path> runs, SortedMap<String, KeptIndex.Row> rows) throws IOException {
    SortedMap<String, Path> without = new TreeMap<>(runs);
    rows.values().forEach(row -> without.keySet().removeAll(row.from().keySet()));
    SortedMap<String, Results> read = read(without);
    for (String file : IndexPage.byFile(read.values()).keySet()) {
      KeptIndex.Row old = rows.remove(file);
      if (old != null) {
        SortedMap<String, Path> others = new TreeMap<>(runs);
        others.keySet().retainAll(old.from().keySet());
        read.putAll(read(others));
      }
    }
    return IndexPage.byFile(read.values());
  }

  /** Whether the row of an experiment has a trend, which many experiments do not all have. */
  private boolean hasHistory(String name, int experiments) {
    return (experiments <= MOST_HISTORIES || asked.contains(name))
        && baselines.filter(it -> Files.exists(it.resolve(name + ".json"))).isPresent();
  }

  private Map<String, List<Revision>> histories(List<String> experiments) {
    Map<String, List<Revision>> histories = new HashMap<>();
    Map<Path, String> unknown = new LinkedHashMap<>();
    for (String name : experiments) {
      Path file = baselines.orElseThrow().resolve(name + ".json");
      boolean none = head().hash().isEmpty() || !Files.exists(file);
      Optional<List<Revision>> known = none ? Optional.of(List.of()) : kept().history(name);
      known.ifPresentOrElse(it -> histories.put(name, it), () -> unknown.put(file, name));
    }
    Git.histories(List.copyOf(unknown.keySet()), HISTORY)
        .forEach(
            (file, history) -> {
              histories.put(unknown.get(file), history);
              kept().add(unknown.get(file), history);
            });
    return histories;
  }

  /** Reads results. Damaged files are left out, with a warning. */
  SortedMap<String, Results> read(SortedMap<String, Path> runs) throws IOException {
    SortedMap<String, Results> all = new TreeMap<>();
    for (Map.Entry<String, Path> run : runs.entrySet()) {
      Path each = run.getValue();
      try {
        if (!known.containsKey(each)) {
          String text = new String(Files.readAllBytes(each), StandardCharsets.UTF_8);
          known.put(each, Results.readWithoutTrials(text));
        }
        all.put(run.getKey(), known.get(each));
      } catch (IllegalArgumentException e) {
        leaveOut.accept(each + " is left out of the index: it " + e.getMessage());
      }
    }
    return all;
  }

  private Head head() {
    if (head.isEmpty()) {
      head = Optional.of(baselines.map(Head::of).orElse(Head.NONE));
    }
    return head.get();
  }

  /** What commands before this one found out at the same commit, with the same code. */
  private KeptIndex kept() {
    if (kept.isEmpty()) {
      String state =
          "%s\n%s\n%s\n%s"
              .formatted(
                  RunningCode.here().digest(),
                  baselines.orElse(Path.of("")),
                  head().hash(),
                  head().whole());
      kept = Optional.of(new KeptIndex(root.resolve(RunFiles.CACHE), state));
    }
    return kept.get();
  }

  /**
   * Keeps rows and histories for the next command; not in a part of a repository, whose history a
   * fetch changes.
   */
  void keep() throws IOException {
    if (kept.isPresent() && (head().whole() || head().hash().isEmpty())) {
      kept.get().write();
    }
  }
}
