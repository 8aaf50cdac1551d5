package dev.recsim.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.Listener;
import dev.recsim.app.RunOperation;
import dev.recsim.app.RunOperation.RunOptions;
import dev.recsim.app.Workspace;
import dev.recsim.baseline.Check;
import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Progress;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored trials of a service are used again only if it states a version. */
@Tag("slow")
class StoredServiceTrialsTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix, doc_num: 6}
      evaluation: {sessions: 3}
      trials: {seeds: 0..0}
      agents: {it: {type: epsilon_greedy, base: {type: http, url: "%s"%s}}}
      """;

  @TempDir Path folder;
  private final List<String> messages = new ArrayList<>();

  @Test
  void onlyStatedVersionsAreUsedAgain() throws Exception {
    try (RawServer server =
        new RawServer(
            (path, head, body, to) ->
                to.write(
                    RawServer.http(
                        200,
                        "{\"sessions\": [%s]}"
                            .formatted(
                                body.replaceAll("(?s).*\"sessions\":\\[(.*)\\].*", "$1")
                                    .replaceAll("\\{\"key\"[^}]*\\}", "{\"items\": [2]}")))))) {
      run(server, "");
      int once = server.requests.get();
      assertThat(messages).containsExactly("0 stored, 1 due");
      run(server, "");
      assertThat(server.requests.get()).isEqualTo(2 * once);
      assertThat(messages).containsExactly("0 stored, 1 due", "[it] ignored", "0 stored, 1 due");
      messages.clear();
      run(server, ", version: a");
      run(server, ", version: a");
      run(server, ", version: b");
      assertThat(messages).containsExactly("0 stored, 1 due", "1 stored, 0 due", "0 stored, 1 due");
    }
  }

  private void run(RawServer server, String version) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("it.yaml"), EXPERIMENT.formatted(server.url("/"), version));
    try (TrialExecutor executor = new LocalExecutor(1, Optional.empty())) {
      new RunOperation(new Workspace(folder.resolve("reports"), Check.ALPHA, listener()))
          .run(
              List.of(ExperimentReader.read(file)),
              new RunOptions(false, false, false, 1),
              executor);
    }
  }

  private Listener listener() {
    return new Listener() {
      @Override
      public Progress progress(String experiment) {
        return new Progress() {
          @Override
          public void notReusable(SortedSet<String> agents) {
            messages.add(agents + " ignored");
          }

          @Override
          public void started(int reused, int due) {
            messages.add("%s stored, %s due".formatted(reused, due));
          }
        };
      }
    };
  }
}
