package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.contract.PromotedAgents;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The goal recsim:serve. */
class ServeIT {
  private static final Pattern ADDRESS =
      Pattern.compile("recsim serves at (http://localhost:\\d+)");

  private static Project project;

  @BeforeAll
  static void promote() throws IOException {
    project = Project.copy("service", "serve");
    PromotedAgents.of("lin_ucb", "interest_evolution", 1).write(project.path("promoted/agent"));
  }

  @Tag("nightly")
  @Test
  void servesUntilMavenIsStopped() throws Exception {
    Files.writeString(
        project.path("serve.yaml"),
        "policies: {new: {path: promoted/agent}}\nlog: {folder: served}\n"
            + "server: {port: 0, admin_port: 0}\n");
    RunningBuild build = project.start("recsim:serve");
    build.await("the server", () -> build.prints("recsim serves at "));

    Matcher address = ADDRESS.matcher(build.output());
    assertThat(address.find()).isTrue();
    HttpResponse<String> ready =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address.group(1) + "/ready")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(ready.body()).contains("\"new\"");
    build.signal("TERM");
    Build stopped = build.join();
    build.awaitEnd("recsim stopped", TimeUnit.SECONDS.toNanos(30));

    assertThat(stopped.output()).doesNotContain("\tat ", "Trials that were finished");
    assertThat(Project.files(project.path("served")))
        .anySatisfy(file -> assertThat(Files.readString(file)).contains("\"stop\""));
  }

  /** {@code ServeMainTest} of recsim-serve-http has more reasons. */
  @Tag("nightly")
  @Test
  void saysWhyItCannotServe() throws Exception {
    Files.writeString(project.path("other.yaml"), "policies: {new: {path: nowhere}}\nshadwo: []");

    Build build = project.mvn("recsim:serve", "-Drecsim.serveFile=other.yaml");

    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains("other.yaml:1:24: policies.new.path names \"nowhere\"")
        .contains("did you mean \"shadow\"?")
        .contains("The server ended with status 1; the lines above say why.")
        .doesNotContain("\tat ");
  }
}
