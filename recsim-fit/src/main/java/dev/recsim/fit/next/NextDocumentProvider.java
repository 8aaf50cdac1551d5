package dev.recsim.fit.next;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.gap.GapMeasure;
import dev.recsim.fit.ids.Histories;
import dev.recsim.fit.judge.Judge.Split;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.FitWork;
import dev.recsim.fit.log.Fitted;
import dev.recsim.fit.log.Fitter;
import dev.recsim.fit.log.Vocabulary;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.random.RandomKey;
import java.util.List;

/** Provider of {@code next_document}. */
@Description(
    "The next document of a user from those before it: a chain with a decaying memory, factors of"
        + " users and documents, and popularity.")
public final class NextDocumentProvider implements FitModelProvider<NextDocumentProvider.Options> {
  /** Largest number of documents of models that know documents by their factors. */
  public static final int MOST = 100_000;

  private static final int TESTED = 500_000_000;
  private static final int HELD = 2_000_000_000;

  /** Options of {@code next_document}. */
  public record Options(
      @Description("Number of factors of users and documents.")
          @Range(min = 1, max = 256)
          @Default("32")
          int rank,
      @Description("Number of iterations of alternating least squares.")
          @Range(min = 1, max = 100)
          @Default("5")
          int iterations) {}

  @Override
  public String subject() {
    return "documents";
  }

  @Override
  public Class<? extends FittedParameters> parameters() {
    return NextParameters.class;
  }

  @Override
  public boolean onCluster() {
    return true;
  }

  @Override
  public Fitter open(Options options, Log log, int heldOut) {
    return new NextFitter(options, log, heldOut);
  }

  private final class NextFitter implements Fitter {
    private final Options options;
    private final Log log;
    private final int heldOut;
    private final Vocabulary vocabulary = new Vocabulary(MOST);
    private final OpenedDocuments opened;

    NextFitter(Options options, Log log, int heldOut) {
      this.options = options;
      this.log = log;
      this.heldOut = heldOut;
      opened = new OpenedDocuments(log);
    }

    @Override
    public void add(LoggedSession session) {
      opened.begin(session);
      for (int t = 0; t < session.steps(); t++) {
        InvalidOption.unless(
            session.size(t) == 1,
            "logs",
            "has slates of %s documents, but next_document is about the documents that users opened, one in a row; for slates with clicks, fit latent_factors"
                .formatted(session.size(t)));
        opened.add(vocabulary.index(log.documents(), session.document(t, 0)), session.time(t));
      }
    }

    @Override
    public Fitted fit(RandomKey key) {
      return fit(key, FitWork.NONE);
    }

    @Override
    public Fitted fit(RandomKey key, FitWork work) {
      List<String> documents = vocabulary.names();
      OpenedDocuments.Users users = opened.users(documents.size(), vocabulary, heldOut);
      NextParameters fitted =
          new NextFit(options.rank(), options.iterations(), key, work)
              .fit(users.inside(), documents, users.leave());
      NextModel model = fitted.model();
      NextJudge judge =
          new NextJudge(
              name(),
              NextTests.of(model, tested(users.inside(), 2, TESTED)),
              NextTests.of(model, tested(users.outside(), 1, HELD)),
              new Split(
                  users.inside().users(),
                  users.outside().users(),
                  "every user number %s of %s is held out, and the last document of the others"
                      .formatted(heldOut, heldOut)));
      GapMeasure none =
          other -> {
            throw new InvalidOption(
                "logs",
                "cannot be compared with next_document: documents that users opened do not say what they would have done with other recommendations; log slates with what was not clicked, and fit latent_factors");
          };
      return new Fitted(fitted.with(judge.measured()), documents, judge, none);
    }

    /** Users with enough documents, few enough for large catalogues. */
    private static Histories tested(Histories users, int least, int pairs) {
      return users.select(
          NextFit.evenly(users.atLeast(least), Math.max(1, pairs / users.documents())));
    }
  }
}
