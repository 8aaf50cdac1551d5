package dev.recsim.report.page;

import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Check;
import dev.recsim.report.page.Page.Column;
import dev.recsim.report.page.Page.Key;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The terms of {@code docs/glossary.md}, which pages explain where they stand. */
public final class Glossary {
  /** Where the glossary is published. */
  private static final String SITE = "https://recsim-jvm.github.io/recsim/glossary.html#";

  /** Heading of the verdicts, each of which is a row there. */
  private static final String VERDICT_ID = "verdict";

  /** The words of pages that are explained, and their terms; the longest word of a place counts. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("95 % interval", "Confidence interval"),
          Map.entry("95 % intervals", "Confidence interval"),
          Map.entry("intervals", "Confidence interval"),
          Map.entry("baseline", "Baseline"),
          Map.entry("baselines", "Baseline"),
          Map.entry("checkpoint", "Checkpoint"),
          Map.entry("claim", "Claim"),
          Map.entry("fingerprint", "Fingerprint"),
          Map.entry("greedy policy", "Policy"),
          Map.entry("IQM", "IQM"),
          Map.entry("95 % of IQM", "IQM"),
          Map.entry("margin", "Margin"),
          Map.entry("of optimum", "Share of the optimum"),
          Map.entry("of the optimum", "Share of the optimum"),
          Map.entry("optimality gap", "Optimality gap"),
          Map.entry("P(agent is better)", "Probability of improvement"),
          Map.entry("plateau", "Plateau"),
          Map.entry("random to optimum", "Way to the optimum"),
          Map.entry("of the way from random to the optimum", "Way to the optimum"),
          Map.entry("score", "Score"),
          Map.entry("scores", "Score"),
          Map.entry("seed", "Seed"),
          Map.entry("seeds", "Seed"),
          Map.entry("thin steps", "Thin step"),
          Map.entry("trial", "Trial"),
          Map.entry("trials", "Trial"),
          Map.entry("updates", "Gradient step"),
          Map.entry("validation sessions", "Validation"),
          Map.entry("warm-up", "Warm-up"),
          Map.entry("the ceiling", "Ceiling"),
          Map.entry("worth shipping", "Worth shipping"),
          Map.entry("cannot tell yet", "not decided"));

  private static final String HEADING = "### ";

  /** A verdict: the word of pages, that of terminals, and its meaning. */
  private static final Pattern VERDICT =
      Pattern.compile("\\| ([A-Za-z ]+) \\| ([A-Z ]+) \\| (.+) \\|");

  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern SEE = Pattern.compile(" ?See [^.]*\\.md\\.");
  private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^a-z0-9 -]");

  private static final Map<String, Term> TERMS = read(Assets.text("glossary.md"));
  private static final Map<String, Term> BY_WORD = byWord();

  /** Words of pages by their first letter, the longest first. */
  private static final Map<Character, List<String>> BY_LETTER =
      BY_WORD.keySet().stream()
          .sorted((one, other) -> other.length() - one.length())
          .collect(Collectors.groupingBy(word -> word.charAt(0)));

  /** The terms of badges, which are no terms in other text. */
  private static final Map<String, Term> VERDICTS = verdicts();

  private Glossary() {}

  /**
   * A term.
   *
   * @param id its anchor in the glossary
   * @param name its heading there
   * @param text what it means, without markup
   */
  public record Term(String id, String name, String text) {
    /** Returns the address of the published entry. */
    public String href() {
      return SITE + (id.startsWith(VERDICT_ID + "-") ? VERDICT_ID : id);
    }
  }

  /**
   * A part of a text.
   *
   * @param term the term that it is; null for other text
   * @param after punctuation that stays on its line
   */
  public record Piece(String text, Term term, String after) {}

  /** Returns the term that a name of a column or a badge stands for; null if there is none. */
  public static Term term(String name) {
    return VERDICTS.getOrDefault(name, BY_WORD.get(key(name)));
  }

  /** Returns the parts of a text, in which the first use of each term is a part of its own. */
  public static List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    Set<String> used = new HashSet<>();
    String spaced = text.replace('\u00a0', ' ');
    int end = 0;
    for (int start = 0; start < text.length(); start++) {
      String word = isInWord(text, start - 1) ? null : wordAt(start, spaced);
      if (word == null) {
        continue;
      }
      int after = start + word.length();
      Term term = BY_WORD.get(word);
      if (used.add(term.id)) {
        pieces.add(new Piece(text.substring(end, start), null, ""));
        for (end = after; end < text.length() && ".,:;)".indexOf(text.charAt(end)) >= 0; ) {
          end++;
        }
        pieces.add(new Piece(text.substring(start, after), term, text.substring(after, end)));
      }
      start = after - 1;
    }
    pieces.add(new Piece(text.substring(end), null, ""));
    return pieces.stream().filter(piece -> !piece.text.isEmpty()).toList();
  }

  /** The longest word of pages that starts here, or null. */
  private static String wordAt(int start, String text) {
    char letter = Character.toLowerCase(text.charAt(start));
    for (String word : BY_LETTER.getOrDefault(letter, List.of())) {
      if (text.regionMatches(true, start, word, 0, word.length())
          && !isInWord(text, start + word.length())) {
        return word;
      }
    }
    return null;
  }

  private static boolean isInWord(String text, int index) {
    return index >= 0
        && index < text.length()
        && (Character.isLetterOrDigit(text.charAt(index)) || text.charAt(index) == '_');
  }

  /** Returns the terms that a page explains: in its headlines, leads and columns, and badges. */
  public static Collection<Term> terms(Page page) {
    Stream<String> top =
        Stream.concat(
            Stream.of(page.top().words().headline()),
            page.top().check().stream().map(Check::headline));
    Stream<String> texts =
        Stream.of(
                top,
                page.top().keys().stream().map(Key::meaning),
                page.sections().stream().map(Section::lead))
            .flatMap(it -> it);
    Stream<String> words =
        Stream.concat(
            page.top().check().stream().map(it -> it.badge().word()),
            page.sections().stream().flatMap(Section::tables).flatMap(Glossary::words));
    return Stream.concat(
            texts.flatMap(it -> pieces(it).stream()).map(Piece::term), words.map(Glossary::term))
        .filter(Objects::nonNull)
        .collect(Collectors.toMap(Term::id, it -> it, (first, same) -> first, LinkedHashMap::new))
        .values();
  }

  /** Returns the words of a table that are terms if they are explained. */
  private static Stream<String> words(Table table) {
    Stream<String> badges =
        table.rows().stream()
            .flatMap(List::stream)
            .flatMap(cell -> Stream.ofNullable(cell.badge()))
            .map(Badge::word);
    return table.sortable()
        ? Stream.concat(table.columns().stream().map(Column::name), badges)
        : badges;
  }

  /** Returns the terms that words of pages stand for; null for a word whose term is missing. */
  static Map<String, Term> explained() {
    return BY_WORD;
  }

  private static Map<String, Term> read(String markdown) {
    Map<String, Term> terms = new LinkedHashMap<>();
    String name = null;
    for (String line : markdown.split("\n")) {
      Matcher row = VERDICT.matcher(line);
      if (line.startsWith(HEADING)) {
        name = line.substring(HEADING.length()).strip();
      } else if (line.startsWith("|") && row.matches()) {
        String word = row.group(1);
        String text = "%s: %s.".formatted(row.group(2), row.group(3)).replace("`", "");
        terms.put(word, new Term(VERDICT_ID + "-" + word.replace(' ', '-'), word, text));
      } else if (name != null && !line.isEmpty() && !line.startsWith("|")) {
        String letters = NOT_IN_ANCHORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        String text = LINK.matcher(line).replaceAll("$1").replace("`", "");
        String meaning = SEE.matcher(text).replaceAll("").strip();
        terms.put(name, new Term(letters.replace(' ', '-'), name, meaning));
        name = null;
      }
    }
    return terms;
  }

  private static Map<String, Term> byWord() {
    Map<String, Term> words = new LinkedHashMap<>();
    WORDS.forEach((word, name) -> words.put(key(word), TERMS.get(name)));
    return words;
  }

  private static Map<String, Term> verdicts() {
    Map<String, Term> words = new LinkedHashMap<>();
    TERMS.values().stream()
        .filter(term -> term.id.startsWith(VERDICT_ID + "-"))
        .forEach(term -> words.put(term.name, term));
    words.put("claims hold", TERMS.get("holds"));
    words.put("worse, allowed", TERMS.get("no worse"));
    return words;
  }

  private static String key(String word) {
    return word.replace('\u00a0', ' ').toLowerCase(Locale.ROOT);
  }
}
