package dev.recsim.app;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.app.git.Git;
import dev.recsim.app.origin.Machine;
import dev.recsim.app.project.Baseline;
import dev.recsim.app.project.Folders;
import dev.recsim.app.results.MadePage;
import dev.recsim.app.results.MadePage.Sources;
import dev.recsim.baseline.Revision;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RegularFile;
import dev.recsim.io.RunFiles;
import dev.recsim.report.GroupPage;
import dev.recsim.report.IndexPage;
import dev.recsim.report.IndexPage.Linked;
import dev.recsim.report.IndexPage.Links;
import dev.recsim.report.ab.AbJson;
import dev.recsim.report.compare.ComparisonJson;
import dev.recsim.report.evaluation.EvaluationJson;
import dev.recsim.report.fit.FitWords;
import dev.recsim.report.reality.RealityJson;
import dev.recsim.report.results.Results;
import dev.recsim.report.trend.TrendJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the pages for several reports: the index of all, and one for each group of experiments
 * from the same file.
 */
final class Index {
  /** Each takes two processes of git. */
  private static final int MOST_HISTORIES = 50;

  private final Path root;
  private final Listener listener;
  private final SortedMap<String, String> groups = new TreeMap<>();
  private final Map<Path, Results> known = new HashMap<>();
  private final Map<String, List<Revision>> histories = new HashMap<>();

  private boolean leftOut;

  /** Where the baselines are; null until that is known. */
  private Path baselines;

  Index(Path root, Listener listener) {
    this.root = root;
    this.listener = listener;
  }

  /**
   * Adds an experiment for the next {@link #write}.
   *
   * @param history its recorded baselines, newest first
   */
  void add(ExperimentSpec spec, List<Revision> history) {
    histories.put(spec.name(), history);
    baselines = Baseline.folder(spec.home());
  }

  /** Says where the experiments are, whose baselines have trends. */
  void of(Path experiments) {
    baselines = Baseline.folder(experiments);
  }

  /**
   * Adds new results of an experiment for the next {@link #write}.
   *
   * @param file the experiment's file of results
   * @param written the contents of that file
   */
  void add(ExperimentSpec spec, Path file, Results written) {
    known.put(file, written);
    if (spec.variant().swept()) {
      groups.put(spec.variant().base(), spec.titleOfAll());
    }
  }

  /** Writes the index, and the pages of the groups with added results. */
  void write() throws IOException {
    for (Map.Entry<String, String> group : groups.entrySet()) {
      String base = group.getKey();
      List<Results> members =
          read(root.resolve(base)).stream()
              .filter(it -> it.swept() != null && it.swept().base().equals(base))
              .toList();
      AtomicFile.write(
          root.resolve(base).resolve(RunFiles.PAGE),
          GroupPage.utf8(base, group.getValue(), members));
    }
    groups.clear();
    MadePage page = new MadePage(root.resolve(RunFiles.PAGE));
    Sources sources = sources();
    if (known.isEmpty() && page.isFrom(sources)) {
      return;
    }
    List<Results> all = read(root);
    readHistories(all);
    String href = "%s/" + RunFiles.PAGE;
    List<Linked> comparisons =
        links(comparisons(), href, (json, name, at) -> ComparisonJson.linked(json, at));
    List<Linked> logs =
        links(Folders.named(root, RunFiles.OPE), "%s/" + RunFiles.OPE_PAGE, EvaluationJson::linked);
    List<Linked> tests =
        links(Folders.named(root, RunFiles.AB), "%s/" + RunFiles.AB_PAGE, AbJson::linked);
    List<Linked> records =
        links(
            Folders.named(root, RunFiles.REALITY),
            "%s/" + RunFiles.REALITY_PAGE,
            RealityJson::linked);
    List<Linked> trends = links(trends(), RunFiles.TREND_PAGE, TrendJson::linked);
    List<Linked> fits = links(fits(), RunFiles.ENVIRONMENTS + "/" + href, FitWords::linked);
    String html =
        IndexPage.render(
            all,
            histories,
            List.of(
                new Links("trends", "Baselines over time", "Page", trends),
                new Links("comparisons", "Comparison of two runs", "Sides", comparisons),
                new Links("tests", "Live tests", "Test", tests),
                new Links("reality", "Predicted and observed", "Record", records),
                new Links("logs", "Policies on logs", "Evaluation", logs),
                new Links("fits", "Fitted environments", "Environment", fits)),
            Machine.now(root));
    // What is left out is told again by the next run.
    page.write(html.getBytes(StandardCharsets.UTF_8), leftOut ? new Sources() : sources);
  }

