package dev.recsim.docs.picture;

import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.docs.chart.BarChart;
import java.util.ArrayList;
import java.util.List;

/** How likely the choice model of a page's example makes clicks on five documents. */
final class ChoicePictures {
  private static final double[] SCORES = {1, 0.5, 0, -0.5, -1};
  private static final List<String> MODELS =
      List.of(
          "always_first",
          "dependent_click",
          "exponential_cascade",
          "multinomial_logit",
          "multinomial_proportional",
          "plackett_luce",
          "position_based",
          "proportional_cascade");

  private ChoicePictures() {}

  static List<Picture> all() {
    return MODELS.stream()
        .map(model -> Picture.quick("environments/choice-models", model, () -> draw(model)))
        .toList();
  }

  private static String draw(String name) {
    Stage stage = Stage.ofPage("environments/choice-models/" + name + ".md", 0);
    ComposedEnvironment.Options environment =
        (ComposedEnvironment.Options) stage.spec().environment().options();
    ChoiceModel model = environment.choice().make(ChoiceModelProvider<Record>::create);
    List<String> groups = new ArrayList<>();
    for (double score : SCORES) {
      groups.add("score " + (score == (int) score ? "" + (int) score : "" + score));
    }
    groups.add("nothing");
    return new BarChart(
            "Who is clicked, of five documents: " + name,
            "documents by their score, and the choice of nothing",
            "probability",
            2,
            groups)
        .bars("the best stands first", probabilities(model, false))
        .bars("the best stands last", probabilities(model, true))
        .svg();
  }

  /** By document, whatever its position. */
  private static double[] probabilities(ChoiceModel model, boolean reversed) {
    double[] shown = new double[SCORES.length];
    for (int i = 0; i < shown.length; i++) {
      shown[position(i, reversed)] = SCORES[i];
    }
    double[] byPosition = model.probabilities(shown);
    double[] probabilities = byPosition.clone();
    for (int i = 0; i < shown.length; i++) {
      probabilities[i] = byPosition[position(i, reversed)];
    }
    return probabilities;
  }

  private static int position(int document, boolean reversed) {
    return reversed ? SCORES.length - 1 - document : document;
  }
}
