package dev.recsim.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Options;
import dev.recsim.serve.config.ServerOptions;
import dev.recsim.serve.http.RawClient.Reply;
import dev.recsim.serve.http.Routes.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Over 400 requests that no application should send. Each gets an answer with error and cure, or
 * none; the next proper request is answered.
 */
@Tag("slow")
class HostileRequestsTest {
  private static final String PROPER =
      """
      {"unit": "u-17", "session": "s", "state": 0, "user": {"age": 0.4},
       "candidates": ["sku-1", {"id": 7, "topic": 1, "features": {"price": 1.5}}],
       "key": "9e3779b97f4a7c15"}""";

  private static final Set<Integer> REFUSALS =
      Set.of(400, 404, 405, 413, 414, 415, 417, 426, 431, 501, 505);

  private final List<String> failures = new ArrayList<>();
  private JettyServer server;

  @BeforeEach
  void start() {
    ServerOptions options =
        Options.with(Options.with(ServerOptions.DEFAULTS, "port", 0), "admin_port", 0);
    server =
        new JettyServer(
            Options.with(Options.with(options, "max_body", "100kB"), "request_timeout", "3s"),
            BearerToken.NONE,
            new Traffic(failures::add),
            Map.of("/rank", Route.post(HostileRequestsTest::rank)),
            Map.of());
  }

