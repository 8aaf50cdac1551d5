package dev.recsim.app.served;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A served log, written by hand: slates of two documents, some with a click. */
public final class HandWrittenLog {
  /** 2026-01-01T00:00:00Z */
  private static final long MIDNIGHT = 1_767_225_600_000L;

  private final Path folder;
  private final String units;
  private final StringBuilder lines = new StringBuilder();
  private long sequence;
  private int number;

  /**
   * @param units plain or hashed
   */
  public HandWrittenLog(Path folder, String units) {
    this.folder = folder;
    this.units = units;
    start();
  }

  private void start() {
    line(
        0,
        """
        "kind":"start","format":1,"units":"%s","policies":[],"user_features":[],\
        "document_features":[],"arms":{},"catalogue":"both","catalogue_size":2"""
            .formatted(units));
  }

  /** Time in minutes since midnight. */
  private void line(double minutes, String rest) {
    long time = MIDNIGHT + Math.round(60_000 * minutes);
    lines.append("{\"seq\":%d,\"time\":%d,%s}\n".formatted(sequence++, time, rest));
  }

  /** A decision, and its outcome a minute later. */
  public HandWrittenLog decision(int minute, String unit, String arm, boolean second) {
    String id = "%032x".formatted(sequence);
    decision(minute, unit, arm, id, "ab");
    outcome(minute + 1, id, second);
    return this;
  }

  public void decision(int minute, String unit, String arm, String id, String documents) {
    line(
        minute,
        """
        "kind":"decision","id":"%s","unit":"%s","arm":"%s","policy":"p","catalogue":"both",\
        "slate_ids":["%s","%s"],\
        "propensities":[0.5,1.0]"""
            .formatted(id, unit, arm, documents.charAt(0), documents.charAt(1)));
  }

  public void outcome(int minute, String id, boolean second) {
    line(
        minute,
        """
        "kind":"outcome","decision":"%s","clicks":[%s],"status":"ended\""""
            .formatted(id, second ? "1" : ""));
  }

  /** Ends the file; the next record is in another one. */
  public HandWrittenLog file() {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("served-20260101T000000Z-%06d.jsonl".formatted(++number)), lines);
      lines.setLength(0);
      start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
