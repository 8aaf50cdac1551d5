package dev.recsim.io;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/** Waits for the process that has its token to connect; see {@link Channel}. */
public final class ChannelListener implements Closeable {
  /** Longest time for a connection to send the whole token. */
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final IntUnaryOperator most;
  private final ServerSocket server;
  private final String token = secret();
  private final String answer = secret();
  private final CompletableFuture<Socket> known = new CompletableFuture<>();
  private final AtomicInteger dropped = new AtomicInteger();

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
    return dropped.get();
  }

  /**
   * Waits for the connection with the token, and closes the port. A thread reads from each
   * connection, so a silent one delays no other.
   *
   * @throws IOException if the port was closed before, or the connection ends at once
   */
  public Channel accept() throws IOException {
    try (server) {
      while (true) {
        Socket socket = server.accept();
        Daemon.start(() -> greet(socket), "recsim-channel");
      }
    } catch (SocketException e) {
      Socket socket = known.getNow(null);
      if (socket == null) {
        throw e;
      }
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      return new Channel(socket, most);
    }
  }

  /** Keeps the first connection with the token; closes any other. */
  private void greet(Socket socket) {
    try {
      if (sendsToken(socket) && known.complete(socket)) {
        server.close();
        return;
      }
    } catch (IOException e) {
      // It is gone, or silent.
    }
    dropped.incrementAndGet();
    closeQuietly(socket);
  }

  private boolean sendsToken(Socket socket) throws IOException {
    long end = System.nanoTime() + HANDSHAKE.toNanos();
    byte[] sent = new byte[Channel.TOKEN_LENGTH];
    int count = 0;
    while (count < sent.length) {
      long left = (end - System.nanoTime()) / 1_000_000;
      socket.setSoTimeout((int) Math.max(1, left));
      int read = left > 0 ? socket.getInputStream().read(sent, count, sent.length - count) : -1;
      if (read < 0) {
        return false;
      }
      count += read;
    }
    return MessageDigest.isEqual(token.getBytes(StandardCharsets.US_ASCII), sent);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed for this process.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
