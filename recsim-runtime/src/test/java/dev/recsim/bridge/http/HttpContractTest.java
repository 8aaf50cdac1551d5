package dev.recsim.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.env.TransitionMatrixProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("nightly")
class HttpContractTest extends AgentContract<HttpOptions> {
  private static RawServer server;

  @BeforeAll
  static void start() throws IOException {
    server = new RawServer(HttpContractTest::answer);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /** The document of the number of the state. */
  private static void answer(String path, String head, String body, OutputStream to)
      throws IOException {
    List<String> answers = new ArrayList<>();
    for (JsonNode session : new ObjectMapper().readTree(body).path("sessions")) {
      answers.add("{\"items\": [%s]}".formatted(session.path("state")));
    }
    to.write(RawServer.http(200, "{\"sessions\": " + answers + "}"));
  }

  @Override
  protected AgentProvider<HttpOptions> provider() {
    return new HttpProvider();
  }

  @Override
  protected HttpOptions options() {
    return new HttpOptions(server.url("/"), "1", null, 10, 2);
  }

  @Override
  protected Environment environment() {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
