package dev.recsim.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.text.JsonCursor;
import dev.recsim.io.text.Records;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.logs.LoggedSession.End;
import dev.recsim.logs.text.LogPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a session log of recsim into sessions. */
final class JsonFile {
  private static final StepOrder ORDER = new StepOrder(true, false, false, true);

  private final Path file;
  private final Records records;
  private final Log log;
  private final OpenSessions sessions;
  private final LogReport.Tally tally;

  /** The signal that is the reward of a position. */
  private final Optional<String> signal;

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
  private final JsonCandidates candidates = new JsonCandidates();
  private LoggedSession current;

  JsonFile(Path file, Records records, Log log, OpenSessions sessions, LogReport.Tally tally) {
    this.file = file;
    this.records = records;
    this.log = log;
    this.sessions = sessions;
    this.tally = tally;
    this.signal = log.options().column(LogColumns::reward);
  }

  void read() throws IOException {
    while (records.next()) {
      tally.rows++;
      current = null;
      try {
        line();
        row();
      } catch (JsonProcessingException e) {
        int column = JsonCursor.column(e);
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
    try (JsonCursor json = new JsonCursor(records, JsonFile::wrongType)) {
      if (!json.nextObject()) {
        throw Faulty.of(Exclusion.BROKEN_ROW, 1, "the line is not a JSON object");
      }
      while (json.nextKey()) {
        value(json);
      }
    }
  }

  private static Faulty wrongType(JsonCursor at, String expected) throws IOException {
    return Faulty.of(
        Exclusion.WRONG_TYPE, at.column(), "%s must be %s".formatted(at.key(), expected));
  }

  private void value(JsonCursor json) throws IOException {
    switch (json.key()) {
      case "format" -> format(json.integer());
      case "agent" -> agent = json.text();
      case "seed" -> seed = json.integer();
      case "session" -> session = json.integer();
      case "step" -> step = json.integer();
      case "state" -> state = json.integer();
      case "reward" -> reward = json.number();
      case "propensity" -> slatePropensity = probability(json);
      case "propensities" -> propensities = json.numbers(() -> probability(json));
      case "status" -> status = json.text();
      case "slate" -> slate = json.integers();
      case "slate_ids" -> ids = json.integers();
      case "clicks" -> clicks = json.integers();
      case "user" -> user(json);
      case "candidates" -> candidates.candidates(json);
      case "documents" -> candidates.documents(json);
      case "signals" -> signals(json);
      default -> json.skip();
    }
  }

  private void format(long version) {
    if (!JsonCandidates.FORMATS.contain(version)) {
      throw new InvalidFile(
          file,
          (int) records.line,
          1,
          JsonCandidates.FORMATS.unknown(version, "write it again with recsim:run"));
    }
    candidates.format(version);
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
    candidates.addTo(current);
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

  private void user(JsonCursor json) throws IOException {
    user = new double[log.userFeatures().size()];
    userNames.clear();
    while (json.nextKey()) {
      userNames.add(json.key());
      if (userNames.size() <= user.length) {
        user[userNames.size() - 1] = json.numberOrNull();
      }
    }
    json.expect(userNames.equals(log.userFeatures()), "the user features of the first line");
  }

  private void signals(JsonCursor json) throws IOException {
    while (json.nextKey()) {
      if (signal.isPresent() && signal.get().equals(json.key())) {
        rewards = json.numbersOrNulls();
      } else {
        json.skip();
      }
    }
  }

  private static double probability(JsonCursor json) throws IOException {
    double value = json.number();
    if (!(value > 0)) {
      throw Faulty.of(
          Exclusion.PROPENSITY_NOT_ABOVE_0,
          json.column(),
          "the propensity is %s; what was shown had a probability above 0".formatted(value));
    }
    if (value > 1) {
      throw Faulty.of(
          Exclusion.PROPENSITY_ABOVE_1,
          json.column(),
          "the propensity is %s; it is a probability, from 0 to 1".formatted(value));
    }
    return value;
  }

  /** The names of the user's features in the first line of a file. */
  static List<String> userFeatures(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    try (Records records = LogPaths.lines(file)) {
      if (records.next()) {
        userFeatures(records, names);
      }
    }
    return names;
  }

  private static void userFeatures(Records line, List<String> names) throws IOException {
    try (JsonCursor json = new JsonCursor(line, JsonFile::wrongType)) {
      json.nextObject();
      while (json.nextKey()) {
        boolean user = json.key().equals("user") && json.isObject();
        while (user && json.nextKey()) {
          names.add(json.key());
          json.skip();
        }
        json.skip();
      }
    } catch (JsonProcessingException e) {
      // It is reported with its place when the file is read.
    }
  }
}
