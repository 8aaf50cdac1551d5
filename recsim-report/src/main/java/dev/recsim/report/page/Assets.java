package dev.recsim.report.page;

import static java.util.stream.Collectors.joining;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The parts that every page contains: style sheet, scripts, and the chart library. */
public final class Assets {
  /** Placeholder of the chart library, which {@link #page} replaces. */
  public static final String LIBRARY_HERE = "/* the charts' library */";

  /** SHA-256 of the chart library, in Base64. To compute it for each page would take too long. */
  static final String LIBRARY_HASH = "uqjf5+HZM2uY6Jhrp+IOoV582+oe9CpZ1ZR4Yy+kWh0=";

  private static final String FOLDER = "/dev/recsim/report/";
  private static final String ECHARTS = FOLDER + "echarts.min.js";

  private static final List<String> STYLES =
      List.of(
          "colours",
          "page",
          "verdict",
          "chart",
          "table",
          "terms",
          "sessions",
          "index",
          "narrow",
          "print");

  private Assets() {}

  /** Returns a resource of the report as text. */
  public static String text(String name) {
    return new String(bytes(FOLDER + name), StandardCharsets.UTF_8);
  }

  /** Returns the style sheets of all pages. */
  public static String styles() {
    return STYLES.stream()
        .map(name -> small(text("style/" + name + ".css")))
        .collect(joining("\n"));
  }

  /** Returns what all charts share, and the scripts with these names. */
  public static String scripts(List<String> names) {
    return Stream.concat(Stream.of("kit"), names.stream()).map(Assets::script).collect(joining());
  }

  /**
   * Returns the script of what readers click.
   *
   * @param many whether there are so many agents that readers choose some
   */
  public static String controls(boolean many) {
    return Stream.of("terms", "table", many ? "agents" : "", "page")
        .filter(name -> !name.isEmpty())
        .map(Assets::script)
        .collect(joining());
  }

  /** Returns a directive by which browsers run these scripts and the chart library only. */
  public static String policy(String... scripts) {
    return Stream.concat(Stream.of(LIBRARY_HASH), Stream.of(scripts).map(Assets::hash))
        .map(hash -> " 'sha256-" + hash + "'")
        .collect(joining("", "script-src", "; "));
  }

  private static String hash(String script) {
    try {
      byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the script with this name. */
  public static String script(String name) {
    return small(text("script/" + name + ".js"));
  }

  /** Removes comments, which have lines of their own, indentation and empty lines. */
  private static String small(String text) {
    StringBuilder small = new StringBuilder(text.length());
    boolean comment = false;
    for (String line : text.split("\n")) {
      String code = line.stripLeading();
      comment |= code.startsWith("/*");
      if (!comment && !code.isEmpty() && !code.startsWith("//")) {
        small.append(code).append('\n');
      }
      comment &= !code.endsWith("*/");
    }
    return small.toString();
  }

  /**
   * Returns the page of a template in UTF-8. The chart library, most of the bytes, is inserted as
   * bytes, because decoding, copying and encoding it takes longer than the rest of the page.
   */
  public static byte[] page(Consumer<HtmlTemplateOutput> template) {
    Output output = new Output(new ByteArrayOutputStream(1 << 21));
    template.accept(new OwaspHtmlTemplateOutput(output));
    return output.page.toByteArray();
  }

  /** Writes what a template says, without the ends of cells and rows: HTML can do without. */
  private record Output(ByteArrayOutputStream page) implements TemplateOutput {
    @Override
    public void writeContent(String text) {
      String html = text;
      if (text.indexOf("</t") >= 0 || text.indexOf("<tr>") >= 0) {
        html = html.replace("</td>\n", "").replace("</th>\n", "");
        html = html.replace("</tr>\n", "").replace("<tr>\n", "<tr>");
      }
      page.writeBytes(
          text.equals(LIBRARY_HERE) ? bytes(ECHARTS) : html.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void writeContent(String text, int begin, int end) {
      writeContent(text.substring(begin, end));
    }
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
