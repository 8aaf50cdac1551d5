package dev.recsim.logs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.FormatVersions;
import dev.recsim.logs.LoggedSession.End;
import dev.recsim.logs.text.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a session log of recsim into sessions. */
final class JsonFile {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int FORMAT = 1;
  private static final StepOrder ORDER = new StepOrder(true, false, false, true);

  private final Path file;
  private final Records records;
  private final Log log;
  private final OpenSessions sessions;
  private final LogReport.Tally tally;

  /** The signal that is the reward of a position, or null. */
  private final String signal;

  /** The values of the line. */
  private String agent;

  private long seed;
  private long session;
  private long step;
  private long state;
  private double reward;
  private double slatePropensity;
  private String status;
  private final List<String> userNames = new ArrayList<>();
  private double[] user = {};
  private long[] slate = {};
  private long[] ids = {};
  private long[] clicks = {};
  private double[] propensities = {};
  private double[] rewards = {};
  private final List<Candidate> candidates = new ArrayList<>();
  private LoggedSession current;

  private record Candidate(long id, int topic, double[] features) {}

  JsonFile(Path file, Records records, Log log, OpenSessions sessions, LogReport.Tally tally) {
    this.file = file;
    this.records = records;
    this.log = log;
    this.sessions = sessions;
    this.tally = tally;
    this.signal = log.options().columns() == null ? null : log.options().columns().reward();
  }

  void read() throws IOException {
    while (records.next()) {
      tally.rows++;
      current = null;
      try {
        line();
        row();
      } catch (JsonProcessingException e) {
        int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
        exclude(Faulty.of(Exclusion.BROKEN_ROW, column, "not JSON: " + e.getOriginalMessage()));
      } catch (Faulty e) {
        exclude(e);
      }
    }
  }

  private void exclude(Faulty fault) {
    tally.exclude(fault.reason, file, records.line, fault.column, fault.getMessage());
    if (current != null && fault.session) {
      current.faulty = true;
    }
  }

  private void line() throws IOException {
    agent = "";
    seed = 0;
    session = -1;
    step = -1;
    state = 0;
    reward = Double.NaN;
    slatePropensity = Double.NaN;
    status = "";
    user = new double[0];
    slate = new long[0];
    ids = slate;
    clicks = slate;
    propensities = new double[0];
    rewards = propensities;
    candidates.clear();
    int from = records.from[0];
    try (JsonParser json = JSON.createParser(records.bytes, from, records.to[0] - from)) {
      boolean object = json.nextToken() == JsonToken.START_OBJECT;
      if (!object) {
        throw Faulty.of(Exclusion.BROKEN_ROW, 1, "the line is not a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        value(key, json);
      }
    }
  }

  private void value(String key, JsonParser json) throws IOException {
    switch (key) {
      case "format" -> format(integer(json));
      case "agent" -> agent = text(json);
      case "seed" -> seed = integer(json);
      case "session" -> session = integer(json);
      case "step" -> step = integer(json);
      case "state" -> state = integer(json);
      case "reward" -> reward = number(json);
      case "propensity" -> slatePropensity = probability(json);
      case "propensities" -> propensities = probabilities(json);
      case "status" -> status = text(json);
      case "slate" -> slate = integers(json);
      case "slate_ids" -> ids = integers(json);
      case "clicks" -> clicks = integers(json);
      case "user" -> user(json);
      case "candidates" -> candidates(json);
      case "signals" -> signals(json);
      default -> json.skipChildren();
    }
  }

  /** Session logs without a version are of version 1. */
  private void format(long version) {
    if (version != FORMAT) {
      throw new InvalidFile(
          file,
          (int) records.line,
          1,
          new FormatVersions(FORMAT, FORMAT).unknown(version, "write it again with recsim:run"));
    }
  }

  private void row() {
    if (session < 0 || step < 0 || slate.length == 0 || Double.isNaN(reward)) {
      throw Faulty.of(
          Exclusion.BROKEN_ROW,
          1,
          "the line lacks session, step, slate or reward of a session log");
    }
    byte[] name = (agent + "\n" + seed + "\n" + session).getBytes(StandardCharsets.UTF_8);
    current = sessions.get(Labels.hash(name, 0, name.length));
    if (current == null) {
      throw new Faulty(
          Exclusion.DUPLICATE,
          1,
          false,
          "session %s of %s, seed %s, was complete before".formatted(session, agent, seed));
    }
    End end =
        switch (status) {
          case "continues" -> End.UNKNOWN;
          case "ended" -> End.ENDED;
          case "cut_off" -> End.CUT_OFF;
          default ->
              throw Faulty.of(
                  Exclusion.WRONG_TYPE, 1, "status must be continues, ended or cut_off");
        };
    if (current.faulty) {
      current.rows++;
    } else {
      ORDER.begins(current, step, Double.NaN, 0, slate[0], 1);
      add();
      current.end = end;
    }
    if (end != End.UNKNOWN) {
      sessions.close(current);
    }
  }

  private void add() {
    lengths();
    current.addStep(step, Double.NaN, state);
    int s = current.steps - 1;
    for (int f = 0; f < user.length; f++) {
      current.user[s * current.userFeatures + f] = user[f];
    }
    for (Candidate each : candidates) {
      current.addCandidate(each.id(), each.topic(), each.features());
    }
    for (int i = 0; i < slate.length; i++) {
      double paid = rewards.length > 0 ? rewards[i] : slate.length == 1 ? reward : Double.NaN;
      double p =
          propensities.length > 0
              ? propensities[i]
              : slate.length == 1 ? slatePropensity : Double.NaN;
      int place = current.addPosition(ids.length > 0 ? ids[i] : slate[i], paid, p);
      current.index[place] = (int) slate[i];
      current.clicked[place] = false;
    }
    for (long click : clicks) {
      current.clicked[current.first[s] + (int) click] = true;
    }
    current.stepReward[s] = reward;
    if (!Double.isNaN(slatePropensity)) {
      current.slatePropensity[s] = slatePropensity;
    }
    current.rows++;
  }

  private void lengths() {
    int size = slate.length;
    boolean sound =
        (ids.length == 0 || ids.length == size)
            && (propensities.length == 0 || propensities.length == size)
            && (rewards.length == 0 || rewards.length == size)
            && Arrays.stream(clicks).allMatch(click -> click >= 0 && click < size)
            && (user.length == current.userFeatures);
    if (!sound) {
      throw Faulty.of(
          Exclusion.BROKEN_ROW, 1, "the lists of the line do not have an entry for each position");
    }
  }

  private void user(JsonParser json) throws IOException {
    user = new double[log.userFeatures().size()];
    userNames.clear();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      userNames.add(json.currentName());
      json.nextToken();
      if (userNames.size() <= user.length) {
        user[userNames.size() - 1] =
            json.currentToken() == JsonToken.VALUE_NULL ? Double.NaN : number(json);
      }
    }
    expect(json, userNames.equals(log.userFeatures()), "the user features of the first line");
  }

