package dev.recsim.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads the bytes of a file into the mapping at its root. */
public final class YamlFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 50;

  /** Line ends of YAML 1.1 that are text in YAML 1.2 and in editors. */
  private static final Pattern ODD_LINE_BREAK = Pattern.compile("[\\u0085\\u2028\\u2029]");

  /**
   * What a file is, in the words of its problems.
   *
   * @param name such as {@code experiment}
   * @param article of the name
   * @param keys that it needs
   */
  public record Kind(String article, String name, String keys) {
    public static final Kind EXPERIMENT =
        new Kind("an", "experiment", "the keys environment and agents");

    private String withArticle() {
      return article + " " + name;
    }
  }

  private final Kind kind;
  private final Problems problems;

  private YamlFile(Kind kind, Problems problems) {
    this.kind = kind;
    this.problems = problems;
  }

  /**
   * Returns the root mapping of an experiment; empty if it cannot be read, with the problems added.
   */
  public static Optional<MappingNode> read(Path file, Problems problems) {
    return read(file, Kind.EXPERIMENT, problems);
  }

  /** Returns the file's root mapping; empty if it cannot be read, with the problems added. */
  public static Optional<MappingNode> read(Path file, Kind kind, Problems problems) {
    YamlFile yaml = new YamlFile(kind, problems);
    return yaml.text(file)
        .flatMap(text -> yaml.parse(text, file.toString()))
        .flatMap(root -> yaml.mapping(root.orElse(null)));
  }

  /**
   * Returns the value of a setting.
   *
   * @param path of the setting
   */
  public static Optional<Node> value(String text, String path, Problems problems) {
    Mark mark = Problems.setting(path);
    return new YamlFile(Kind.EXPERIMENT, problems.in(Path.of(Problems.SETTING)))
        .parse(text, mark.getName())
        .map(root -> root.orElseGet(() -> Nodes.text("", mark)))
        .filter(root -> new Structure(problems).allows(root));
  }

  private Optional<String> text(Path file) {
    if (Files.isDirectory(file)) {
      return none(0, 0, "is a folder; expected " + kind.withArticle() + " file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        return none(0, 0, "is larger than 1 MiB; put data into a file that an option names");
      }
      return decode(bytes);
    } catch (NoSuchFileException e) {
      return none(0, 0, "there is no such file");
    } catch (IOException e) {
      return none(0, 0, "cannot be read: " + e.getMessage());
    }
  }

  private Optional<String> decode(byte[] bytes) {
    if (isUtf16(bytes)) {
      return none(1, 1, "is UTF-16 text; save the file as UTF-8");
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
    String text = chars.flip().toString();
    if (result.isError()) {
      return none(text, "is not UTF-8 text; save the file as UTF-8");
    }
    Matcher odd = ODD_LINE_BREAK.matcher(text);
    if (odd.find()) {
      String code = "%04X".formatted((int) odd.group().charAt(0));
      return none(
          text.substring(0, odd.start()),
          "holds U+%s, which ends a line for some programs and not for others; in double quotes write \\u%s"
              .formatted(code, code));
    }
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /**
   * Recognizes UTF-16 by its byte order mark or, because a file begins with ASCII, by every other
   * byte.
   */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int mark = (bytes[0] & 0xFF) << Byte.SIZE | bytes[1] & 0xFF;
    return mark == 0xFEFF || mark == 0xFFFE || (bytes[0] == 0) != (bytes[1] == 0);
  }

  /** Returns the root, or none if the text has no content; empty with the problem added. */
  private Optional<Optional<Node>> parse(String text, String name) {
    LoaderOptions limits = new LoaderOptions();
    limits.setNestingDepthLimit(MAX_DEPTH);
    // All of them are refused, with their places.
    limits.setMaxAliasesForCollections(Integer.MAX_VALUE);
    Source source = new Source(text, name);
    Parser parser = new Parser(source, limits);
    try {
      return Optional.of(
          Optional.ofNullable(new Composer(parser, new PlainResolver(), limits).getSingleNode()));
    } catch (ReaderException e) {
      return none(
          text.substring(0, text.offsetByCodePoints(0, e.getPosition())),
          "holds the control character U+%04X, which YAML forbids; remove it"
              .formatted(e.getCodePoint()));
    } catch (MarkedYAMLException e) {
      return problems.none(e.getProblemMark(), SyntaxErrors.message(e, kind));
    } catch (IllegalArgumentException e) {
      return problems.none(
          source.getMark(),
          "found an escape that is not a character; write \\u and four hexadecimal digits");
    } catch (YAMLException e) {
      // The depth, whose exception has no mark, is the only known cause.
      return problems.none(
          parser.place,
          e.getMessage().startsWith("Nesting Depth")
              ? "is nested deeper than %s levels; %s needs five"
                  .formatted(MAX_DEPTH, kind.withArticle())
              : "is not valid YAML: " + e.getMessage());
    }
  }

  private Optional<MappingNode> mapping(Node root) {
    if (root == null) {
      return none(0, 0, "is empty; %s needs at least %s".formatted(kind.withArticle(), kind.keys));
    }
    if (!(root instanceof MappingNode mapping)) {
      return problems.none(root, "expected a mapping with " + kind.keys);
    }
    return new Structure(problems).allows(mapping) ? Optional.of(mapping) : Optional.empty();
  }

  /** Adds a problem at the end of a text. */
  private <T> Optional<T> none(String before, String message) {
    List<String> lines = (before + "|").lines().toList();
    String last = lines.get(lines.size() - 1);
    return none(lines.size(), last.codePointCount(0, last.length()), message);
  }

  private <T> Optional<T> none(int line, int column, String message) {
    problems.at(line, column, message);
    return Optional.empty();
  }

  /** Marks places with the name of their file. */
  private static final class Source extends StreamReader {
    private final String name;

    Source(String text, String name) {
      super(text);
      this.name = name;
    }

    @Override
    public Mark getMark() {
      Mark mark = super.getMark();
      return new Mark(
          name,
          mark.getIndex(),
          mark.getLine(),
          mark.getColumn(),
          mark.getBuffer(),
          mark.getPointer());
    }
  }

  /** A parser that tells its position. */
  private static final class Parser extends ParserImpl {
    private Mark place;

    Parser(StreamReader reader, LoaderOptions limits) {
      super(reader, limits);
    }

    @Override
    public Event getEvent() {
      Event event = super.getEvent();
      place = event.getStartMark();
      return event;
    }
  }

  /**
   * Leaves the types of plain scalars to {@link Scalar}. SnakeYAML's own resolver follows YAML 1.1,
   * in which {@code 1:30} is 90 and {@code on} is true.
   */
  private static final class PlainResolver extends Resolver {
    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return switch (kind) {
        case scalar -> implicit ? Scalar.PLAIN : Tag.STR;
        case sequence -> Tag.SEQ;
        default -> Tag.MAP;
      };
    }
  }

  /** Translates the parser's messages into messages that say what to do. */
  private static final class SyntaxErrors {
    private static final String UNQUOTED =
        "found a value that begins with a sign that YAML keeps for itself, such as > or @; quote"
            + " it, as in \">= 0.99\"";

    /** Our messages by the start of the parser's message. */
    private static final Map<String, String> CURES =
        Map.ofEntries(
            Map.entry("found character '", UNQUOTED),
            Map.entry("expected chomping or indentation indicators", UNQUOTED),
            Map.entry("expected indentation indicator", UNQUOTED),
            Map.entry("expected a comment or a line break", UNQUOTED),
            Map.entry(
                "mapping values are not allowed here",
                "found a second \": \" on the line, or a wrong indentation; quote the value if the"
                    + " colon belongs to it"),
            Map.entry(
                "could not find expected ':'",
                "found a key without \": \" behind it (colon and space), or a wrong indentation"),
            Map.entry(
                "expected <block end>",
                "found a line that is indented unlike its neighbours; keys of one mapping begin in"
                    + " one column"),
            Map.entry(
                "found unknown escape character",
                "found an unknown escape behind a \"\\\"; write text with backslashes in 'single'"
                    + " quotes"),
            Map.entry("expected ',' or ']'", "found a list without its closing \"]\" or a comma"),
            Map.entry(
                "expected ',' or '}'", "found a mapping without its closing \"}\" or a comma"),
            Map.entry(
                "found unexpected end of stream",
                "found the end of the file inside a quoted value"),
            Map.entry(
                "but found another document",
                "found a second document; a file holds one %s, without \"---\" in between"),
            Map.entry("Global tag is not allowed", "tags (!name) are not supported; remove it"),
            Map.entry(
                "found undefined alias", "aliases (*name) are not supported; write the value out"));

    private SyntaxErrors() {}

    static String message(MarkedYAMLException e, Kind kind) {
      String problem = e.getProblem();
      if (problem.startsWith("found character '\\t(TAB)'")) {
        return "found a tab; YAML is indented by spaces, not tabs";
      }
      return CURES.entrySet().stream()
          .filter(cure -> problem.startsWith(cure.getKey()))
          .map(cure -> cure.getValue().replace("%s", kind.name))
          .findFirst()
          .orElse("is not valid YAML: " + problem);
    }
  }
}
