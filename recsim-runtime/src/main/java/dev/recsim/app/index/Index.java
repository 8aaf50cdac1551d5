package dev.recsim.app.index;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.app.git.Git.Checkout;
import dev.recsim.app.origin.Machine;
import dev.recsim.app.project.Folders;
import dev.recsim.app.results.MadePage;
import dev.recsim.app.results.MadePage.Sources;
import dev.recsim.baseline.Revision;
import dev.recsim.experiment.code.RunningCode;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.RegularFile;
import dev.recsim.io.RunFiles;
import dev.recsim.report.GroupPage;
import dev.recsim.report.IndexPage;
import dev.recsim.report.IndexPage.Brief;
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
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes the pages for several reports: the index of all, and one for each group of experiments
 * from the same file.
 */
public final class Index {
  private final Path root;
  private final Consumer<String> warnings;
  private final SortedMap<String, String> groups = new TreeMap<>();
  private final IndexRows rows;

  private boolean leftOut;

  /** Whether the index was written after the last change. */
  private boolean current;

  /** Whether this command changed any results. */
  private boolean added;

  /** The last checkout that was asked for; null if there is none. */
  private Asked checkout;

  /**
   * An answer of git.
   *
   * @param repository the folder with {@code .git}; null outside
   */
  private record Asked(Path repository, Checkout answer) {}

  /**
   * @param root the folder of reports
   * @param warnings is told which files cannot be read
   */
  public Index(Path root, Consumer<String> warnings) {
    this.root = root;
    this.warnings = warnings;
    this.rows = new IndexRows(root, this::leaveOut);
  }

  /** The committed versions of an experiment's baseline, newest first; none without its file. */
  public List<Revision> history(ExperimentSpec spec) {
    return rows.history(spec);
  }

  /** Says where the experiments are, whose baselines have trends. */
  public void of(Path experiments) {
    rows.of(experiments);
  }

  /** The checkout that a file is in. The next index says the same of this repository. */
  public Checkout checkout(Path file) {
    checkout = new Asked(repository(file), Checkout.of(file));
    return checkout.answer();
  }

  private static Path repository(Path file) {
    Path folder = file.toAbsolutePath().normalize();
    while (folder != null && !Files.exists(folder.resolve(".git"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /**
   * Adds new results of an experiment for the next {@link #write}.
   *
   * @param file the experiment's file of results
   * @param written the contents of that file
   */
  public void add(ExperimentSpec spec, Path file, Results written) {
    rows.add(file, written);
    current = false;
    added = true;
    keep(spec);
  }

  /** Says that the next {@link #write} is to find the page of the experiment's group as well. */
  public void keep(ExperimentSpec spec) {
    if (spec.variant().swept()) {
      groups.put(spec.variant().base(), spec.titleOfAll());
    }
  }

  /** Writes the index, if the last {@link #write} did not see all results that were added. */
  public void writeIfAdded() throws IOException {
    if (!current && added) {
      write();
    }
  }

  /** Writes the index once after the last change. */
  public void writeAtEnd() throws IOException {
    if (!current) {
      write();
    }
  }

  /** Writes the index and the pages of groups, unless they were made from the same. */
  public void write() throws IOException {
    current = true;
    for (Map.Entry<String, String> group : groups.entrySet()) {
      write(group.getKey(), group.getValue());
    }
    groups.clear();
    MadePage page = new MadePage(root.resolve(RunFiles.PAGE));
    Sources sources = sources();
    if (!added && page.isFrom(sources)) {
      rows.keep();
      return;
    }
    String href = "%s/" + RunFiles.PAGE;
    List<Linked> comparisons = links(comparisons(), href, ComparisonJson.Read.class);
    List<Linked> logs = links(RunFiles.OPE, RunFiles.OPE_PAGE, EvaluationJson.Read.class);
    List<Linked> tests = links(RunFiles.AB, RunFiles.AB_PAGE, AbJson.Read.class);
    List<Linked> records = links(RunFiles.REALITY, RunFiles.REALITY_PAGE, RealityJson.Read.class);
    List<Linked> trends = links(trends(), RunFiles.TREND_PAGE, TrendJson.Read.class);
    List<Linked> fits = links(fits(), RunFiles.ENVIRONMENTS + "/" + href, FitWords.File.class);
    String html =
        IndexPage.render(
            rows.all(),
            List.of(
                new Links("trends", "Baselines over time", "Page", trends),
                new Links("comparisons", "Comparison of two runs", "Sides", comparisons),
                new Links("tests", "Live tests", "Test", tests),
                new Links("reality", "Predicted and observed", "Record", records),
                new Links("logs", "Policies on logs", "Evaluation", logs),
                new Links("fits", "Fitted environments", "Environment", fits)),
            Machine.now(checkoutNow()));
    // What is left out is told again by the next run.
    page.write(html.getBytes(StandardCharsets.UTF_8), leftOut ? new Sources() : sources);
    rows.keep();
  }

  /** Writes the page of a group. */
  private void write(String base, String title) throws IOException {
    SortedMap<String, Path> runs = Folders.runs(root.resolve(base));
    MadePage page = new MadePage(root.resolve(base).resolve(RunFiles.PAGE));
    Sources sources = new Sources().and(title, RunningCode.here().digest());
    rows.addTo(sources, runs.values());
    if (!page.isFrom(sources)) {
      List<Results> members =
          rows.read(runs).values().stream()
              .filter(it -> it.swept() != null && it.swept().base().equals(base))
              .toList();
      page.write(GroupPage.utf8(base, title, members), sources);
    }
  }

  /** The checkout of the reports, asked once if a run has just asked for that of its file. */
  private Checkout checkoutNow() {
    Path repository = repository(root);
    Asked before = checkout;
    checkout = null;
    return before != null && repository != null && repository.equals(before.repository())
        ? before.answer()
        : Checkout.of(root);
  }

  /** What the index is made from: files, and what is committed. */
  private Sources sources() throws IOException {
    Sources sources = new Sources();
    rows.addTo(sources);
    List<Path> files = new ArrayList<>();
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

  private SortedMap<String, Path> trends() {
    return one("trend", root.resolve(RunFiles.TREND));
  }

  private SortedMap<String, Path> comparisons() {
    return one(
        RunFiles.COMPARISON, root.resolve(RunFiles.COMPARISON).resolve(RunFiles.COMPARISON_JSON));
  }

  private static SortedMap<String, Path> one(String name, Path file) {
    return new TreeMap<>(Files.exists(file) ? Map.of(name, file) : Map.of());
  }

  private SortedMap<String, Path> fits() throws IOException {
    return Folders.named(root.resolve(RunFiles.ENVIRONMENTS), RunFiles.FIT);
  }

  private <T extends Record & Brief> List<Linked> links(String file, String page, Class<T> type)
      throws IOException {
    return links(Folders.named(root, file), "%s/" + page, type);
  }

  /**
   * Reads files of other pages.
   *
   * @param href address of the page of a name, from the index
   */
  private <T extends Record & Brief> List<Linked> links(
      SortedMap<String, Path> files, String href, Class<T> type) throws IOException {
    List<Linked> links = new ArrayList<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      try {
        String name = file.getKey();
        links.add(Linked.read(RegularFile.text(file.getValue()), type, name, href.formatted(name)));
      } catch (JacksonException | CharacterCodingException | RegularFile.NotOne e) {
        leaveOut(file.getValue() + " is left out of the index: it is damaged");
      }
    }
    return links;
  }

  private void leaveOut(String reason) {
    leftOut = true;
    warnings.accept(reason);
  }
}
