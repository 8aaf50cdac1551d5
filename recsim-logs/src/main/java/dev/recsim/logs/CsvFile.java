package dev.recsim.logs;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.text.Records;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.logs.LoggedSession.End;
import dev.recsim.logs.text.Numbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads the rows of a CSV file with a header into sessions. */
final class CsvFile {
  private final Path file;
  private final Records records;
  private final Log log;
  private final OpenSessions sessions;
  private final LogReport.Tally tally;
  private final CsvHeader header;
  private final StepOrder order;
  private final byte listSeparator;
  private final int session;
  private final int step;
  private final int time;
  private final int[] state;
  private final int[] user;
  private final int action;
  private final int position;
  private final int reward;
  private final int propensity;
  private final int status;
  private final int userId;
  private final int[] extras;

  /** The documents of the row, and the range of bytes of each entry of a list. */
  private long[] documents = new long[1];

  private int[] pieceFrom = new int[1];
  private int[] pieceTo = new int[1];
  private byte[] joined = new byte[256];
  private LoggedSession current;

  /**
   * Reads the header.
   *
   * @throws InvalidFile if there is none, or a column is missing
   */
  CsvFile(Path file, Records records, Log log, OpenSessions sessions, LogReport.Tally tally)
      throws IOException {
    this.file = file;
    this.records = records;
    this.log = log;
    this.sessions = sessions;
    this.tally = tally;
    this.header = CsvHeader.of(file, records);
    LogColumns columns = log.options().columns();
    String list = log.options().listSeparator();
    listSeparator = list == null ? 0 : (byte) list.charAt(0);
    session = header.find("session", columns.session());
    step = header.find("step", columns.step());
    time = header.find("time", columns.time());
    state = columns.state().stream().mapToInt(it -> header.find("state", it)).toArray();
    user = columns.user().stream().mapToInt(it -> header.find("user", it)).toArray();
    action = header.find("action", columns.action());
    position = header.find("position", columns.position());
    reward = header.find("reward", columns.reward());
    propensity = header.find("propensity", columns.propensity());
    status = header.find("status", columns.status());
    userId = header.find("user_id", columns.userId());
    extras = log.extras().stream().mapToInt(it -> header.find("probability", it)).toArray();
    order = new StepOrder(step >= 0, time >= 0, position >= 0, false);
  }

  void read() throws IOException {
    while (records.next()) {
      tally.rows++;
      tally.row++;
      current = null;
      try {
        row();
      } catch (Faulty e) {
        tally.exclude(e.reason, file, records.line, e.column, e.getMessage());
        if (current != null && e.session) {
          current.faulty = true;
        }
      }
    }
  }

  private void row() {
    if (isBroken()) {
      // The session is excluded only if it is open: the field may be another one.
      current = hasSession() ? sessions.open(id(session)) : null;
      throw broken();
    }
    if (session >= 0) {
      current = sessions.get(id(session));
      if (current == null) {
        throw new Faulty(
            Exclusion.DUPLICATE,
            records.column(session),
            false,
            "the session %s was complete before; sort the file by session"
                .formatted(text(session)));
      }
    }
    long number = step < 0 ? 0 : integer(step);
    double at = time < 0 ? Double.NaN : time();
    int count = documents();
    End end = status < 0 ? End.UNKNOWN : end();
    long who = userId < 0 ? Log.NOBODY : id(userId);
    if (session < 0) {
      tally.time(file, at);
      LoggedSession single = sessions.single(tally.row - 1);
      add(single, true, number, at, count);
      single.end = end;
      single.userId = who;
      sessions.pass(single);
    } else if (current.faulty) {
      current.rows++;
    } else {
      long place = position < 0 ? 0 : integer(position);
      int column = records.column(step >= 0 ? step : time >= 0 ? time : session);
      boolean begins = order.begins(current, number, at, place, documents[0], column);
      add(current, begins, number, at, count);
      current.end = end == End.UNKNOWN ? current.end : end;
      current.userId = who;
      if (position < 0 && end != End.UNKNOWN) {
        sessions.close(current);
      }
    }
  }

  /** Whether a record has other fields than the header. */
  boolean isBroken() {
    return records.fields != header.names().size() || records.misquoted >= 0;
  }

  private boolean hasSession() {
    return session >= 0 && session < records.fields;
  }

  /** Id of the session of a record; -1 if it has none. */
  long sessionId() {
    return hasSession() && records.from[session] < records.to[session] ? id(session) : -1;
  }

  private Faulty broken() {
    int wrong = records.misquoted;
    String message =
        wrong >= 0
            ? "text follows the closing quote; write quotes within a field twice"
            : "the row has %s fields, the header %s"
                .formatted(records.fields, header.names().size());
    return Faulty.of(Exclusion.BROKEN_ROW, wrong >= 0 ? records.column(wrong) : 1, message);
  }

  private void add(LoggedSession to, boolean begins, long number, double at, int count) {
    // All values are read before the session changes, in case one is faulty.
    long code = state.length == 0 ? 0 : state();
    double probability = propensity < 0 ? Double.NaN : probability(propensity, 0, count, false);
    double paid = reward < 0 ? Double.NaN : value(reward, 0, count);
    for (int column : extras) {
      probability(column, 0, count, true);
    }
    for (int column : user) {
      number(column);
    }
    if (begins) {
      to.addStep(number, at, code);
      for (int f = 0; f < user.length; f++) {
        to.user[(to.steps - 1) * user.length + f] = number(user[f]);
      }
    }
    if (count == 1) {
      position(to, 0, 1, paid, probability);
    } else {
      slate(to, count, paid, probability);
    }
    to.rows++;
  }

