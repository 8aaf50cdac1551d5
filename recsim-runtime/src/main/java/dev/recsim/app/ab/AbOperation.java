package dev.recsim.app.ab;

import dev.recsim.app.Workspace;
import dev.recsim.app.origin.Machine;
import dev.recsim.app.project.PerFile;
import dev.recsim.app.project.UserError;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RunFiles;
import dev.recsim.live.TestColumns.Only;
import dev.recsim.live.TestData;
import dev.recsim.live.judge.LiveTestJudge;
import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.options.LiveTestSpec;
import dev.recsim.report.ab.AbJson;
import dev.recsim.report.ab.AbPage;
import dev.recsim.store.RunLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges live tests, writes their reports and keeps the verdicts that were reached.
 *
 * @param firstLook whether tests without a file of verdicts are looked at for the first time
 * @param until looks end here or before
 * @param cluster reads logs; empty for this JVM
 */
public record AbOperation(
    Workspace workspace, boolean firstLook, Instant until, Optional<LogDriver> cluster) {

  /** A test and the page that shows it. */
  public record Judged(LiveTestResult report, Path page) {}

  /**
   * Judges tests. One has an error if its data cannot be read, or its file of verdicts is damaged.
   *
   * @throws UserError if the reports are in use
   */
  @SuppressWarnings("try")
  public PerFile<Judged> judge(List<LiveTestSpec> specs) throws IOException, UserError {
    try (RunLock lock = workspace.lock()) {
      PerFile<Judged> judged = PerFile.of(specs, this::judge);
      if (!specs.isEmpty()) {
        workspace.writeIndex(specs.get(0).home());
      }
      return judged;
    }
  }

  private Judged judge(LiveTestSpec spec) throws IOException, UserError {
    TestData data = TestSources.read(spec, until, Only.ALL, cluster);
    LiveTestResult judged =
        new LiveTestJudge(spec, data, workspace.alpha(), Predictions.of(spec, workspace.reports()))
            .report();
    VerdictsFile now =
        VerdictsFile.of(judged, data, TestDefinition.digest(spec.section(), workspace.alpha()));
    Optional<VerdictsFile> before = VerdictsFile.read(spec.verdicts());
    List<String> contradictions =
        before
            .map(
                it ->
                    now.contradictions(
                        it, it.definition(spec.section(), workspace.alpha()), spec.verdicts()))
            .orElseGet(() -> missing(spec, judged));
    // Reads the segments, which may fail: then nothing is written.
    LiveTestResult report =
        contradictions.isEmpty()
            ? judged.with(
                judged.refusals().isEmpty()
                    ? new SegmentJudge(spec, workspace.alpha(), until, cluster).all()
                    : List.of())
            : judged.refused(contradictions);
    if (contradictions.isEmpty()) {
      AtomicFile.write(spec.verdicts(), now.json());
    }
    Path folder = workspace.reports().resolve(spec.name());
    Path page = folder.resolve(RunFiles.AB_PAGE);
    AtomicFile.write(folder.resolve(RunFiles.AB), AbJson.render(report));
    AtomicFile.write(page, new AbPage(report).utf8(Machine.now(spec.file())));
    return new Judged(report, page);
  }

  /** Without the verdicts of earlier looks, a decision could be undone. */
  private List<String> missing(LiveTestSpec spec, LiveTestResult report) {
    return firstLook || report.sample().looks().size() <= 1
        ? List.of()
        : List.of(
            "the data have %s looks, but %s has no verdicts of them; restore it from git, or say"
                    .formatted(report.sample().looks().size(), spec.verdicts())
                + " -Drecsim.firstLook if nobody has looked before");
  }
}
