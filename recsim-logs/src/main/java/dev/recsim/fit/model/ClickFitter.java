package dev.recsim.fit.model;

import dev.recsim.api.InvalidOption;
import dev.recsim.fit.click.ClickModel;
import dev.recsim.fit.click.GlobalClickRate;
import dev.recsim.fit.click.Slates;
import dev.recsim.fit.file.EnvironmentFile.Clicks;
import dev.recsim.fit.file.EnvironmentFile.Parameters;
import dev.recsim.fit.file.Restored;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.Finding;
import dev.recsim.fit.judge.Picture;
import dev.recsim.fit.log.Collected;
import dev.recsim.fit.log.Fitted;
import dev.recsim.fit.log.Fitter;
import dev.recsim.fit.log.Requirements;
import dev.recsim.fit.log.Vocabulary;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Fits click models to the slates of a log. */
final class ClickFitter implements Fitter {

  /**
   * A click model with its parameters.
   *
   * @param positions its parameters by position
   * @param errors their standard errors
   */
  record Positions(ClickModel model, double[] attractive, double[] positions, double[] errors) {}

  private record Viewed(List<int[]> shown, List<boolean[]> clicked) {}

  private final String name;
  private final Log log;
  private final Function<Slates, Positions> method;
  private final Vocabulary vocabulary = new Vocabulary();
  private final Collected<Viewed> sessions;
  private int size = -1;

  ClickFitter(String name, Log log, int heldOut, Function<Slates, Positions> method) {
    this.name = name;
    this.log = log;
    this.method = method;
    sessions = new Collected<>(heldOut);
    Requirements.requireReward(log, name);
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
    sessions.add(viewed);
  }

  @Override
  public Fitted fit(RandomKey key) {
    sessions.require();
    int[] order = vocabulary.order();
    List<String> documents = vocabulary.names();
    Slates training = slates(sessions.training(), order, documents.size());
    Positions fitted = method.apply(training);
    List<Slates> heldOut =
        sessions.heldOut().stream()
            .map(it -> slates(List.of(it), order, documents.size()))
            .toList();
    ClickJudge judge =
        new ClickJudge(
            fitted.model(),
            heldOut,
            slates(sessions.first(), order, documents.size()),
            slates(sessions.last(), order, documents.size()));
    double perSession = (double) training.size() / sessions.training().size();
    return new Fitted() {
      @Override
      public Parameters parameters() {
        return Parameters.of(
            new Clicks(
                perSession,
                size,
                Restored.list(fitted.attractive()),
                Restored.list(fitted.positions()),
                Restored.list(fitted.errors())));
      }

      @Override
      public List<String> documents() {
        return documents;
      }

      @Override
      public Prediction prediction() {
        return judge.prediction(name, fitted.model());
      }

      @Override
      public List<Prediction> baselines() {
        return List.of(
            judge.prediction("one click rate", GlobalClickRate.fit(training)),
            judge.prediction("click rate of one half", new GlobalClickRate(0.5)));
      }

      @Override
      public List<Finding> findings(Accept accept) {
        return judge.findings(accept);
      }

      @Override
      public List<Picture> pictures() {
        return judge.pictures();
      }
    };
  }

  private static Slates slates(List<Viewed> sessions, int[] order, int documents) {
    List<int[]> shown = new ArrayList<>();
    List<boolean[]> clicked = new ArrayList<>();
    for (Viewed session : sessions) {
      for (int[] slate : session.shown) {
        int[] ordered = new int[slate.length];
        for (int k = 0; k < ordered.length; k++) {
          ordered[k] = order[slate[k]];
        }
        shown.add(ordered);
      }
      clicked.addAll(session.clicked);
    }
    return new Slates(documents, shown, clicked);
  }
}
