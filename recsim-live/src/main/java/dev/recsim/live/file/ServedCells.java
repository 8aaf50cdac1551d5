package dev.recsim.live.file;

import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestData.Count;
import dev.recsim.live.TestData.What;
import dev.recsim.logs.served.ServedCounts;
import dev.recsim.logs.served.ServedDecision;
import dev.recsim.logs.served.ServedFolder;
import dev.recsim.logs.served.ServedJoin;
import dev.recsim.logs.served.ServedOptions;
import dev.recsim.logs.served.ServedOutcome;
import dev.recsim.served.Outcome;
import dev.recsim.served.ServedFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of a served log: an exposure for each decision with an arm, and an event for each outcome
 * that counts, at its own time, so that later outcomes change no earlier look.
 */
final class ServedCells extends Cells {
  /** Columns of all served logs: texts, then numbers. */
  static final List<String> TEXTS = List.of("unit", "arm", "time", "row", "policy", "state");

  static final List<String> NUMBERS = List.of("decisions", "fallbacks", "reward", "clicks");

  private final ServedJoin join;
  private final Set<String> signals = new HashSet<>();
  private final ArrayDeque<Map<String, String>> rows = new ArrayDeque<>();
  private final ServedOptions options;
  private Optional<InvalidTestData> broken = Optional.empty();
  private long brokenLines;

  ServedCells(Path folder, List<String> columns, ServedOptions options)
      throws IOException, InvalidTestData {
    super(folder, columns);
    this.options = options;
    bytes = new byte[256];
    List<ServedFolder> servers = ServedFolder.in(folder);
    if (servers.isEmpty()) {
      throw new InvalidTestData(folder + " has no file of a served log; check logs.folder");
    }
    join = new ServedJoin(servers, options, new Rows());
  }

  /** Gathers the rows of a record. */
  private final class Rows implements ServedJoin.Events {
    @Override
    public void decision(ServedDecision decision) {
      if (decision.record.unit().id().isEmpty()) {
        return;
      }
      Map<String, String> row = row(decision, decision.time);
      row.put("row", decision.record.id());
      row.put("arm", decision.record.unit().arm());
      row.put("policy", decision.record.shown().policy());
      row.put("state", decision.record.seen().state());
      row.put("decisions", "1");
      row.put("fallbacks", decision.isFallback() ? "1" : "0");
      rows.add(row);
    }

    @Override
    public void outcome(ServedDecision decision, ServedOutcome logged) {
      Outcome outcome = logged.outcome();
      if (decision.record.unit().id().isEmpty()) {
        return;
      }
      // An outcome of a server with a slower clock is not before its decision.
      long time = Math.max(logged.time(), decision.time);
      Map<String, String> row = row(decision, time);
      row.put("reward", Double.toString(outcome.total()));
      if (outcome.clicks() != null) {
        row.put("clicks", Integer.toString(outcome.clicks().size()));
      }
      outcome.signals().keySet().forEach(it -> row.put(it, Double.toString(outcome.signal(it))));
      signals.addAll(outcome.signals().keySet());
      rows.add(row);
    }

    @Override
    public void broken(ServedFault fault, Path at, long place) {
      brokenLines++;
      broken = broken.or(() -> Optional.of(at(at, place, fault.getMessage())));
    }

    private Map<String, String> row(ServedDecision decision, long time) {
      Map<String, String> row = new HashMap<>();
      row.put("unit", decision.record.unit().id());
      row.put("time", Long.toString(time));
      return row;
    }
  }

  @Override
  boolean move() throws IOException, InvalidTestData {
    while (rows.isEmpty()) {
      if (!join.advance()) {
        end();
        return false;
      }
    }
    line++;
    Map<String, String> row = rows.poll();
    int used = 0;
    for (int c = 0; c < columns.size(); c++) {
      byte[] cell = row.getOrDefault(columns.get(c), "").getBytes(StandardCharsets.UTF_8);
      if (used + cell.length > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * (used + cell.length));
      }
      System.arraycopy(cell, 0, bytes, used, cell.length);
      from[c] = used;
      used += cell.length;
      to[c] = used;
    }
    return true;
  }

  List<Count> counts() {
    ServedCounts counts = join.counts();
    List<Count> all = new ArrayList<>();
    add(all, What.RECORDS_LOST, counts.lost());
    add(all, What.OUTCOMES_LATE, counts.late());
    add(all, What.OUTCOMES_REPEATED, counts.repeated());
    add(all, What.OUTCOMES_OF_NO_DECISION, counts.unknown());
    return all;
  }

  private static void add(List<Count> all, What what, long number) {
    if (number > 0) {
      all.add(new Count(what, number, null));
    }
  }

  /** A metric of nothing is misspelt; too many lost records make a test wrong. */
  private void end() throws InvalidTestData {
    long lines = join.counts().records() + brokenLines;
    if (brokenLines > options.limits().mostLost() * lines) {
      throw broken.orElseThrow();
    }
    Optional<String> problem = join.counts().problem(options, false);
    if (problem.isPresent()) {
      throw new InvalidTestData(file + ": " + problem.get());
    }
    for (String column : columns) {
      if (line > 0
          && !TEXTS.contains(column)
          && !NUMBERS.contains(column)
          && !signals.contains(column)) {
        throw new InvalidTestData(
            "%s: no outcome has the signal \"%s\"; a served log has the columns %s, and the signals %s"
                .formatted(
                    file, column, String.join(", ", NUMBERS), signals.stream().sorted().toList()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    join.close();
  }
}
