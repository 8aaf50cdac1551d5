package dev.recsim.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.io.Channel.Message;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@Tag("slow")
class ChannelTest {
  private static final IntUnaryOperator MOST = kind -> kind == 3 ? 1 << 24 : kind == 200 ? 5 : -1;

  private ChannelListener listener;
  private CompletableFuture<Channel> accepted;

  @BeforeEach
  void listen() throws IOException {
    listener = new ChannelListener(MOST);
    accepted = new CompletableFuture<>();
    new Thread(this::accept).start();
  }

  private void accept() {
    try {
      accepted.complete(listener.accept());
    } catch (IOException e) {
      accepted.completeExceptionally(e);
    }
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  @Test
  void messagesGoBothWays() throws Exception {
    try (Channel there = Channel.connect(listener.address(), MOST)) {
      Channel here = accepted.join();
      byte[] large = new byte[1 << 24];
      large[12345] = 6;
      Thread sender = new Thread(() -> send(there, 3, large));
      sender.start();
      Message message = here.receive();
      assertThat(message.kind()).isEqualTo(3);
      assertThat(message.body()).isEqualTo(large);
      sender.join();

      here.send(200, new byte[] {1, 2, 3, 4, 5});
      here.send(3, new byte[0]);
      assertThat(there.receive().kind()).isEqualTo(200);
      assertThat(there.isQuiet()).isFalse();
      assertThat(there.receive().body()).isEmpty();
      assertThat(there.isQuiet()).isTrue();

      here.close();
      assertThatThrownBy(there::receive).isInstanceOf(EOFException.class);
    }
  }

  private static void send(Channel channel, int kind, byte[] body) {
    try {
      channel.send(kind, body);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aBodyThatIsTooLongIsNotSent() throws Exception {
    try (Channel there = Channel.connect(listener.address(), MOST);
        Channel here = accepted.join()) {
      assertThatThrownBy(() -> there.send(200, new byte[6]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a message of kind 200 can have 5 bytes, not 6");
      there.send(200, new byte[5]);
      assertThat(here.receive().body()).hasSize(5);
    }
  }

  /** The handshake as a program in another language would do it. */
  @Test
  void aProcessNeedsNothingButASocket() throws Exception {
    String[] address = listener.address().split(" ");
    try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      socket.getOutputStream().write(ascii(address[2]));
      assertThat(socket.getInputStream().readNBytes(64)).isEqualTo(ascii(address[3]));
      socket.getOutputStream().write(bytes(0xF7524353, 200, 2, 8, 9));
      try (Channel here = accepted.join()) {
        Message message = here.receive();
        assertThat(message.kind()).isEqualTo(200);
        assertThat(message.body()).containsExactly(8, 9);
        here.send(200, new byte[] {7});
        assertThat(socket.getInputStream().readNBytes(10)).isEqualTo(bytes(0xF7524353, 200, 1, 7));
      }
    }
    assertThat(address[2]).matches("[0-9a-f]{64}").isNotEqualTo(address[3]);
    assertThat(InetAddress.getByName(address[0]).isLoopbackAddress()).isTrue();
  }

  @Test
  void connectionsWithoutTheTokenAreDropped() throws Exception {
    String[] address = listener.address().split(" ");
    for (String token : new String[] {"", "0".repeat(64), address[3], address[2].substring(1)}) {
      try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
        socket.getOutputStream().write(ascii(token));
        socket.shutdownOutput();
        assertThat(socket.getInputStream().read()).as(token).isEqualTo(-1);
      }
    }
    assertThat(listener.dropped()).isEqualTo(4);
    assertThat(accepted).isNotDone();
    Channel.connect(listener.address(), MOST).close();
    accepted.join().close();
  }

  /** Some say nothing, one sends a byte from time to time. */
  @Test
  void silentConnectionsDelayNoOther() throws Exception {
    String[] address = listener.address().split(" ");
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      silent.add(new Socket(address[0], Integer.parseInt(address[1])));
    }
    silent.get(0).getOutputStream().write(ascii(address[2].substring(0, 5)));

    try (Channel there = Channel.connect(listener.address(), MOST);
        Channel here = accepted.get(5, TimeUnit.SECONDS)) {
      there.send(3, new byte[1]);
      assertThat(here.receive().body()).hasSize(1);
    }
    for (Socket each : silent) {
      each.close();
    }
  }

  /** The deadline is that of the whole token, however often a byte comes. */
  @Test
  void aSlowTokenIsDropped() throws Exception {
    String[] address = listener.address().split(" ");
    long start = System.nanoTime();
    try (Socket slow = new Socket(address[0], Integer.parseInt(address[1]))) {
      for (int i = 0; i < 63 && listener.dropped() == 0; i++) {
        slow.getOutputStream().write(address[2].charAt(i));
        Thread.sleep(500);
      }
    } catch (IOException e) {
      // The listener has hung up.
    }
    assertThat(listener.dropped()).isEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void theTokenIsGoodForOneConnection() throws Exception {
    try (Channel there = Channel.connect(listener.address(), MOST);
        Channel here = accepted.join()) {
      assertThatThrownBy(() -> Channel.connect(listener.address(), MOST))
          .isInstanceOf(IOException.class);
      there.send(3, new byte[1]);
      assertThat(here.receive().body()).hasSize(1);
    }
  }

  @Test
  void anotherListenerIsFoundOut() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String[] address = listener.address().split(" ");
      address[1] = Integer.toString(other.getLocalPort());
      Thread thread = new Thread(() -> answer(other, address[2]));
      thread.start();
      assertThatThrownBy(() -> Channel.connect(String.join(" ", address), MOST))
          .hasMessage("the process that listens at port " + address[1] + " is another one");
      thread.join();
    }
  }

  private static void answer(ServerSocket other, String answer) {
    try (Socket socket = other.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write(ascii(answer));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aClosedListenerWaitsForNobody() throws Exception {
    listener.close();
    assertThatThrownBy(() -> accepted.join()).hasCauseInstanceOf(SocketException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "200, 6, sent a message of kind 200 with the length 6; it can have 5 bytes",
    "3, -1, sent a message of kind 3 with the length -1; it can have 16777216 bytes",
    "3, 2147483647, sent a message of kind 3 with the length 2147483647; it can have 16777216 bytes",
    "4, 0, 'sent a message of kind 4, which does not exist'"
  })
  void lengthsAndKindsAreChecked(int kind, int length, String error) throws Exception {
    refuses(bytes(0xF7524353, kind, length, 1, 2, 3), error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"W", "Warning: 3 threads", "\n"})
  void textIsNoMessage(String text) throws Exception {
    String first = Integer.toHexString(text.charAt(0) | 0x100).substring(1);
    refuses(ascii(text), "sent bytes that are not a message, beginning with " + first);
  }

  @Test
  void aMessageThatStopsIsAnError() throws Exception {
    byte[] whole = bytes(0xF7524353, 3, 2, 1, 2);
    for (int length = 1; length < whole.length; length++) {
      refuses(java.util.Arrays.copyOf(whole, length), "stopped in the middle of a message");
    }
  }

  /** With a connection that stays open, and a short patience within messages. */
  private static void refuses(byte[] bytes, String error) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket there = new Socket(server.getInetAddress(), server.getLocalPort());
        Channel here = new Channel(server.accept(), MOST, Duration.ofMillis(100))) {
      there.getOutputStream().write(bytes);
      assertThatThrownBy(here::receive).isInstanceOf(ProtocolException.class).hasMessage(error);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(int mark, int kind, int length, int... body) {
    ByteBuffer bytes = ByteBuffer.allocate(9 + body.length);
    bytes.putInt(mark).put((byte) kind).putInt(length);
    for (int each : body) {
      bytes.put((byte) each);
    }
    return bytes.array();
  }
}
