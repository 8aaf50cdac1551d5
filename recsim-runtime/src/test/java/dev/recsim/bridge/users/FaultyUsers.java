package dev.recsim.bridge.users;

import dev.recsim.bridge.FaultyPeer;
import dev.recsim.bridge.FaultyPeer.Message;
import dev.recsim.bridge.protocol.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/**
 * An environment that does everything right until the first session whose key is not one of the
 * check at the start, and then breaks the protocol.
 */
final class FaultyUsers {
  /** Sessions of the check at the start. */
  private static final int CHECKED = 4;

  /** When a fault happens. */
  enum When {
    START,
    INTRODUCTION,
    CHECK,
    STEP
  }

  /** What it does. */
  enum Fault {
    EXITS_AT_START(
        When.START, "ended with exit status 7; the last line that it printed: it is over"),
    HANGS_AT_START(When.START, "did not answer within 2.0 s; raise \"timeout\""),
    HAS_ANOTHER_VERSION(
        When.INTRODUCTION, "is in version 2 of the protocol, but this recsim has version 1"),
    HAS_NO_VERSION(When.INTRODUCTION, "sent an introduction that has no \"protocol\""),
    HAS_NO_SPACE(When.INTRODUCTION, "sent an introduction that has no \"space\""),
    HAS_AN_EMPTY_SPACE(When.INTRODUCTION, "sizes must be positive: documents 0"),
    HAS_A_METRIC_OF_NOTHING(
        When.INTRODUCTION, "has the metric m of c per sessions; these are not counters"),
    INTRODUCES_BY_TEXT(
        When.INTRODUCTION, "sent an introduction that is not JSON of an introduction: "),
    IS_AN_AGENT(When.INTRODUCTION, "sent INTRODUCTION in place of ENVIRONMENT"),
    HAS_A_MODEL_THAT_IS_NONE(
        When.INTRODUCTION, "returned a model with probabilities of states that add up to 0.0"),
    DRAWS_WITHOUT_KEYS(When.CHECK, "returned other values when a session was played again alone"),
    EXITS(When.STEP, "ended with exit status 7"),
    IS_KILLED(
        When.STEP, "ended by signal 9: somebody killed it, or the system because memory was short"),
    HANGS(When.STEP, "did not answer within 2.0 s; raise \"timeout\" if it needs longer"),
    CUTS_AND_HANGS(When.STEP, "did not answer within 2.0 s; raise \"timeout\" if it needs longer"),
    CUTS_AND_EXITS(When.STEP, "ended with exit status 7"),
    CLOSES(When.STEP, "closed its connection to the run"),
    SENDS_TEXT(When.STEP, "sent bytes that are not a message, beginning with 57"),
    SENDS_AN_UNKNOWN_KIND(When.STEP, "sent a message of kind 99, which does not exist"),
    SENDS_ANOTHER_KIND(When.STEP, "sent DONE in place of STEPS"),
    SENDS_A_NEGATIVE_LENGTH(When.STEP, "sent a message of kind 52 with the length -1"),
    SENDS_A_HUGE_LENGTH(When.STEP, "sent a message of kind 52 with the length 2147483647"),
    RETURNS_TOO_FEW_BYTES(When.STEP, "returned 3 bytes of steps; those of "),
    RETURNS_TOO_MANY_BYTES(When.STEP, "bytes of steps; those of "),
    REWARDS_NAN(
        When.STEP, "returned the reward NaN; numbers are finite at step 0 (counted from 0)"),
    REWARDS_INFINITY(When.STEP, "returned the reward Infinity; numbers are finite"),
    HAS_AN_UNKNOWN_STATUS(When.STEP, "returned the status 3; 0 is that the session continues"),
    HAS_AN_UNKNOWN_STATE(When.STEP, "returned the state 9; states are 0 to 1 at the start"),
    CLICKS_TWICE(
        When.STEP, "returned the click 2 on position 0 of a slate of 1; clicks are 0 or 1"),
    HAS_ONE_CANDIDATE(When.STEP, "returned 1 candidates; there are 2 at step 0"),
    FAILS(When.STEP, "failed: ValueError: no such user");

    final When when;
    final String cause;

    Fault(When when, String cause) {
      this.when = when;
      this.cause = cause;
    }

    boolean waits() {
      return cause.startsWith("did not answer");
    }
  }

  private final Fault fault;
  private final FaultyPeer peer;
  private int opened;
  private int answered;

  private FaultyUsers(Fault fault, FaultyPeer peer) {
    this.fault = fault;
    this.peer = peer;
  }

