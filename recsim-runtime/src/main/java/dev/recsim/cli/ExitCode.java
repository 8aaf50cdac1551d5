package dev.recsim.cli;

/** The exit status of the program, for the plugin. */
enum ExitCode {
  FINE(0),
  ERROR(1),
  BASELINE_DOES_NOT_HOLD(2),
  INVALID_EXPERIMENT(3),
  NOTHING_SELECTED(4),
  MISSING_MODULES(5);

  final int status;

  ExitCode(int status) {
    this.status = status;
  }
}
