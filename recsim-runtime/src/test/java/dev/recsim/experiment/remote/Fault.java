package dev.recsim.experiment.remote;

/** What a worker process does in place of running a trial, or besides that. */
enum Fault {
  NONE(""),
  EXIT("ended with exit status 7"),
  KILLED("ended by signal 9: somebody killed it, or the system because memory was short"),
  TERMINATED("ended by signal 15"),
  CUT_HEADER("ended with exit status 7"),
  CUT_BODY("ended with exit status 7"),
  CLOSED("closed its connection to the run"),
  NEGATIVE_LENGTH("sent a message of kind 4 with the length -"),
  HUGE_LENGTH("sent a message of kind 4 with the length 2147483"),
  TOO_LONG("sent a message of kind 5 with the length 16777217; it can have 16777216 bytes"),
  TEXT("sent bytes that are not a message, beginning with 57"),
  GARBAGE("sent bytes that are not a message, beginning with f7 "),
  UNKNOWN_KIND("sent a message of kind "),
  WRONG_PARTS("sent a message of kind 4 whose parts do not have its length"),
  DAMAGED("sent a result that cannot be read: "),
  FORGED("sent a result that cannot be read: "),
  OTHER_TRIAL("sent the result of another trial, other-seed-"),
  OUT_OF_PLACE("sent Order out of place"),
  HANGS("timed out after 5 s; raise recsim.trialTimeout if it needs longer, else see on stderr"),
  STOPPED("timed out after 5 s; raise recsim.trialTimeout if it needs longer, else see on stderr"),
  CUT_AND_HANGS("timed out after 5 s; raise recsim.trialTimeout if it needs longer, else see on"),
  EXTRA_BYTES(""),
  EXTRA_MESSAGE(""),
  PRINTS("");

  /** How the error of its trial says what happened; empty if the trial completes. */
  final String cause;

  Fault(String cause) {
    this.cause = cause;
  }

  boolean fails() {
    return !cause.isEmpty();
  }

  /** Whether the run tries it a second time. */
  boolean isRepeated() {
    return fails() && !cause.startsWith("timed out");
  }

  /** The agent of an experiment whose trials have this fault. */
  String agent() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** What a worker process does before it is ready. */
  enum AtStart {
    NONE("", 0),
    ENDS_BEFORE_IT_CONNECTS("ended with exit status 7", 3),
    HAS_ANOTHER_TOKEN(
        "ended with exit status 7 without having connected; a connection without its token was"
            + " dropped",
        3),
    SENDS_A_MESSAGE_FOR_THE_TOKEN(
        "ended with exit status 7 without having connected; a connection without its token was"
            + " dropped",
        3),
    CLOSES_AFTER_THE_HANDSHAKE("closed its connection to the run", 3),
    IS_NOT_READY("was not ready to run trials after 6 s", 2),
    PRINTS_INTO_THE_CHANNEL("sent bytes that are not a message, beginning with 57", 3),
    ANSWERS_TOO_EARLY("sent Lost out of place", 3),
    COMES_AFTER_STRANGERS("", 1);

    final String cause;

    /** How many processes do it; two of them fail a trial. */
    final int times;

    AtStart(String cause, int times) {
      this.cause = cause;
      this.times = times;
    }
  }
}
