package dev.recsim.logs.served;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.recsim.io.text.JsonCursor;
import dev.recsim.logs.served.ServedFault.Reason;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A line of a served log. */
final class ServedLine {
  /** The version of the format that is read. */
  static final int FORMAT = 1;

  /** Kinds of records; later versions may have more. */
  enum Kind {
    START,
    DECISION,
    OUTCOME,
    FORGOTTEN,
    OTHER,
    BROKEN
  }

  long sequence = -1;
  long time = -1;
  String kind = "";

  /** Version of the format, in records that start a server. */
  long format = FORMAT;

  ServedHeader header = ServedHeader.NONE;

  /** Number of records that were removed. */
  long count = 1;

  private final ServedDecision decision = new ServedDecision();
  private final ServedOutcome outcome = new ServedOutcome();
  private List<String> userFeatures = List.of();
  private List<String> documentFeatures = List.of();
  private boolean hashed;
  private String saltEnv = "";
  private long cut;

  /** Number of the file in its folder. */
  int file;

  /** Line in the file, 1-based. */
  long line;

  /** Why the line is broken. */
  Optional<ServedFault> fault = Optional.empty();

  private ServedLine() {}

  /** Reads a line, which may be broken. */
  static ServedLine of(byte[] bytes, int from, int to) throws IOException {
    ServedLine line = new ServedLine();
    try {
      line.read(bytes, from, to);
      line.check();
    } catch (ServedFault e) {
      line.fault = Optional.of(e);
    }
    return line;
  }

  private void read(byte[] bytes, int from, int to) throws IOException {
    try (JsonCursor json = new JsonCursor(bytes, from, to, ServedLine::wrongType)) {
      if (!json.nextObject()) {
        throw new ServedFault(Reason.BROKEN_ROW, 1, "the line is not a JSON object");
      }
      while (json.nextKey()) {
        value(json);
      }
      if (!json.isObjectEnd()) {
        throw new ServedFault(Reason.BROKEN_ROW, 1, "the line ends within a record");
      }
    } catch (JsonProcessingException e) {
      int column = JsonCursor.column(e);
      throw new ServedFault(Reason.BROKEN_ROW, column, "not JSON: " + e.getOriginalMessage());
    } catch (CharConversionException e) {
      throw new ServedFault(Reason.BROKEN_ROW, 1, "not JSON: " + e.getMessage());
    }
  }

  private void check() {
    if (sequence < 0 || time < 0 || kind.isEmpty()) {
      throw new ServedFault(
          Reason.BROKEN_ROW, 1, "the line lacks seq, time or kind of a served log");
    }
    if (kind() == Kind.START) {
      header = new ServedHeader(userFeatures, documentFeatures, hashed, saltEnv, cut);
    }
    if (kind() == Kind.DECISION && (decision.id.isEmpty() || decision.slate.isEmpty())) {
      throw new ServedFault(Reason.BROKEN_ROW, 1, "the decision lacks id or slate_ids");
    }
    if (kind() == Kind.OUTCOME && outcome.decision.isEmpty()) {
      throw new ServedFault(Reason.BROKEN_ROW, 1, "the outcome lacks the id of its decision");
    }
  }

  Kind kind() {
    if (fault.isPresent()) {
      return Kind.BROKEN;
    }
    return switch (kind) {
      case "start" -> Kind.START;
      case "decision" -> Kind.DECISION;
      case "outcome" -> Kind.OUTCOME;
      case "forgotten" -> Kind.FORGOTTEN;
      default -> Kind.OTHER;
    };
  }

  ServedDecision decision() {
    decision.sequence = sequence;
    decision.time = time;
    decision.begin();
    return decision;
  }

  ServedOutcome outcome() {
    outcome.time = time;
    return outcome;
  }

  private static ServedFault wrongType(JsonCursor at, String expected) throws IOException {
    return new ServedFault(Reason.WRONG_TYPE, at.column(), at.key() + " must be " + expected);
  }

