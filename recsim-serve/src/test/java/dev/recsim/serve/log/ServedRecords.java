package dev.recsim.serve.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsim.served.DecisionRecord;
import dev.recsim.served.DecisionRecord.Candidate;
import dev.recsim.served.EventRecord;
import dev.recsim.served.EventRecord.ServedPolicy;
import dev.recsim.served.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Records for tests, and what a folder has of them. */
final class ServedRecords {
  private static final JsonMapper JSON = new JsonMapper();

  private ServedRecords() {}

  static EventRecord.Start start() {
    return new EventRecord.Start(
        "0.1",
        List.of(new ServedPolicy("new", "shop", "slate_q", "abc", "00ff")),
        List.of("age", "income"),
        List.of("price"),
        Map.of("salt", "s", "control", Map.of("share", 0.5)));
  }

  static DecisionRecord decision(long number, String unit) {
    return new DecisionRecord(
        "%032x".formatted(number),
        new DecisionRecord.Unit(unit, "visit", "control", 0.25),
        new DecisionRecord.Seen(
            "home",
            new double[] {0.5, Double.NaN},
            List.of(
                Candidate.of("a"),
                new Candidate("b", 2, Optional.empty()),
                new Candidate("c", -1, Optional.of(new double[] {1.5})))),
        new DecisionRecord.Shown(
            "new", 0, List.of("c", "a"), new double[] {0.5, 0.25}, List.of(), null),
        number);
  }

  static Outcome outcome(long number) {
    return new Outcome(
        "%032x".formatted(number),
        List.of(1),
        new double[] {0, 2},
        2.0,
        Map.of("watch_time", new double[] {0, 3}),
        "continues");
  }

  /** Files with records, by their number. */
  static List<Path> files(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(it -> it.toString().endsWith(".jsonl"))
          .sorted((a, b) -> number(a).compareTo(number(b)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String number(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('-'));
  }

  /** All records; fails if a line is no JSON or has no end. */
  static List<JsonNode> all(Path folder) {
    List<JsonNode> records = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        String text = Files.readString(file);
        if (!text.isEmpty() && !text.endsWith("\n")) {
          throw new AssertionError(file + " ends within a record");
        }
        for (String line : text.lines().toList()) {
          records.add(JSON.readTree(line));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return records;
  }

  static List<String> kinds(Path folder) {
    return all(folder).stream().map(it -> it.get("kind").asText()).toList();
  }

  static long[] sequences(Path folder) {
    return all(folder).stream().mapToLong(it -> it.get("seq").asLong()).sorted().toArray();
  }
}
