package dev.recsim.fit.ids;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A log of 160 slates by 20 users of 12 documents, and what another program computed from it.
 *
 * @param slates in the order of the log
 * @param values the computed numbers, to 12 digits
 */
public record IdVectors(List<Shown> slates, JsonNode values) {
  private static final Path FILE = Path.of("src/test/resources/vectors/ids.json");
  public static final int USERS = 20;
  public static final int DOCUMENTS = 12;

  /**
   * A slate.
   *
   * @param clicked position, -1 for none
   */
  public record Shown(int user, int step, int[] documents, int clicked, String status) {
    static Shown of(String line) {
      String[] fields = line.split(",");
      int[] clicks = Arrays.stream(fields[4].split(" ")).mapToInt(Integer::parseInt).toArray();
      int clicked = -1;
      for (int k = 0; k < clicks.length; k++) {
        clicked = clicks[k] == 1 ? k : clicked;
      }
      return new Shown(
          Integer.parseInt(fields[0].substring(1)),
          Integer.parseInt(fields[2]),
          Arrays.stream(fields[3].split(" "))
              .mapToInt(it -> Integer.parseInt(it.substring(1)))
              .toArray(),
          clicked,
          fields[5]);
    }
  }

  /** Reads the file. */
  public static IdVectors read() {
    try {
      JsonNode values = new ObjectMapper().readTree(FILE.toFile());
      return new IdVectors(
          values.get("csv").asText().lines().skip(1).map(Shown::of).toList(), values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first document of each user's clicks, and the end of the last. */
  public int[] firstClicks() {
    int[] first = new int[USERS + 1];
    slates.stream().filter(it -> it.clicked >= 0).forEach(it -> first[it.user + 1]++);
    for (int u = 0; u < USERS; u++) {
      first[u + 1] += first[u];
    }
    return first;
  }

  /** The documents that were clicked. */
  public int[] clicks() {
    return slates.stream()
        .filter(it -> it.clicked >= 0)
        .mapToInt(it -> it.documents[it.clicked])
        .toArray();
  }

  /** Numbers of the file. */
  public static double[] numbers(JsonNode list) {
    List<JsonNode> all = new ArrayList<>();
    StreamSupport.stream(list.spliterator(), false).forEach(all::add);
    return all.stream().mapToDouble(JsonNode::asDouble).toArray();
  }
}
