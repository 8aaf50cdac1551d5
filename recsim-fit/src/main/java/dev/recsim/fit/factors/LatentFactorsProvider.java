package dev.recsim.fit.factors;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.fit.factors.FactorFit.Shape;
import dev.recsim.fit.factors.FactorParameters.Numbers;
import dev.recsim.fit.factors.FactorParameters.State;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.FitWork;
import dev.recsim.fit.log.Fitted;
import dev.recsim.fit.log.Fitter;
import dev.recsim.fit.log.Vocabulary;
import dev.recsim.fit.recovery.Recovery;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.logs.LoggedSession;
import dev.recsim.random.RandomKey;
import java.util.List;

/** Provider of {@code latent_factors}. */
@Description(
    "Users and documents as vectors, from slates with one click or none; a click depends on the"
        + " user, and on what the user clicked before.")
public final class LatentFactorsProvider
    implements FitModelProvider<LatentFactorsProvider.Options> {
  private static final int MOST = 100_000;

  /** Options of {@code latent_factors}. */
  public record Options(
      @Description("Dimension of the vectors. Default: that of 8, 16 and 32 which predicts best.")
          @Range(min = 1, max = 128)
          Integer dimension,
      @Description(
              "Variance of the prior of users' vectors. Default: that of 0.5, 1, 2 and 4 which"
                  + " predicts best.")
          @Range(above = 0)
          Double variance,
      @Description("Number of turns of the fit between users and documents.")
          @Range(min = 1, max = 1_000)
          @Default("10")
          int sweeps,
      @Description("Documents with fewer exposures in the log are marked as rare.")
          @Range(min = 0)
          @Default("20")
          int minExposures,
      @Description(
              "Largest number of users of the log whom the environment has. 0: it draws new users"
                  + " like them.")
          @Range(min = 0, max = 10_000_000)
          @Default("20000")
          int users,
      @Description(
              "Largest number of users of the fit who are in the second fit, which measures"
                  + " recovery.")
          @Range(min = 10, max = 10_000_000)
          @Default("20000")
          int recoveryUsers) {}

  @Override
  public String subject() {
    return "choices";
  }

  @Override
  public Class<? extends FittedParameters> parameters() {
    return FactorParameters.class;
  }

  @Override
  public Fitter open(Options options, Log log, int heldOut) {
    LogColumns columns = log.options().columns();
    InvalidOption.unless(
        columns == null || columns.reward() != null,
        "logs.columns",
        "lacks reward: latent_factors needs slates with what users clicked and what they did not; a log of documents that users opened says nothing about slates, and allows next_document");
    InvalidOption.unless(
        columns == null || columns.userId() != null,
        "logs.columns",
        "lacks user_id: latent_factors learns what each user likes from several sessions; name the column that identifies users");
    return new FactorFitter(options, log, heldOut);
  }

  private final class FactorFitter implements Fitter {
    private final Options options;
    private final int heldOut;
    private final Vocabulary vocabulary = new Vocabulary(MOST);
    private final LoggedSlates slates;

    FactorFitter(Options options, Log log, int heldOut) {
      this.options = options;
      this.heldOut = heldOut;
      slates = new LoggedSlates(log, heldOut, vocabulary);
    }

    @Override
    public void add(LoggedSession session) {
      slates.add(session);
    }

    @Override
    public Fitted fit(RandomKey key) {
      return fit(key, FitWork.NONE);
    }

    @Override
    public Fitted fit(RandomKey key, FitWork work) {
      List<String> documents = vocabulary.names();
      LoggedSlates.Split split = slates.split(documents.size());
      FactorFit fit = new FactorFit(options.sweeps(), key, work);
      Shape shape =
          new ShapeChoice(options.sweeps(), key, work)
              .of(split.inside(), options.dimension(), options.variance());
      Factors factors = fit.fit(split.inside(), shape, split.users());
      new UserSteps(factors, split.outside(), shape.variance()).all(FactorFit.FOLD_IN);
      Factors constants =
          new FactorFit(options.sweeps(), key, FitWork.NONE)
              .fit(split.inside(), new Shape(0, 1), 0);
      Recovery recovery =
          new FactorRecovery(
                  options.sweeps(), shape, options.recoveryUsers(), options.minExposures(), work)
              .of(split.inside(), factors, key.child(Recovery.NAME));
      return new Fitted(
          parameters(fit, split, shape, factors, documents).with(recovery),
          documents,
          new FactorJudge(
              name(),
              split,
              factors,
              shape.variance(),
              constants,
              "every session number %s of %s is held out".formatted(heldOut, heldOut),
              recovery,
              key.child("judge")));
    }

    private FactorParameters parameters(
        FactorFit fit,
        LoggedSlates.Split split,
        Shape shape,
        Factors factors,
        List<String> documents) {
      SlateRuns inside = split.inside();
      int[] kept = inside.someRuns(Math.min(options.users(), inside.runs()));
      return FactorParameters.of(
          new Numbers(
              shape.dimension(),
              shape.variance(),
              factors.c0,
              factors.eta,
              factors.delta,
              Leaving.of(inside).probabilities(),
              inside.size(),
              options.minExposures(),
              inside.slates()),
          fit.jackknife(inside, shape, split.users()).errors(),
          State.of(fit.ofLikelyUsers().jackknife(inside, shape, split.users())),
          documents,
          factors,
          inside.exposures(),
          Population.of(new UserSteps(factors, inside, shape.variance()), kept));
    }
  }
}
