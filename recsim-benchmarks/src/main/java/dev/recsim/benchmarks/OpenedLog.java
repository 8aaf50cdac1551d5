package dev.recsim.benchmarks;

import dev.recsim.random.RandomKey;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a log of documents that users opened. Documents are in groups of a hundred, and a document
 * is popular in proportion to the inverse of its place in its group. A user goes to the next
 * document of the group, to one by popularity, or to another group.
 */
public final class OpenedLog {
  private static final int GROUP = 100;
  private static final double NEXT = 0.3;
  private static final double OTHER_GROUP = 0.05;

  private OpenedLog() {}

  /**
   * Writes it.
   *
   * @param args file, users, documents of each user, documents
   */
  public static void main(String[] args) throws IOException {
    int users = Integer.parseInt(args[1]);
    int each = Integer.parseInt(args[2]);
    int groups = Integer.parseInt(args[3]) / GROUP;
    RandomKey root = RandomKey.root(42);
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(args[0]))) {
      out.write("user,at,item\n");
      for (int user = 0; user < users; user++) {
        RandomKey key = root.child(user);
        int group = key.below(0, groups);
        int place = 0;
        for (int t = 0; t < each; t++) {
          RandomKey step = key.child(t);
          double luck = step.uniform(0);
          if (luck < OTHER_GROUP) {
            group = step.below(1, groups);
          }
          boolean next = luck > 1 - NEXT;
          place = next ? (place + 1) % GROUP : (int) Math.pow(GROUP, step.uniform(2)) - 1;
          out.write(user + "," + t + "," + (group * GROUP + place) + "\n");
        }
      }
    }
  }
}
