package dev.recsim.experiment.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.experiment.remote.Frames.End;
import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Result;
import dev.recsim.experiment.remote.Frames.Start;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  private static final int MARK_BYTES = 8;
  private static final Frame RESULT = new Result("über", 7, new byte[] {1, -2, 3});

  static List<Frame> frames() {
    return List.of(
        new Start(new byte[] {4, 0, -1}, Map.of("timeout", "PT5S", "class-path", "")),
        new Order("agent", -3, "f00"),
        new End(),
        RESULT,
        new Lost("agent", 3, "no\nroom"));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void whatIsWrittenIsRead(Frame frame) throws IOException {
    DataInputStream in = stream(bytes(frame), bytes(new End()));
    assertThat(Frames.read(in, none()).orElseThrow()).usingRecursiveComparison().isEqualTo(frame);
    assertThat(Frames.read(in, none())).contains(new End());
    assertThat(Frames.read(in, none())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("frames")
  void theEndWithinAMessageIsAnError(Frame frame) throws IOException {
    byte[] whole = bytes(frame);
    for (int length = MARK_BYTES; length < whole.length; length++) {
      DataInputStream in = stream(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Frames.read(in, none()))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(EOFException.class);
    }
  }

  /** As when native code prints to stdout, or a user's agent writes to file descriptor 1. */
  @Test
  void bytesBetweenMessagesAreHandedOver() throws IOException {
    byte[] mark = Arrays.copyOf(bytes(new End()), MARK_BYTES);
    List<byte[]> others =
        List.of(
            text("Warning: 3 threads\n"),
            text("x"),
            new byte[] {4, 0x7f, -1, -1, -1},
            Arrays.copyOf(mark, MARK_BYTES - 1),
            new byte[0],
            new byte[MARK_BYTES]);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (byte[] each : others) {
      all.writeBytes(each);
      all.writeBytes(bytes(RESULT));
      expected.writeBytes(each);
    }
    all.writeBytes(text("bye"));
    expected.writeBytes(text("bye"));

    ByteArrayOutputStream handedOver = new ByteArrayOutputStream();
    DataInputStream in = stream(all.toByteArray());
    for (int i = 0; i < others.size(); i++) {
      assertThat(Frames.read(in, handedOver).orElseThrow())
          .usingRecursiveComparison()
          .isEqualTo(RESULT);
    }
    assertThat(Frames.read(in, handedOver)).isEmpty();
    assertThat(handedOver.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, (1 << 30) + 1, Integer.MAX_VALUE})
  void impossibleLengthsAreErrors(int length) throws IOException {
    byte[] bytes = bytes(RESULT);
    ByteBuffer.wrap(bytes).putInt(MARK_BYTES + 1, length);
    assertThatThrownBy(() -> Frames.read(stream(bytes), none()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a part of a message cannot be " + Integer.toUnsignedString(length) + " bytes long");
  }

  @Test
  void unknownKindsAreErrors() throws IOException {
    byte[] bytes = bytes(new End());
    bytes[MARK_BYTES] = 99;
    assertThatThrownBy(() -> Frames.read(stream(bytes), none()))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no message of kind 99");
  }

  @Test
  void allMessagesAreReadUpToOneThatIsCutOff() throws IOException {
    List<Frame> read = new ArrayList<>();
    byte[] order = bytes(new Order("a", 1, "f"));
    Frames.readAll(
        stream(bytes(new End()), order, Arrays.copyOf(order, order.length - 1)), read::add);
    assertThat(read).containsExactly(new End(), new Order("a", 1, "f"));
  }

  private static OutputStream none() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        throw new AssertionError("byte " + b + " is not of a message");
      }
    };
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Frame frame) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Frames.write(new DataOutputStream(bytes), frame);
    return bytes.toByteArray();
  }

  private static DataInputStream stream(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return new DataInputStream(new ByteArrayInputStream(all.toByteArray()));
  }
}
