package dev.recsim.cli;

/** Writes the networks of a trial in another format. */
final class ExportVerb {
  ExportVerb(Arguments arguments) {}

  void run() throws UserError {
    throw new UserError("export is not there yet");
  }
}