  private void value(JsonCursor json) throws IOException {
    if (json.isNull()) {
      return;
    }
    switch (json.key()) {
      case "seq" -> sequence = json.integer();
      case "time" -> time = json.integer();
      case "kind" -> kind = json.textOrNumber();
      case "format" -> format = json.integer();
      case "user_features" -> userFeatures = json.texts();
      case "document_features" -> documentFeatures = json.texts();
      case "units" -> hashed = json.textOrNumber().equals("hashed");
      case "salt_env" -> saltEnv = json.textOrNumber();
      case "cut" -> cut = json.integer();
      case "count" -> count = json.integer();
      case "decision" -> outcome.decision = json.textOrNumber();
      case "clicks" -> {
        outcome.clicks = positions(json);
        outcome.reportsClicks = true;
      }
      case "rewards" -> outcome.rewards = positionNumbers(json);
      case "reward" -> outcome.reward = json.number();
      case "signals" -> signals(json);
      case "status" -> outcome.status = status(json);
      default -> decision(json);
    }
  }

  private void decision(JsonCursor json) throws IOException {
    switch (json.key()) {
      case "id" -> decision.id = json.textOrNumber();
      case "unit" -> decision.unit = json.textOrNumber();
      case "session" -> decision.session = json.textOrNumber();
      case "arm" -> decision.arm = json.textOrNumber();
      case "policy" -> decision.policy = json.textOrNumber();
      case "state" -> decision.state = json.textOrNumber();
      case "fallback" -> decision.fallback = json.textOrNumber();
      case "user" -> decision.user = json.numbersOrNulls();
      case "slate_ids" -> decision.slate.addAll(json.texts());
      case "propensities" -> decision.propensities = positionNumbers(json);
      case "candidates" -> candidates(json);
      case "teams" -> {
        decision.interleaved = true;
        json.skip();
      }
      default -> json.skip();
    }
  }

  private void candidates(JsonCursor json) throws IOException {
    json.expect(json.isList(), "a list");
    while (json.nextElement()) {
      if (json.isObject()) {
        candidate(json);
      } else {
        decision.candidates.add(ServedDecision.Candidate.of(json.textOrNumber()));
      }
    }
  }

  private void candidate(JsonCursor json) throws IOException {
    String id = "";
    int topic = -1;
    Optional<double[]> features = Optional.empty();
    while (json.nextKey()) {
      switch (json.key()) {
        case "id" -> id = json.textOrNumber();
        case "topic" -> topic = (int) Math.min(Integer.MAX_VALUE, json.integer());
        case "features" -> features = Optional.of(json.numbersOrNulls());
        default -> json.skip();
      }
    }
    json.expect(!id.isEmpty(), "candidates with an id");
    decision.candidates.add(new ServedDecision.Candidate(id, topic, features));
  }

  private void signals(JsonCursor json) throws IOException {
    json.expect(json.isObject(), "an object");
    while (json.nextKey()) {
      String name = json.key();
      double sum = 0;
      if (json.isList()) {
        for (double each : json.numbersOrNulls()) {
          sum += Double.isNaN(each) ? 0 : each;
        }
      } else {
        sum = json.number();
      }
      outcome.signals.put(name, sum);
    }
  }

  private static String status(JsonCursor json) throws IOException {
    String status = json.textOrNumber();
    if (!List.of("continues", "ended", "cut_off").contains(status)) {
      throw new ServedFault(
          Reason.WRONG_TYPE, json.column(), "status must be continues, ended or cut_off");
    }
    return status;
  }

  /** A number for each position, of which there is at least one. */
  private static double[] positionNumbers(JsonCursor json) throws IOException {
    double[] numbers = json.numbers();
    json.expect(numbers.length > 0, "a list with an entry for each document");
    return numbers;
  }

  private static int[] positions(JsonCursor json) throws IOException {
    double[] numbers = json.numbers();
    int[] positions = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      positions[i] = (int) numbers[i];
      json.expect(positions[i] == numbers[i] && positions[i] >= 0, "positions from 0 on");
    }
    return positions;
  }
}
