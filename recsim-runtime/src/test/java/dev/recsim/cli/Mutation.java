package dev.recsim.cli;

import dev.recsim.random.RandomKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One damage to a file. Places are taken modulo the file's length, so that every mutation applies
 * to every file; the file is a string of one character a byte.
 *
 * @param kind what is done
 * @param at where
 * @param other another place, a length or a value
 * @param token index into {@code TOKENS}
 */
record Mutation(Kind kind, int at, int other, int token) {
  enum Kind {
    FLIP_BIT,
    SET_BYTE,
    TRUNCATE,
    CUT,
    REPEAT,
    INSERT_TOKEN,
    REPLACE_WORD,
    SWAP_WORDS,
    DELETE_WORD,
    DELETE_LINE,
    DUPLICATE_LINE,
    SWAP_LINES,
    INDENT_LINE,
    NEST
  }

  /** Where a mutation is: a place of a file is one modulo its length. */
  static final int PLACES = 1 << 20;

  private static final String LONG =
      String.join(
          "¦",
          "9".repeat(400),
          "0." + "1".repeat(1200),
          "1." + "0".repeat(990),
          "k".repeat(1025),
          "x".repeat(5000));

  /** Numbers, words and bytes that some reader, some time, has choked on. */
  private static final List<String> TOKENS =
      List.of(
          (LONG
                  + """
                  ¦0¦-0¦-1¦1¦2¦00¦010¦0x10¦0o17¦1_000¦1:30¦1e3¦1e-400¦1e400¦1e999999999¦\
                  -1e999999999¦1e-999999999¦1e2147483648¦0e999999999¦1e99999999999999999999¦\
                  2000000000¦2147483647¦2147483648¦-2147483648¦4294967296¦9223372036854775807¦\
                  9223372036854775808¦-9223372036854775809¦.5¦5.¦.¦..¦0..9¦0..9999999999¦9..0¦\
                  0..2147483647¦+1¦1.5¦0.1¦1e¦e3¦NaN¦nan¦.nan¦.NaN¦Infinity¦-Infinity¦.inf¦-.Inf¦\
                  null¦~¦Null¦true¦TRUE¦false¦yes¦no¦NO¦on¦off¦y¦n¦2026-01-01¦\
                  2026-01-01T00:00:00Z¦"¦'¦""¦"\\¦"\\u0000"¦"\\uD800"¦"\\n"¦\\¦\\uDFFF¦[¦]¦{¦}¦[]¦\
                  {}¦[[]]¦{{}}¦[{}]¦{"":0}¦,¦:¦: ¦ : ¦::¦? ¦- ¦-¦---¦\n---\n¦...¦\n...\n¦#¦ #¦&a ¦*a¦\
                  &a *a¦<<: ¦<<: *a¦!¦!!¦!!int ¦!!python/object/apply:os.system ¦!!java.net.URL ¦\
                  !<tag:yaml.org,2002:map> ¦|¦|9¦>-¦>1000¦%¦%YAML 1.1¦%YAML 9.9\n---\n¦\
                  %TAG ! tag:x,2000:\n---\n¦@¦`¦=¦\t¦\n\t¦\r¦\r\n¦\n¦\n\n¦ ¦  ¦\n  ¦\0¦\1¦\33[31m¦\177¦\
                  e\u0301¦\u0085¦\u00a0¦\u2028¦\u2029¦\u202e¦\ufeff¦\ufffe¦\uffff¦\ufffd¦\uD83D\uDE00¦\
                  ../¦/¦/dev/zero¦/dev/stdin¦../../x¦C:\\¦con¦nul¦a/b¦a\\b¦file:///¦%s¦%n¦${x}¦$(x)¦\
                  <script>¦]]>¦&amp;¦\u00e4¦type¦name¦title¦seed¦seeds¦environment¦agents¦training¦\
                  evaluation¦trials¦transition_matrix¦actor_critic¦random¦optimal¦rows¦file¦\
                  generate¦baseline¦claims¦margin¦relative¦absolute¦beats¦share_of_optimum¦>= 0.99¦\
                  F32¦F64¦dtype¦shape¦data_offsets¦__metadata__¦schema_version¦java""")
              .split("¦"));

