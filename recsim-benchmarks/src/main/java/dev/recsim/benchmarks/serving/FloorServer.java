package dev.recsim.benchmarks.serving;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * The least that a server does: it reads the body of a request and answers with a constant. Only
 * what comes with the JDK.
 */
public final class FloorServer {
  private static final byte[] ANSWER =
      "{\"decision\":\"0\",\"documents\":[\"sku-1\"]}".getBytes(StandardCharsets.UTF_8);

  private FloorServer() {}

  /**
   * Serves until the process is ended.
   *
   * @param arguments the port
   */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    int port = Integer.parseInt(arguments[0]);
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
    server.createContext(
        "/rank",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, ANSWER.length);
          exchange.getResponseBody().write(ANSWER);
          exchange.close();
        });
    server.setExecutor(Executors.newFixedThreadPool(16));
    server.start();
  }
}
