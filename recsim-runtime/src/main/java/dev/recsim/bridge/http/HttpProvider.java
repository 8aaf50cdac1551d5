package dev.recsim.bridge.http;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.ExternalAgentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.random.RandomKey;
import java.util.Optional;

/** Agents of type {@code http}. */
@Description("Asks a ranking service over HTTP which documents to show.")
public final class HttpProvider implements ExternalAgentProvider<HttpOptions> {

  @Override
  public void check(HttpOptions options, Environment environment) {
    InvalidOption.unless(
        options.url() != null, "url", "is missing; write \"url: http://localhost:8080/rank\"");
  }

  @Override
  public boolean reusable(HttpOptions options) {
    return options.version() != null;
  }

  @Override
  public Agent create(HttpOptions options, Environment environment, RandomKey key) {
    check(options, environment);
    Token token =
        Optional.ofNullable(options.tokenEnv())
            .map(it -> Token.of(it, System.getenv(it)))
            .orElse(Token.NONE);
    Service service = new Service(options, token);
    return () -> new HttpPolicy(service, environment.space());
  }
}
