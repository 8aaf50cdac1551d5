package dev.recsim.app;

import dev.recsim.io.AtomicFile;
import dev.recsim.io.RunFiles;
import dev.recsim.report.compare.ComparisonJson;
import dev.recsim.report.compare.ComparisonMarkdown;
import dev.recsim.report.compare.ComparisonPage;
import dev.recsim.report.compare.RunComparison;
import dev.recsim.report.compare.Side;
import dev.recsim.report.compare.Side.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares two runs or baselines and writes the comparison to {@code <reports>/compare/}. Informs:
 * whatever it finds, it is no error.
 */
public final class CompareOperation {
  private static final String BASE = "recsim.base";
  private static final String HEAD = "recsim.head";

  private final Workspace workspace;
  private final Optional<String> base;
  private final Optional<String> head;
  private final Selection selection;
  private final Sides sides;

  /** A comparison and the page that shows it. */
  public record Compared(RunComparison runs, Path page) {}

  /**
   * @param experiments the folder of experiments, with their baselines
   * @param base a file, folder or revision; empty for the baselines in the work tree
   * @param head a file, folder or revision; empty for the last runs
   */
  public CompareOperation(
      Workspace workspace,
      Path experiments,
      Selection selection,
      Optional<String> base,
      Optional<String> head) {
    this.workspace = workspace;
    this.base = base;
    this.head = head;
    this.selection = selection;
    this.sides = new Sides(experiments.resolve("baselines"), workspace.reports(), selection);
  }

  /**
   * Compares and writes the comparison.
   *
   * @throws UserError if a side cannot be read or is empty
   */
  public Compared compare() throws IOException, UserError {
    Side before = base.isPresent() ? sides.named(base.get(), BASE) : sides.baselines(name -> true);
    Side after = head.isPresent() ? sides.named(head.get(), HEAD) : current();
    if (before.parts().isEmpty() || after.parts().isEmpty()) {
      throw nothing(before);
    }
    RunComparison runs = compare(before, after);
    write(runs);
    return new Compared(runs, folder().resolve(RunFiles.PAGE));
  }

  /** The last run of each experiment; against a revision, the baseline of those not run. */
  private Side current() throws IOException, UserError {
    TreeMap<String, Part> parts = new TreeMap<>(sides.runs().parts());
    if (base.isPresent()) {
      parts.putAll(sides.baselines(name -> !parts.containsKey(name)).parts());
    }
    return new Side(parts);
  }

  private NothingSelected nothing(Side before) {
    String selected = selection.suffix();
    if (before.parts().isEmpty()) {
      return new NothingSelected(
          base.isPresent()
              ? "%s=%s holds nothing%s".formatted(BASE, base.get(), selected)
              : "there is no baseline%s to compare with; record one with recsim:baseline, or name a file, a folder or a revision with recsim.base"
                  .formatted(selected));
    }
    return new NothingSelected(
        head.isPresent()
            ? "%s=%s holds nothing%s".formatted(HEAD, head.get(), selected)
            : "there is no run%s in %s to compare; run recsim:run first, or name what to compare with recsim.head"
                .formatted(selected, workspace.reports()));
  }

  private RunComparison compare(Side before, Side after) {
    Map<String, Part> one = new TreeMap<>(before.parts());
    Map<String, Part> other = new TreeMap<>(after.parts());
    boolean oneBase = base.filter(Sides::single).isPresent();
    boolean oneHead = head.filter(Sides::single).isPresent();
    if (oneBase && oneHead) {
      // Two files that the user names are to be compared, whatever their experiments are called.
      Part only = one.values().iterator().next();
      one.clear();
      one.put(other.keySet().iterator().next(), only);
    } else if (oneBase) {
      other.keySet().retainAll(one.keySet());
    } else if (oneHead) {
      one.keySet().retainAll(other.keySet());
    }
    return RunComparison.between(
        new Side(new TreeMap<>(one)),
        new Side(new TreeMap<>(other)),
        workspace.alpha(),
        Snapshots::keys);
  }

  private void write(RunComparison runs) throws IOException {
    AtomicFile.write(folder().resolve(RunFiles.COMPARISON_JSON), ComparisonJson.render(runs));
    AtomicFile.write(
        folder().resolve(RunFiles.COMPARISON_MARKDOWN), ComparisonMarkdown.render(runs));
    AtomicFile.write(folder().resolve(RunFiles.PAGE), ComparisonPage.utf8(runs));
  }

  private Path folder() {
    return workspace.reports().resolve(RunFiles.COMPARISON);
  }
}