  private void position(LoggedSession to, int i, int count, double paid, double probability) {
    int p = to.addPosition(documents[i], paid, probability);
    for (int e = 0; e < extras.length; e++) {
      to.extra[p * extras.length + e] = probability(extras[e], i, count, true);
    }
  }

  private void slate(LoggedSession to, int count, double paid, double probability) {
    boolean shared = propensity < 0 || pieces(propensity) == 1;
    boolean total = reward < 0 || pieces(reward) == 1;
    for (int i = 0; i < count; i++) {
      position(
          to,
          i,
          count,
          total ? Double.NaN : value(reward, i, count),
          shared ? Double.NaN : probability(propensity, i, count, false));
    }
    if (shared) {
      to.slatePropensity[to.steps - 1] = probability;
    }
    if (total) {
      to.stepReward[to.steps - 1] = paid;
    }
  }

  private int documents() {
    if (action < 0) {
      documents[0] = 0;
      return 1;
    }
    int count = pieces(action);
    if (documents.length < count) {
      documents = new long[pieceFrom.length];
    }
    for (int i = 0; i < count; i++) {
      if (pieceFrom[i] == pieceTo[i]) {
        throw wrong(action, "a document");
      }
      documents[i] = log.documents().code(records.bytes, pieceFrom[i], pieceTo[i]);
    }
    return count;
  }

  /** Splits a field at the list separator; returns the number of entries. */
  private int pieces(int field) {
    int end = records.to[field];
    pieceFrom[0] = records.from[field];
    int count = 0;
    for (int i = pieceFrom[0]; listSeparator != 0 && i < end; i++) {
      if (records.bytes[i] == listSeparator) {
        pieceTo[count++] = i;
        if (count == pieceFrom.length) {
          pieceFrom = Arrays.copyOf(pieceFrom, 2 * count);
          pieceTo = Arrays.copyOf(pieceTo, 2 * count);
        }
        pieceFrom[count] = i + 1;
      }
    }
    pieceTo[count++] = end;
    return count;
  }

  /** The number of an entry; the field has one entry, or as many as the slate. */
  private double value(int field, int i, int count) {
    int entries = listSeparator == 0 ? 1 : pieces(field);
    if (entries != 1 && entries != count) {
      throw Faulty.of(
          Exclusion.BROKEN_ROW,
          records.column(field),
          "\"%s\" has %s entries, but the slate %s documents"
              .formatted(header.names().get(field), entries, count));
    }
    double value =
        entries == 1
            ? Numbers.parse(records.bytes, records.from[field], records.to[field])
            : Numbers.parse(records.bytes, pieceFrom[i], pieceTo[i]);
    if (Double.isNaN(value)) {
      throw wrong(field, "a number");
    }
    return value;
  }

  private double probability(int field, int i, int count, boolean zero) {
    double value = value(field, i, count);
    if (!(value > 0) && !(zero && value == 0)) {
      throw Faulty.of(
          Exclusion.PROPENSITY_NOT_ABOVE_0,
          records.column(field),
          "\"%s\" is %s; what was shown had a probability above 0"
              .formatted(header.names().get(field), text(field)));
    }
    if (value > 1) {
      throw Faulty.of(
          Exclusion.PROPENSITY_ABOVE_1,
          records.column(field),
          "\"%s\" is %s; it is a probability, from 0 to 1"
              .formatted(header.names().get(field), text(field)));
    }
    return value;
  }

  private double number(int field) {
    double value = Numbers.parse(records.bytes, records.from[field], records.to[field]);
    if (Double.isNaN(value)) {
      throw wrong(field, "a number");
    }
    return value;
  }

  private long integer(int field) {
    double value = number(field);
    if (value != Math.rint(value) || Math.abs(value) > 1e15) {
      throw wrong(field, "an integer");
    }
    return (long) value;
  }

  private double time() {
    double at = Numbers.time(records.bytes, records.from[time], records.to[time]);
    if (Double.isNaN(at)) {
      throw wrong(time, "a number or a time such as 2026-01-31T12:00:00Z");
    }
    log.dated(Numbers.isDate(records.bytes, records.from[time], records.to[time]));
    return at;
  }

  private long id(int field) {
    int from = records.from[field];
    int to = records.to[field];
    if (from == to) {
      throw wrong(field, "an id");
    }
    long integer = Labels.integer(records.bytes, from, to);
    return integer >= 0 ? integer : Labels.hash(records.bytes, from, to);
  }

  private long state() {
    if (state.length == 1) {
      int field = state[0];
      return log.states().code(records.bytes, records.from[field], records.to[field]);
    }
    int length = 0;
    for (int field : state) {
      int size = records.to[field] - records.from[field];
      if (length + size + 1 > joined.length) {
        joined = Arrays.copyOf(joined, 2 * (length + size + 1));
      }
      System.arraycopy(records.bytes, records.from[field], joined, length, size);
      length += size;
      joined[length++] = '|';
    }
    return log.states().code(joined, 0, length - 1);
  }

  private End end() {
    return switch (text(status)) {
      case "continues", "" -> End.UNKNOWN;
      case "ended" -> End.ENDED;
      case "cut_off" -> End.CUT_OFF;
      default -> throw wrong(status, "continues, ended or cut_off");
    };
  }

  private String text(int field) {
    return new String(
        records.bytes,
        records.from[field],
        records.to[field] - records.from[field],
        StandardCharsets.UTF_8);
  }

  private Faulty wrong(int field, String expected) {
    String given = text(field);
    return Faulty.of(
        Exclusion.WRONG_TYPE,
        records.column(field),
        "\"%s\" must be %s, but is \"%s\""
            .formatted(
                header.names().get(field),
                expected,
                given.length() > 40 ? given.substring(0, 40) + "..." : given));
  }
}
