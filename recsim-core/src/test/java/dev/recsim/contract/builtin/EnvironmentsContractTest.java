package dev.recsim.contract.builtin;

import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.env.SixStatesProvider;
import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.env.TransitionMatrixOptions.Features;
import dev.recsim.env.TransitionMatrixOptions.Similarity;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.env.boredom.BoredUsersProvider;
import dev.recsim.env.boredom.SardineProvider;
import dev.recsim.env.choice.MultinomialLogitProvider;
import dev.recsim.env.choice.MultinomialLogitProvider.MultinomialLogit;
import dev.recsim.env.choice.PositionBasedProvider;
import dev.recsim.env.choice.PositionBasedProvider.Ends;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.env.interest.InterestEvolutionProvider;
import dev.recsim.env.interest.RandomVideosProvider;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/** Environments whose contract takes less than a second. */
class EnvironmentsContractTest extends EachEnvironment {
  static List<Arguments> environments() {
    return List.of(
        environment("SixStates", new SixStatesProvider()),
        environment("TransitionMatrix", new TransitionMatrixProvider()),
        environment(
            "SimilarTransitionMatrix",
            new TransitionMatrixProvider(),
            matrix(new Similarity(42, 3, 8))),
        environment(
            "FeaturedTransitionMatrix",
            new TransitionMatrixProvider(),
            matrix(new Similarity(42, 3, 8, new Features(4, .1)))),
        environment(
            "RandomVideos: candidates stay, come, go and become more",
            new InterestEvolutionEnvironmentProvider(),
            randomVideos()),
        environment(
            "Sardine with every option that its defaults do not use",
            new SardineProvider(),
            sardine(new SardineProvider().defaults())));
  }

  private static TransitionMatrixOptions matrix(Similarity similarity) {
    Acceptance acceptance = new Acceptance(null, null, null, similarity);
    return new TransitionMatrixOptions(20, 4, .1, .2, acceptance, 50);
  }

  private static ComposedEnvironment.Options randomVideos() {
    return new ComposedEnvironment.Options(
        new Part<>(
            new InterestEvolutionProvider(),
            new InterestEvolutionProvider.Options(30, 1, 0, 1, 1, 1, .3, true)),
        Part.of(new RandomVideosProvider()),
        new Part<>(new MultinomialLogitProvider(), new MultinomialLogit(1.0)),
        5,
        2,
        Resample.SESSION,
        42,
        2,
        1,
        "click",
        20);
  }

  private static ComposedEnvironment.Options sardine(ComposedEnvironment.Options options) {
    Record users = Options.with(options.user().options(), "inertia", 0.95);
    Record choice = Options.with(options.choice().options(), "slope", 10.0);
    choice = Options.with(choice, "midpoint", 0.3);
    choice = Options.with(choice, "examination_from", Ends.BOTH_ENDS);
    choice = Options.with(choice, "diversity_threshold", 2);
    choice = Options.with(choice, "diversity_penalty", 3.0);
    return options
        .with("user", new Part<>(new BoredUsersProvider(), users))
        .with("choice", new Part<>(new PositionBasedProvider(), choice))
        .with("candidates", 12)
        .with("slate_size", 4)
        .with("max_session_length", 10);
  }
}
