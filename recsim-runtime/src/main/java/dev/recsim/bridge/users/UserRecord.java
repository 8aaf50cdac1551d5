package dev.recsim.bridge.users;

import dev.recsim.api.Slate;
import dev.recsim.bridge.users.RecordLines.Header;
import dev.recsim.bridge.users.RecordLines.Line;
import dev.recsim.io.ExternalFailure;
import dev.recsim.io.ScratchBytes;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The answers of a program, by the session's key and the slates that were shown. Thread-safe. The
 * answers are in a temporary file; in memory is only where they are.
 */
final class UserRecord implements AutoCloseable {
  private static final int FEWEST_UNSAVED = 64;

  private final Path file;
  private final ScratchBytes answers;
  private final LongIndex index = new LongIndex();
  private final List<Line> unsaved = new ArrayList<>();
  private int sessions;

  /** Null until the program has introduced itself. */
  private Header header;

  /** As in the header. */
  private EnvironmentDescription description;

  /** A place in a session: its key, and what was shown. */
  record Place(RandomKey session, int step, long node) {
    static Place start(RandomKey session) {
      return new Place(session, 0, session.child("start").bits());
    }

    Place after(Slate slate) {
      RandomKey key = new RandomKey(node).child(slate.size());
      for (int p = 0; p < slate.size(); p++) {
        key = key.child(slate.document(p));
      }
      return new Place(session, step + 1, key.bits());
    }
  }

  private UserRecord(Path file) throws IOException {
    this.file = file;
    this.answers = new ScratchBytes();
  }

  /**
   * Reads a record, if the file exists.
   *
   * @throws IOException if it cannot be read; the message says what to do
   */
  static UserRecord open(Path file) throws IOException {
    UserRecord record = new UserRecord(file);
    try {
      if (Files.exists(file)) {
        RecordLines.read(file, record::read, record::read);
      }
      return record;
    } catch (UncheckedIOException e) {
      record.close();
      throw e.getCause();
    } catch (IOException e) {
      record.close();
      throw e;
    }
  }

  private void read(Header first) {
    header = first;
    description =
        EnvironmentDescription.read(first.introduction().getBytes(StandardCharsets.UTF_8));
  }

  private void read(Line line) {
    Place place = Place.start(new RandomKey(Long.parseUnsignedLong(line.session(), 16)));
    if (line.step() > 0) {
      int[] slate = line.slate().stream().mapToInt(Integer::intValue).toArray();
      long node = Long.parseUnsignedLong(line.after(), 16);
      place = new Place(place.session(), line.step() - 1, node).after(Slate.of(slate));
    }
    byte[] answer = Base64.getDecoder().decode(line.answer());
    StepLayout layout = description.layout();
    if (answer.length != (place.step() == 0 ? layout.starts() : layout.steps()).bytes()) {
      throw new IllegalArgumentException("an answer of %s bytes".formatted(answer.length));
    }
    add(place, answer);
  }

  private void add(Place place, byte[] answer) {
    if (index.get(place.node()) >= 0) {
      throw new IllegalArgumentException("it is there twice");
    }
    try {
      index.put(place.node(), answers.append(answer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sessions += place.step() == 0 ? 1 : 0;
  }

  /** The header; null if there is none yet. */
  synchronized Header header() {
    return header;
  }

  /** What the recorded program said of itself; null if nothing is recorded yet. */
  synchronized EnvironmentDescription description() {
    return description;
  }

  /** The recorded model; null if there is none. */
  synchronized byte[] model() {
    boolean none = description.introduction().model() == null || header.model() == null;
    return none ? null : Base64.getDecoder().decode(header.model());
  }

  /**
   * Says what is recorded.
   *
   * @param program digest of the program
   * @param model null if there is none
   */
  synchronized void begin(String program, byte[] introduction, byte[] model) {
    String text = new String(introduction, StandardCharsets.UTF_8);
    String numbers = model == null ? null : Base64.getEncoder().encodeToString(model);
    read(new Header(RecordLines.FORMAT, program, text, numbers));
  }

  /** How many sessions and steps it has, in words. */
  synchronized String size() {
    return "%s has %s sessions with %s steps"
        .formatted(file.getFileName(), sessions, index.size() - sessions);
  }

  /**
   * The answer at a place; null if it has none.
   *
   * @param bytes of the answer
   */
  synchronized byte[] get(Place place, int bytes) {
    long at = index.get(place.node());
    if (at < 0) {
      return null;
    }
    byte[] answer = new byte[bytes];
    try {
      answers.read(at, answer);
      return answer;
    } catch (IOException e) {
      throw new ExternalFailure("the record %s: %s".formatted(file, e.getMessage()));
    }
  }

  /**
   * Records an answer.
   *
   * @param before the place before the step; the place itself at the start
   * @param slate what was shown; null at the start
   * @return false if another answer is recorded
   */
  synchronized boolean put(Place before, Slate slate, byte[] answer) {
    Place place = slate == null ? before : before.after(slate);
    byte[] known = get(place, answer.length);
    if (known != null) {
      return Arrays.equals(known, answer);
    }
    add(place, answer);
    List<Integer> shown = new ArrayList<>();
    for (int p = 0; slate != null && p < slate.size(); p++) {
      shown.add(slate.document(p));
    }
    unsaved.add(
        new Line(
            "%016x".formatted(place.session().bits()),
            place.step(),
            "%016x".formatted(slate == null ? 0 : before.node()),
            shown,
            Base64.getEncoder().encodeToString(answer)));
    if (unsaved.size() >= Math.max(FEWEST_UNSAVED, index.size() / 4)) {
      save();
    }
    return true;
  }

  /**
   * Writes what is new to the file.
   *
   * @throws ExternalFailure if that fails; the file is then unchanged
   */
  synchronized void save() {
    if (unsaved.isEmpty()) {
      return;
    }
    try {
      RecordLines.add(file, header, unsaved);
      unsaved.clear();
    } catch (IOException e) {
      throw new ExternalFailure("the record cannot be written: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    answers.close();
  }
}
