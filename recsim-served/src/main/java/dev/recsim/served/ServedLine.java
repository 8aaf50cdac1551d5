package dev.recsim.served;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.recsim.io.text.JsonCursor;
import dev.recsim.served.DecisionRecord.Candidate;
import dev.recsim.served.DecisionRecord.Seen;
import dev.recsim.served.DecisionRecord.Shown;
import dev.recsim.served.DecisionRecord.Unit;
import dev.recsim.served.ServedFault.Reason;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a line of a served log. */
public final class ServedLine {
  /** The version of the format that is read. */
  public static final int FORMAT = 1;

  /** Kinds of records; later versions may have more. */
  public enum Kind {
    START,
    DECISION,
    OUTCOME,
    FORGOTTEN,
    OTHER,
    BROKEN
  }

  public long sequence = -1;

  /** Milliseconds since 1970. */
  public long time = -1;

  /** Version of the format, in records that start a server. */
  public long format = FORMAT;

  public ServedHeader header = ServedHeader.NONE;

  /** Number of records that were removed. */
  public long count = 1;

  /** Number of the file in its folder. */
  public int file;

  /** Line in the file, 1-based. */
  public long line;

  /** Why the line is broken. */
  public Optional<ServedFault> fault = Optional.empty();

  private String kind = "";
  private String id = "";
  private String unit = "";
  private String session = "";
  private String arm = "";
  private double bucket = Double.NaN;
  private String policy = "";
  private int member;
  private String state = "";
  private double[] user = {};
  private final List<Candidate> candidates = new ArrayList<>();
  private List<String> slate = List.of();
  private double[] propensities = {};
  private List<String> teams = List.of();
  private String fallback = "";
  private long key;

  private String decision = "";
  private List<Integer> clicks;
  private double[] rewards;
  private Double reward;
  private final Map<String, double[]> signals = new LinkedHashMap<>();
  private String status;

  private List<String> userFeatures = List.of();
  private List<String> documentFeatures = List.of();
  private boolean hashed;
  private String saltEnv = "";
  private long cut;

  private String catalogue = "";
  private int catalogueSize;

  private ServedLine() {}

  /** Reads a line, which may be broken. */
  public static ServedLine of(byte[] bytes, int from, int to) throws IOException {
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
      Optional<CatalogueMark> mark =
          Optional.of(new CatalogueMark(catalogueSize, catalogue))
              .filter(it -> !it.digest().isEmpty());
      header = new ServedHeader(userFeatures, documentFeatures, hashed, saltEnv, cut, mark);
    }
    if (kind() == Kind.DECISION && (id.isEmpty() || slate.isEmpty())) {
      throw new ServedFault(Reason.BROKEN_ROW, 1, "the decision lacks id or slate_ids");
    }
    if (kind() == Kind.OUTCOME && decision.isEmpty()) {
      throw new ServedFault(Reason.BROKEN_ROW, 1, "the outcome lacks the id of its decision");
    }
  }

  public Kind kind() {
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

  /** The decision of a line of this kind. */
  public DecisionRecord decision() {
    return new DecisionRecord(
        id,
        new Unit(unit, session, arm, bucket),
        new Seen(state, user, candidates, catalogue),
        new Shown(policy, member, slate, propensities, teams, fallback),
        key);
  }

  /** The outcome of a line of this kind. */
  public Outcome outcome() {
    return new Outcome(decision, clicks, rewards, reward, signals, status);
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
      case "catalogue" -> catalogue = json.textOrNumber();
      case "catalogue_size" -> catalogueSize = (int) json.integer();
      case "count" -> count = json.integer();
      case "decision" -> decision = json.textOrNumber();
      case "clicks" -> clicks = positions(json);
      case "rewards" -> rewards = positionNumbers(json);
      case "reward" -> reward = json.number();
      case "signals" -> signals(json);
      case "status" -> status = status(json);
      default -> decision(json);
    }
  }

  private void decision(JsonCursor json) throws IOException {
    switch (json.key()) {
      case "id" -> id = json.textOrNumber();
      case "unit" -> unit = json.textOrNumber();
      case "session" -> session = json.textOrNumber();
      case "arm" -> arm = json.textOrNumber();
      case "policy" -> policy = json.textOrNumber();
      case "state" -> state = json.textOrNumber();
      case "fallback" -> fallback = json.textOrNumber();
      case "user" -> user = json.numbersOrNulls();
      case "slate_ids" -> slate = json.texts();
      case "propensities" -> propensities = positionNumbers(json);
      case "candidates" -> candidates(json);
      case "teams" -> teams = json.texts();
      case "bucket" -> bucket = json.number();
      case "member" -> member = (int) json.integer();
      case "key" -> key = json.integer();
      default -> json.skip();
    }
  }

  private void candidates(JsonCursor json) throws IOException {
    json.expect(json.isList(), "a list");
    while (json.nextElement()) {
      if (json.isObject()) {
        candidate(json);
      } else {
        candidates.add(Candidate.of(json.textOrNumber()));
      }
    }
  }

  private void candidate(JsonCursor json) throws IOException {
    String name = "";
    int topic = -1;
    Optional<double[]> features = Optional.empty();
    while (json.nextKey()) {
      switch (json.key()) {
        case "id" -> name = json.textOrNumber();
        case "topic" -> topic = (int) Math.min(Integer.MAX_VALUE, json.integer());
        case "features" -> features = Optional.of(json.numbersOrNulls());
        default -> json.skip();
      }
    }
    json.expect(!name.isEmpty(), "candidates with an id");
    candidates.add(new Candidate(name, topic, features));
  }

  private void signals(JsonCursor json) throws IOException {
    json.expect(json.isObject(), "an object");
    while (json.nextKey()) {
      String name = json.key();
      signals.put(name, json.isList() ? json.numbersOrNulls() : new double[] {json.number()});
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

  private static List<Integer> positions(JsonCursor json) throws IOException {
    List<Integer> positions = new ArrayList<>();
    for (double each : json.numbers()) {
      json.expect(each == (int) each && each >= 0, "positions from 0 on");
      positions.add((int) each);
    }
    return positions;
  }
}
