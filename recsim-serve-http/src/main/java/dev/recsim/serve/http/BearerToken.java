package dev.recsim.serve.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The token that callers must send; none of its forms is printed or compared byte by byte. */
final class BearerToken {
  /** For servers that want none. */
  static final BearerToken NONE = new BearerToken(Optional.empty());

  private static final String BEARER = "Bearer ";

  /** Digest of the token. */
  private final Optional<byte[]> digest;

  private BearerToken(Optional<byte[]> digest) {
    this.digest = digest;
  }

  /**
   * Reads a token, without the blanks and line ends around it.
   *
   * @param variable that has it
   * @param value of the variable; null if it is not set
   * @throws StartFailure if it is missing, or no header can have it
   */
  static BearerToken of(String variable, String value) {
    Optional<String> set = Optional.ofNullable(value);
    String token = set.map(String::strip).orElse("");
    if (token.isEmpty()) {
      throw new StartFailure(
          "the environment variable %s, which server.token_env names, is %s; set it to the token"
              .formatted(variable, set.isPresent() ? "empty" : "not set"));
    }
    if (!token.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new StartFailure(
          "the environment variable %s, which server.token_env names, has a character inside its token that is no visible ASCII; set it again"
              .formatted(variable));
    }
    return new BearerToken(Optional.of(digest(token)));
  }

  /** Whether callers must send it. */
  boolean isWanted() {
    return digest.isPresent();
  }

  /** Whether a value of the header {@code Authorization}, or null, has the token. */
  boolean accepts(String authorization) {
    boolean bearer =
        authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String given = bearer ? authorization.substring(BEARER.length()).strip() : "";
    return digest.map(it -> MessageDigest.isEqual(it, digest(given))).orElse(true);
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
