package dev.recsim.logs;

import dev.recsim.io.text.Utf8;
import dev.recsim.logs.text.TextHash;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * The ids of documents, or the states, of a log as numbers. An id that is written as an integer of
 * at most 18 digits is its own code. All other texts get -1, -2, ... in the order of their first
 * appearance.
 */
public final class Labels implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_INTEGER = 18;

  private final ArrayList<byte[]> texts = new ArrayList<>();

  /** Index + 1 into the texts, by hash; 0 is free. */
  private int[] table = new int[1 << 8];

  /** Texts whose code is their index; null for integers. */
  private final ArrayList<String> known;

  private final HashMap<String, Integer> indices = new HashMap<>();

  /** Labels of which integers are their own codes. */
  public Labels() {
    known = null;
  }

  /**
   * Labels with the codes of an environment that was fitted to a log.
   *
   * @param known texts whose code is their index; all others, also integers, have codes below 0
   */
  public Labels(List<String> known) {
    this.known = new ArrayList<>(known);
    known.forEach(it -> indices.put(it, indices.size()));
  }

  /** The text of a code. */
  public String text(long code) {
    return code >= 0
        ? known == null || code >= known.size() ? Long.toString(code) : known.get((int) code)
        : new String(texts.get((int) (-1 - code)), StandardCharsets.UTF_8);
  }

  /** Number of texts that are no integers. */
  public int texts() {
    return texts.size();
  }

  /** The code of a text; it is added if it is new. */
  public long code(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return code(bytes, 0, bytes.length);
  }

  /** Compares codes: numbers by size, then texts by their bytes. */
  public int compare(long a, long b) {
    return a >= 0 || b >= 0
        ? Long.compareUnsigned(a, b)
        : Arrays.compareUnsigned(texts.get((int) (-1 - a)), texts.get((int) (-1 - b)));
  }

  long code(byte[] bytes, int from, int to) {
    if (known != null) {
      Integer index = indices.get(new String(bytes, from, to - from, StandardCharsets.UTF_8));
      return index != null ? index : -1 - index(bytes, from, to);
    }
    long integer = integer(bytes, from, to);
    return integer >= 0 ? integer : -1 - index(bytes, from, to);
  }

  /** The integer that the bytes are the shortest decimal form of; -1 if they are not. */
  static long integer(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length < 1 || length > LONGEST_INTEGER || length > 1 && bytes[from] == '0') {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value;
  }

  /** A hash of a text that is no integer. */
  static long hash(byte[] bytes, int from, int to) {
    return TextHash.of(bytes, from, to);
  }

  private int index(byte[] bytes, int from, int to) {
    int mask = table.length - 1;
    int place = (int) hash(bytes, from, to) & mask;
    while (table[place] != 0) {
      byte[] text = texts.get(table[place] - 1);
      if (Arrays.equals(text, 0, text.length, bytes, from, to)) {
        return table[place] - 1;
      }
      place = place + 1 & mask;
    }
    if (!Utf8.isText(bytes, from, to)) {
      throw Faulty.of(Exclusion.BROKEN_ROW, 1, "a text is not UTF-8; save the file as UTF-8");
    }
    texts.add(Arrays.copyOfRange(bytes, from, to));
    table[place] = texts.size();
    if (texts.size() > table.length / 2) {
      grow();
    }
    return texts.size() - 1;
  }

  private void grow() {
    table = new int[table.length * 2];
    int mask = table.length - 1;
    for (int i = 0; i < texts.size(); i++) {
      byte[] text = texts.get(i);
      int place = (int) hash(text, 0, text.length) & mask;
      while (table[place] != 0) {
        place = place + 1 & mask;
      }
      table[place] = i + 1;
    }
  }
}
