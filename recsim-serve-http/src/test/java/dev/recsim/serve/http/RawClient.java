package dev.recsim.serve.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are, and reads answers. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE = 20_000;

  private final Socket socket;

  RawClient(int port) throws IOException {
    socket = new Socket("localhost", port);
    socket.setSoTimeout(PATIENCE);
    socket.setTcpNoDelay(true);
  }

  /**
   * An answer.
   *
   * @param status -1 if the connection ended without one
   */
  record Reply(int status, String head, String body) {
    static final Reply NONE = new Reply(-1, "", "");
  }

  static String post(String path, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s"
        .formatted(path, length, body);
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads an answer; {@link Reply#NONE} if the connection ends before it. */
  Reply reply() throws IOException {
    try {
      return reply(socket.getInputStream());
    } catch (java.net.SocketException e) {
      return Reply.NONE;
    }
  }

  private static Reply reply(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return Reply.NONE;
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    int length =
        text.lines()
            .filter(it -> it.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .mapToInt(it -> Integer.parseInt(it.substring(it.indexOf(':') + 1).strip()))
            .findFirst()
            .orElse(0);
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Reply(Integer.parseInt(text.split(" ", 3)[1]), text, body);
  }

  /** Whether the server ends the connection without another byte. */
  boolean ends() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
