package dev.recsim.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recsim.live.NaiveSums.Row;
import dev.recsim.live.options.AbOptions.AbColumns;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbOptions.Better;
import dev.recsim.live.options.AbOptions.Join;
import dev.recsim.live.options.AbOptions.Rows;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Small logs with all that may happen, drawn by keys. */
final class RandomLog {
  private static final long START = Instant.parse("2026-01-05T00:00:00Z").getEpochSecond();
  private static final int STEP = 6 * 3600;
  private static final List<String> VALUES = List.of("y", "z", "d", "x", "w");
  private static final double[] PLAIN = {0, 0, 0, 1, 1, 2, -1, 0.1, 0.7, 12.99, -3.3, 1e6, 1e-6};

  private final RandomKey key;
  private int draws;

  RandomLog(long seed) {
    key = RandomKey.root(seed).child("live test");
  }

  private int below(int bound) {
    return key.below(draws++, bound);
  }

  private <T> T one(List<T> of) {
    return of.get(below(of.size()));
  }

  List<Row> rows() {
    int units = 1 + below(20);
    int slots = 1 + below(40);
    List<Row> rows = new ArrayList<>();
    int count = below(120);
    for (int i = 0; i < count; i++) {
      int unit = below(units);
      String home = unit % 3 == 0 ? "a" : "b";
      int luck = below(40);
      String arm = luck == 0 ? "a" : luck == 1 ? "zz" : luck < 10 ? "" : home;
      Map<String, Double> values = new LinkedHashMap<>();
      for (String column : VALUES) {
        if (below(4) > 0) {
          boolean covariate = column.equals("x") || column.equals("w");
          values.put(column, covariate && below(20) > 0 ? unit % 7 - 2.5 : PLAIN[below(13)]);
        }
      }
      String id = below(3) == 0 ? "" : "r" + below(3);
      // A few times are far away.
      long time = START + (long) STEP * (below(30) == 0 ? below(200) : below(slots));
      rows.add(new Row("unit " + unit, arm, time, id, values));
    }
    return rows;
  }

  TestColumns columns() {
    List<TestMetric> metrics = new ArrayList<>();
    for (int m = 0; m <= below(3); m++) {
      String y = one(List.of("y", "z"));
      List<String> ratio = below(2) == 0 ? null : List.of(y, "d");
      String x = one(Arrays.asList(null, "x", "w"));
      Join join = one(List.of(Join.values()));
      Double clip = one(Arrays.asList(null, 2.0, 0.5));
      metrics.add(
          new TestMetric(
              "m" + m,
              new AbMetric(
                  ratio == null ? y : null,
                  null,
                  ratio,
                  Better.HIGHER,
                  join,
                  clip,
                  x,
                  null,
                  null,
                  null)));
    }
    int window = below(6);
    return ReadAs.of(
        new AbColumns(
            "unit",
            "arm",
            window > 2 || below(8) > 0 ? "time" : null,
            below(2) == 0 ? "id" : null,
            null,
            null),
        Rows.CUMULATIVE,
        metrics,
        window > 2 ? Duration.ofHours(7 * window) : null,
        below(8) == 0 ? null : Duration.ofHours(one(List.of(6, 24, 24, 36))),
        below(3) > 0 ? null : Instant.ofEpochSecond(START + STEP / 2 * below(40)));
  }

  /** As the columns say: without ids or times that are no column. */
  static List<Row> seen(TestColumns columns, List<Row> rows) {
    return rows.stream()
        .map(
            it ->
                new Row(
                    it.unit(),
                    it.arm(),
                    columns.by().time() == null ? 0 : it.time(),
                    columns.by().row() == null ? "" : it.id(),
                    it.values()))
        .toList();
  }

  /** Another order, in which rows of the same unit and time keep theirs. */
  List<Row> shuffled(List<Row> rows) {
    Map<List<Object>, List<Row>> ties =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> List.of(row.unit(), row.time()),
                    LinkedHashMap::new,
                    Collectors.toCollection(ArrayList::new)));
    List<Row> shuffled = new ArrayList<>(rows);
    for (int i = rows.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, below(i + 1));
    }
    shuffled.replaceAll(row -> ties.get(List.<Object>of(row.unit(), row.time())).remove(0));
    return shuffled;
  }

  /** Writes rows into one or two files of any kind. */
  List<Path> write(Path folder, List<Row> rows) throws IOException {
    int cut = rows.isEmpty() || below(3) > 0 ? rows.size() : below(rows.size());
    String end = one(List.of(".csv", ".jsonl", ".csv.gz", ".jsonl.gz"));
    List<Path> files = new ArrayList<>();
    for (List<Row> part : List.of(rows.subList(0, cut), rows.subList(cut, rows.size()))) {
      if (files.isEmpty() || !part.isEmpty()) {
        Path file = folder.resolve("log" + files.size() + end);
        byte[] text = (end.startsWith(".csv") ? csv(part) : json(part)).getBytes(UTF_8);
        OutputStream out = Files.newOutputStream(file);
        try (OutputStream packed = end.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
          packed.write(text);
        }
        files.add(file);
      }
    }
    return files;
  }

  private String time(long seconds) {
    Instant time = Instant.ofEpochSecond(seconds);
    return switch (below(6)) {
      case 0 -> Long.toString(seconds);
      case 1 -> seconds + "000";
      case 2 -> time.atOffset(ZoneOffset.ofHours(2)).toString();
      case 3 -> time.atOffset(ZoneOffset.UTC).toLocalDateTime().toString().replace('T', ' ');
      case 4 -> seconds + ".000";
      default -> time.toString();
    };
  }

  String csv(List<Row> rows) {
    StringBuilder text = new StringBuilder("time,unit,more,arm,id,y,z,d,x,w\n");
    for (Row row : rows) {
      String unit = below(4) == 0 ? '"' + row.unit() + '"' : row.unit();
      text.append(time(row.time())).append(',').append(unit).append(",\"a, \"\"b\",");
      text.append(row.arm()).append(',').append(row.id());
      for (String column : VALUES) {
        Double value = row.values().get(column);
        text.append(',').append(value == null ? "" : value);
      }
      text.append(below(5) == 0 ? "\r\n" : "\n");
    }
    return text.toString();
  }

  String json(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      String seconds = time(row.time());
      boolean number = seconds.matches("[0-9.]+");
      text.append("{\"time\": ").append(number ? seconds : '"' + seconds + '"');
      text.append(", \"unit\": \"").append(row.unit()).append("\", \"more\": [1, {\"y\": 3}]");
      text.append(", \"arm\": ").append(row.arm().isEmpty() ? "null" : '"' + row.arm() + '"');
      text.append(", \"id\": \"").append(row.id()).append('"');
      for (String column : VALUES) {
        text.append(", \"").append(column).append("\": ").append(row.values().get(column));
      }
      text.append("}\n");
    }
    return text.toString();
  }
}
