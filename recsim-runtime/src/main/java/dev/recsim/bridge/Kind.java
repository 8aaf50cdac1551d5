package dev.recsim.bridge;

/**
 * The kinds of messages between recsim and a process in another language; docs/protocol.md
 * describes their bodies. Numbers are little endian and arrays are in row-major order.
 */
public final class Kind {
  /** The version of the protocol. */
  public static final int PROTOCOL = 1;

  static final int INTRODUCTION = 1;
  static final int BEGIN = 2;
  static final int DONE = 3;
  static final int ACT = 4;
  static final int SLATES = 5;
  static final int OBSERVE = 6;
  static final int TRAIN = 7;
  static final int EPOCH = 8;
  static final int UPDATE = 9;
  static final int DIAGNOSE = 10;
  static final int DIAGNOSTICS = 11;
  static final int SAVE = 12;
  static final int WEIGHTS = 13;
  static final int LOAD = 14;

  /** Text that says why a request failed. */
  public static final int FAILED = 15;

  static final int REPORT = 16;
  static final int INPUTS = 17;

  /** The introduction of an environment. */
  public static final int ENVIRONMENT = 48;

  /** Opens sessions of an environment. */
  public static final int START = 49;

  /** The observations of the sessions that were opened. */
  public static final int STARTED = 50;

  /** Shows slates to users. */
  public static final int SHOW = 51;

  /** The steps of the users. */
  public static final int STEPS = 52;

  /** Asks for the environment as a finite Markov decision process. */
  public static final int SOLVE = 53;

  /** The environment as a finite Markov decision process. */
  public static final int MODEL = 54;

  /** Opens an environment. */
  public static final int OPEN = 32;

  /** Describes the environment. */
  public static final int OPENED = 33;

  /** Opens sessions. */
  public static final int RESET = 34;

  /** Observations of the sessions that were opened. */
  public static final int OBSERVATIONS = 35;

  /** Shows slates of documents. */
  public static final int STEP = 36;

  /** Shows the documents that are nearest to points. */
  public static final int STEP_NEAREST = 37;

  /** The results of a step. */
  public static final int RESULTS = 38;

  /** Asks how many documents each session can show. */
  public static final int CANDIDATES = 39;

  /** Their numbers. */
  public static final int COUNTS = 40;

  private Kind() {}

  /** The largest size of the body of a message, in bytes; -1 for an unknown kind. */
  public static int most(int kind) {
    return switch (kind) {
      case DONE, DIAGNOSE, SAVE, REPORT, CANDIDATES, SOLVE -> 0;
      case TRAIN, EPOCH, UPDATE -> Long.BYTES;
      case INTRODUCTION, BEGIN, DIAGNOSTICS, FAILED, INPUTS, OPEN, OPENED, ENVIRONMENT -> 1 << 24;
      case ACT, SLATES, OBSERVE, WEIGHTS, LOAD -> 1 << 30;
      case RESET, OBSERVATIONS, STEP, STEP_NEAREST, RESULTS, COUNTS -> 1 << 30;
      case START, STARTED, SHOW, STEPS, MODEL -> 1 << 30;
      default -> -1;
    };
  }

  /** The name of a kind in messages. */
  static String name(int kind) {
    return switch (kind) {
      case INTRODUCTION -> "INTRODUCTION";
      case DONE -> "DONE";
      case SLATES -> "SLATES";
      case DIAGNOSTICS -> "DIAGNOSTICS";
      case WEIGHTS -> "WEIGHTS";
      case INPUTS -> "INPUTS";
      case ENVIRONMENT -> "ENVIRONMENT";
      case STARTED -> "STARTED";
      case STEPS -> "STEPS";
      case MODEL -> "MODEL";
      default -> "a message of kind " + kind;
    };
  }
}
