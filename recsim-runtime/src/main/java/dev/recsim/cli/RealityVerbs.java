package dev.recsim.cli;

import dev.recsim.app.Workspace;
import dev.recsim.app.ab.ObservedTest;
import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.app.reality.ObservedLogs;
import dev.recsim.app.reality.OutcomeOperation;
import dev.recsim.app.reality.PredictOperation;
import dev.recsim.app.reality.RealityGate;
import dev.recsim.app.record.RecordFiles;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.record.RecordSpec;
import dev.recsim.live.options.LiveTestSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The verbs about records of predictions and outcomes. */
record RealityVerbs(Arguments arguments, Workspace workspace) {
  /** Days after which a predicted test is due. */
  private static final int DUE_DAYS = 42;

  /** Judges the claims of experiments that are about real users. */
  List<ClaimVerdicts> check(List<ExperimentSpec> specs)
      throws InvalidExperiment, IOException, UserError {
    return new RealityGate(workspace, LocalDate.now()).check(specs);
  }

  private RecordFiles records() throws UserError {
    return new RecordFiles(arguments.path("experiments"));
  }

  void predict() throws InvalidExperiment, IOException, UserError {
    RecordSpec record = records().one(arguments.selection());
    LocalDate today = LocalDate.now();
    PredictOperation operation =
        new PredictOperation(
            workspace,
            arguments.required("test", "-Drecsim.test=2026-w41"),
            arguments.required("from", "-Drecsim.from=<agent that users have>"),
            arguments.required("to", "-Drecsim.to=<agent that is tested>"),
            arguments.number("seed"),
            arguments.number("candidates").orElse(0),
            arguments.day("due").orElse(today.plusDays(DUE_DAYS)),
            today);
    PredictOperation.Predicted predicted = operation.predict(record);
    System.out.println(predicted.line());
    System.out.println("  wrote " + predicted.file());
    System.out.println("  commit it before the test starts, in a merge request of its own");
  }

  void reality() throws InvalidExperiment, IOException, UserError {
    OutcomeOperation operation = new OutcomeOperation(workspace, LocalDate.now());
    if (arguments.option("test").isEmpty()) {
      List<RecordSpec> records = records().select(arguments.selection());
      operation.report(records).forEach(System.out::println);
      return;
    }
    RecordSpec record = records().one(arguments.selection());
    Path written = operation.write(record, arguments.option("test").get(), outcome(record));
    System.out.println("wrote " + written);
    System.out.println("  commit it after the prediction, in a commit of its own");
  }

  private OutcomeOperation.Outcome outcome(RecordSpec record)
      throws InvalidExperiment, IOException, UserError {
    Optional<String> stopped = arguments.option("stopped");
    Optional<String> test = arguments.option("ab");
    Optional<String> log = arguments.option("log");
    boolean byHand =
        arguments.option("change").isPresent() || arguments.option("error").isPresent();
    if (Stream.of(stopped.isPresent(), test.isPresent(), log.isPresent(), byHand)
            .filter(it -> it)
            .count()
        != 1) {
      throw new UserError(
          "name one outcome: -Drecsim.ab=<live test>, -Drecsim.log=<log of another policy>,"
              + " -Drecsim.change=0.021 -Drecsim.error=0.008,"
              + " or -Drecsim.stopped=<reason>");
    }
    if (stopped.isPresent()) {
      return OutcomeOperation.Outcome.stopped(stopped.get());
    }
    if (log.isPresent()) {
      return new ObservedLogs(record).outcome(log.get());
    }
    if (byHand) {
      return OutcomeOperation.Outcome.byHand(
          arguments.decimal("change").orElse(Double.NaN),
          arguments.decimal("error").orElse(Double.NaN));
    }
    List<LiveTestSpec> tests =
        new Experiments(arguments.path("experiments"), Selection.of(test.get()), List.of())
            .liveTests();
    if (tests.size() > 1) {
      throw new UserError("recsim.ab=%s names %s live tests".formatted(test.get(), tests.size()));
    }
    return new ObservedTest(tests.get(0), workspace.alpha())
        .outcome(arguments.option("arm"), arguments.option("metric").orElse(record.metric()));
  }
}
