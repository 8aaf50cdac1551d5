package dev.recsim.spark;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Puts the followers of each document together.
 *
 * @param most number of followers of a document that are kept
 */
record Followers(int most) {
  private static final Comparator<Follower> LARGEST =
      Comparator.comparingLong(Follower::count).reversed().thenComparingInt(Follower::document);

  private record Follower(int document, long count) {}

  /**
   * Encodes the documents of a partition, see {@link dev.recsim.experiment.remote.Frames#COUNTS}.
   *
   * @param rows pairs of documents with their counts, sorted
   */
  byte[] of(Iterator<Row> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    List<Follower> followers = new ArrayList<>();
    int document = -1;
    try {
      while (rows.hasNext()) {
        Row row = rows.next();
        int first = (int) (row.getLong(0) >> Integer.SIZE);
        if (first != document) {
          write(document, followers, out);
          followers.clear();
          document = first;
        }
        followers.add(new Follower((int) row.getLong(0), row.getLong(1)));
      }
      write(document, followers, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void write(int document, List<Follower> followers, DataOutputStream out)
      throws IOException {
    if (followers.isEmpty()) {
      return;
    }
    List<Follower> kept =
        followers.size() <= most
            ? followers
            : followers.stream()
                .sorted(LARGEST)
                .limit(most)
                .sorted(Comparator.comparingInt(Follower::document))
                .toList();
    out.writeInt(document);
    out.writeLong(followers.stream().mapToLong(Follower::count).sum());
    out.writeInt(kept.size());
    for (Follower each : kept) {
      out.writeInt(each.document());
      out.writeLong(each.count());
    }
  }
}
