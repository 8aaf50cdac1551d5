package dev.recsim.fit.model;

import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.IndependentSymbols;
import dev.recsim.fit.chain.Sequences;
import dev.recsim.fit.file.EnvironmentFile.Parameters;
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
import dev.recsim.logs.LoggedSession.End;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.function.BiFunction;

/** Fits chains to the documents of sessions: those at the first position of each step. */
final class ChainFitter implements Fitter {
  private record Browsed(int[] documents, boolean ended) {}

  /** A model of sequences and its parameters in a file. */
  record Chains(ChainMixture model, Parameters parameters) {}

  private final String name;
  private final Log log;
  private final BiFunction<Sequences, RandomKey, Chains> method;
  private final Vocabulary vocabulary = new Vocabulary();
  private final Collected<Browsed> sessions;

  ChainFitter(String name, Log log, int heldOut, BiFunction<Sequences, RandomKey, Chains> method) {
    this.name = name;
    this.log = log;
    this.method = method;
    sessions = new Collected<>(heldOut);
  }

  @Override
  public void add(LoggedSession session) {
    int[] documents = new int[session.steps()];
    for (int t = 0; t < documents.length; t++) {
      Requirements.requireOne(session, t, name);
      documents[t] = vocabulary.index(log.documents(), session.document(t, 0));
    }
    sessions.add(new Browsed(documents, session.end() != End.CUT_OFF));
  }

  @Override
  public Fitted fit(RandomKey key) {
    sessions.require();
    int[] order = vocabulary.order();
    List<String> documents = vocabulary.names();
    Sequences heldOut = sequences(sessions.heldOut(), order, documents.size());
    Sequences training = sequences(sessions.training(), order, documents.size());
    Chains chains = method.apply(training, key);
    SessionJudge judge =
        new SessionJudge(
            chains.model(),
            heldOut,
            sequences(sessions.first(), order, documents.size()),
            sequences(sessions.last(), order, documents.size()),
            documents);
    return new Fitted() {
      @Override
      public Parameters parameters() {
        return chains.parameters();
      }

      @Override
      public List<String> documents() {
        return documents;
      }

      @Override
      public Prediction prediction() {
        return predict(name, chains.model().logProbabilities(heldOut));
      }

      @Override
      public List<Prediction> baselines() {
        int symbols = documents.size();
        return List.of(
            predict(
                "independent documents",
                IndependentSymbols.fit(training).logProbabilities(heldOut)),
            predict(
                "uniform documents",
                IndependentSymbols.uniform(symbols).logProbabilities(heldOut)));
      }

      private Prediction predict(String model, double[] probabilities) {
        return new Prediction(model, probabilities, heldOut.counts(), heldOut.events());
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

  private static Sequences sequences(List<Browsed> sessions, int[] order, int symbols) {
    Sequences.Builder builder = new Sequences.Builder(symbols);
    for (Browsed session : sessions) {
      int[] documents = new int[session.documents.length];
      for (int t = 0; t < documents.length; t++) {
        documents[t] = order[session.documents[t]];
      }
      builder.add(documents, session.ended);
    }
    return builder.build();
  }
}
