package dev.recsim.trial.schedule;

/** How agents that learn are trained: by a declared schedule, or until they stop improving. */
public sealed interface TrainingMode permits Training, AutoTraining {}
