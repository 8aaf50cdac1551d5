package dev.recsim.store.code;

import dev.recsim.io.AtomicFile;
import dev.recsim.io.RegularFile;
import dev.recsim.store.code.Code.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The codes that the trials of a folder ran with, in a file next to them. A fingerprint of a trial
 * ends with the digest of its code. Without this file, trials are still found by their fingerprint,
 * but nobody can tell what has changed.
 */
public final class CodeFile {
  /** Between the two parts of a fingerprint. */
  private static final String PARTS = "-";

  private static final int MOST_CODES = 50;
  private static final String CODE = "code";
  private static final String ENTRY = "entry";
  private static final String TEST_ONLY = "test";
  private static final String REPLACED = "replaced";

  private final Path file;

  /** By digest; null before the file is read. */
  private Map<String, Code> stored;

  /**
   * @param folder of the trials; need not exist yet
   */
  public CodeFile(Path folder) {
    this.file = folder.resolve("code.txt");
  }

  /**
   * Makes a fingerprint.
   *
   * @param definition digest of all that determines a trial but its code
   * @param code digest of the code
   */
  public static String fingerprint(String definition, String code) {
    return definition + PARTS + code;
  }

  /** The definition in a fingerprint. */
  public static String definition(String fingerprint) {
    return fingerprint.split(PARTS, 2)[0];
  }

  private static String code(String fingerprint) {
    String[] parts = fingerprint.split(PARTS, 2);
    return parts.length == 2 ? parts[1] : "";
  }

  /** Whether trials with these fingerprints have the same result. */
  public boolean areSame(String stored, String wanted) {
    if (stored.equals(wanted)) {
      return true;
    }
    if (!definition(stored).equals(definition(wanted))) {
      return false;
    }
    Code before = stored().get(code(stored));
    Code now = Code.running(code(wanted));
    return before != null && now != null && now.isSameAs(before);
  }

  /** What changed between two trials, in words that a message joins with commas. */
  public List<String> changes(String stored, String wanted) {
    if (areSame(stored, wanted)) {
      return List.of();
    }
    Code before = stored().get(code(stored));
    Code now = Code.running(code(wanted));
    if (code(stored).equals(code(wanted)) || code(stored).isEmpty()) {
      return List.of(
          code(stored).isEmpty()
              ? "another version of recsim stored them"
              : "the definition changed");
    }
    return before == null || now == null ? List.of("the code changed") : now.changesSince(before);
  }

  /** What changed of the code between two trials, in words; empty if that is not known. */
  public List<String> codeChanges(String stored, String wanted) {
    Code before = stored().get(code(stored));
    Code now = Code.running(code(wanted));
    return code(stored).equals(code(wanted))
            || before == null
            || now == null
            || now.isSameAs(before)
        ? List.of()
        : now.changesSince(before);
  }

  /** Adds the code of a trial, unless the file has it. */
  public void add(String fingerprint) throws IOException {
    String digest = code(fingerprint);
    Code code = Code.running(digest);
    Code known = stored().get(digest);
    if (code == null || code.equals(known)) {
      return;
    }
    stored().remove(digest);
    stored().put(digest, code);
    List<Code> all = new ArrayList<>(stored().values());
    StringBuilder text = new StringBuilder();
    all.subList(Math.max(0, all.size() - MOST_CODES), all.size()).forEach(it -> write(it, text));
    AtomicFile.write(file, text.toString());
  }

  private static void write(Code code, StringBuilder text) {
    text.append(CODE).append('\t').append(code.overlaps()).append("\t\n");
    code.entries().forEach(entry -> write(ENTRY, entry, text));
    code.testOnly().forEach(entry -> write(TEST_ONLY, entry, text));
    code.replaced().forEach(entry -> write(REPLACED, entry, text));
  }

  private static void write(String kind, Entry entry, StringBuilder text) {
    String name = entry.name().replaceAll("[\\t\\r\\n]", "?");
    text.append(kind).append('\t').append(entry.digest()).append('\t').append(name).append('\n');
  }

  private Map<String, Code> stored() {
    if (stored == null) {
      stored = new LinkedHashMap<>();
      try {
        read(RegularFile.text(file));
      } catch (IOException e) {
        // There is none yet, or it cannot be read.
      }
    }
    return stored;
  }

  private void read(String text) {
    String overlaps = null;
    Map<String, List<Entry>> kinds = new HashMap<>();
    for (String line : text.split("\n")) {
      String[] words = line.split("\t", 3);
      if (words.length < 3) {
        continue;
      }
      if (words[0].equals(CODE)) {
        read(overlaps, kinds);
        overlaps = words[1];
      } else {
        kinds
            .computeIfAbsent(words[0], kind -> new ArrayList<>())
            .add(new Entry(words[2], words[1]));
      }
    }
    read(overlaps, kinds);
  }

  private void read(String overlaps, Map<String, List<Entry>> kinds) {
    if (overlaps != null) {
      Code code =
          new Code(
              kinds.getOrDefault(ENTRY, List.of()),
              kinds.getOrDefault(TEST_ONLY, List.of()),
              kinds.getOrDefault(REPLACED, List.of()),
              overlaps);
      stored.put(code.digest(), code);
    }
    kinds.clear();
  }
}