  private void candidates(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      long id = -1;
      int topic = -1;
      double[] features = {};
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        switch (key) {
          case "id" -> id = integer(json);
          case "topic" -> topic = (int) integer(json);
          case "features" -> features = numbers(json);
          default -> json.skipChildren();
        }
      }
      candidates.add(new Candidate(id, topic, features));
    }
  }

  private void signals(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals(signal);
      json.nextToken();
      if (wanted) {
        rewards = numbers(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private double[] numbers(JsonParser json) throws IOException {
    return list(json, it -> it.currentToken() == JsonToken.VALUE_NULL ? Double.NaN : number(it));
  }

  private double[] probabilities(JsonParser json) throws IOException {
    return list(json, this::probability);
  }

  private interface Element {
    double read(JsonParser json) throws IOException;
  }

  private double[] list(JsonParser json, Element element) throws IOException {
    expect(json, json.currentToken() == JsonToken.START_ARRAY, "a list");
    double[] numbers = new double[8];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = element.read(json);
    }
    return Arrays.copyOf(numbers, count);
  }

  private long[] integers(JsonParser json) throws IOException {
    expect(json, json.currentToken() == JsonToken.START_ARRAY, "a list");
    long[] numbers = new long[4];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = integer(json);
    }
    return Arrays.copyOf(numbers, count);
  }

  private double probability(JsonParser json) throws IOException {
    double value = number(json);
    int column = json.currentTokenLocation().getColumnNr();
    if (!(value > 0)) {
      throw Faulty.of(
          Exclusion.PROPENSITY_NOT_ABOVE_0,
          column,
          "the propensity is %s; what was shown had a probability above 0".formatted(value));
    }
    if (value > 1) {
      throw Faulty.of(
          Exclusion.PROPENSITY_ABOVE_1,
          column,
          "the propensity is %s; it is a probability, from 0 to 1".formatted(value));
    }
    return value;
  }

  private double number(JsonParser json) throws IOException {
    expect(json, json.currentToken().isNumeric(), "a number");
    return json.getDoubleValue();
  }

  private long integer(JsonParser json) throws IOException {
    expect(json, json.currentToken() == JsonToken.VALUE_NUMBER_INT, "an integer");
    return json.getLongValue();
  }

  private String text(JsonParser json) throws IOException {
    expect(json, json.currentToken() == JsonToken.VALUE_STRING, "a text");
    return json.getText();
  }

  private void expect(JsonParser json, boolean is, String expected) throws IOException {
    if (!is) {
      throw Faulty.of(
          Exclusion.WRONG_TYPE,
          Math.max(1, json.currentTokenLocation().getColumnNr()),
          "%s must be %s".formatted(json.currentName(), expected));
    }
  }

  /** The names of the user's features in the first line of a file. */
  static List<String> userFeatures(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    try (Records records = Records.lines(file)) {
      if (records.next()) {
        int from = records.from[0];
        try (JsonParser json = JSON.createParser(records.bytes, from, records.to[0] - from)) {
          boolean inside = false;
          int depth = 0;
          for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            inside =
                depth == 2
                    && (inside
                        || token == JsonToken.START_OBJECT && "user".equals(json.currentName()));
            if (inside && token == JsonToken.FIELD_NAME) {
              names.add(json.currentName());
            }
          }
        } catch (JsonProcessingException e) {
          return names; // It is reported with its place when the file is read.
        }
      }
    }
    return names;
  }
}
