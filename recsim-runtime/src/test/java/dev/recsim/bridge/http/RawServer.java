package dev.recsim.bridge.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers each request with any bytes, one request to a connection. */
final class RawServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  private final Behaviour behaviour;
  final AtomicInteger requests = new AtomicInteger();

  /** Writes an answer; the connection is closed afterwards. */
  interface Behaviour {
    void answer(String path, String head, String body, OutputStream to)
        throws IOException, InterruptedException;
  }

  RawServer(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    start(
        () -> {
          while (!socket.isClosed()) {
            Socket connection = socket.accept();
            start(() -> serve(connection));
          }
        });
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | InterruptedException e) {
                // The client has gone, or the test is over.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket connection) throws IOException, InterruptedException {
    try (connection) {
      InputStream in = connection.getInputStream();
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return;
        }
        head.write(next);
      }
      String text = head.toString(StandardCharsets.UTF_8);
      int length = Integer.parseInt(text.replaceAll("(?is).*content-length: *(\\d+).*", "$1"));
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      requests.incrementAndGet();
      behaviour.answer(text.split(" ")[1], text, body, connection.getOutputStream());
    }
  }

  /** A complete answer. */
  static byte[] http(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %s x\r\nContent-Length: %s\r\nConnection: close\r\n\r\n"
            .formatted(status, bytes.length);
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }

  String url(String path) {
    return "http://localhost:" + socket.getLocalPort() + path;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
