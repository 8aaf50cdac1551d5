package dev.recsim.report.check;

/**
 * What to do about a verdict.
 *
 * @param words in words, nothing foreign in them
 * @param command what to type; empty where words must do
 */
record Cure(String words, String command) {

  /** All of it on one line. */
  String line() {
    return command.isEmpty() ? words : words + ": " + command;
  }
}
