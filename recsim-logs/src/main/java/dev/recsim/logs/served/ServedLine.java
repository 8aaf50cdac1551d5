package dev.recsim.logs.served;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.recsim.logs.served.ServedFault.Reason;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A line of a served log. */
final class ServedLine {
  private static final JsonFactory JSON = new JsonFactory();

  /** The version of the format that is read. */
  static final int FORMAT = 1;

  /** Kinds of records; later versions may have more. */
  enum Kind {
    START,
    DECISION,
    OUTCOME,
    FORGOTTEN,
    OTHER
  }

  long sequence = -1;
  long time = -1;
  String kind = "";

  /** Version of the format, in records that start a server. */
  long format = FORMAT;

  ServedHeader header;

  /** Number of records that were removed. */
  long count = 1;

  private final ServedDecision decision = new ServedDecision();
  private final ServedOutcome outcome = new ServedOutcome();
  private List<String> userFeatures = List.of();
  private List<String> documentFeatures = List.of();
  private boolean hashed;
  private String saltEnv;
  private long cut;

  private ServedLine() {}

  /**
   * Reads a line.
   *
   * @throws ServedFault if it is no record
   */
  static ServedLine of(byte[] bytes, int from, int to) throws IOException {
    ServedLine line = new ServedLine();
    try (JsonParser json = JSON.createParser(bytes, from, to - from)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new ServedFault(Reason.BROKEN_ROW, 1, "the line is not a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        line.value(key, json);
      }
      if (json.currentToken() != JsonToken.END_OBJECT) {
        throw new ServedFault(Reason.BROKEN_ROW, 1, "the line ends within a record");
      }
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
      throw new ServedFault(Reason.BROKEN_ROW, column, "not JSON: " + e.getOriginalMessage());
    } catch (CharConversionException e) {
      throw new ServedFault(Reason.BROKEN_ROW, 1, "not JSON: " + e.getMessage());
    }
    line.check();
    return line;
  }

  private void check() {
    if (sequence < 0 || time < 0 || kind.isEmpty()) {
      throw new ServedFault(
          Reason.BROKEN_ROW, 1, "the line lacks seq, time or kind of a served log");
    }
    if (kind() == Kind.START) {
      header = new ServedHeader(userFeatures, documentFeatures, hashed, saltEnv, cut);
    }
    if (kind() == Kind.DECISION && (decision.id == null || decision.slate.isEmpty())) {
      throw new ServedFault(Reason.BROKEN_ROW, 1, "the decision lacks id or slate_ids");
    }
    if (kind() == Kind.OUTCOME && outcome.decision == null) {
      throw new ServedFault(Reason.BROKEN_ROW, 1, "the outcome lacks the id of its decision");
    }
  }

  Kind kind() {
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

  private void value(String key, JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    switch (key) {
      case "seq" -> sequence = integer(json);
      case "time" -> time = integer(json);
      case "kind" -> kind = text(json);
      case "format" -> format = integer(json);
      case "user_features" -> userFeatures = texts(json);
      case "document_features" -> documentFeatures = texts(json);
      case "units" -> hashed = text(json).equals("hashed");
      case "salt_env" -> saltEnv = text(json);
      case "cut" -> cut = integer(json);
      case "count" -> count = integer(json);
      case "decision" -> outcome.decision = text(json);
      case "clicks" -> outcome.clicks = positions(json);
      case "rewards" -> outcome.rewards = numbers(json, false);
      case "reward" -> outcome.reward = number(json);
      case "signals" -> signals(json);
      case "status" -> outcome.status = status(json);
      default -> decision(key, json);
    }
  }

  private void decision(String key, JsonParser json) throws IOException {
    switch (key) {
      case "id" -> decision.id = text(json);
      case "unit" -> decision.unit = text(json);
      case "session" -> decision.session = text(json);
      case "arm" -> decision.arm = text(json);
      case "policy" -> decision.policy = text(json);
      case "state" -> decision.state = text(json);
      case "fallback" -> decision.fallback = text(json);
      case "user" -> decision.user = numbers(json, true);
      case "slate_ids" -> decision.slate.addAll(texts(json));
      case "propensities" -> decision.propensities = numbers(json, false);
      case "candidates" -> candidates(json);
      case "teams" -> {
        decision.interleaved = true;
        json.skipChildren();
      }
      default -> json.skipChildren();
    }
  }

  private void candidates(JsonParser json) throws IOException {
    array(json);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        candidate(json);
      } else {
        decision.candidates.add(new ServedDecision.Candidate(text(json), -1, null));
      }
    }
  }

  private void candidate(JsonParser json) throws IOException {
    String id = null;
    int topic = -1;
    double[] features = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "id" -> id = text(json);
        case "topic" -> topic = (int) Math.min(Integer.MAX_VALUE, integer(json));
        case "features" -> features = numbers(json, true);
        default -> json.skipChildren();
      }
    }
    expect(json, id != null, "candidates with an id");
    decision.candidates.add(new ServedDecision.Candidate(id, topic, features));
  }

  private void signals(JsonParser json) throws IOException {
    expect(json, json.currentToken() == JsonToken.START_OBJECT, "an object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      double sum = 0;
      if (json.currentToken() == JsonToken.START_ARRAY) {
        for (double each : numbers(json, true)) {
          sum += Double.isNaN(each) ? 0 : each;
        }
      } else {
        sum = number(json);
      }
      outcome.signals.put(name, sum);
    }
  }

  private static String status(JsonParser json) throws IOException {
    String status = text(json);
    if (!List.of("continues", "ended", "cut_off").contains(status)) {
      throw new ServedFault(
          Reason.WRONG_TYPE, column(json), "status must be continues, ended or cut_off");
    }
    return status;
  }

  private static int[] positions(JsonParser json) throws IOException {
    double[] numbers = numbers(json, false);
    int[] positions = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      positions[i] = (int) numbers[i];
      expect(json, positions[i] == numbers[i] && positions[i] >= 0, "positions from 0 on");
    }
    return positions;
  }

  private static double[] numbers(JsonParser json, boolean nulls) throws IOException {
    array(json);
    double[] numbers = new double[4];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      boolean none = nulls && json.currentToken() == JsonToken.VALUE_NULL;
      numbers[count++] = none ? Double.NaN : number(json);
    }
    return Arrays.copyOf(numbers, count);
  }

  private static List<String> texts(JsonParser json) throws IOException {
    array(json);
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(json));
    }
    return texts;
  }

  private static void array(JsonParser json) throws IOException {
    expect(json, json.currentToken() == JsonToken.START_ARRAY, "a list");
  }

  private static double number(JsonParser json) throws IOException {
    expect(json, json.currentToken() != null && json.currentToken().isNumeric(), "a number");
    double value = json.getDoubleValue();
    expect(json, Double.isFinite(value), "a finite number");
    return value;
  }

  private static long integer(JsonParser json) throws IOException {
    expect(json, json.currentToken() == JsonToken.VALUE_NUMBER_INT, "an integer");
    return json.getLongValue();
  }

  private static String text(JsonParser json) throws IOException {
    boolean scalar =
        json.currentToken() == JsonToken.VALUE_STRING
            || json.currentToken() != null && json.currentToken().isNumeric();
    expect(json, scalar, "a text");
    return json.getText();
  }

  private static int column(JsonParser json) {
    return Math.max(1, json.currentTokenLocation().getColumnNr());
  }

  private static void expect(JsonParser json, boolean is, String expected) throws IOException {
    if (!is) {
      throw new ServedFault(
          Reason.WRONG_TYPE, column(json), json.currentName() + " must be " + expected);
    }
  }
}
