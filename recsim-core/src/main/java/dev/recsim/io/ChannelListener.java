package dev.recsim.io;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.IntUnaryOperator;

/** Waits for the process that has its token to connect; see {@link Channel}. */
public final class ChannelListener implements Closeable {
  /** Longest time for a connection to send the token. */
  private static final int HANDSHAKE_MILLIS = 10_000;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final IntUnaryOperator most;
  private final ServerSocket server;
  private final String token = secret();
  private final String answer = secret();
  private volatile int dropped;

  /**
   * Opens a port of the loopback interface.
   *
   * @param most see {@link Channel#connect}
   */
  public ChannelListener(IntUnaryOperator most) throws IOException {
    this.most = most;
    this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  private static String secret() {
    byte[] bytes = new byte[Channel.TOKEN_LENGTH / 2];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The value of {@link Channel#VARIABLE} for the process. */
  public String address() {
    String host = server.getInetAddress().getHostAddress();
    return String.join(" ", host, Integer.toString(server.getLocalPort()), token, answer);
  }

  /** Connections that were dropped because they did not send the token. */
  public int dropped() {
    return dropped;
  }

  /**
   * Waits for the connection with the token, and closes the port.
   *
   * @throws IOException if the port was closed before
   */
  public Channel accept() throws IOException {
    try (server) {
      while (true) {
        Socket socket = server.accept();
        if (knowsToken(socket)) {
          return new Channel(socket, most);
        }
        socket.close();
      }
    }
  }

  private boolean knowsToken(Socket socket) {
    try {
      socket.setSoTimeout(HANDSHAKE_MILLIS);
      if (Channel.says(token, socket)) {
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        return true;
      }
    } catch (IOException e) {
      // It is gone, or silent.
    }
    dropped++;
    return false;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
