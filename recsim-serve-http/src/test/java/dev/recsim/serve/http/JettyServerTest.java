package dev.recsim.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Options;
import dev.recsim.serve.config.ServerOptions;
import dev.recsim.serve.http.RawClient.Reply;
import dev.recsim.serve.http.Routes.Route;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Limits, tokens and the end of a server. */
class JettyServerTest {
  private static final ServerOptions FREE_PORTS =
      Options.with(Options.with(ServerOptions.DEFAULTS, "port", 0), "admin_port", 0);

  private final Traffic traffic = new Traffic(line -> {});
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private JettyServer server;

  @AfterEach
  void stop() {
    open.countDown();
    if (server != null) {
      server.stop();
    }
  }

  private void start(ServerOptions options, BearerToken token) {
    server =
        new JettyServer(
            options,
            token,
            traffic,
            Map.of(
                "/rank", Route.post(call -> Answer.json(call.body())),
                "/slow", Route.post(this::slow),
                "/fail", Route.post(JettyServerTest::fail),
                "/health", Route.get(true, call -> Answer.text("text/plain", "up"))),
            Map.of("/reload", Route.post(call -> Answer.json(call.body()))));
  }

  private Answer slow(Routes.Call call) {
    entered.countDown();
    try {
      assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.json(call.body());
  }

  private static Answer fail(Routes.Call call) {
    throw new IllegalStateException("broken");
  }

  private static ServerOptions with(String key, Object value) {
    return Options.with(FREE_PORTS, key, value);
  }

  private Reply ask(String request) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      return client.send(request).reply();
    }
  }

  @Test
  void answersRequestsOnOneConnection() throws IOException {
    start(FREE_PORTS, BearerToken.NONE);

    try (RawClient client = new RawClient(server.port())) {
      String twice = RawClient.post("/rank", "[1]") + RawClient.post("/rank", "[2]");
      client.send(twice);
      assertThat(client.reply().body()).isEqualTo("[1]");
      assertThat(client.reply().body()).isEqualTo("[2]");
    }
  }

  @Test
  void listensAtTheLoopbackAddressAndHasAPortForAdminCalls() throws IOException {
    start(FREE_PORTS, BearerToken.NONE);

    assertThat(server.addresses()).startsWith("http://localhost:" + server.port());
    assertThat(ask(RawClient.post("/reload", "{}")).status()).isEqualTo(404);
    try (RawClient admin = new RawClient(server.adminPort())) {
      assertThat(admin.send(RawClient.post("/reload", "{}")).reply().status()).isEqualTo(200);
      assertThat(admin.send(RawClient.post("/rank", "{}")).reply().status()).isEqualTo(404);
    }
  }

  private Reply reload(String host, String more) throws IOException {
    try (RawClient client = new RawClient(server.adminPort())) {
      String request = RawClient.post("/reload", "{}");
      return client.send(request.replace("Host: localhost", "Host: " + host + more)).reply();
    }
  }

  /** A page of another site can make its own name point to this machine. */
  @Test
  void adminCallsWithoutATokenNameThisMachine() throws IOException {
    start(with("admin_host", "127.0.0.1"), BearerToken.NONE);
    String port = ":" + server.adminPort();

    for (String host : List.of("localhost", "LocalHost", "127.0.0.1", "[::1]")) {
      assertThat(reload(host, "").status()).as(host).isEqualTo(200);
      assertThat(reload(host, port).status()).as(host).isEqualTo(200);
    }
    for (String host : List.of("evil.com", "localhost.evil.com", "127.0.0.2", "[::2]")) {
      Reply reply = reload(host, port);
      assertThat(reply.status()).as(host).isEqualTo(403);
      assertThat(reply.body())
          .contains(
              "admin calls without a token must be sent to this machine, not to " + host,
              "send them to localhost, or set server.token_env or server.admin_host");
    }
    assertThat(ask(RawClient.post("/rank", "[1]").replace("localhost", "shop.com")).status())
        .isEqualTo(200);
  }

  @Test
  void adminCallsMayNameTheConfiguredHost() throws IOException {
    start(with("admin_host", "127.0.0.3"), BearerToken.NONE);

    try (Socket socket = new Socket("127.0.0.3", server.adminPort())) {
      String request = RawClient.post("/reload", "{}").replace("localhost", "127.0.0.3");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200");
    }
  }

  @Test
  void adminCallsWithATokenMayNameAnyHost() throws IOException {
    start(FREE_PORTS, BearerToken.of("TOKEN", "s3cret"));

    assertThat(reload("evil.com", "").status()).isEqualTo(401);
    assertThat(reload("proxy.shop.com", "\r\nAuthorization: Bearer s3cret").status())
        .isEqualTo(200);
  }

  @Test
  void wantsTheTokenExceptForHealth() throws IOException {
    start(FREE_PORTS, BearerToken.of("TOKEN", " s3cret\n"));

    Reply none = ask(RawClient.post("/rank", "[1]"));
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.head()).contains("WWW-Authenticate: Bearer");
    assertThat(none.body()).contains("the token is missing or wrong").doesNotContain("s3cret");
    String post = RawClient.post("/rank", "[1]");
    assertThat(ask(post.replace("Host", "Authorization: Bearer s3cre\r\nHost")).status())
        .isEqualTo(401);
    assertThat(ask(post.replace("Host", "Authorization: Bearer s3cret\r\nHost")).status())
        .isEqualTo(200);
    assertThat(ask("GET /health HTTP/1.1\r\nHost: h\r\n\r\n").status()).isEqualTo(200);
  }

  @Test
  void refusesTokensThatNoHeaderCanHave() {
    assertThatThrownBy(() -> BearerToken.of("TOKEN", null))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "the environment variable TOKEN, which server.token_env names, is not set; set it to the token");
    assertThatThrownBy(() -> BearerToken.of("TOKEN", "s3 cret"))
        .isInstanceOf(StartFailure.class)
        .hasMessageNotContaining("cret\"")
        .hasMessageContaining("no visible ASCII");
  }

  @Test
  void answersTooManyWithStatus429() throws IOException, InterruptedException {
    start(with("max_requests", 1), BearerToken.NONE);

    try (RawClient first = new RawClient(server.port())) {
      first.send(RawClient.post("/slow", "[1]"));
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      Reply second = ask(RawClient.post("/rank", "[2]"));
      assertThat(second.status()).isEqualTo(429);
      assertThat(second.head()).contains("Retry-After: 1");
      assertThat(second.body()).contains("\"cure\"");
      open.countDown();
      assertThat(first.reply().body()).isEqualTo("[1]");
    }
    assertThat(ask(RawClient.post("/rank", "[3]")).status()).isEqualTo(200);
  }

  @Test
  void aFailureIsAnAnswerWithoutItsMessage() throws IOException {
    start(FREE_PORTS, BearerToken.NONE);

    Reply reply = ask(RawClient.post("/fail", "[1]"));
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).contains("IllegalStateException").doesNotContain("broken");
  }

  @Test
  void refusesLargeBodiesWhetherTheirLengthIsToldOrNot() throws IOException {
    start(with("max_body", "1kB"), BearerToken.NONE);

    String body = "[" + "1,".repeat(600) + "1]";
    String announced = RawClient.post("/rank", body);
    assertThat(ask(announced).status()).isEqualTo(413);
    // It does not wait for the body.
    assertThat(ask(announced.substring(0, announced.indexOf('['))).status()).isEqualTo(413);
    String chunked =
        "POST /rank HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(body.length())
            + "\r\n"
            + body
            + "\r\n0\r\n\r\n";
    Reply reply = ask(chunked);
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.body()).contains("more than 1024 bytes", "server.max_body");
  }

  @Test
  @Tag("slow")
  void moreConnectionsThanTheLimitWait() throws Exception {
    start(with("max_connections", 3), BearerToken.NONE);

    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      clients.add(new RawClient(server.port()));
      assertThat(clients.get(i).send(RawClient.post("/rank", "[1]")).reply().status())
          .isEqualTo(200);
    }
    try (RawClient fourth = new RawClient(server.port())) {
      fourth.send(RawClient.post("/rank", "[4]"));
      CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> replyOf(fourth));
      Thread.sleep(300);
      assertThat(reply).isNotDone();
      clients.get(0).close();
      assertThat(reply.get(20, TimeUnit.SECONDS).body()).isEqualTo("[4]");
    }
    for (RawClient client : clients) {
      client.close();
    }
  }

  @Test
  @Tag("slow")
  void silentConnectionsGiveTheirPlaceToOthers() throws Exception {
    start(with("max_connections", 2), BearerToken.NONE);

    try (RawClient first = new RawClient(server.port());
        RawClient second = new RawClient(server.port())) {
      assertThat(first.send(RawClient.post("/rank", "[1]")).reply().status()).isEqualTo(200);
      assertThat(ask(RawClient.post("/rank", "[3]")).body()).isEqualTo("[3]");
      // Both are silent now; the place of one is enough.
      assertThat(CompletableFuture.anyOf(end(first), end(second)).get(20, TimeUnit.SECONDS))
          .isEqualTo(true);
    }
  }

  private static CompletableFuture<Boolean> end(RawClient client) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return client.ends();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  @Test
  void wantsToKnowThatTheBodyIsJson() throws IOException {
    start(FREE_PORTS, BearerToken.NONE);

    String post = RawClient.post("/rank", "[1]");
    assertThat(ask(post.replace("Content-Type: application/json\r\n", "")).status()).isEqualTo(415);
    assertThat(ask(post.replace("json", "JSON; charset=utf-8")).status()).isEqualTo(200);
    Reply get = ask(post.replace("POST", "GET"));
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.head()).contains("Allow: POST");
  }

  private static Reply replyOf(RawClient client) {
    try {
      return client.reply();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  @Tag("slow")
  void closesSlowAndSilentClientsAndServesOthersMeanwhile() throws Exception {
    start(Options.with(with("request_timeout", "2s"), "idle_timeout", "4s"), BearerToken.NONE);
    String request = RawClient.post("/rank", "[" + "1,".repeat(2_000) + "1]");

    try (RawClient dripping = new RawClient(server.port());
        RawClient drippingBody = new RawClient(server.port());
        RawClient silent = new RawClient(server.port());
        RawClient keptOpen = new RawClient(server.port())) {
      drippingBody.send(request.substring(0, request.indexOf("1,")));
      assertThat(keptOpen.send(RawClient.post("/rank", "[1]")).reply().status()).isEqualTo(200);
      long start = System.nanoTime();
      boolean dripped = true;
      for (int i = 0; dripped && i < 1_500; i++) {
        dripped = drips(dripping, request, i) & drips(drippingBody, "1,", i % 2);
        assertThat(ask(RawClient.post("/rank", "[2]")).body()).isEqualTo("[2]");
        assertThat(keptOpen.send(RawClient.post("/rank", "[1]")).reply().status()).isEqualTo(200);
        Thread.sleep(20);
      }
      assertThat(dripping.reply()).isEqualTo(Reply.NONE);
      assertThat(drippingBody.reply()).isEqualTo(Reply.NONE);
      assertThat(silent.ends()).isTrue();
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(60);
    }
  }

  private static boolean drips(RawClient client, String text, int i) {
    try {
      client.send(text.substring(i, i + 1));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void finishesRequestsBeforeItStops() throws Exception {
    start(FREE_PORTS, BearerToken.NONE);

    try (RawClient client = new RawClient(server.port())) {
      client.send(RawClient.post("/slow", "[1]"));
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(server::stop);
      while (!traffic.isStopping()) {
        Thread.onSpinWait();
      }
      open.countDown();
      Reply reply = client.reply();
      assertThat(reply.body()).isEqualTo("[1]");
      assertThat(reply.head()).contains("Connection: close");
      assertThat(stopped.get(20, TimeUnit.SECONDS)).isTrue();
    }
    int port = server.port();
    assertThatThrownBy(() -> new RawClient(port).close()).isInstanceOf(Exception.class);
  }

  @Test
  void stopsInTimeAlthoughARequestDoesNotEnd() throws Exception {
    start(with("shutdown", "200ms"), BearerToken.NONE);

    try (RawClient client = new RawClient(server.port())) {
      client.send(RawClient.post("/slow", "[1]"));
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(server.stop()).isFalse();
    }
  }

  @Test
  void saysThatAPortIsTaken() {
    start(FREE_PORTS, BearerToken.NONE);

    ServerOptions same = Options.with(FREE_PORTS, "port", server.port());
    assertThatThrownBy(() -> new JettyServer(same, BearerToken.NONE, traffic, Map.of(), Map.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("cannot listen at localhost:" + server.port())
        .hasMessageContaining("set server.port");
  }

  @Test
  void tokensAreComparedAsBytes() {
    BearerToken token = BearerToken.of("TOKEN", "abc");
    assertThat(token.accepts("bearer abc")).isTrue();
    assertThat(token.accepts("Basic abc")).isFalse();
    assertThat(token.accepts("Bearer " + new String(new byte[] {0}, StandardCharsets.UTF_8)))
        .isFalse();
    assertThat(token.accepts(null)).isFalse();
  }
}
