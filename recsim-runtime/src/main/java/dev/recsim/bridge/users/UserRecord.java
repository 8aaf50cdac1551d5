package dev.recsim.bridge.users;

import dev.recsim.api.Slate;
import dev.recsim.bridge.users.file.LongIndex;
import dev.recsim.bridge.users.file.RecordLines;
import dev.recsim.bridge.users.file.RecordLines.Header;
import dev.recsim.bridge.users.file.RecordLines.Line;
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
import java.util.Optional;
import java.util.stream.IntStream;

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

  /** Empty until the program has introduced itself. */
  private Optional<Header> header = Optional.empty();

  /** As in the header. */
  private Optional<EnvironmentDescription> description = Optional.empty();

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
    header = Optional.of(first);
    description =
        Optional.of(
            EnvironmentDescription.read(first.introduction().getBytes(StandardCharsets.UTF_8)));
  }

  private void read(Line line) {
    Place place = Place.start(new RandomKey(Long.parseUnsignedLong(line.session(), 16)));
    if (line.step() > 0) {
      int[] slate = line.slate().stream().mapToInt(Integer::intValue).toArray();
      long node = Long.parseUnsignedLong(line.after(), 16);
      place = new Place(place.session(), line.step() - 1, node).after(Slate.of(slate));
    }
    byte[] answer = Base64.getDecoder().decode(line.answer());
    StepLayout layout = description.orElseThrow().layout();
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

  /** The header; empty if there is none yet. */
  synchronized Optional<Header> header() {
    return header;
  }

  /** What the recorded program said of itself; empty if nothing is recorded yet. */
  synchronized Optional<EnvironmentDescription> description() {
    return description;
  }

  /** The recorded model; empty if there is none. */
  synchronized Optional<byte[]> model() {
    return description
        .map(it -> it.introduction().model())
        .flatMap(model -> header.map(Header::model))
        .map(Base64.getDecoder()::decode);
  }

  /**
   * Says what is recorded.
   *
   * @param program digest of the program
   * @param model empty if there is none
   */
  synchronized void begin(String program, byte[] introduction, Optional<byte[]> model) {
    String text = new String(introduction, StandardCharsets.UTF_8);
    String numbers = model.map(Base64.getEncoder()::encodeToString).orElse(null);
    read(new Header(RecordLines.FORMAT, program, text, numbers));
  }

  /** How many sessions and steps it has, in words. */
  synchronized String size() {
    return "%s has %s sessions with %s steps"
        .formatted(file.getFileName(), sessions, index.size() - sessions);
  }

  /**
   * The answer at a place; empty if it has none.
   *
   * @param bytes of the answer
   */
  synchronized Optional<byte[]> get(Place place, int bytes) {
    long at = index.get(place.node());
    if (at < 0) {
      return Optional.empty();
    }
    byte[] answer = new byte[bytes];
    try {
      answers.read(at, answer);
      return Optional.of(answer);
    } catch (IOException e) {
      throw new ExternalFailure("the record %s: %s".formatted(file, e.getMessage()));
    }
  }

  /**
   * Records the answer at the start of a session.
   *
   * @return false if another answer is recorded
   */
  synchronized boolean putStart(RandomKey session, byte[] answer) {
    return put(Place.start(session), 0, List.of(), answer);
  }

  /**
   * Records the answer to a slate.
   *
   * @param before the place before the step
   * @return false if another answer is recorded
   */
  synchronized boolean put(Place before, Slate slate, byte[] answer) {
    List<Integer> shown = IntStream.range(0, slate.size()).mapToObj(slate::document).toList();
    return put(before.after(slate), before.node(), shown, answer);
  }

  private boolean put(Place place, long after, List<Integer> shown, byte[] answer) {
    Optional<byte[]> known = get(place, answer.length);
    if (known.isPresent()) {
      return Arrays.equals(known.get(), answer);
    }
    add(place, answer);
    unsaved.add(
        new Line(
            "%016x".formatted(place.session().bits()),
            place.step(),
            "%016x".formatted(after),
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
      RecordLines.add(file, header.orElseThrow(), unsaved);
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
