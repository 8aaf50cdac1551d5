package dev.recsim.docs.picture;

/** A step of a session: what passes between the environment and an agent. */
final class ModelPicture {
  private static final double UPPER = 105;
  private static final double LOWER = 205;
  private static final double LEFT = 100;
  private static final double CHOICE = 292;
  private static final double AGENT = 656;
  private static final double EDGE = 376;

  private static final double BOX = 128;

  private ModelPicture() {}

  static String draw() {
    double half = BOX / 2 + Boxes.GAP;
    double middle = (UPPER + LOWER) / 2;
    double label = (EDGE + AGENT - half) / 2;
    Boxes boxes =
        new Boxes(
            760,
            270,
            BOX,
            "A step: the environment gives an observation of user and documents, the agent's policy"
                + " shows a slate, the choice model decides what the user clicks, and the learner"
                + " gets clicks, signals and reward");
    boxes.frame(20, 20, EDGE - 20, 235, "environment");
    boxes.frame(AGENT - 84, 20, 168, 235, "agent");
    boxes.box(false, LEFT, UPPER, "documents", "topics, features");
    boxes.box(false, LEFT, LOWER, "user", "tastes, time, mood");
    boxes.box(false, CHOICE, middle, "choice model", "what is clicked");
    boxes.box(true, AGENT, UPPER, "policy", "chooses a slate");
    boxes.box(true, AGENT, LOWER, "learner", "improves the policy");
    boxes.arrow(LEFT + half, UPPER, CHOICE - half, middle - 10);
    boxes.arrow(LEFT + half, LOWER, CHOICE - half, middle + 10);
    boxes.arrow(AGENT, LOWER - 30, AGENT, UPPER + 30);
    boxes.arrow(EDGE + Boxes.GAP, UPPER - 12, AGENT - half, UPPER - 12);
    boxes.text(label, UPPER - 19, "goal", "observation");
    boxes.arrow(AGENT - half, UPPER + 12, EDGE + Boxes.GAP, UPPER + 12);
    boxes.text(label, UPPER + 29, "goal", "slate");
    boxes.arrow(EDGE + Boxes.GAP, LOWER, AGENT - half, LOWER);
    boxes.text(label, LOWER - 7, "goal", "clicks, signals, reward");
    return boxes.svg();
  }
}
