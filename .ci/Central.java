import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Stands in for Maven Central on this machine: accepts every bundle and keeps none, so that the
 * publishing plugin does all but the upload. Prints its address and runs until it is ended.
 */
class Central {
  private static final String DEPLOYMENT = "00000000-0000-0000-0000-000000000000";

  public static void main(String[] args) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          boolean upload = exchange.getRequestURI().getPath().endsWith("/upload");
          String answer =
              upload
                  ? DEPLOYMENT
                  : "{\"deploymentId\": \"%s\", \"deploymentState\": \"VALIDATED\"}"
                      .formatted(DEPLOYMENT);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(upload ? 201 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    System.out.println("http://localhost:" + server.getAddress().getPort());
  }
}
