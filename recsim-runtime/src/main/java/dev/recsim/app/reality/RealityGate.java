package dev.recsim.app.reality;

import dev.recsim.app.StoredAgents;
import dev.recsim.app.Workspace;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.app.record.PredictionFile.Explored;
import dev.recsim.app.record.RealityRecord;
import dev.recsim.app.record.RealityRecord.Standing;
import dev.recsim.app.record.RealityStatement;
import dev.recsim.app.record.RecordFiles;
import dev.recsim.app.record.World;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.decide.reality.RecordState;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.record.RecordOptions;
import dev.recsim.experimentfile.record.RecordSpec;
import dev.recsim.experimentfile.worlds.WorldClaim;
import dev.recsim.report.page.Figures;
import dev.recsim.report.reality.RealityWords;
import dev.recsim.report.worlds.WorldStudy;
import dev.recsim.rule.Claim;
import dev.recsim.rule.ClaimSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges claims that the trials of an experiment alone do not decide. One over plausible worlds
 * HOLDS by the stored trials in these worlds. One {@code by: reality} HOLDS if the probability that
 * it is true of users is at least 1 - alpha by the record of the experiment, and is BROKEN if it is
 * at most alpha.
 *
 * @param today by which tests are due
 */
public record RealityGate(Workspace workspace, LocalDate today) {

  /**
   * Judges the claims of experiments.
   *
   * @throws InvalidExperiment if a record is invalid
   */
  public List<ClaimVerdicts> check(List<ExperimentSpec> specs)
      throws InvalidExperiment, IOException, UserError {
    List<ClaimVerdicts> checked = new ArrayList<>();
    for (ExperimentSpec spec : specs) {
      if (!spec.worlds().isEmpty()) {
        List<WorldStudy> studies = workspace.worlds(spec).look();
        checked.add(
            ClaimVerdicts.beyond(
                spec,
                spec.worlds().stream().map(WorldClaim::line),
                studies.stream().map(WorldStudy::result).toList()));
      }
      if (!spec.beyond().isEmpty()) {
        List<RecordSpec> records = new RecordFiles(spec.home()).select(Selection.of("**"));
        List<ClaimResult> results = new ArrayList<>();
        for (ClaimSpec claim : spec.beyond()) {
          results.add(result(spec, records, (Claim.InReality) claim.claim()));
        }
        checked.add(
            ClaimVerdicts.beyond(spec, spec.beyond().stream().map(ClaimSpec::line), results));
      }
    }
    return checked;
  }

  private ClaimResult result(ExperimentSpec spec, List<RecordSpec> records, Claim.InReality claim)
      throws IOException {
    String metric =
        claim.claim().of().isScore() ? RecordOptions.REWARD : claim.claim().of().metric();
    Optional<RecordSpec> record = record(spec, records, metric);
    if (record.isEmpty()) {
      return ClaimResult.told(
          claim,
          Outcome.REFUSED,
          RealityWords.UNKNOWN
              + ": no record in experiments/reality is about the %s of this experiment"
                  .formatted(metric));
    }
    try {
      return judged(record.get(), claim);
    } catch (UserError e) {
      return ClaimResult.told(claim, Outcome.INCOMPLETE, e.getMessage());
    }
  }

  private static Optional<RecordSpec> record(
      ExperimentSpec spec, List<RecordSpec> records, String metric) throws IOException {
    for (RecordSpec it : records) {
      if (it.metric().equals(metric) && Files.isSameFile(it.experiment().file(), spec.file())) {
        return Optional.of(it);
      }
    }
    return Optional.empty();
  }

  private ClaimResult judged(RecordSpec record, Claim.InReality claim)
      throws IOException, UserError {
    Claim.OfTwo its = claim.claim();
    StoredAgents stored = StoredAgents.of(workspace, record.experiment());
    Prognosis prognosis =
        Prognosis.of(stored, record, its.other(), its.agent(), Optional.empty(), Explored.NONE);
    Standing standing = RealityRecord.of(record).standing(World.of(record.experiment()), today);
    String words =
        RealityWords.sentence(
            RealityStatement.effect(standing, prognosis.effect(), record.level()));
    RecordState state = standing.state(prognosis.effect().changed());
    if (state != RecordState.CALIBRATED) {
      return ClaimResult.told(claim, Outcome.REFUSED, state + ": " + words);
    }
    if (standing.tooNarrow(record.level())) {
      return ClaimResult.told(
          claim,
          Outcome.REFUSED,
          "intervals were too narrow: %s of %s contained the outcome"
              .formatted(standing.covered(), standing.intervals()));
    }
    double chance = standing.chance(prognosis.effect(), least(its));
    Outcome outcome =
        chance >= 1 - workspace.alpha()
            ? Outcome.HOLDS
            : chance <= workspace.alpha() ? Outcome.BROKEN : Outcome.UNDECIDED;
    return ClaimResult.told(
        claim, outcome, "%s; true with a chance of %s".formatted(words, Figures.percent(chance)));
  }

  /** The least effect, ln(to / from), with which a claim is true. */
  private static double least(Claim.OfTwo claim) {
    return claim instanceof Claim.NotWorseThan not ? StrictMath.log1p(-not.margin().relative()) : 0;
  }
}
