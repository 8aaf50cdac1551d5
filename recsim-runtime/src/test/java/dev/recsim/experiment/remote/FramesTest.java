package dev.recsim.experiment.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.experiment.remote.Frames.At;
import dev.recsim.experiment.remote.Frames.End;
import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Load;
import dev.recsim.experiment.remote.Frames.Lost;
import dev.recsim.experiment.remote.Frames.Names;
import dev.recsim.experiment.remote.Frames.Order;
import dev.recsim.experiment.remote.Frames.Part;
import dev.recsim.experiment.remote.Frames.Play;
import dev.recsim.experiment.remote.Frames.Played;
import dev.recsim.experiment.remote.Frames.ReadLog;
import dev.recsim.experiment.remote.Frames.Ready;
import dev.recsim.experiment.remote.Frames.Request;
import dev.recsim.experiment.remote.Frames.Result;
import dev.recsim.experiment.remote.Frames.Start;
import dev.recsim.experiment.remote.Frames.Sum;
import dev.recsim.io.Channel.Message;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  private static final Frame RESULT = new Result("über", 7, new byte[] {1, -2, 3});

  static List<Frame> frames() {
    return List.of(
        new Start(new byte[] {4, 0, -1}, Map.of("timeout", "PT5S", "class-path", "")),
        new Order("agent", -3, "f00"),
        new End(),
        new Ready(),
        RESULT,
        new Lost("agent", 3, "no\nroom"),
        new ReadLog(new byte[] {7}, Map.of("log-file", "file:/x.csv")),
        new Load(new byte[] {0, 0, 0, 0}, Map.of("spark-master", "local")),
        new Sum(Map.of("sum", "counts")),
        new Names("a.csv\nb.csv"),
        new Request(new byte[] {1, 2}),
        new Part(3, new byte[] {4, 5}),
        new Play("/folder", new byte[] {6}),
        new Played(new byte[] {8, 9}),
        new At("agent", 3, 2, 10, "-0.25"));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void whatIsWrittenIsRead(Frame frame) throws IOException {
    Message message = Frames.encode(frame);
    assertThat(Frames.decode(message)).usingRecursiveComparison().isEqualTo(frame);
    assertThat(Frames.most(message.kind())).isGreaterThanOrEqualTo(message.body().length);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void theEndWithinAMessageIsAnErrorAndSoAreBytesAfterIt(Frame frame) throws IOException {
    Message whole = Frames.encode(frame);
    for (int length = 0; length < whole.body().length + 3; length++) {
      if (length != whole.body().length) {
        refuses(whole.kind(), Arrays.copyOf(whole.body(), length));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, 100, Integer.MAX_VALUE})
  void impossibleLengthsAreErrors(int length) throws IOException {
    Message message = Frames.encode(RESULT);
    ByteBuffer.wrap(message.body()).putInt(0, length);
    refuses(message.kind(), message.body());
  }

  @Test
  void kindsThatAreNotUsedDoNotExist() {
    for (int kind = 0; kind < 256; kind++) {
      assertThat(Frames.most(kind) >= 0).isEqualTo(kind >= 1 && kind <= 15);
    }
  }

  private static void refuses(int kind, byte[] body) {
    assertThatThrownBy(() -> Frames.decode(new Message(kind, body)))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("sent a message of kind " + kind + " whose parts do not have its length");
  }
}
