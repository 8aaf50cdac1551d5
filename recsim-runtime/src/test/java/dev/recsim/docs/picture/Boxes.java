package dev.recsim.docs.picture;

import java.util.Locale;

/** A diagram of boxes and arrows, in light and dark. */
final class Boxes {
  static final double WIDTH = 116;
  static final double HEIGHT = 52;

  /** Between the end of an arrow and a box. */
  static final double GAP = 4;

  private static final String STYLE =
      """
      <style>
      .box{stroke-width:1.5}.prod{fill:#e3f3ee;stroke:#0b6b58}.sim{fill:#eceafa;stroke:#5a4fb0}
      .name{font-size:15px;font-weight:600;fill:#1d2733;text-anchor:middle}
      .goal{font-size:11px;fill:#4a5563;text-anchor:middle}
      .arrow{stroke:#6b7683;stroke-width:1.6;fill:none;marker-end:url(#a)}.tip{fill:#6b7683}
      .key{font-size:12px;fill:#6b7683}
      @media (prefers-color-scheme:dark){.prod{fill:#123b33;stroke:#5fd0b4}.sim{fill:#2a2750;stroke:#a49bf0}
      .name{fill:#f0eee9}.goal,.key{fill:#b6bec8}.arrow{stroke:#97a1ad}.tip{fill:#97a1ad}}
      </style>
      <defs><marker id="a" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="6" markerHeight="6" \
      orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>
      """;

  private final StringBuilder svg = new StringBuilder();
  private final double box;

  /**
   * Starts a diagram.
   *
   * @param box width of each box
   * @param label what it says, for readers who do not see it
   */
  Boxes(double width, double height, double box, String label) {
    this.box = box;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\""
            + " aria-label=\"%s\" font-family=\"system-ui, sans-serif\">",
        width, height, label);
    svg.append(STYLE);
  }

  /** A box around its centre, with a name and a line below it. */
  void box(boolean real, double x, double y, String name, String line) {
    add(
        "<rect class=\"box %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.0f\" height=\"%.0f\" rx=\"8\"/>",
        style(real), x - box / 2, y - HEIGHT / 2, box, HEIGHT);
    add("<text class=\"name\" x=\"%.1f\" y=\"%.0f\">%s</text>", x, y - 2, name);
    add("<text class=\"goal\" x=\"%.1f\" y=\"%.0f\">%s</text>", x, y + 15, line);
  }

  /** A frame around other boxes, with a name at its top. */
  void frame(double left, double top, double width, double height, String name) {
    add(
        "<rect class=\"arrow\" style=\"marker-end:none\" x=\"%.0f\" y=\"%.0f\" width=\"%.0f\""
            + " height=\"%.0f\" rx=\"12\"/>",
        left, top, width, height);
    text(left + width / 2, top + 22, "name", name);
  }

  void arrow(double x1, double y1, double x2, double y2) {
    add("<path class=\"arrow\" d=\"M%.1f %.1fL%.1f %.1f\"/>", x1, y1, x2, y2);
  }

  /** Text of a class of the style, {@code goal} for a label in the middle of an arrow. */
  void text(double x, double y, String style, String text) {
    add("<text class=\"%s\" x=\"%.0f\" y=\"%.0f\">%s</text>", style, x, y, text);
  }

  /** An entry of the key. */
  void key(double x, boolean real, String text) {
    add(
        "<rect class=\"box %s\" x=\"%.0f\" y=\"20\" width=\"14\" height=\"14\" rx=\"3\"/>",
        style(real), x);
    text(x + 22, 32, "key", text);
  }

  private static String style(boolean real) {
    return real ? "prod" : "sim";
  }

  String svg() {
    return svg + "</svg>\n";
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
