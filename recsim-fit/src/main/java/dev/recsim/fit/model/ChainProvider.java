package dev.recsim.fit.model;

import dev.recsim.api.Environment;
import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.MarkovChain;
import dev.recsim.fit.chain.Sequences;
import dev.recsim.fit.drift.ChainDrift;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.gap.ChainGap;
import dev.recsim.fit.log.Collected;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.Fitted;
import dev.recsim.fit.log.Fitter;
import dev.recsim.fit.log.Requirements;
import dev.recsim.fit.log.Vocabulary;
import dev.recsim.fit.world.ChainEnvironment;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.logs.LoggedSession.End;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Fits chains to the documents of sessions: those at the first position of each step. */
abstract class ChainProvider<C extends Record> implements FitModelProvider<C> {

  /** Parameters of chains. */
  interface Parameters extends FittedParameters {
    ChainMixture mixture();

    /** What the only chain was counted from; empty for a mixture. */
    Optional<MarkovChain.Counts> counts();

    @Override
    default int largestSlate(int documents) {
      return documents;
    }

    @Override
    default Environment environment(List<String> documents, int slateSize, int maxSessionLength) {
      return new ChainEnvironment(mixture(), counts(), slateSize, maxSessionLength);
    }
  }

  @Override
  public String subject() {
    return "sessions";
  }

  /** Fits the model. */
  abstract Parameters fit(C options, Sequences training, RandomKey key);

  @Override
  public Fitter open(C options, Log log, int heldOut) {
    return new ChainFitter(options, log, heldOut);
  }

  private record Browsed(int[] documents, boolean ended) {}

  private final class ChainFitter implements Fitter {
    private final String name = name();
    private final C options;
    private final Log log;
    private final Vocabulary vocabulary = new Vocabulary();
    private final Collected<Browsed> sessions;

    ChainFitter(C options, Log log, int heldOut) {
      this.options = options;
      this.log = log;
      sessions = new Collected<>(heldOut);
    }

    @Override
    public void add(LoggedSession session) {
      int[] documents = new int[session.steps()];
      for (int t = 0; t < documents.length; t++) {
        Requirements.requireOne(session, t, name);
        documents[t] = vocabulary.index(log.documents(), session.document(t, 0));
      }
      sessions.add(new Browsed(documents, session.end() != End.CUT_OFF), session.time(0));
    }

    @Override
    public Fitted fit(RandomKey key) {
      sessions.require();
      List<String> documents = vocabulary.names();
      Sequences training = sequences(sessions.training(), documents.size());
      Parameters parameters = ChainProvider.this.fit(options, training, key);
      return new Fitted(
          parameters,
          documents,
          new SessionJudge(
              name,
              parameters.mixture(),
              training,
              sequences(sessions.heldOut(), documents.size()),
              sequences(sessions.first(), documents.size()),
              sequences(sessions.last(), documents.size()),
              ChainDrift.of(
                  sessions.inOrder().stream().map(it -> events(it, documents.size())).toList(),
                  sessions.period(log.dated()),
                  documents)),
          new ChainGap(
              new ChainEnvironment(
                      parameters.mixture(), parameters.counts(), 1, ResponseJudge.LONGEST)
                  .kinds(),
              parameters.mixture().weights(),
              documents,
              training));
    }

    private int[] events(Browsed session, int exit) {
      int[] events =
          Arrays.copyOf(
              vocabulary.ordered(session.documents),
              session.documents.length + (session.ended ? 1 : 0));
      if (session.ended) {
        events[events.length - 1] = exit;
      }
      return events;
    }

    private Sequences sequences(List<Browsed> browsed, int symbols) {
      Sequences.Builder builder = new Sequences.Builder(symbols);
      for (Browsed session : browsed) {
        builder.add(vocabulary.ordered(session.documents), session.ended);
      }
      return builder.build();
    }
  }
}
