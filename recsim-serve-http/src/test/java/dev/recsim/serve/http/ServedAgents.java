package dev.recsim.serve.http;

import dev.recsim.contract.PromotedAgents;
import dev.recsim.serve.config.InvalidServeFile;
import dev.recsim.serve.config.ServeConfig;
import dev.recsim.serve.config.ServeFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Servers of briefly trained agents. */
final class ServedAgents {
  /** An agent that is trained in a moment, in an environment with features and candidates. */
  static final String QUICK = "lin_ucb";

  static final String WORLD = "interest_evolution";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private ServedAgents() {}

  /** Writes a promoted agent into a folder with this name. */
  static Path promote(Path folder, String agent) throws IOException {
    Path promoted = folder.resolve(agent);
    PromotedAgents.of(agent, WORLD, 1).write(promoted);
    return promoted;
  }

  /** Starts a server with free ports. */
  static RankingServer serve(Path folder, String yaml, List<String> messages)
      throws IOException, InvalidServeFile {
    Path file =
        Files.writeString(
            folder.resolve("serve.yaml"), yaml + "\nserver: {port: 0, admin_port: 0}\n");
    ServeConfig config = ServeFile.read(file);
    return RankingServer.start(config.open(), config, messages::add);
  }

  /** A request for a slate of documents that carry their features. */
  static String request(String unit) {
    List<String> candidates = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      candidates.add(
          "{\"id\": \"sku-%s\", \"topic\": %s, \"features\": %s}"
              .formatted(i, i % 5, features("topic_", 20, (i + 1) / 20.0)));
    }
    return "{\"unit\": \"%s\", \"user\": %s, \"candidates\": %s}"
        .formatted(unit, features("interest_", 20, 0.1), candidates);
  }

  private static String features(String prefix, int number, double value) {
    List<String> features = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      features.add("\"%s%s\": %s".formatted(prefix, i, value * i / number));
    }
    return "{" + String.join(", ", features) + "}";
  }

  static HttpResponse<String> post(int port, String path, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
