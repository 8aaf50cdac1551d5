package dev.recsim.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Options;
import dev.recsim.serve.config.ServerOptions;
import dev.recsim.serve.config.TlsOptions;
import dev.recsim.serve.http.Routes.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that speaks TLS with PEM files. */
@Tag("slow")
class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  /** Makes a key with a certificate for localhost, and writes both as PEM. */
  private KeyStore make(String name, String algorithm) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-validity",
                "30000",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Key key = keys.getKey("k", PASSWORD.toCharArray());
    Certificate certificate = keys.getCertificate("k");
    pem(name + ".key", "PRIVATE KEY", key.getEncoded());
    pem(name + ".pem", "CERTIFICATE", certificate.getEncoded());
    return keys;
  }

  private void pem(String file, String title, byte[] bytes) throws IOException {
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(title, Base64.getMimeEncoder().encodeToString(bytes), title));
  }

  private TlsOptions files(String certificate, String key) {
    return new TlsOptions(folder.resolve(certificate).toString(), folder.resolve(key).toString());
  }

  @Test
  void answersThroughTls() throws Exception {
    answers("EC");
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(strings = {"RSA", "Ed25519"})
  void answersThroughTlsOfOtherKeys(String algorithm) throws Exception {
    answers(algorithm);
  }

  private void answers(String algorithm) throws Exception {
    KeyStore keys = make("server", algorithm);
    ServerOptions free =
        Options.with(Options.with(ServerOptions.DEFAULTS, "port", 0), "admin_port", 0);
    JettyServer server =
        new JettyServer(
            Options.with(free, "tls", files("server.pem", "server.key")),
            BearerToken.NONE,
            new Traffic(line -> {}),
            Map.of("/health", Route.get(true, call -> Answer.text("text/plain", "up"))),
            Map.of());
    try {
      assertThat(server.addresses()).startsWith("https://");
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("k", keys.getCertificate("k"));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .sslContext(tls)
              .build()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("https://localhost:" + server.port() + "/health"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("up");
    } finally {
      server.stop();
    }
  }

  @Test
  void refusesFilesThatAreNoPair() throws Exception {
    make("one", "EC");
    make("two", "EC");

    assertThatThrownBy(() -> PemFiles.read(files("one.pem", "two.key")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("does not fit the certificate");
    assertThatThrownBy(() -> PemFiles.read(files("one.key", "one.key")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("has no certificate");
    assertThatThrownBy(() -> PemFiles.read(files("one.pem", "one.pem")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    assertThatThrownBy(() -> PemFiles.read(files("one.pem", "none.key")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("none.key cannot be read");
  }
}