  private static Answer rank(Routes.Call call) {
    RankBody.read(call.body());
    return Answer.json("{}".getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Reply ask(byte[] request) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      try {
        client.send(request);
      } catch (IOException e) {
        // The server has closed the connection before the last byte; its answer may be lost.
        return Reply.NONE;
      }
      return client.reply();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyRequestIsRefusedAndTheNextOneAnswered() throws IOException {
    List<byte[]> requests = new ArrayList<>();
    bodies().forEach(body -> requests.add(bytes(RawClient.post("/rank", body))));
    encodings().forEach(requests::add);
    heads().forEach(head -> requests.add(bytes(head)));
    assertThat(requests).hasSizeGreaterThan(400);

    for (byte[] request : requests) {
      Reply reply = ask(request);
      String text =
          new String(request, 0, Math.min(request.length, 300), StandardCharsets.ISO_8859_1);
      if (!reply.equals(Reply.NONE)) {
        assertThat(REFUSALS).as(text).contains(reply.status());
        assertThat(reply.body()).as(text).startsWith("{\"error\":\"").contains("\"cure\":\"");
      }
      assertThat(ask(bytes(RawClient.post("/rank", PROPER))).status()).as(text).isEqualTo(200);
    }
    assertThat(failures).isEmpty();
  }

  private static List<String> bodies() {
    List<String> bodies = new ArrayList<>();
    for (int end = 0; end < PROPER.length(); end++) {
      bodies.add(PROPER.substring(0, end));
    }
    List<String> values =
        List.of(
            "true",
            "1.5",
            "{}",
            "[]",
            "\"x\"",
            "{\"a\": {}}",
            "[[1]]",
            "[{}]",
            "null",
            "1e999999999");
    for (String key : List.of("unit", "user", "candidates", "topic", "features", "id")) {
      for (String value : values) {
        if (!isAllowed(key, value)) {
          String inside = "{\"id\": 1, \"topic\": 1, \"features\": {}}";
          bodies.add(
              Set.of("topic", "features", "id").contains(key)
                  ? "{\"unit\": 1, \"candidates\": ["
                      + inside.replaceFirst(
                          "\"" + key + "\": (1|\\{\\})", "\"" + key + "\": " + value)
                      + "]}"
                  : "{\"unit\": \"u\", \"x\": 1}".replace("\"x\": 1", "\"" + key + "\": " + value));
        }
      }
    }
    for (int depth = 1; depth < 40; depth++) {
      bodies.add("[".repeat(depth));
      bodies.add("{\"a\":".repeat(depth));
      bodies.add("{\"unit\": \"u\", \"x\": " + "[".repeat(depth) + "]".repeat(depth) + "}");
    }
    for (String odd :
        List.of(
            "NaN",
            "Infinity",
            "-",
            "01",
            "+1",
            "1.",
            ".5",
            "0x1",
            "1e",
            "tru",
            "'a'",
            "\"\\x\"",
            "\"\u0001\"")) {
      bodies.add("{\"unit\": \"u\", \"user\": {\"age\": " + odd + "}}");
    }
    bodies.add("{\"unit\": \"u\", \"unit\": \"v\"}");
    bodies.add("{\"unit\": \"u\", \"user\": {\"age\": 1, \"age\": 2}}");
    bodies.add("{\"unit\": \"u\", \"user\": {\"age\": " + "9".repeat(2_000) + "}}");
    bodies.add("{\"unit\": \"" + "u".repeat(20_000) + "\"}");
    bodies.add("{\"unit\": \"u\", \"user\": {\"" + "a".repeat(2_000) + "\": 1}}");
    bodies.add(PROPER + PROPER);
    bodies.add(PROPER + "x");
    bodies.add("x".repeat(200_000));
    bodies.add("{\"unit\": \"u\", \"key\": \"xyz\"}");
    bodies.add("{\"protocol\": 2, \"sessions\": []}");
    bodies.add("{\"protocol\": 1}");
    bodies.add("{\"protocol\": 1, \"sessions\": [{\"key\": \"1\", \"state\": -1}]}");
    bodies.add("{\"protocol\": 1, \"sessions\": [" + "{},".repeat(1_001) + "{}]}");
    bodies.add(
        "{\"protocol\": 1, \"sessions\": [{\"key\": \"1\", \"state\": 99999999999999999999}]}");
    return bodies;
  }

  private static boolean isAllowed(String key, String value) {
    return switch (key) {
      case "unit", "id" -> value.equals("\"x\"");
      case "user", "features" -> value.equals("{}");
      case "candidates" -> value.equals("[]");
      default -> false;
    };
  }

  private static List<byte[]> encodings() {
    List<byte[]> requests = new ArrayList<>();
    for (int first = 0x80; first < 0x100; first += 3) {
      byte[] request = bytes(RawClient.post("/rank", "{\"unit\": \"@\"}"));
      request[request.length - 3] = (byte) first;
      requests.add(request);
    }
    return requests;
  }

  private static List<String> heads() {
    String proper = RawClient.post("/rank", PROPER);
    List<String> heads = new ArrayList<>();
    for (String method : List.of("GET", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HACK")) {
      heads.add(proper.replace("POST", method));
    }
    for (String path :
        List.of(
            "/",
            "/RANK",
            "/rank/",
            "/rank/..",
            "/%2e%2e/rank",
            "//rank",
            "/reload",
            "/" + "a".repeat(9_000),
            "*",
            "http://h/x")) {
      heads.add(proper.replace("/rank", path));
    }
    for (String type :
        List.of(
            "text/plain",
            "application/xml",
            "application/jsonx",
            "multipart/form-data; boundary=x",
            ";")) {
      heads.add(proper.replace("application/json", type));
    }
    for (String coding : List.of("gzip", "br", "identity, gzip", "x")) {
      heads.add(proper.replace("Host", "Content-Encoding: " + coding + "\r\nHost"));
    }
    for (String length : List.of("-1", "x", "1e3", "99999999999999999999", "200000", "")) {
      heads.add(proper.replaceFirst("Content-Length: \\d+", "Content-Length: " + length));
    }
    heads.add(proper.replace("Host: localhost", "Host: localhost\r\nContent-Length: 3"));
    heads.add(proper.replace("Host: localhost", "Host: localhost\r\nTransfer-Encoding: chunked"));
    heads.add(proper.replace("Host: localhost", "Host: localhost\r\nTransfer-Encoding: gzip"));
    heads.add(
        proper.replace(
            "Host: localhost", "Host: localhost\r\nTransfer-Encoding: chunked, identity"));
    heads.add(proper.replace("Host: localhost\r\n", ""));
    heads.add(proper.replace("Host: localhost", "Host: localhost\r\nHost: i"));
    heads.add(proper.replace("Host: localhost", "Host: localhost\r\nX: " + "a".repeat(1 << 20)));
    heads.add(proper.replace("Host: localhost", "Host: localhost" + "\r\nX: a".repeat(5_000)));
    heads.add(proper.replace("Host: localhost", "Host: localhost\r\nX: \u0000"));
    heads.add(proper.replace("Host: localhost", "Host: localhost\r\n folded"));
    heads.add(proper.replace("Host: localhost", "Host : localhost"));
    heads.add(proper.replace("Host: localhost", "Host: localhost\r\nExpect: 200-maybe"));
    heads.add(proper.replace("HTTP/1.1", "HTTP/0.9"));
    heads.add(proper.replace("HTTP/1.1", "HTTP/9.9"));
    heads.add(
        "POST /rank HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
    heads.add(
        "POST /rank HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n{}");
    heads.add("POST /rank?a=%zz HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}");
    heads.add("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    heads.add(
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"
            + "x".repeat(100)
            + "\r\n\r\n");
    heads.add("\r\n".repeat(20_000));
    heads.add("\u0000".repeat(10_000));
    return heads;
  }
}
