package dev.recsim.app.record;

import dev.recsim.app.fit.FitCheck;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.app.record.RealityRecord.Entry;
import dev.recsim.app.record.RealityRecord.Standing;
import dev.recsim.decide.reality.CalibratedEffect;
import dev.recsim.decide.reality.PredictedEffect;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.record.RecordSpec;
import dev.recsim.fit.world.FittedProvider;
import dev.recsim.report.reality.RealityWords;
import dev.recsim.report.reality.RealityWords.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What reports of an experiment say of its distance to reality. */
public final class RealityStatement {
  private RealityStatement() {}

  /**
   * Sentences by logs of other policies, and by the records of an experiment: about changes that
   * were predicted and have no outcome. Without any of both, one that says so.
   */
  public static List<String> of(ExperimentSpec spec) {
    List<String> sentences = new ArrayList<>(FitCheck.gaps(spec));
    try {
      for (RecordSpec record : new RecordFiles(spec.home()).select(Selection.of("**"))) {
        if (Files.isSameFile(record.experiment().file(), spec.file())) {
          sentences.addAll(of(RealityRecord.of(record), !sentences.isEmpty()));
        }
      }
    } catch (UserError | InvalidExperiment | IOException e) {
      sentences.add("The record of predictions cannot be used: " + e.getMessage());
    }
    boolean fitted = spec.environment().options() instanceof FittedProvider.Fitted;
    return sentences.isEmpty()
        ? List.of(capital(fitted ? RealityWords.UNKNOWN : RealityWords.INVENTED) + ".")
        : sentences;
  }

  /**
   * What a record says.
   *
   * @param known whether a log of another policy says something too
   */
  private static List<String> of(RealityRecord record, boolean known) {
    // What a record says must not change with the day on which its report is written.
    LocalDate last =
        record.tests().stream()
            .map(it -> LocalDate.parse(it.prediction().days().registered()))
            .max(LocalDate::compareTo)
            .orElse(LocalDate.EPOCH);
    Standing standing = record.standing(World.of(record.spec().experiment()), last);
    List<String> sentences = new ArrayList<>();
    for (Entry it : standing.of()) {
      if (it.outcome().isEmpty()) {
        Effect effect = effect(standing, it.prediction().predicted(), record.spec().level());
        sentences.add(
            "%s: %s to %s is %s."
                .formatted(
                    it.prediction().test(),
                    it.prediction().change().from(),
                    it.prediction().change().to(),
                    RealityWords.sentence(effect)));
      }
    }
    if (sentences.isEmpty()) {
      sentences.add(
          capital(RealityWords.standing(standing.state(0), standing.tests().size(), known)) + ".");
    }
    return sentences;
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** What a record says of a change. */
  public static Effect effect(Standing standing, PredictedEffect it, double level) {
    CalibratedEffect effect = standing.effect(it, level);
    return new Effect(
        standing.state(it.changed()),
        standing.tests().size(),
        standing.missing(),
        effect,
        level,
        it.effect());
  }
}
