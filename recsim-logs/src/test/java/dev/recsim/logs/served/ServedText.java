package dev.recsim.logs.served;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Writes files of served logs by hand. */
public final class ServedText {
  /** 2026-01-01T12:00:00Z */
  public static final long NOON = 1_767_268_800_000L;

  private final Path folder;
  private Path file;
  private long sequence;

  /** Time of the next record, in minutes after noon. */
  public double minutes;

  public ServedText(Path folder) {
    this.folder = folder;
    file(1);
  }

  /** Goes on in another file. */
  public ServedText file(int number) {
    try {
      Files.createDirectories(folder);
      file = folder.resolve("served-2026010%dT120000Z-%06d.jsonl".formatted(9 - number, number));
      return line(
          "\"kind\":\"start\",\"format\":1,\"units\":\"plain\",\"policies\":[],"
              + "\"user_features\":[],\"document_features\":[],\"arms\":{}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ServedText at(double now) {
    minutes = now;
    return this;
  }

  /** Sequence numbers that are in no file. */
  public ServedText lose(int count) {
    sequence += count;
    return this;
  }

  public ServedText decision(String id, String unit, String rest) {
    return line(
        "\"kind\":\"decision\",\"id\":\"%s\",\"unit\":\"%s\",\"slate_ids\":[\"7\"],\"propensities\":[0.5]%s"
            .formatted(id, unit, rest));
  }

  public ServedText outcome(String id, double reward, String rest) {
    return line(
        String.format(
            Locale.ROOT,
            "\"kind\":\"outcome\",\"decision\":\"%s\",\"reward\":%s%s",
            id,
            reward,
            rest));
  }

  public ServedText line(String rest) {
    return raw(
        "{\"seq\":%d,\"time\":%d,%s}\n"
            .formatted(sequence++, NOON + Math.round(60_000 * minutes), rest));
  }

  public ServedText raw(String text) {
    try {
      Files.write(
          file,
          text.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
