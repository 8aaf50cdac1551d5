package dev.recsim.io;

import java.util.stream.Stream;

/**
 * A checksum as the last key of a JSON object, so that an edit by hand is found. It is SHA-256 of
 * the text before it, so it does not depend on what the text is read into.
 */
public final class JsonSeal {
  private static final String CHECKSUM = "\"checksum\": \"";

  private JsonSeal() {}

  /** Returns a JSON object, which ends with a newline, with its checksum. */
  public static String on(String json) {
    String end = end(json);
    String body = json.substring(0, json.length() - end.length());
    int first = json.indexOf('"');
    String separator = end.equals("}\n") ? " " : json.substring(1, first);
    return body + ',' + separator + CHECKSUM + Digest.of(body) + '"' + end;
  }

  /** The end of a JSON object with its root on one line or on many. */
  private static String end(String json) {
    return json.endsWith("\n}\n") ? "\n}\n" : "}\n";
  }

  /** Whether a text with Unix line ends has a checksum, right or not. */
  public static boolean isOn(String text) {
    return text.contains(CHECKSUM);
  }

  /** Whether a text with Unix line ends has the checksum of its contents. */
  public static boolean isRight(String text) {
    int at = text.lastIndexOf(CHECKSUM);
    String before = text.substring(0, Math.max(at, 0));
    String body = before.stripTrailing();
    if (!body.endsWith(",")) {
      return false;
    }
    String end = '"' + end(text);
    // The first predictions have the checksum of the text in which it is empty.
    return Stream.of(body.substring(0, body.length() - 1), before + CHECKSUM + end)
        .anyMatch(each -> text.equals(before + CHECKSUM + Digest.of(each) + end));
  }
}