  private static final List<String> OPENINGS =
      List.of("[", "{", "{a: ", "{\"a\":", "- ", "? ", "[[", "((", "'", "!", "&a ", "a:\n ");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.+-]+");
  private static final int LONGEST_PIECE = 40;
  private static final int DEEPEST = 3000;

  /** Draws mutations. */
  static List<Mutation> drawn(int count, RandomKey key) {
    List<Mutation> mutations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RandomKey one = key.child(i);
      mutations.add(
          new Mutation(
              Kind.values()[one.below(0, Kind.values().length)],
              one.below(1, PLACES),
              one.below(2, PLACES),
              one.below(3, PLACES)));
    }
    return mutations;
  }

  /** The bytes after all the mutations, in order. */
  static byte[] apply(List<Mutation> mutations, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (Mutation mutation : mutations) {
      text = mutation.apply(text);
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String apply(String text) {
    return switch (kind) {
      case FLIP_BIT, SET_BYTE, TRUNCATE, CUT, REPEAT, INSERT_TOKEN, NEST -> bytes(text);
      case REPLACE_WORD, SWAP_WORDS, DELETE_WORD -> words(text);
      case DELETE_LINE, DUPLICATE_LINE, SWAP_LINES, INDENT_LINE -> lines(text);
    };
  }

  private String bytes(String text) {
    int place = at % (text.length() + 1);
    String before = text.substring(0, place);
    String behind = text.substring(place);
    String piece = behind.substring(0, Math.min(behind.length(), 1 + other % LONGEST_PIECE));
    char first = behind.isEmpty() ? 0 : behind.charAt(0);
    String rest = behind.isEmpty() ? "" : behind.substring(1);
    return switch (kind) {
      case FLIP_BIT -> before + (char) (first ^ 1 << other % Byte.SIZE) + rest;
      case SET_BYTE -> before + (char) (other & 0xFF) + rest;
      case TRUNCATE -> before;
      case CUT -> before + behind.substring(piece.length());
      case REPEAT -> before + piece.repeat(1 + token % 3) + behind;
      case NEST -> before + opening().repeat(1 + other % DEEPEST) + behind;
      default -> before + nasty() + behind;
    };
  }

  private String words(String text) {
    Matcher matcher = WORD.matcher(text);
    List<int[]> words = new ArrayList<>();
    while (matcher.find()) {
      words.add(new int[] {matcher.start(), matcher.end()});
    }
    if (words.isEmpty()) {
      return text + nasty();
    }
    int[] one = words.get(at % words.size());
    int[] two = words.get(other % words.size());
    String word = text.substring(two[0], two[1]);
    return switch (kind) {
      case REPLACE_WORD -> replace(text, one, nasty());
      case DELETE_WORD -> replace(text, one, "");
      default ->
          one[0] < two[0]
              ? replace(replace(text, two, text.substring(one[0], one[1])), one, word)
              : replace(replace(text, one, word), two, text.substring(one[0], one[1]));
    };
  }

  private static String replace(String text, int[] range, String by) {
    return text.substring(0, range[0]) + by + text.substring(range[1]);
  }

  private String lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int one = at % lines.size();
    switch (kind) {
      case DELETE_LINE -> lines.remove(one);
      case DUPLICATE_LINE -> lines.add(one, lines.get(other % lines.size()));
      case SWAP_LINES -> Collections.swap(lines, one, other % lines.size());
      default -> lines.set(one, " ".repeat(1 + other % 4) + lines.get(one));
    }
    return String.join("\n", lines);
  }

  private String nasty() {
    byte[] bytes = TOKENS.get(token % TOKENS.size()).getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private String opening() {
    return OPENINGS.get(token % OPENINGS.size());
  }
}