  /** What the index is made from: files, and what is committed. */
  private Sources sources() throws IOException {
    Sources sources = new Sources();
    if (baselines != null) {
      sources.and(baselines, Git.head(baselines));
    }
    List<Path> files = new ArrayList<>(Folders.runs(root).values());
    files.add(root.resolve(RunFiles.TREND));
    files.add(root.resolve(RunFiles.COMPARISON).resolve(RunFiles.COMPARISON_JSON));
    files.addAll(Folders.named(root, RunFiles.OPE).values());
    files.addAll(Folders.named(root, RunFiles.AB).values());
    files.addAll(Folders.named(root, RunFiles.REALITY).values());
    files.addAll(fits().values());
    for (Path file : files) {
      sources.and(file).andFile(file);
    }
    return sources;
  }

  /** Reads the baselines of experiments that were not added, unless they are very many. */
  private void readHistories(List<Results> all) {
    if (baselines == null || all.size() > MOST_HISTORIES) {
      return;
    }
    for (Results each : all) {
      Path file = baselines.resolve(each.experiment() + ".json");
      if (!histories.containsKey(each.experiment()) && Files.exists(file)) {
        histories.put(each.experiment(), Git.history(file, Gate.HISTORY));
      }
    }
  }

  private SortedMap<String, Path> trends() {
    Path file = root.resolve(RunFiles.TREND);
    return new TreeMap<>(Files.exists(file) ? Map.of("trend", file) : Map.of());
  }

  private SortedMap<String, Path> comparisons() {
    Path file = root.resolve(RunFiles.COMPARISON).resolve(RunFiles.COMPARISON_JSON);
    return new TreeMap<>(Files.exists(file) ? Map.of(RunFiles.COMPARISON, file) : Map.of());
  }

  private SortedMap<String, Path> fits() throws IOException {
    return Folders.named(root.resolve(RunFiles.ENVIRONMENTS), RunFiles.FIT);
  }

  /** Reads what a page is about. */
  private interface Reader {
    Linked read(String json, String name, String href) throws JacksonException;
  }

  /**
   * Reads files of other pages.
   *
   * @param href address of the page of a name, from the index
   */
  private List<Linked> links(SortedMap<String, Path> files, String href, Reader reader)
      throws IOException {
    List<Linked> links = new ArrayList<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      try {
        String name = file.getKey();
        links.add(reader.read(RegularFile.text(file.getValue()), name, href.formatted(name)));
      } catch (JacksonException | CharacterCodingException | RegularFile.NotOne e) {
        leaveOut(file.getValue() + " is left out of the index: it is damaged");
      }
    }
    return links;
  }

  /**
   * Every experiment with results in the folder, selected or not. Damaged files of other
   * experiments are ignored.
   */
  private List<Results> read(Path folder) throws IOException {
    List<Results> all = new ArrayList<>();
    for (Path each : Folders.runs(folder).values()) {
      try {
        if (!known.containsKey(each)) {
          String text = new String(Files.readAllBytes(each), StandardCharsets.UTF_8);
          known.put(each, Results.readWithoutTrials(text));
        }
        all.add(known.get(each));
      } catch (IllegalArgumentException e) {
        leaveOut(each + " is left out of the index: it " + e.getMessage());
      }
    }
    return all;
  }

  private void leaveOut(String reason) {
    leftOut = true;
    listener.warning(reason);
  }
}
