package dev.recsim.report.page;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The parts that every page contains: style sheet, scripts, and the chart library. */
public final class Assets {
  /** Placeholder of the chart library, which {@link #page} replaces. */
  public static final String LIBRARY_HERE = "/* the charts' library */";

  private static final String FOLDER = "/dev/recsim/report/";
  private static final String ECHARTS = FOLDER + "echarts.min.js";

  private Assets() {}

  /** Returns a resource of the report, such as {@code report.css}, as text. */
  public static String text(String name) {
    return new String(bytes(FOLDER + name), StandardCharsets.UTF_8);
  }

  /** Returns the script that draws the charts. */
  public static String charts() {
    return text("charts.js")
        + text("choices.js")
        + text("baseline.js")
        + text("sweep.js")
        + text("panels.js")
        + text("shown.js")
        + text("sessions.js");
  }

  /**
   * Returns the page of a template in UTF-8. The chart library, most of the bytes, is inserted as
   * bytes, because decoding, copying and encoding it takes longer than the rest of the page.
   */
  public static byte[] page(Consumer<HtmlTemplateOutput> template) {
    StringOutput html = new StringOutput(1 << 18);
    template.accept(new OwaspHtmlTemplateOutput(html));
    String page = html.toString();
    int here = page.lastIndexOf(LIBRARY_HERE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 21);
    bytes.writeBytes(page.substring(0, here).getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(bytes(ECHARTS));
    bytes.writeBytes(page.substring(here + LIBRARY_HERE.length()).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
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
