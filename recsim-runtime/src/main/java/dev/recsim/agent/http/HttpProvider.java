package dev.recsim.agent.http;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.random.RandomKey;

/** Agents of type {@code http}. */
@Description("Asks a ranking service over HTTP which documents to show.")
public final class HttpProvider implements AgentProvider<HttpOptions> {

  @Override
  public String name() {
    return "http";
  }

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
  public boolean replayable(HttpOptions options) {
    return false;
  }

  @Override
  public Agent create(HttpOptions options, Environment environment, RandomKey key) {
    check(options, environment);
    Service service = new Service(options, token(options));
    return () -> new HttpPolicy(service, environment.space());
  }

  /** The token, or null. */
  private static String token(HttpOptions options) {
    String token = options.tokenEnv() == null ? null : System.getenv(options.tokenEnv());
    if (options.tokenEnv() != null && (token == null || token.isBlank())) {
      throw new IllegalStateException(
          "the environment variable %s is not set; token_env names it"
              .formatted(options.tokenEnv()));
    }
    return token;
  }
}
