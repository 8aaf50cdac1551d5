package dev.recsim.docs.picture;

import java.util.List;

/** The way from users to a served policy and back, as boxes on a ring. */
final class LoopPicture {
  private static final double WIDTH = 760;
  private static final double HEIGHT = 270;
  private static final double EDGE = 20;
  private static final double UPPER = 90;
  private static final double LOWER = 205;

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
    return EDGE + Boxes.WIDTH / 2 + place * (WIDTH - 2 * EDGE - Boxes.WIDTH) / 3;
  }

  private static double lower(int place) {
    return EDGE + Boxes.WIDTH / 2 + place * (WIDTH - 2 * EDGE - Boxes.WIDTH) / 4;
  }

  static String draw() {
    String names = String.join(", ", LOOP.stream().map(Stop::name).toList());
    Boxes boxes =
        new Boxes(WIDTH, HEIGHT, Boxes.WIDTH, "The loop: %s, and serve again".formatted(names));
    for (int i = 0; i < LOOP.size(); i++) {
      arrow(boxes, LOOP.get(i), LOOP.get((i + 1) % LOOP.size()));
    }
    LOOP.forEach(it -> boxes.box(it.real(), it.x(), it.y(), it.name(), it.goal()));
    boxes.key(EDGE, true, "real users");
    boxes.key(EDGE + 110, false, "simulation and git");
    return boxes.svg();
  }

  private static void arrow(Boxes boxes, Stop from, Stop to) {
    double right = Math.signum(to.x() - from.x()) * (Boxes.WIDTH / 2 + Boxes.GAP);
    double down = Math.signum(to.y() - from.y()) * (Boxes.HEIGHT / 2 + Boxes.GAP);
    boolean level = down == 0;
    boxes.arrow(
        from.x() + (level ? right : 0),
        from.y() + down,
        to.x() - (level ? right : 0),
        to.y() - down);
  }
}
