package dev.recsim.cli;

/** Something that the user can mend; its message says how. Shown without a stack trace. */
final class UserError extends Exception {
  private static final long serialVersionUID = 1;

  final transient ExitCode exitCode;

  UserError(String message) {
    this(ExitCode.ERROR, message);
  }

  UserError(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }
}
