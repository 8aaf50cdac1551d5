package dev.recsim.store.code;

import dev.recsim.io.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The code that a trial depends on: the contents of the class path, without paths and order, and
 * the properties that were handed to the JVM.
 *
 * @param entries class path entries and properties
 * @param testOnly entries that only the project's tests have; empty if they are not known
 * @param overlaps digest of which entry a file comes from, for files that several entries have with
 *     other contents; empty if there are none
 */
public record Code(List<Entry> entries, List<Entry> testOnly, String overlaps) {
  /** The codes of this JVM by their digests. A digest stands for its contents, so none is stale. */
  private static final Map<String, Code> RUNNING = Collections.synchronizedMap(new HashMap<>());

  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::digest).thenComparing(Entry::name);

  /**
   * A class path entry or a property.
   *
   * @param name for messages, such as {@code core/target/classes} or {@code lib-1.2.jar}
   * @param digest of its contents
   */
  public record Entry(String name, String digest) {}

  public Code {
    entries = distinct(entries);
    testOnly = distinct(testOnly);
  }

  private static List<Entry> distinct(List<Entry> entries) {
    SortedSet<Entry> distinct = new TreeSet<>(ORDER);
    distinct.addAll(entries);
    return List.copyOf(distinct);
  }

  /** Returns the digest of all but the test-only entries. Names do not change it. */
  public String digest() {
    StringBuilder text = new StringBuilder(overlaps).append('\n');
    entries.stream().map(Entry::digest).distinct().forEach(it -> text.append(it).append('\n'));
    return Digest.of(text.toString());
  }

  /** Lets {@link #running} find it; returns its digest. */
  public String run() {
    String digest = digest();
    RUNNING.put(digest, this);
    return digest;
  }

  /** The code of this JVM with this digest, or null. */
  static Code running(String digest) {
    return RUNNING.get(digest);
  }

  /**
   * Whether trials of both have the same results although their digests differ: their entries are
   * equal once the test-only ones that the other one knows are left out. Tests have more entries
   * than goals, and cannot tell which of them only tests have.
   */
  boolean isSameAs(Code other) {
    return overlaps.equals(other.overlaps)
        && (has(entries, other.entries, other.testOnly) || has(other.entries, entries, testOnly));
  }

  private static boolean has(List<Entry> all, List<Entry> some, List<Entry> more) {
    return digests(all).equals(digests(Stream.concat(some.stream(), more.stream()).toList()));
  }

  private static Set<String> digests(Collection<Entry> entries) {
    Set<String> digests = new HashSet<>();
    entries.forEach(entry -> digests.add(entry.digest()));
    return digests;
  }

  /** What differs from an earlier code, in words: {@code core/target/classes changed}. */
  List<String> changesSince(Code before) {
    Map<String, Entry> gone = missing(before.entries, entries);
    List<String> changes = new ArrayList<>();
    for (Entry entry : missing(entries, before.entries).values()) {
      changes.add(entry.name() + (gone.remove(entry.name()) == null ? " added" : " changed"));
    }
    gone.keySet().forEach(name -> changes.add(name + " removed"));
    changes.sort(null);
    return changes.isEmpty() ? List.of("the order of the class path changed") : changes;
  }

  /** The entries whose contents the others do not have, by name. */
  private static Map<String, Entry> missing(List<Entry> entries, List<Entry> others) {
    Set<String> known = digests(others);
    Map<String, Entry> missing = new HashMap<>();
    entries.stream()
        .filter(entry -> !known.contains(entry.digest()))
        .forEach(entry -> missing.put(entry.name(), entry));
    return missing;
  }
}
