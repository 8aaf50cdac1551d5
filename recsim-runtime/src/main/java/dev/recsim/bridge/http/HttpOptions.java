package dev.recsim.bridge.http;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Options of agents of type {@code http}. */
public record HttpOptions(
    @Description("Address of the service, such as http://localhost:8080/rank.") String url,
    @Description(
            "Version of the service; trials run again if it changes. Default: none; then stored"
                + " trials are never used again.")
        String version,
    @Description(
            "Environment variable with a token, which is sent as Authorization: Bearer."
                + " Default: none is sent.")
        String tokenEnv,
    @Description("Longest time for a complete answer, in seconds.")
        @Range(above = 0, max = 3_600)
        @Default("10")
        double timeout,
    @Description(
            "How often a request is sent again, with the same bytes, if there is no complete answer"
                + " or its status is 429, 502, 503 or 504.")
        @Range(min = 0, max = 20)
        @Default("2")
        int retries) {

  public HttpOptions {
    InvalidOption.unless(version == null || !version.isBlank(), "version", "must not be empty");
    if (url != null) {
      URI address = address(url);
      InvalidOption.unless(
          address.getHost() != null && Set.of("http", "https").contains(address.getScheme()),
          "url",
          "must be an address such as http://localhost:8080/rank");
      InvalidOption.unless(
          address.getUserInfo() == null,
          "url",
          "must not contain a password; put a token into an environment variable and name it in"
              + " token_env");
    }
  }

  private static URI address(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new InvalidOption("url", "is not an address: " + e.getReason());
    }
  }
}
