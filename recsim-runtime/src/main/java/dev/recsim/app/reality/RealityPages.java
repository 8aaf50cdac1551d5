package dev.recsim.app.reality;

import dev.recsim.app.Workspace;
import dev.recsim.app.origin.Machine;
import dev.recsim.app.project.UserError;
import dev.recsim.app.record.OutcomeFile;
import dev.recsim.app.record.PredictionFile;
import dev.recsim.app.record.RealityRecord;
import dev.recsim.app.record.RealityRecord.Entry;
import dev.recsim.app.record.RealityRecord.Standing;
import dev.recsim.app.record.RealityStatement;
import dev.recsim.app.record.World;
import dev.recsim.decide.reality.Discrepancy;
import dev.recsim.decide.reality.PastTest;
import dev.recsim.decide.reality.RankViolation;
import dev.recsim.decide.reality.SignAgreement;
import dev.recsim.experimentfile.record.RecordSpec;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RunFiles;
import dev.recsim.report.reality.RealityJson;
import dev.recsim.report.reality.RealityPage;
import dev.recsim.report.reality.RealityReport;
import dev.recsim.report.reality.RealityReport.Change;
import dev.recsim.report.reality.RealityReport.Coverage;
import dev.recsim.report.reality.RealityReport.Observed;
import dev.recsim.report.reality.RealityReport.Predicted;
import dev.recsim.report.reality.RealityReport.Tested;
import dev.recsim.report.reality.RealityWords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the page of a record. */
final class RealityPages {
  private RealityPages() {}

  /**
   * Writes the page, and the index.
   *
   * @param today by which tests are due
   * @return what the record allows, and where the page is
   */
  static List<String> write(Workspace workspace, RecordSpec spec, LocalDate today)
      throws IOException, UserError {
    RealityReport report = report(RealityRecord.of(spec), today);
    Path folder = workspace.reports().resolve(spec.name());
    Path page = folder.resolve(RunFiles.REALITY_PAGE);
    AtomicFile.write(folder.resolve(RunFiles.REALITY), RealityJson.render(report));
    AtomicFile.write(page, new RealityPage(report).utf8(Machine.now(spec.file())));
    workspace.writeIndex(spec.experiment().home());
    return List.of(
        "%s: %s. %s"
            .formatted(report.predicted().record(), report.state(), RealityWords.summary(report)),
        "  report: " + page);
  }

  private static RealityReport report(RealityRecord record, LocalDate today) {
    RecordSpec spec = record.spec();
    Standing standing = record.standing(World.of(spec.experiment()), today);
    List<PastTest> past = standing.tests().stream().map(Entry::past).toList();
    List<Tested> tests = new ArrayList<>();
    for (Entry entry : record.tests()) {
      tests.add(tested(entry, standing, spec.level()));
    }
    return new RealityReport(
        new Predicted(spec.name(), spec.experiment().name(), spec.metric(), spec.level()),
        standing.state(0),
        tests,
        standing.missing(),
        new Coverage(standing.covered(), standing.intervals(), standing.tooNarrow(spec.level())),
        SignAgreement.of(past),
        RankViolation.of(
            past.stream().mapToDouble(it -> it.predicted().effect()).toArray(),
            past.stream().mapToDouble(PastTest::observed).toArray()));
  }

  private static Tested tested(Entry it, Standing standing, double level) {
    PredictionFile prediction = it.prediction();
    boolean other = !standing.of().contains(it);
    Optional<String> unproven =
        other && it.outcome().isPresent()
            ? Optional.of("another model, log or metric than today's")
            : it.unproven();
    return new Tested(
        new Change(
            prediction.test(),
            prediction.change().from(),
            prediction.change().to(),
            prediction.predicted().effect(),
            prediction.predicted().changed(),
            prediction.candidates(),
            prediction.days().due()),
        Optional.ofNullable(prediction.claim().interval()),
        it.outcome().isPresent()
            ? Optional.empty()
            : Optional.of(RealityStatement.effect(standing, prediction.predicted(), level)),
        it.outcome().map(outcome -> observed(it, outcome, standing)),
        unproven);
  }

  private static Observed observed(Entry it, OutcomeFile outcome, Standing standing) {
    if (!it.observed()) {
      return Observed.stopped(outcome.result().stopped(), outcome.source());
    }
    List<Entry> others = standing.tests().stream().filter(one -> !one.equals(it)).toList();
    Discrepancy.AfterTest after = standing.discrepancy(others).afterTest(it.past());
    return new Observed(
        outcome.result().effect(),
        outcome.result().error(),
        after.mean(),
        after.deviation(),
        Optional.empty(),
        outcome.source());
  }
}
