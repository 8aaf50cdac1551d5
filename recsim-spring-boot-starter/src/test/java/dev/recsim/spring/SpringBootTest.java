package dev.recsim.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.shop.ShopApplication;
import dev.recsim.contract.PromotedAgents;
import dev.recsim.serve.Ranker;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ConfigurableApplicationContext;

/** A real application with the starter, asked over HTTP. */
@Tag("slow")
class SpringBootTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String PAGE = "../docs/serving.md";
  private static final String CODE = "src/test/java/com/example/shop/Recommendations.java";

  @TempDir static Path folder;

  @BeforeAll
  static void files() throws IOException {
    PromotedAgents.of("lin_ucb", "interest_evolution", 1).write(folder.resolve("slate_q"));
    Files.writeString(
        folder.resolve("catalogue.jsonl"),
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    "{\"id\": \"sku-%s\", \"topic\": %s, \"features\": %s}"
                        .formatted(i, i % 3, features("topic_", (i + 1) / 20.0)))
            .collect(Collectors.joining("\n")));
    Files.writeString(
        folder.resolve("serve.yaml"),
        "policies: {new: {path: slate_q}}\ncatalogue: {file: catalogue.jsonl}\nlog: {folder: old}\n");
  }

  private static String features(String prefix, double value) {
    return IntStream.range(0, 20)
        .mapToObj(i -> "\"%s%s\": %s".formatted(prefix, i, value * i / 20))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static ConfigurableApplicationContext start(String... settings) {
    List<String> arguments = new ArrayList<>(Arrays.asList(settings));
    arguments.add("--server.port=0");
    arguments.add("--management.endpoints.web.exposure.include=health,metrics");
    arguments.add("--management.endpoint.health.show-details=always");
    arguments.add("--spring.main.banner-mode=off");
    arguments.add("--logging.level.root=warn");
    return SpringApplication.run(ShopApplication.class, arguments.toArray(String[]::new));
  }

  private static HttpResponse<String> ask(
      ConfigurableApplicationContext application, String path, String body) throws Exception {
    String port = application.getEnvironment().getProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Content-Type", "application/json");
    return CLIENT.send(
        body == null
            ? request.build()
            : request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void ranksAndReportsHealthAndMeters() throws Exception {
    try (ConfigurableApplicationContext application =
        start(
            "--recsim.policies.new.path=" + folder.resolve("slate_q"),
            "--recsim.catalogue.file=" + folder.resolve("catalogue.jsonl"),
            "--recsim.features.default.out_of_range=ignore",
            "--recsim.fallback[0]=sku-1",
            "--recsim.fallback[1]=sku-2",
            "--recsim.log.folder=" + folder.resolve("served"))) {
      HttpResponse<String> ranking =
          ask(application, "/recommendations/u-17", features("interest_", 0.1));
      assertThat(ranking.statusCode()).as(ranking.body()).isEqualTo(200);
      assertThat(ranking.body()).contains("\"documents\":[\"sku-", "\"policy\":\"new\"");
      String decision = ranking.body().replaceAll(".*\"decision\":\"(\\w+)\".*", "$1");
      assertThat(ask(application, "/clicks/" + decision + "?position=0", "").statusCode())
          .isEqualTo(200);
      HttpResponse<String> refused = ask(application, "/recommendations/u-17", "{}");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("interest_");

      assertThat(ask(application, "/actuator/health", null).body())
          .contains("\"status\":\"UP\"", "\"recsim\":{\"details\":{\"policies\":{\"new\":\"");
      assertThat(ask(application, "/actuator/metrics/recsim.degraded", null).body())
          .contains("\"value\":0.0");
      assertThat(ask(application, "/actuator/metrics/recsim.decisions", null).body())
          .contains("\"value\":1.0", "\"new\"");
      assertThat(ask(application, "/actuator/metrics/recsim.ranker", null).body())
          .contains("\"statistic\":\"COUNT\",\"value\":1.0", "\"arm\"", "\"new\"");
    }
    try (Stream<Path> log = Files.list(folder.resolve("served"))) {
      assertThat(log.filter(it -> it.toString().endsWith(".jsonl")))
          .singleElement()
          .satisfies(
              file ->
                  assertThat(Files.readString(file))
                      .contains("\"kind\":\"decision\"", "\"kind\":\"outcome\"", "\"stop\""));
    }
  }

  @Test
  void propertiesReplaceValuesOfAFile() {
    try (ConfigurableApplicationContext application =
        start(
            "--recsim.config=" + folder.resolve("serve.yaml"),
            "--recsim.log.folder=" + folder.resolve("other"))) {
      assertThat(application.getBean(Ranker.class).status().documents()).isEqualTo(12);
      assertThat(folder.resolve("other")).exists();
      assertThat(folder.resolve("old")).doesNotExist();
    }
  }

  @Test
  void saysWhichPropertiesAreWrong() {
    assertThatThrownBy(() -> start("--recsim.policies.new.path=nowhere", "--recsim.shaddow=[old]"))
        .hasRootCauseInstanceOf(InvalidRankerSettings.class)
        .rootCause()
        .hasMessageContaining("policies.new.path names \"nowhere\"")
        .hasMessageContaining("did you mean \"shadow\"?");
    FailureAnalysis analysis =
        new RankerFailureAnalyzer().analyze(new InvalidRankerSettings("a: wrong"));
    assertThat(analysis.getDescription()).isEqualTo("recsim cannot serve:\na: wrong");
  }

  /** In a process of its own, because class paths are fixed. */
  @Tag("nightly")
  @Test
  void needsNoActuator() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                it ->
                    !it.matches(
                        ".*(micrometer-(core|jakarta)|boot-(micrometer|health|actuator)).*"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                ShopApplication.class.getName(),
                "--recsim.config=" + folder.resolve("serve.yaml"),
                "--recsim.log.folder=" + folder.resolve("third"),
                "--server.port=0")
            .redirectErrorStream(true)
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      while (line != null && !line.contains("Started ShopApplication")) {
        lines.add(line);
        line = output.readLine();
      }
      assertThat(line).as("%s", lines).isNotNull();
    } finally {
      process.destroy();
      process.waitFor();
    }
    assertThat(folder.resolve("third")).isNotEmptyDirectory();
  }

  @Test
  void canBeSwitchedOff() {
    assertThatThrownBy(() -> start("--recsim.enabled=false"))
        .hasRootCauseInstanceOf(NoSuchBeanDefinitionException.class)
        .hasMessageContaining("dev.recsim.serve.Ranker");
  }

  @Test
  void thePageQuotesTheApplication() throws IOException {
    String page = Files.readString(Path.of(PAGE), StandardCharsets.UTF_8);
    String code = Files.readString(Path.of(CODE), StandardCharsets.UTF_8);
    String quoted = page.substring(page.indexOf("```java\n") + 8);

    assertThat(code).endsWith(quoted.substring(0, quoted.indexOf("```")));
  }
}
