package dev.recsim.app.trend;

import dev.recsim.app.Workspace;
import dev.recsim.app.git.FolderHistory;
import dev.recsim.app.origin.Machine;
import dev.recsim.app.project.Baseline;
import dev.recsim.app.project.NothingSelected;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RunFiles;
import dev.recsim.report.trend.BaselineTrend;
import dev.recsim.report.trend.TrendJson;
import dev.recsim.report.trend.TrendPage;
import dev.recsim.report.trend.TrendReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads all committed baselines and writes how scores went, and which losses were accepted.
 *
 * @param experiments the folder of experiments, with their baselines
 * @param selection which experiments
 * @param commits the newest ones that are read
 */
public record TrendOperation(
    Workspace workspace, Path experiments, Selection selection, int commits) {
  /** Number of commits that are read by default. */
  public static final int COMMITS = 200;

  private static final String JSON = ".json";

  /** A trend and the page that shows it. */
  public record Written(TrendReport report, Path page) {}

  /**
   * Reads the commits and writes the page.
   *
   * @throws UserError if there is no git repository, or no commit with a baseline
   */
  public Written write() throws IOException, UserError {
    if (!Files.isDirectory(experiments)) {
      throw new UserError("there is no folder " + experiments);
    }
    Path folder = Baseline.folder(experiments);
    String name = folder.getFileName().toString();
    FolderHistory history =
        FolderHistory.of(
            experiments, name, it -> it.endsWith(JSON) && selection.selects(stem(it)), commits);
    SortedMap<String, BaselineVersions> versions = new TreeMap<>();
    history.read(
        experiments,
        name,
        (commit, file, text) ->
            versions.computeIfAbsent(stem(file), BaselineVersions::new).add(commit, text));
    if (versions.isEmpty()) {
      throw new NothingSelected(
          "no commit has a baseline%s in %s; record one with mvn recsim:baseline and commit it"
              .formatted(selection.suffix(), folder));
    }
    List<BaselineTrend> trends = versions.values().stream().map(BaselineVersions::trend).toList();
    TrendReport report =
        new TrendReport(
            history.commits().size(),
            history.shallow(),
            history.more(),
            versions.values().stream().mapToInt(BaselineVersions::unreadable).sum(),
            history.uncommitted().size(),
            trends);
    Path page = workspace.reports().resolve(RunFiles.TREND_PAGE);
    AtomicFile.write(workspace.reports().resolve(RunFiles.TREND), TrendJson.render(report));
    AtomicFile.write(page, new TrendPage(report).utf8(Machine.now(folder)));
    workspace.writeIndex(experiments);
    return new Written(report, page);
  }

  private static String stem(String file) {
    return file.substring(0, file.length() - JSON.length());
  }
}
