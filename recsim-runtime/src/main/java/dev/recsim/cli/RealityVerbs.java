package dev.recsim.cli;

import dev.recsim.app.Listener;
import dev.recsim.app.ab.ObservedTest;
import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.PerFile;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.app.reality.ObservedLogs;
import dev.recsim.app.reality.OutcomeOperation;
import dev.recsim.app.reality.PredictOperation;
import dev.recsim.app.record.PredictionFile;
import dev.recsim.app.record.RecordFiles;
import dev.recsim.baseline.Check;
import dev.recsim.cli.options.VerbOptions.Predict;
import dev.recsim.cli.options.VerbOptions.Reality;
import dev.recsim.cli.options.VerbOptions.Reality.ByHand;
import dev.recsim.cli.options.VerbOptions.Results;
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
record RealityVerbs(Listener listener) {
  /** Days after which a predicted test is due. */
  private static final int DUE_DAYS = 42;

  private static RecordSpec one(Results results) throws InvalidExperiment, IOException, UserError {
    return new RecordFiles(results.experiments()).one(results.selection());
  }

  void predict(Predict options) throws InvalidExperiment, IOException, UserError {
    RecordSpec record = one(options.results());
    LocalDate today = LocalDate.now();
    PredictOperation operation =
        new PredictOperation(
            options.results().workspace(Check.ALPHA, listener),
            required(options.test(), "test", "2026-w41"),
            new PredictOperation.Change(
                required(options.from(), "from", "<agent that users have>"),
                required(options.to(), "to", "<agent that is tested>"),
                options.seed(),
                options.candidates().orElse(0),
                new PredictionFile.Explored(
                    options.explored().exploreFrom(), options.explored().exploreTo())),
            options.due().orElse(today.plusDays(DUE_DAYS)),
            today);
    PredictOperation.Predicted predicted = operation.predict(record);
    System.out.println(predicted.line());
    System.out.println("  wrote " + predicted.file());
    System.out.println("  commit it before the test starts, in a merge request of its own");
  }

  private static String required(Optional<String> value, String option, String example)
      throws UserError {
    return value.orElseThrow(
        () ->
            new UserError(
                "recsim.%s is missing; write -Drecsim.%1$s=%s".formatted(option, example)));
  }

  ExitCode reality(Reality options) throws InvalidExperiment, IOException, UserError {
    Results results = options.results();
    OutcomeOperation operation =
        new OutcomeOperation(results.workspace(options.alpha(), listener), LocalDate.now());
    if (options.test().isEmpty()) {
      List<RecordSpec> records = new RecordFiles(results.experiments()).select(results.selection());
      PerFile<List<String>> reported = operation.report(records);
      reported.results().forEach(lines -> lines.forEach(System.out::println));
      return FileErrors.print(reported.errors(), ExitCode.FINE);
    }
    RecordSpec record = one(results);
    Path written = operation.write(record, options.test().get(), outcome(record, options));
    System.out.println("wrote " + written);
    System.out.println("  commit it after the prediction, in a commit of its own");
    return ExitCode.FINE;
  }

  private static OutcomeOperation.Outcome outcome(RecordSpec record, Reality options)
      throws InvalidExperiment, IOException, UserError {
    Optional<String> test = options.observed().ab();
    ByHand byHand = options.byHand();
    if (Stream.of(
                options.stopped().isPresent(),
                test.isPresent(),
                options.log().isPresent(),
                byHand.isGiven())
            .filter(it -> it)
            .count()
        != 1) {
      throw new UserError(
          "name one outcome: -Drecsim.ab=<live test>, -Drecsim.log=<log of another policy>,"
              + " -Drecsim.change=0.021 -Drecsim.error=0.008,"
              + " or -Drecsim.stopped=<reason>");
    }
    if (options.stopped().isPresent()) {
      return OutcomeOperation.Outcome.stopped(options.stopped().get());
    }
    if (options.log().isPresent()) {
      return new ObservedLogs(record).outcome(options.log().get());
    }
    if (byHand.isGiven()) {
      return OutcomeOperation.Outcome.byHand(
          byHand.change().orElse(Double.NaN), byHand.error().orElse(Double.NaN));
    }
    List<LiveTestSpec> tests =
        new Experiments(options.results().experiments(), Selection.of(test.get()), List.of())
            .liveTests();
    if (tests.size() > 1) {
      throw new UserError("recsim.ab=%s names %s live tests".formatted(test.get(), tests.size()));
    }
    return new ObservedTest(tests.get(0), options.alpha())
        .outcome(options.observed().arm(), options.observed().metric().orElse(record.metric()));
  }
}
