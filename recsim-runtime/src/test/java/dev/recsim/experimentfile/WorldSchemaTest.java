package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldSchemaTest {
  @TempDir Path folder;

  /** The claims are no part of the resolved experiment, so the file is not among the good ones. */
  @Test
  void claimsOverPlausibleWorldsAreAcceptedByBoth() throws IOException {
    String good =
        """
        environment: {type: transition_matrix, doc_num: 6}
        agents: {a: {type: random}, b: {type: myopic}}
        claims:
          - a:
              not_worse_than: b
              margin: {relative: 0.5}
              in:
                models: {steep: {type: transition_matrix, doc_num: 6, p_exit_accepted: 0.5}}
                ranges: {p_exit_accepted: [0.1, 0.3], max_session_length: [10, 100]}
                kinds: [0, 2]
                worlds: 50
                share: 0.8
                retrain: true
                seed: 2
          - b: {beats: a, in: {kinds: none}}
        """;
    Path file = folder.resolve("worlds.yaml");
    for (String bad : List.of("", "[0, 11]", "3", "[1]")) {
      Files.writeString(
          file, bad.isEmpty() ? good : good.replace("kinds: [0, 2]", "kinds: " + bad));
      assertThat(ExperimentSchemaTest.readerSays(file))
          .as(bad)
          .matches(it -> it.isEmpty() == bad.isEmpty());
      assertThat(ExperimentSchemaTest.schemaSays(file))
          .as(bad)
          .matches(it -> it.isEmpty() == bad.isEmpty());
    }
  }
}