  /** The command that starts an environment that does everything right. */
  static List<String> sound() {
    return FaultyPeer.command(FaultyUsers.class, FaultyPeer.NONE);
  }

  /** The command that starts it. */
  static List<String> command(Fault fault) {
    return FaultyPeer.command(FaultyUsers.class, fault.name());
  }

  public static void main(String[] args) throws Exception {
    Fault fault = args[0].equals(FaultyPeer.NONE) ? null : Fault.valueOf(args[0]);
    FaultyPeer peer = FaultyPeer.start(args[0]);
    System.out.println("A library prints a line");
    new ProcessBuilder("sleep", "1000").start();
    new FaultyUsers(fault, peer).work();
  }

  private void work() throws Exception {
    peer.send(fault == Fault.IS_AN_AGENT ? 1 : Kind.ENVIRONMENT, introduction());
    while (true) {
      Message message = peer.read();
      int kind = message.kind();
      int rows = kind == Kind.SOLVE ? 0 : message.body().getInt(0);
      switch (kind) {
        case Kind.START -> {
          opened += rows;
          peer.send(Kind.STARTED, seen(rows, body(8 * rows)).array());
        }
        case Kind.SHOW -> show(rows);
        case Kind.SOLVE -> peer.send(Kind.MODEL, new byte[8 * (2 + 4 + 8)]);
        default -> peer.send(Kind.FAILED, "no such request");
      }
    }
  }

  private String introduction() {
    String space = "\"space\": {\"documents\": 2, \"slate_size\": 1, \"states\": 2}";
    String whole = "{\"protocol\": 1, " + space + "%s}";
    return switch (fault == null ? Fault.FAILS : fault) {
      case HAS_ANOTHER_VERSION -> "{\"protocol\": 2}";
      case HAS_NO_VERSION -> "{}";
      case HAS_NO_SPACE -> "{\"protocol\": 1}";
      case HAS_AN_EMPTY_SPACE ->
          whole.formatted("").replace("\"documents\": 2", "\"documents\": 0");
      case HAS_A_METRIC_OF_NOTHING ->
          whole.formatted(
              ", \"metrics\": [{\"name\": \"m\", \"description\": \"M.\", \"of\": \"c\","
                  + " \"per\": \"sessions\"}]");
      case HAS_A_MODEL_THAT_IS_NONE -> whole.formatted(", \"model\": {\"max_session_length\": 5}");
      case INTRODUCES_BY_TEXT -> "Warning: a library prints";
      default -> whole.formatted("");
    };
  }

  private static ByteBuffer body(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer seen(int rows, ByteBuffer body) {
    for (int i = 0; i < rows; i++) {
      body.putInt(isDue(Fault.HAS_AN_UNKNOWN_STATE) && body.position() > 0 ? 9 : 0);
    }
    for (int i = 0; i < rows; i++) {
      body.putInt(isDue(Fault.HAS_ONE_CANDIDATE) && body.position() > 8 * rows ? 1 : 2);
    }
    return body;
  }

  /** Whether the check is over and this is the fault. */
  private boolean isDue(Fault one) {
    return fault == one && opened > CHECKED;
  }

  private byte[] steps(int rows) {
    ByteBuffer body = body(18 * rows);
    double reward =
        isDue(Fault.REWARDS_NAN)
            ? Double.NaN
            : isDue(Fault.REWARDS_INFINITY)
                ? Double.POSITIVE_INFINITY
                : fault == Fault.DRAWS_WITHOUT_KEYS ? answered++ : 1;
    for (int i = 0; i < rows; i++) {
      body.putDouble(reward);
    }
    for (int i = 0; i < rows; i++) {
      body.put((byte) (isDue(Fault.CLICKS_TWICE) ? 2 : 1));
    }
    for (int i = 0; i < rows; i++) {
      body.put((byte) (isDue(Fault.HAS_AN_UNKNOWN_STATUS) ? 3 : opened > CHECKED ? 2 : 0));
    }
    return seen(rows, body).array();
  }

  private void show(int rows) throws Exception {
    byte[] steps = steps(rows);
    if (fault == null || opened <= CHECKED) {
      peer.send(Kind.STEPS, steps);
      return;
    }
    if (fault == Fault.FAILS) {
      peer.send(Kind.FAILED, "ValueError: no such user");
    } else {
      peer.answer(fault.name(), Kind.STEPS, Kind.DONE, steps);
    }
  }

  static String name(Fault fault) {
    return fault.name().toLowerCase(Locale.ROOT);
  }
}
