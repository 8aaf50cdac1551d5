package dev.recsim.serve.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The token that callers must send; none of its forms is printed or compared byte by byte. */
final class BearerToken {
  /** For servers that want none. */
  static final BearerToken NONE = new BearerToken(null);

  private static final String BEARER = "Bearer ";

  /** Digest of the token; null if there is none. */
  private final byte[] digest;

  private BearerToken(byte[] digest) {
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
    String token = value == null ? "" : value.strip();
    if (token.isEmpty()) {
      throw new StartFailure(
          "the environment variable %s, which server.token_env names, is %s; set it to the token"
              .formatted(variable, value == null ? "not set" : "empty"));
    }
    if (!token.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new StartFailure(
          "the environment variable %s, which server.token_env names, has a character inside its token that is no visible ASCII; set it again"
              .formatted(variable));
    }
    return new BearerToken(digest(token));
  }

  /** Whether a value of the header {@code Authorization}, or null, has the token. */
  boolean accepts(String authorization) {
    if (digest == null) {
      return true;
    }
    boolean bearer =
        authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String given = bearer ? authorization.substring(BEARER.length()).strip() : "";
    return MessageDigest.isEqual(digest, digest(given));
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
