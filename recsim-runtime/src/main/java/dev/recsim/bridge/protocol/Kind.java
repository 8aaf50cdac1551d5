package dev.recsim.bridge.protocol;

/**
 * The kinds of messages between recsim and a process in another language; docs/agents/protocol.md
 * describes their bodies. Numbers are little endian and arrays are in row-major order.
 */
public final class Kind {
  /** The version of the protocol. */
  public static final int PROTOCOL = 1;

  /** What an agent says about itself. */
  public static final int INTRODUCTION = 1;

  /** Describes the environment to an agent. */
  public static final int BEGIN = 2;

  /** A request was fulfilled. */
  public static final int DONE = 3;

  /** Asks for slates. */
  public static final int ACT = 4;

  /** Slates. */
  public static final int SLATES = 5;

  /** Steps of training sessions. */
  public static final int OBSERVE = 6;

  /** Starts a training. */
  public static final int TRAIN = 7;

  /** Starts an epoch. */
  public static final int EPOCH = 8;

  /** Asks for a gradient step. */
  public static final int UPDATE = 9;

  /** Asks for diagnostics. */
  public static final int DIAGNOSE = 10;

  /** Diagnostics. */
  public static final int DIAGNOSTICS = 11;

  /** Asks for weights. */
  public static final int SAVE = 12;

  /** Weights. */
  public static final int WEIGHTS = 13;

  /** Replaces weights. */
  public static final int LOAD = 14;

  /** Text that says why a request failed. */
  public static final int FAILED = 15;

  /** Asks what an agent has used. */
  public static final int REPORT = 16;

  /** What an agent has used. */
  public static final int INPUTS = 17;

  /** Asks an agent to train itself. */
  public static final int TRAIN_SELF = 18;

  /** An agent has trained itself. */
  public static final int TRAINED = 19;

  /** An agent that trains itself asks for the score of its policy. */
  public static final int CHECKPOINT = 20;

  /** The score. */
  public static final int SCORE = 21;

  /** Asks for the files of a policy. */
  public static final int SAVE_FILES = 22;

  /** Replaces the policy by that of files. */
  public static final int LOAD_FILES = 23;

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

  private Kind() {}

  /** The largest size of the body of a message, in bytes; -1 for an unknown kind. */
  public static int most(int kind) {
    return switch (kind) {
      case DONE, DIAGNOSE, SAVE, REPORT, CANDIDATES, TRAINED, CHECKPOINT, SOLVE -> 0;
      case TRAIN, EPOCH, UPDATE, TRAIN_SELF, SCORE -> Long.BYTES;
      case INTRODUCTION, BEGIN, DIAGNOSTICS, FAILED, INPUTS, OPEN, OPENED, ENVIRONMENT -> 1 << 24;
      case SAVE_FILES, LOAD_FILES -> 1 << 16;
      case ACT, SLATES, OBSERVE, WEIGHTS, LOAD -> 1 << 30;
      case RESET, OBSERVATIONS, STEP, STEP_NEAREST, RESULTS, COUNTS -> 1 << 30;
      case START, STARTED, SHOW, STEPS, MODEL -> 1 << 30;
      default -> -1;
    };
  }

  /** Whether it is a request to an environment. */
  public static boolean isOfEnvironment(int kind) {
    return switch (kind) {
      case OPEN, RESET, STEP, STEP_NEAREST, CANDIDATES -> true;
      default -> false;
    };
  }

  /** The name of a kind in messages. */
  public static String name(int kind) {
    return switch (kind) {
      case INTRODUCTION -> "INTRODUCTION";
      case DONE -> "DONE";
      case SLATES -> "SLATES";
      case DIAGNOSTICS -> "DIAGNOSTICS";
      case WEIGHTS -> "WEIGHTS";
      case INPUTS -> "INPUTS";
      case TRAINED -> "TRAINED";
      case ENVIRONMENT -> "ENVIRONMENT";
      case STARTED -> "STARTED";
      case STEPS -> "STEPS";
      case MODEL -> "MODEL";
      default -> "a message of kind " + kind;
    };
  }
}
