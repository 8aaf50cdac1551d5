package dev.recsim.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class RelayTest {
  private static final String END = System.lineSeparator();

  @ParameterizedTest
  @ValueSource(strings = {"a\nbc\n\nd\n", "a\r\nbc\r\n\r\nd\r\n", "a\rbc\r\rd", "a\nbc\n\nd"})
  void linesAreHandedOnOneByOne(String text) {
    assertThat(pieces(text)).containsExactly("a" + END, "bc" + END, END, "d" + END);
  }

  @Test
  void nothingIsHandedOnWhereNothingIsPrinted() {
    assertThat(pieces("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {8191, 8192, 8193, 16_384, 50_000})
  void longLinesAreHandedOnInPiecesOfTheSameText(int length) {
    String line = "x".repeat(length);
    List<String> pieces = pieces(line + "\nshort");
    assertThat(String.join("", pieces)).isEqualTo(line + END + "short" + END);
    assertThat(pieces).hasSize((length + 8191) / 8192 + 1);
    assertThat(pieces).allMatch(piece -> piece.length() <= 8192 + END.length());
  }

  @Test
  void noCharacterIsTornApart() {
    String line = "x" + "\uD83D\uDE00".repeat(20_000);
    List<String> pieces = pieces(line);
    assertThat(String.join("", pieces)).isEqualTo(line + END);
    assertThat(pieces).noneMatch(piece -> Character.isLowSurrogate(piece.charAt(0)));
  }

  /** A gigabyte: more than the JVM of the test could hold. */
  @Tag("nightly")
  @Test
  void whatHasNoLineEndIsHandedOnAsItComes() {
    long size = 1L << 30;
    long[] handedOn = {0, 0};
    Endless stream = new Endless(size);
    new Relay(
            piece -> {
              handedOn[0] += piece.length();
              handedOn[1] = Math.max(handedOn[1], stream.read - handedOn[0]);
            })
        .run(stream);
    assertThat(handedOn[0]).isEqualTo(size + END.length());
    assertThat(handedOn[1]).as("bytes that were held").isLessThan(1 << 16);
  }

  /** As when a process is stopped. */
  @Test
  void whatCameBeforeAStreamBreaksIsHandedOn() {
    InputStream broken =
        new InputStream() {
          private int left = 3;

          @Override
          public int read() throws IOException {
            if (left-- == 0) {
              throw new IOException("Stream closed");
            }
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int start, int length) throws IOException {
            bytes[start] = (byte) read();
            return 1;
          }
        };
    List<String> pieces = new ArrayList<>();
    new Relay(pieces::add).run(broken);
    assertThat(pieces).containsExactly("xxx" + END);
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    new Relay(pieces::add).run(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return pieces;
  }

  /** Letters without a line end. */
  private static final class Endless extends InputStream {
    private final long size;
    private long read;

    Endless(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return read++ < size ? 'x' : -1;
    }

    @Override
    public int read(byte[] bytes, int start, int length) {
      int count = (int) Math.min(length, size - read);
      java.util.Arrays.fill(bytes, start, start + count, (byte) 'x');
      read += count;
      return count == 0 ? -1 : count;
    }
  }
}
