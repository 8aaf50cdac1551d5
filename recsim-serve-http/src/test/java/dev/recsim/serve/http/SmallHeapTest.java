package dev.recsim.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.serve.http.RawClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that need more memory than a server has. */
@Tag("slow")
class SmallHeapTest {
  private static final String SMALL =
      RawClient.post("/rank", "{\"unit\": \"u\", \"candidates\": [\"a\", \"b\"]}");

  @TempDir Path folder;

  private ServerProgram start() throws IOException {
    Files.writeString(folder.resolve("catalogue.csv"), "id\na\nb\n");
    Path file =
        Files.writeString(
            folder.resolve("serve.yaml"),
            """
            policies: {any: {type: random, slate_size: 1}}
            catalogue: {file: catalogue.csv}
            log: {folder: served}
            max_candidates: 1000000
            server: {port: 0, admin_port: 0, max_body: 64MB, request_timeout: 60s}
            """);
    return ServerProgram.start("40m", folder, Map.of(), file.toString());
  }

  private static Reply ask(int port, String request) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.send(request).reply();
    }
  }

  private static String candidates(int count) {
    String candidates =
        IntStream.range(0, count)
            .mapToObj("{\"id\":\"candidate-%d\",\"features\":{}}"::formatted)
            .collect(Collectors.joining(","));
    return RawClient.post("/rank", "{\"unit\":\"u\",\"candidates\":[" + candidates + "]}");
  }

  private static void assertTooLarge(Reply reply) {
    assertThat(reply.body())
        .isEqualTo(
            "{\"error\":\"the memory of the server is too small for this request\",\"cure\":\"send"
                + " less; the operator raises -Xmx, or lowers max_candidates or"
                + " server.max_body\"}");
    assertThat(reply.status()).isEqualTo(503);
  }

  @Test
  void aRequestBeyondTheMemoryIsRefusedAndTheServerGoesOn() throws Exception {
    try (ServerProgram program = start()) {
      int port = program.port();
      assertThat(ask(port, SMALL).status()).isEqualTo(200);

      assertTooLarge(ask(port, candidates(300_000)));
      assertTooLarge(ask(port, RawClient.post("/rank", " ".repeat(60_000_000) + "{}")));

      assertThat(ask(port, SMALL).status()).isEqualTo(200);
      assertThat(ask(port, "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n").body())
          .contains("recsim_responses_total{status=\"503\"} 2.0")
          .contains("recsim_log_lost_total 0.0");
      program.process().destroy();
      assertThat(program.status()).isZero();
      assertThat(program.errors()).contains("a request failed: java.lang.OutOfMemoryError");
    }
  }
}
