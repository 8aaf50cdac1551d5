package dev.recsim.docs.chart;

import java.util.List;
import java.util.Locale;

/**
 * Writes a picture with a title, a legend and a frame. It has a background of its own and follows
 * the reader's light or dark scheme; the same calls give the same bytes.
 */
final class Svg {
  static final int WIDTH = 720;
  static final int HEIGHT = 340;

  /** The frame that data are drawn in. */
  static final int LEFT = 66;

  static final int RIGHT = WIDTH - 24;
  static final int BOTTOM = HEIGHT - 54;
  private static final int LEGEND_LINE = 20;
  private static final int TONES = 7;
  private static final List<String> DASHES = List.of("", "7 4", "2 3");

  /** Hues of the report: after Okabe and Ito, for any kind of colour vision. */
  private static final String STYLE =
      """
      text{font:13px system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;fill:#1c2024}
      .title{font-weight:600;font-size:15px}.soft{fill:#5a636c}.number{font-size:11px}
      .card{fill:#ffffff;stroke:#e2e0da}.rule{stroke:#e2e0da}.axis{stroke:#868e96}
      .t0{color:#0072b2}.t1{color:#d55e00}.t2{color:#00896a}.t3{color:#b0528c}
      .t4{color:#a97b00}.t5{color:#3a9ad9}.t6{color:#7a2b52}
      @media(prefers-color-scheme:dark){
      text{fill:#e8eaec}.soft{fill:#a3abb3}
      .card{fill:#1b1f23;stroke:#30363c}.rule{stroke:#30363c}.axis{stroke:#8a939b}
      .t0{color:#56b4e9}.t1{color:#ff8a4c}.t2{color:#2cc79b}.t3{color:#e08fc4}
      .t4{color:#e2b53e}.t5{color:#a3aeff}.t6{color:#e0708f}
      }
      """;

  private final StringBuilder out = new StringBuilder();
  private int top = 58;

  Svg(String title) {
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">\n"
            .formatted(WIDTH, HEIGHT, WIDTH));
    out.append("<title>" + escaped(title) + "</title>\n<style>\n" + STYLE + "</style>\n");
    out.append(
        "<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n"
            .formatted(WIDTH - 1, HEIGHT - 1));
    text(16, 26, "start", "title", title);
  }

  /** Upper end of the frame, below the legend. */
  int top() {
    return top;
  }

  /** Names of the series, each with its mark; call before anything is drawn in the frame. */
  void legend(List<String> names, boolean lines) {
    double x = 16;
    double y = 48;
    for (int i = 0; i < names.size(); i++) {
      double width = 42 + 6.9 * names.get(i).length();
      if (x + width > RIGHT && x > 16) {
        x = 16;
        y += LEGEND_LINE;
      }
      if (lines) {
        line(tone(i), x, y - 4, x + 20, y - 4);
      } else {
        bar(i, x + 4, y - 10, 12, 12);
      }
      text(x + 26, y, "start", "", names.get(i));
      x += width;
    }
    top = (int) y + 22;
  }

  /** Horizontal lines at round values with their labels, and what they measure. */
  void values(Axis axis, String label) {
    for (double tick : axis.ticks()) {
      double y = axis.at(tick, BOTTOM, top);
      plain("rule", LEFT, y, RIGHT, y);
      text(LEFT - 8, y + 4, "end", "soft number", axis.label(tick));
    }
    out.append(
        "<text class=\"soft\" transform=\"translate(18 %s) rotate(-90)\" text-anchor=\"middle\">%s</text>\n"
            .formatted(number((top + BOTTOM) / 2.0), escaped(label)));
  }

  void horizontal(String label) {
    plain("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
    text((LEFT + RIGHT) / 2.0, HEIGHT - 14, "middle", "soft", label);
  }

  /** How a series is drawn: a colour, and a dash when colours come round. */
  private static String tone(int series) {
    return "class=\"t%d\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\"%s"
        .formatted(
            series % TONES,
            series % 3 == 0 ? "" : " stroke-dasharray=\"" + DASHES.get(series % 3) + "\"");
  }

  void path(int series, double[] x, double[] y) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      points.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
    }
    out.append("<polyline " + tone(series) + " points=\"" + points + "\"/>\n");
  }

  void bar(int series, double x, double y, double width, double height) {
    out.append(
        "<rect class=\"t%d\" fill=\"currentColor\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>\n"
            .formatted(series % TONES, number(x), number(y), number(width), number(height)));
  }

  private void line(String look, double x, double y, double toX, double toY) {
    out.append(
        "<line %s x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(look, number(x), number(y), number(toX), number(toY)));
  }

  private void plain(String style, double x, double y, double toX, double toY) {
    line("class=\"" + style + "\"", x, y, toX, toY);
  }

  void text(double x, double y, String anchor, String style, String text) {
    out.append(
        "<text%s x=\"%s\" y=\"%s\"%s>%s</text>\n"
            .formatted(
                style.isEmpty() ? "" : " class=\"" + style + "\"",
                number(x),
                number(y),
                anchor.equals("start") ? "" : " text-anchor=\"" + anchor + "\"",
                escaped(text)));
  }

  String end() {
    return out + "</svg>\n";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
