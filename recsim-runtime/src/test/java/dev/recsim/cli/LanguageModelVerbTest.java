package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.recsim.bridge.Python;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment whose users are played by a language model: here a server of scripted answers. */
@Tag("slow")
class LanguageModelVerbTest {
  private static final String KEY = "s3cr3tK3y-0f-t4il9";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final Queue<String> prompts = new ConcurrentLinkedQueue<>();
  private final Queue<String> keys = new ConcurrentLinkedQueue<>();

  /** The reader opens what is about cats, and stays for two pages. */
  private void answer(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    String prompt = request.at("/messages/0/content").asText();
    prompts.add(prompt);
    keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
    List<Integer> opened = new ArrayList<>();
    for (String line : prompt.split("\n")) {
      if (line.matches("[123]\\. .*cats.*")) {
        opened.add(line.charAt(0) - '0');
      }
    }
    Map<String, Object> answer =
        Map.of("open", opened, "leave", prompt.contains("Page 2 shows you:"));
    Map<String, Object> message =
        Map.of("role", "assistant", "content", JSON.writeValueAsString(answer));
    byte[] body =
        JSON.writeValueAsBytes(
            Map.of(
                "object",
                "chat.completion",
                "model",
                request.get("model").asText(),
                "choices",
                List.of(Map.of("index", 0, "message", message, "finish_reason", "stop"))));
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void aRunWritesNoKeyAndItsRecordNeedsNoModel() throws Exception {
    Python.require("numpy");
    Path users = Files.createDirectories(folder.resolve("experiments/users"));
    String name = "language_model_users.py";
    Files.copy(Python.PACKAGE.resolve("examples/environments").resolve(name), users.resolve(name));
    Files.writeString(users.resolve("personas.txt"), "You like cats.\nYou read at night.\n");
    Files.writeString(
        users.resolve("titles.txt"), "All about cats\nA dog\nThe cow\nMore cats\nA horse\n");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
    try {
      declare("http://localhost:" + server.getAddress().getPort() + "/v1");
      run(" " + KEY + "\n");
    } finally {
      server.stop(0);
    }
    assertThat(keys).containsOnly("Bearer " + KEY);
    assertThat(prompts)
        .doesNotHaveDuplicates()
        .anyMatch(prompt -> prompt.contains("You read at night.\nPage 2 shows you:\n1. "));
    JsonNode results = JSON.readTree(folder.resolve("reports/cats/results.json").toFile());
    assertThat(results.at("/agents/1/name").asText()).isEqualTo("ucb1");
    assertThat(results.at("/agents/1/mean").asDouble()).as("two cats on two pages").isEqualTo(4);
    assertThat(results.at("/agents/0/mean").asDouble()).isBetween(1.0, 3.5);
    for (Path file : written()) {
      assertThat(text(file)).as(file.toString()).doesNotContain(KEY, "s3cr3t", "t4il9");
    }
    Files.delete(users.resolve(name));
    Files.writeString(users.resolve(name), "raise SystemExit(1)");
    run("");
    JsonNode again = JSON.readTree(folder.resolve("reports/cats/results.json").toFile());
    assertThat(again.get("agents")).as("without model and key").isEqualTo(results.get("agents"));
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all.stream().map(it -> it.getFileName().toString()))
          .contains("answers.jsonl.gz", "run.out", "run.err", "index.html", "results.json");
      return all;
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private void declare(String address) throws IOException {
    List<String> users =
        Python.command(
            "users/language_model_users.py",
            "users/personas.txt",
            "users/titles.txt",
            address,
            "scripted");
    Files.writeString(
        folder.resolve("experiments/cats.yaml"),
        """
        environment: {type: process, command: %s, record: users/answers.jsonl.gz}
        agents: {random: {type: random}, ucb1: {type: ucb1}}
        training: {warmup_sessions: 4, epochs: 1, updates_per_epoch: 1, sessions_per_update: 0}
        evaluation: {sessions: 5}
        trials: {seeds: 0..1}
        """
            .formatted(Python.yaml(users)));
  }

  private void run(String key) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.recsim.cli.Main"));
    command.addAll(List.of(Printed.words(folder, "run", "--parallelism=1")));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("run.out").toFile())
            .redirectError(folder.resolve("run.err").toFile());
    builder.environment().put("LANGUAGE_MODEL_KEY", key);
    int status = builder.start().waitFor();
    assertThat(status).as(Files.readString(folder.resolve("run.err"))).isZero();
  }
}
