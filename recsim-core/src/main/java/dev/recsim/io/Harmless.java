package dev.recsim.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes text on so that it cannot command a terminal or a CI server. Control characters become
 * visible, as {@code \u001b}; only tabs and line ends stay. A carriage return ends the line.
 * Commands in the log ({@code ::error::}, {@code ##[error]}, {@code ##vso[...]}) get a backslash
 * that takes their meaning. Text that has passed stays the same if it passes again.
 *
 * <p>The bytes are UTF-8, or of a charset that has the same bytes for ASCII. One thread at a time
 * uses it, as behind a {@code PrintStream}.
 */
public final class Harmless extends OutputStream {
  private static final int DELETE = 0x7f;

  /** First byte of the control characters U+0080 to U+009F, and of other characters. */
  private static final int LEAD = 0xc2;

  private static final int FIRST_HIGH = 0x80;
  private static final int LAST_HIGH = 0x9f;

  private final OutputStream to;
  private final ByteArrayOutputStream made = new ByteArrayOutputStream();
  private boolean lineIsBlank = true;
  private int before = '\n';

  /** Number of hash signs before the letters that end here; at most 2. */
  private int hashes;

  /**
   * @param to gets the text; is never closed
   */
  public Harmless(OutputStream to) {
    this.to = to;
  }

  /** The text as it would be passed on. */
  public static String text(String text) {
    Harmless harmless = new Harmless(OutputStream.nullOutputStream());
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      harmless.add(each & 0xff);
    }
    return harmless.made.toString(StandardCharsets.UTF_8);
  }

  /** Moves to the start of the line, to write it again. */
  public void rewind() throws IOException {
    add('\r', true, 0);
    before = '\n';
    send();
  }

  /** Lets the next two colons begin a command. */
  public void allowCommand() {
    lineIsBlank = false;
  }

  @Override
  public void write(int b) throws IOException {
    add(b & 0xff);
    send();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      add(bytes[i] & 0xff);
    }
    send();
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  private void send() throws IOException {
    made.writeTo(to);
    made.reset();
  }

  private void add(int b) {
    boolean afterLead = before == LEAD;
    boolean afterReturn = before == '\r';
    boolean afterColon = before == ':';
    before = b;
    if (afterLead) {
      addAfterLead(b);
    } else if (b == LEAD) {
      return;
    } else if (b == '\r' || b == '\n') {
      if (b == '\r' || !afterReturn) {
        add('\n', true, 0);
      }
    } else if (b == '\t' || b == ' ') {
      add(b, lineIsBlank, 0);
    } else if (b < ' ' || b == DELETE) {
      addVisible(b);
    } else if (b == ':' && lineIsBlank) {
      if (afterColon) {
        made.write('\\');
      }
      add(b, !afterColon, 0);
    } else if (b == '#') {
      add(b, false, Math.min(hashes + 1, 2));
    } else if (b == '[' && hashes == 2) {
      made.write('\\');
      add(b, false, 0);
    } else {
      add(b, false, hashes == 2 && Character.isLetter(b) ? 2 : 0);
    }
  }

  private void addAfterLead(int b) {
    if (b >= FIRST_HIGH && b <= LAST_HIGH) {
      addVisible(b);
    } else {
      add(LEAD, false, 0);
      add(b, false, 0);
    }
  }

  private void add(int b, boolean blank, int hashesHere) {
    made.write(b);
    lineIsBlank = blank;
    hashes = hashesHere;
  }

  private void addVisible(int c) {
    made.writeBytes("\\u%04x".formatted(c).getBytes(StandardCharsets.US_ASCII));
    lineIsBlank = false;
    hashes = 0;
  }
}
