package dev.recsim.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenTest {
  private static final String SECRET = "s3cr3t/+\"=&<'T~k\\";

  private final Token token = Token.of("MY_TOKEN", SECRET);

  @Test
  void blanksAndLineEndsAroundATokenAreNoPartOfIt() {
    for (String end : List.of("\n", "\r\n", "\r", " ", "\t", "\f \n")) {
      assertThat(Token.of("MY_TOKEN", end + SECRET + end).authorization())
          .isEqualTo("Bearer " + SECRET);
    }
  }

  @Test
  void messagesOfTokensThatNoHeaderCanHaveNameOnlyTheVariable() {
    for (String part : List.of("\n", "\r", "\r\n", "\0", "\u001b", " ", "\t", "é", "\u0085", "☃")) {
      assertThatThrownBy(() -> Token.of("MY_TOKEN", "s3cr3t" + part + "value"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the environment variable MY_TOKEN, which token_env names, has ")
          .hasMessageNotContaining("s3cr3t")
          .hasMessageNotContaining("value");
    }
    assertThatThrownBy(() -> Token.of("MY_TOKEN", null))
        .hasMessage("the environment variable MY_TOKEN is not set; token_env names it");
    for (String empty : List.of("", " ", "\r\n")) {
      assertThatThrownBy(() -> Token.of("MY_TOKEN", empty))
          .hasMessage("the environment variable MY_TOKEN is empty; token_env names it");
    }
  }

  @Test
  void encodingsOfATokenAreHiddenToo() {
    for (String echo :
        List.of(
            SECRET,
            SECRET.toUpperCase(java.util.Locale.ROOT),
            "s3cr3t\\/+\\\"=&<'T~k\\\\",
            "s3cr3t/\\u002b\\u0022\\u003D\\u0026\\u003c\\u0027T~k\\u005C",
            URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
            "s3cr3t/%2b%22=%26<'T%7ek%5C",
            "s3cr3t/+&quot;=&amp;&lt;&#39;T~k\\",
            "s3cr3t/+&#34;=&#38;&#x3C;&#x27;T~k\\")) {
      assertThat(token.redacted("it said <" + echo + ">!")).isEqualTo("it said <***>!");
    }
    for (String before : List.of("", "Bearer ", "me:", "x", "x=")) {
      byte[] bytes = (before + SECRET + "!").getBytes(StandardCharsets.UTF_8);
      for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        String echo = encoder.encodeToString(bytes);
        assertThat(echo.length() - token.redacted(echo).length())
            .as("letters hidden of " + echo)
            .isGreaterThanOrEqualTo((SECRET.length() / 3 - 1) * 4 - 3);
      }
    }
  }

  @Test
  void otherTextStays() {
    assertThat(token.redacted("secret s3cr3t/ $1 \\")).isEqualTo("secret s3cr3t/ $1 \\");
    assertThat(Token.of("T", "a").redacted("banana 61 YQ==")).isEqualTo("b***n***n*** 61 YQ==");
    assertThat(Token.NONE.redacted("nothing is hidden")).isEqualTo("nothing is hidden");
  }
}
