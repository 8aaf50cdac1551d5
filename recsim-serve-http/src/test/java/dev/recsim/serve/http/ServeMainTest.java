package dev.recsim.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, from start to end. */
@Tag("slow")
class ServeMainTest {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private static final String FREE =
      "policies: {new: {path: %s}}\nlog: {folder: served, rotate: 300kB}\nserver: {port: 0, admin_port: 0}\n";

  @TempDir static Path agents;

  @TempDir Path folder;

  @BeforeAll
  static void promote() throws IOException {
    ServedAgents.promote(agents, ServedAgents.QUICK);
  }

  private Path file(String more) throws IOException {
    return Files.writeString(
        folder.resolve("serve.yaml"),
        FREE.formatted(agents.resolve(ServedAgents.QUICK)).replace("0}", "0" + more + "}"));
  }

  private ServerProgram start(String more) throws IOException {
    return ServerProgram.start(folder, Map.of(), file(more).toString());
  }

  private void assertRefused(String problem, String... arguments) throws Exception {
    try (ServerProgram program = ServerProgram.start(folder, Map.of(), arguments)) {
      assertThat(program.status()).isEqualTo(1);
      assertThat(program.errors()).contains(problem).doesNotContain("\tat ");
      assertThat(program.errors().lines()).hasSize(1);
    }
  }

  @Test
  void saysInALineWhyItCannotStart() throws Exception {
    assertRefused("usage: java -jar");
    assertRefused("there is no such file", folder.resolve("none.yaml").toString());
    assertRefused(
        "the environment variable RECSIM_NO_TOKEN, which server.token_env names, is not set",
        file(", token_env: RECSIM_NO_TOKEN").toString());
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    Files.writeString(damaged.resolve("manifest.json"), "{}");
    assertRefused(
        "manifest.json",
        Files.writeString(folder.resolve("damaged.yaml"), "policies: {new: {path: damaged}}")
            .toString());
  }

  @Test
  void refusesAFolderThatAnotherServerWrites() throws Exception {
    try (ServerProgram first = start("")) {
      first.port();
      assertRefused("another", folder.resolve("serve.yaml").toString());
    }
  }

  @Test
  void endsWithStatusZeroAfterTheRequestsThatCame() throws Exception {
    try (ServerProgram program = start("")) {
      LoadClients clients = new LoadClients(program.port(), 2);
      clients.await(200);

      program.process().destroy();

      assertThat(program.status()).isZero();
      clients.close();
      assertThat(decisions()).isGreaterThanOrEqualTo(clients.answers());
      assertThat(program.errors()).isEmpty();
    }
    assertThat(lines().get(lines().size() - 1).toString()).contains("stop");
  }

  @Test
  void whatAKilledServerLosesIsCounted() throws Exception {
    killUnderLoad(2);
  }

  @Test
  @Tag("nightly")
  void killedTwentyTimes() throws Exception {
    killUnderLoad(20);
  }

  private void killUnderLoad(int times) throws Exception {
    long answered = 0;
    for (int i = 0; i < times; i++) {
      try (ServerProgram program = start("")) {
        LoadClients clients = new LoadClients(program.port(), 2);
        clients.await(100 + 37 * i);
        program.process().destroyForcibly();
        program.process().waitFor();
        clients.close();
        answered += clients.answers();
      }
    }
    try (ServerProgram program = start("")) {
      program.port();
      program.process().destroy();
      assertThat(program.status()).isZero();
    }
    assertSound(answered);
  }

  /** Each line is a record; what was answered is a record or a gap of the sequence numbers. */
  private void assertSound(long answered) throws IOException {
    long last = -1;
    long gaps = 0;
    for (JsonNode record : lines()) {
      long sequence = record.get("seq").longValue();
      assertThat(sequence).isGreaterThan(last);
      gaps += sequence - last - 1;
      last = sequence;
    }
    assertThat(decisions() + gaps).isGreaterThanOrEqualTo(answered);
    assertThat(gaps).isLessThan(answered);
  }

  private long decisions() throws IOException {
    return lines().stream().filter(it -> it.path("kind").asText().equals("decision")).count();
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> records = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("served"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          records.add(JSON.readTree(line));
        }
      }
    }
    // Names of files end in numbers of any length.
    records.sort(Comparator.comparingLong(it -> it.get("seq").longValue()));
    return records;
  }
}
