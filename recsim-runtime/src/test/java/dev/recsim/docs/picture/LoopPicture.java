package dev.recsim.docs.picture;

import java.util.List;
import java.util.Locale;

/** The way from users to a served policy and back, as boxes on a ring. */
final class LoopPicture {
  private static final double WIDTH = 760;
  private static final double HEIGHT = 270;
  private static final double BOX = 116;
  private static final double BOX_HEIGHT = 52;
  private static final double EDGE = 20;
  private static final double GAP = 4;
  private static final double UPPER = 90;
  private static final double LOWER = 205;

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

  /**
   * A step of the loop.
   *
   * @param real whether real users take part, else simulation and git
   */
  private record Stop(String name, String goal, boolean real, double x, double y) {}

  private static final List<Stop> LOOP =
      List.of(
          new Stop("serve", "recsim:serve", true, upper(1), UPPER),
          new Stop("log", "served logs", true, upper(2), UPPER),
          new Stop("fit", "recsim:fit", false, upper(3), UPPER),
          new Stop("experiment", "recsim:run", false, lower(4), LOWER),
          new Stop("check", "recsim:check", false, lower(3), LOWER),
          new Stop("promote", "recsim:promote", false, lower(2), LOWER),
          new Stop("predict", "recsim:predict", false, lower(1), LOWER),
          new Stop("live test", "recsim:ab", true, lower(0), LOWER),
          new Stop("record", "recsim:reality", true, upper(0), UPPER));

  private LoopPicture() {}

  private static double upper(int place) {
    return EDGE + BOX / 2 + place * (WIDTH - 2 * EDGE - BOX) / 3;
  }

  private static double lower(int place) {
    return EDGE + BOX / 2 + place * (WIDTH - 2 * EDGE - BOX) / 4;
  }

  static String draw() {
    StringBuilder svg = new StringBuilder();
    String names = String.join(", ", LOOP.stream().map(Stop::name).toList());
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\""
            + " aria-label=\"The loop: %s, and serve again\" font-family=\"system-ui, sans-serif\">",
        WIDTH,
        HEIGHT,
        names);
    svg.append(STYLE);
    for (int i = 0; i < LOOP.size(); i++) {
      arrow(svg, LOOP.get(i), LOOP.get((i + 1) % LOOP.size()));
    }
    LOOP.forEach(it -> box(svg, it));
    key(svg, EDGE, "prod", "real users");
    key(svg, EDGE + 110, "sim", "simulation and git");
    return svg.append("</svg>\n").toString();
  }

  private static void arrow(StringBuilder svg, Stop from, Stop to) {
    double right = Math.signum(to.x() - from.x()) * (BOX / 2 + GAP);
    double down = Math.signum(to.y() - from.y()) * (BOX_HEIGHT / 2 + GAP);
    boolean level = down == 0;
    add(
        svg,
        "<path class=\"arrow\" d=\"M%.1f %.1fL%.1f %.1f\"/>",
        from.x() + (level ? right : 0),
        from.y() + down,
        to.x() - (level ? right : 0),
        to.y() - down);
  }

  private static void box(StringBuilder svg, Stop it) {
    add(
        svg,
        "<rect class=\"box %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.0f\" height=\"%.0f\" rx=\"8\"/>",
        it.real() ? "prod" : "sim",
        it.x() - BOX / 2,
        it.y() - BOX_HEIGHT / 2,
        BOX,
        BOX_HEIGHT);
    add(svg, "<text class=\"name\" x=\"%.1f\" y=\"%.0f\">%s</text>", it.x(), it.y() - 2, it.name());
    add(
        svg,
        "<text class=\"goal\" x=\"%.1f\" y=\"%.0f\">%s</text>",
        it.x(),
        it.y() + 15,
        it.goal());
  }

  private static void key(StringBuilder svg, double x, String style, String text) {
    add(
        svg,
        "<rect class=\"box %s\" x=\"%.0f\" y=\"20\" width=\"14\" height=\"14\" rx=\"3\"/>",
        style,
        x);
    add(svg, "<text class=\"key\" x=\"%.0f\" y=\"32\">%s</text>", x + 22, text);
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
