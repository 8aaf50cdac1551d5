package dev.recsim.bridge.http;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The secret that a service wants. Neither it nor an encoding of it becomes part of a message. */
final class Token {
  /** For services that want none. */
  static final Token NONE = new Token("");

  private static final String HIDDEN = "***";

  /** Base64 writes 3 bytes as 4 letters. */
  private static final int GROUP = 3;

  private static final int LETTERS = 4;

  /** Fewer letters of Base64 would be found in innocent words. */
  private static final int FEWEST = 8;

  private static final Map<Character, String> HTML =
      Map.of('&', "amp", '<', "lt", '>', "gt", '"', "quot", '\'', "apos");

  private final String value;
  private final Pattern echoes;

  private Token(String value) {
    this.value = value;
    this.echoes = value.isEmpty() ? null : echoes(value);
  }

  /**
   * Reads a token, without the blanks and line ends around it.
   *
   * @param variable that has it, for messages
   * @param value of the variable; null if it is not set
   * @throws IllegalStateException if it is missing, or no header can have it
   */
  static Token of(String variable, String value) {
    Optional<String> set = Optional.ofNullable(value);
    String token = set.map(String::strip).orElse("");
    if (token.isEmpty()) {
      throw new IllegalStateException(
          "the environment variable %s is %s; token_env names it"
              .formatted(variable, set.isPresent() ? "empty" : "not set"));
    }
    if (!token.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new IllegalStateException(
          ("the environment variable %s, which token_env names, has a blank, a line end or another"
                  + " character inside its token that is no visible ASCII; set it again")
              .formatted(variable));
    }
    return new Token(token);
  }

  boolean isNone() {
    return value.isEmpty();
  }

  /** The value of the header {@code Authorization}. */
  String authorization() {
    return "Bearer " + value;
  }

  /** The text with asterisks in place of the token, as it is or in a usual encoding. */
  String redacted(String text) {
    return isNone() ? text : echoes.matcher(text).replaceAll(HIDDEN);
  }

  /**
   * Matches what a service may make of a token: letters of either case, each as it is or escaped as
   * in JSON, HTML or an address, and Base64.
   */
  private static Pattern echoes(String token) {
    String letters = token.chars().mapToObj(Token::letter).collect(joining());
    Stream<String> encoded = IntStream.range(0, GROUP).mapToObj(before -> base64(token, before));
    return Pattern.compile(
        Stream.concat(
                Stream.of(letters), encoded.filter(it -> it.length() >= FEWEST).map(Token::safe))
            .collect(joining("|")),
        Pattern.CASE_INSENSITIVE);
  }

  private static String letter(int c) {
    String html = HTML.getOrDefault((char) c, "nbsp");
    return "(?:\\\\u%04x|%%%02x|&#0*%s;|&#x0*%x;|&%s;|\\\\?%s)"
        .formatted(c, c, c, c, html, Pattern.quote(Character.toString(c)));
  }

  /**
   * The letters of Base64 that depend on the token alone.
   *
   * @param before number of bytes before the token in its group
   */
  private static String base64(String token, int before) {
    byte[] padded = (" ".repeat(before) + token).getBytes(StandardCharsets.US_ASCII);
    byte[] groups = Arrays.copyOf(padded, padded.length - padded.length % GROUP);
    String letters = Base64.getEncoder().encodeToString(groups);
    return letters.substring(before == 0 ? 0 : Math.min(LETTERS, letters.length()));
  }

  /** A pattern of Base64, also with the two letters that are safe in an address. */
  private static String safe(String base64) {
    return base64.replace("+", "[+-]").replace("/", "[/_]");
  }
}
