package dev.recsim.app;

import dev.recsim.experiment.PlannedTrial;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A finished trial.
 *
 * @param digest SHA-256 of what defines its final policy, hex: its weights, or without any its
 *     definition and code
 * @param planned the trial before it ran
 * @param networks the file of its weights; empty if the agent does not learn
 */
public record FinishedTrial(
    Completed result, String digest, PlannedTrial planned, Optional<Path> networks) {}
