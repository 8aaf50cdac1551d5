package dev.recsim.fit.model;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.NoOptions;
import dev.recsim.fit.click.ClickModel;
import dev.recsim.fit.click.ClickedSlates;
import dev.recsim.fit.drift.ClickDrift;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.gap.ClickGap;
import dev.recsim.fit.log.Collected;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.Fitted;
import dev.recsim.fit.log.Fitter;
import dev.recsim.fit.log.Requirements;
import dev.recsim.fit.log.Vocabulary;
import dev.recsim.fit.world.ClickEnvironment;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/** Fits click models to the slates of a log. */
abstract class ClickProvider implements FitModelProvider<NoOptions> {

  /**
   * The numbers of a click model in a file.
   *
   * @param slatesPerSession mean number of slates of a session
   * @param slateSize number of positions of a slate
   * @param attractive by document
   * @param positions what the model has beside, see its {@code position()}
   * @param errors standard errors of {@code positions}; empty if they are not estimated
   */
  record Clicks(
      double slatesPerSession,
      int slateSize,
      double[] attractive,
      double[] positions,
      double[] errors) {}

  /** Parameters of a click model. */
  interface Parameters extends FittedParameters {
    Clicks clicks();

    ClickModel model();

    /** What an entry of {@code positions} is; %s is its place, counted from 1. */
    default String position() {
      return "";
    }

    @Override
    default int slateSize() {
      return clicks().slateSize();
    }

    @Override
    default Environment environment(List<String> documents, int slateSize, int maxSessionLength) {
      return new ClickEnvironment(
          model(), documents.size(), slateSize, 1 / clicks().slatesPerSession(), maxSessionLength);
    }

    @Override
    default List<Figure> figures() {
      List<Figure> figures = new ArrayList<>();
      double[] positions = clicks().positions();
      double[] errors = clicks().errors();
      for (int k = 0; k < positions.length; k++) {
        double error = k < errors.length ? errors[k] : 0;
        figures.add(new Figure(position().formatted(k + 1), positions[k], error));
      }
      figures.add(new Figure("slates of a session", clicks().slatesPerSession(), 0));
      return figures;
    }

    @Override
    default double[] attractive() {
      return clicks().attractive();
    }
  }

  @Override
  public String subject() {
    return "clicks";
  }

  /** Fits the model. */
  abstract Parameters fit(ClickedSlates training, double slatesPerSession);

  @Override
  public Fitter open(NoOptions options, Log log, int heldOut) {
    Requirements.requireReward(log, name());
    return new ClickFitter(log, heldOut);
  }

  private record Viewed(List<int[]> shown, List<boolean[]> clicked) {}

  private final class ClickFitter implements Fitter {
    private final Log log;
    private final Vocabulary vocabulary = new Vocabulary();
    private final Collected<Viewed> sessions;
    private int size = -1;

    ClickFitter(Log log, int heldOut) {
      this.log = log;
      sessions = new Collected<>(heldOut);
    }

    @Override
    public void add(LoggedSession session) {
      Viewed viewed = new Viewed(new ArrayList<>(), new ArrayList<>());
      for (int t = 0; t < session.steps(); t++) {
        size = size < 0 ? session.size(t) : size;
        InvalidOption.unless(
            session.size(t) == size,
            "logs",
            "has slates of %s and of %s documents; a click model needs slates of one size"
                .formatted(size, session.size(t)));
        int[] documents = new int[size];
        boolean[] clicks = new boolean[size];
        for (int k = 0; k < size; k++) {
          documents[k] = vocabulary.index(log.documents(), session.document(t, k));
          clicks[k] = session.clicked(t, k);
        }
        viewed.shown.add(documents);
        viewed.clicked.add(clicks);
      }
      sessions.add(viewed, session.time(0));
    }

    @Override
    public Fitted fit(RandomKey key) {
      sessions.require();
      List<String> documents = vocabulary.names();
      ClickedSlates training = slates(sessions.training(), documents.size());
      double perSession = (double) training.size() / sessions.training().size();
      Parameters parameters = ClickProvider.this.fit(training, perSession);
      return new Fitted(
          parameters,
          documents,
          new ClickJudge(
              name(),
              parameters.model(),
              training,
              sessions.heldOut().stream().map(it -> slates(List.of(it), documents.size())).toList(),
              ClickDrift.of(
                  parameters.model(),
                  sessions.inOrder().stream()
                      .map(it -> slates(List.of(it), documents.size()))
                      .toList(),
                  sessions.period(log.dated()),
                  documents)),
          new ClickGap(
              parameters.model(),
              slates -> ClickProvider.this.fit(slates, perSession).model(),
              documents,
              training,
              key.child("refits")));
    }

    private ClickedSlates slates(List<Viewed> viewed, int documents) {
      List<int[]> shown = new ArrayList<>();
      List<boolean[]> clicked = new ArrayList<>();
      for (Viewed session : viewed) {
        session.shown.forEach(it -> shown.add(vocabulary.ordered(it)));
        clicked.addAll(session.clicked);
      }
      return new ClickedSlates(documents, shown, clicked);
    }
  }
}
