package dev.recsim.app.compare;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.app.Workspace;
import dev.recsim.app.origin.Machine;
import dev.recsim.app.project.NothingSelected;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.app.results.TrialData;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RegularFile;
import dev.recsim.io.RunFiles;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.compare.ComparisonJson;
import dev.recsim.report.compare.ComparisonMarkdown;
import dev.recsim.report.compare.ComparisonPage;
import dev.recsim.report.compare.RunComparison;
import dev.recsim.report.compare.RunComparison.Part;
import dev.recsim.report.page.Run;
import dev.recsim.report.results.Provenance;
import dev.recsim.store.RunLock;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Compares two runs or baselines and writes the comparison to {@code <reports>/compare/}.
 * Differences are never errors.
 *
 * @param experiments the folder of experiments, with their baselines
 * @param selection which experiments
 * @param base a file, folder or revision; empty for the baselines in the work tree
 * @param head a file, folder or revision; empty for the last runs
 */
public record CompareOperation(
    Workspace workspace,
    Path experiments,
    Selection selection,
    Optional<String> base,
    Optional<String> head) {
  private static final String BASE = "recsim.base";
  private static final String HEAD = "recsim.head";

  /** A comparison and the page that shows it. */
  public record Compared(RunComparison runs, Path page) {}

  /**
   * Compares the sides and writes the comparison.
   *
   * @throws UserError if a side cannot be read or is empty
   */
  @SuppressWarnings("try")
  public Compared compare() throws IOException, UserError {
    Sides sides = new Sides(experiments.resolve("baselines"), workspace.reports(), selection);
    SortedMap<String, Part> before =
        base.isPresent() ? sides.named(base.get(), BASE) : sides.baselines(name -> true);
    SortedMap<String, Part> after =
        head.isPresent() ? sides.named(head.get(), HEAD) : current(sides);
    if (before.isEmpty() || after.isEmpty()) {
      throw nothing(before.isEmpty());
    }
    match(before, after);
    RunComparison runs = RunComparison.between(before, after, workspace.alpha(), TrialData::keys);
    Path folder = workspace.reports().resolve(RunFiles.COMPARISON);
    Path page = folder.resolve(RunFiles.PAGE);
    try (RunLock lock = RunLock.await(folder, "recsim:compare")) {
      AtomicFile.write(folder.resolve(RunFiles.COMPARISON_JSON), ComparisonJson.render(runs));
      AtomicFile.write(
          folder.resolve(RunFiles.COMPARISON_MARKDOWN), ComparisonMarkdown.render(runs));
      AtomicFile.write(page, new ComparisonPage(runs).utf8(ran(after)));
    }
    workspace.writeIndex(experiments);
    return new Compared(runs, page);
  }

  /** When and from what the newest of the last runs was made; else when they are compared. */
  private Run ran(SortedMap<String, Part> head) throws IOException {
    Optional<Provenance> newest = Optional.empty();
    for (Map.Entry<String, Part> each : head.entrySet()) {
      Path file = workspace.reports().resolve(each.getKey()).resolve(RunFiles.PROVENANCE);
      if (each.getValue().origin().equals(Sides.LAST_RUN) && Files.exists(file)) {
        try {
          Provenance read = JsonRecords.read(RegularFile.text(file), Provenance.class);
          newest =
              Stream.concat(newest.stream(), Stream.of(read))
                  .filter(it -> it.started() != null)
                  .max(Comparator.comparing(Provenance::started));
        } catch (JacksonException | CharacterCodingException | RegularFile.NotOne e) {
          // The report of the run has told that it is damaged.
        }
      }
    }
    return newest
        .map(it -> it.page("Last run"))
        .orElseGet(() -> Machine.now(experiments).page("Compared"));
  }

  /** The last run of each experiment; against a revision, the baseline of those not run. */
  private SortedMap<String, Part> current(Sides sides) throws IOException, UserError {
    SortedMap<String, Part> parts = sides.runs();
    if (base.isPresent()) {
      parts.putAll(sides.baselines(name -> !parts.containsKey(name)));
    }
    return parts;
  }

  private NothingSelected nothing(boolean before) {
    String selected = selection.suffix();
    Optional<String> given = before ? base : head;
    return new NothingSelected(
        given.isPresent()
            ? "%s=%s holds nothing%s".formatted(before ? BASE : HEAD, given.get(), selected)
            : before
                ? "there is no baseline%s to compare with; record one with recsim:baseline, or name a file, a folder or a revision with recsim.base"
                    .formatted(selected)
                : "there is no run%s in %s to compare; run recsim:run first, or name what to compare with recsim.head"
                    .formatted(selected, workspace.reports()));
  }

  /** A file or run that the user names is compared with its own experiment, or the other named. */
  private void match(SortedMap<String, Part> before, SortedMap<String, Part> after) {
    boolean oneBase = base.flatMap(Sides::single).isPresent();
    boolean oneHead = head.flatMap(Sides::single).isPresent();
    if (oneBase && oneHead) {
      // Whatever their experiments are called.
      before.put(after.firstKey(), before.remove(before.firstKey()));
    } else if (oneBase) {
      after.keySet().retainAll(before.keySet());
    } else if (oneHead) {
      before.keySet().retainAll(after.keySet());
    }
  }
}
