package dev.recsim.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No request fails while policies are reloaded and rolled back. */
class ReloadUnderLoadTest {
  private static final int CLIENTS = 4;

  @TempDir Path folder;

  @Test
  @Tag("slow")
  void fifty() throws Exception {
    reload(50);
  }

  @Test
  @Tag("nightly")
  void thousand() throws Exception {
    reload(1_000);
  }

  private void reload(int times) throws Exception {
    ServedAgents.promote(folder, ServedAgents.QUICK);
    ServedAgents.promote(folder, "ppo");
    try (RankingServer server =
            ServedAgents.serve(folder, "policies: {new: {path: lin_ucb}}", new ArrayList<>());
        LoadClients clients = new LoadClients(server.port(), CLIENTS)) {
      clients.await(20);
      long before = clients.answers();
      for (int i = 0; i < times; i++) {
        boolean back = i % 5 == 4;
        String path = folder.resolve(i % 2 == 0 ? "ppo" : "lin_ucb").toString();
        String body =
            back
                ? "{\"policy\": \"new\"}"
                : "{\"policy\": \"new\", \"path\": \"%s\"}".formatted(path);
        assertThat(
                ServedAgents.post(server.adminPort(), back ? "/rollback" : "/reload", body)
                    .statusCode())
            .isEqualTo(200);
        clients.await(5);
      }
      assertThat(clients.failures()).isEmpty();
      assertThat(clients.answers() - before).isGreaterThanOrEqualTo(5L * times);
    }
  }
}
