package dev.recsim.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that send the token back in every place, and all that a run and a check write. */
@Tag("slow")
class LeakTest {
  private static final String SECRET = "s3cr3tT0k3n/+=t4il9";

  private static final List<String> TRACES =
      List.of(
          "s3cr3t",
          "t4il9",
          Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)),
          Base64.getEncoder()
              .encodeToString(("x" + SECRET).getBytes(StandardCharsets.UTF_8))
              .substring(4, 20));

  private static final String ONE =
      """
      environment: {type: interest_evolution, candidates: 4, slate_size: 2, max_session_length: 3}
      evaluation: {sessions: 2}
      trials: {seeds: 0..1}
      claims: [{status: {beats: fine}}, {item: {beats: fine}}]
      agents:
        fine: {type: random}
      """;

  @TempDir Path folder;
  private final Map<String, byte[]> answers = new LinkedHashMap<>();
  private final List<String> heads = new ArrayList<>();

  private void addAnswers() {
    String json = "{\"sessions\": [{\"%s\": [\"%s\", 1]}, {}]}";
    body("status", 401, "Bearer " + SECRET);
    body("busy", 503, "Authorization: " + SECRET.toUpperCase(Locale.ROOT));
    body("text", 200, "<p>" + SECRET);
    body("key", 200, "{\"" + SECRET + "\": 1}");
    body("twice", 200, "{\"%s\": 1, \"%s\": 1}".formatted(SECRET, SECRET));
    body("session", 200, "{\"sessions\": [{\"a\": \"%s\"}, {}]}".formatted(SECRET));
    body("item", 200, json.formatted("items", SECRET));
    body("score", 200, json.formatted("scores", SECRET).replace(", 1]", ", 1, 2, 3]"));
    body("slash", 200, json.formatted("items", SECRET.replace("/", "\\/")));
    body("unicode", 500, SECRET.replace("+", "\\u002B").replace("=", "\\u003d"));
    body("percent", 500, "/login?token=s3cr3tT0k3n%2F%2b%3Dt4il9");
    body(
        "base64",
        500,
        Base64.getEncoder().encodeToString(("Bearer " + SECRET).getBytes(StandardCharsets.UTF_8)));
    head("redirect", "HTTP/1.1 302 to\r\nLocation: /%s\r\nContent-Length: 0\r\n\r\n");
    head("line", "HTTP/1.1 %s\r\n\r\n");
    head("protocol", "%s 200 OK\r\n\r\n");
    head("header", "HTTP/1.1 200 OK\r\n%s\r\n\r\n");
    head("length", "HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n");
    head("coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n");
    head("login", "HTTP/1.1 401 x\r\nWWW-Authenticate: %s\r\nContent-Length: 0\r\n\r\n");
    head("proxy", "HTTP/1.1 407 x\r\nProxy-Authenticate: %s\r\nContent-Length: 0\r\n\r\n");
  }

  private void body(String name, int status, String body) {
    answers.put(name, RawServer.http(status, body));
  }

  private void head(String name, String answer) {
    answers.put(name, answer.formatted(SECRET).getBytes(StandardCharsets.UTF_8));
  }

  private void answer(String path, String head, String body, OutputStream to) throws IOException {
    heads.add(head);
    to.write(answers.get(path.substring(1)));
  }

  @Test
  void noFileAndNoLineOfARunHasTheToken() throws Exception {
    addAnswers();
    try (RawServer server = new RawServer(this::answer)) {
      StringBuilder experiment = new StringBuilder(ONE);
      for (String name : answers.keySet()) {
        experiment.append(agent(name, server.url("/" + name), "RECSIM_TOKEN"));
      }
      experiment.append(agent("inside", server.url("/text"), "RECSIM_TOKEN_WITH_LINE_END"));
      experiment.append(agent("port", "http://localhost:99999/", "RECSIM_TOKEN"));
      Files.createDirectories(folder.resolve("experiments"));
      Files.writeString(folder.resolve("experiments/it.yaml"), experiment);
      program("run", "--debug");
      program("check", "--debug");
    }
    assertThat(heads.get(0)).contains("Authorization: Bearer " + SECRET + "\r\n");
    List<Path> written = written();
    assertThat(written.stream().map(it -> it.getFileName().toString()))
        .contains("index.html", "results.json", "status-seed-0.json", "run.out", "step.md")
        .contains("summary.md", "junit.xml", "check.out", "run.err");

    for (Path file : written) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      for (String trace : TRACES) {
        assertThat(text.toLowerCase(Locale.ROOT).indexOf(trace.toLowerCase(Locale.ROOT)))
            .as("place of %s in %s", trace, file)
            .isNegative();
      }
    }
    assertThat(Files.readString(folder.resolve("run.out")))
        .contains("status-seed-0 FAILED: ", "answered with status 401: Bearer ***")
        .contains("port-seed-0 FAILED: the service http://localhost:99999/ did not answer: ")
        .contains("RECSIM_TOKEN_WITH_LINE_END, which token_env names, has a blank, a line end");
    assertThat(Files.readString(folder.resolve("check.out"))).contains("::error");
  }

  private static String agent(String name, String url, String variable) {
    return "  %s: {type: http, url: \"%s\", version: \"1\", retries: 0, token_env: %s}%n"
        .formatted(name, url, variable);
  }

  private void program(String verb, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.recsim.cli.Main",
                verb,
                "--experiments=" + folder.resolve("experiments"),
                "--reports=" + folder.resolve("reports")));
    command.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(verb + ".out").toFile())
            .redirectError(folder.resolve(verb + ".err").toFile());
    builder.environment().put("RECSIM_TOKEN", " " + SECRET + "\r\n");
    builder.environment().put("RECSIM_TOKEN_WITH_LINE_END", SECRET + "\n" + SECRET);
    builder.environment().put("GITHUB_ACTIONS", "true");
    builder.environment().put("GITHUB_STEP_SUMMARY", folder.resolve("step.md").toString());
    assertThat(builder.start().waitFor()).as(verb + " fails").isNotZero();
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
