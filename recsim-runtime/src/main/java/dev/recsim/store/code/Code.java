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
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The code that a trial depends on: the contents of the class path, without paths and order, and
 * the properties that were handed to the JVM.
 *
 * @param entries class path entries and properties
 * @param testOnly entries that only the project's tests have; empty if they are not known
 * @param replaced entries that the project's tests have in another version: libraries of recsim
 *     that the project itself does not use at run time
 * @param overlaps digest of which entry a file comes from, for files that several entries have with
 *     other contents; empty if there are none
 */
public record Code(
    List<Entry> entries, List<Entry> testOnly, List<Entry> replaced, String overlaps) {
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
  public record Entry(String name, String digest) {
    private static final Pattern VERSION = Pattern.compile("-\\d[^/]*\\.jar$");

    /** Whether both are jars of one library in different versions, by their names. */
    private boolean isVersionOf(Entry other) {
      String library = VERSION.matcher(name).replaceFirst("");
      return !library.equals(name) && library.equals(VERSION.matcher(other.name).replaceFirst(""));
    }
  }

  public Code {
    entries = distinct(entries);
    testOnly = distinct(testOnly);
    replaced = distinct(replaced);
  }

  /** A code whose tests are not known. */
  public Code(List<Entry> entries, String overlaps) {
    this(entries, List.of(), List.of(), overlaps);
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
   * Whether trials of both have the same results although their digests differ: one is that of the
   * tests of the other one. Tests have more entries than goals, and other versions of some, and
   * cannot tell which.
   */
  boolean isSameAs(Code other) {
    return overlaps.equals(other.overlaps) && (isOfTests(other) || other.isOfTests(this));
  }

  private boolean isOfTests(Code goal) {
    return digests(entries).equals(digests(goal.ofTests()));
  }

  /** The entries of the project's tests, as far as they are known. */
  private List<Entry> ofTests() {
    Set<String> gone = digests(replaced);
    return Stream.concat(
            entries.stream().filter(entry -> !gone.contains(entry.digest())), testOnly.stream())
        .toList();
  }

  private static Set<String> digests(Collection<Entry> entries) {
    Set<String> digests = new HashSet<>();
    entries.forEach(entry -> digests.add(entry.digest()));
    return digests;
  }

  /**
   * What differs from an earlier code, in words: {@code core/target/classes changed}. What tests
   * always have and goals do not is left out.
   */
  List<String> changesSince(Code before) {
    List<String> changes =
        Stream.of(
                changes(before.entries, entries),
                changes(before.ofTests(), entries),
                changes(before.entries, ofTests()))
            .min(Comparator.comparing(List::size))
            .orElseThrow();
    return changes.isEmpty() ? List.of("the order of the class path changed") : changes;
  }

  private static List<String> changes(List<Entry> before, List<Entry> now) {
    Map<String, Entry> gone = missing(before, now);
    List<String> changes = new ArrayList<>();
    for (Entry entry : missing(now, before).values()) {
      Entry same = gone.remove(entry.name());
      Optional<Entry> version =
          same == null
              ? gone.values().stream().filter(entry::isVersionOf).findFirst()
              : Optional.empty();
      version.ifPresent(it -> gone.remove(it.name()));
      changes.add(
          version
              .map(it -> it.name() + " -> " + entry.name())
              .orElse(entry.name() + (same == null ? " added" : " changed")));
    }
    gone.keySet().forEach(name -> changes.add(name + " removed"));
    changes.sort(null);
    return changes;
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
