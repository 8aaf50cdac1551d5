package dev.recsim.logs;

import dev.recsim.logs.LoggedSession.End;
import dev.recsim.logs.served.CatalogueUse;
import dev.recsim.logs.served.LoggedCatalogue;
import dev.recsim.logs.served.ServedCounts;
import dev.recsim.logs.served.ServedDecision;
import dev.recsim.logs.served.ServedDecision.Broken;
import dev.recsim.logs.served.ServedFolder;
import dev.recsim.logs.served.ServedOptions;
import dev.recsim.logs.served.ServedSession;
import dev.recsim.logs.served.ServedSessions;
import dev.recsim.logs.text.TextHash;
import dev.recsim.served.DecisionRecord.Candidate;
import dev.recsim.served.ServedFault;
import dev.recsim.served.ServedFault.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a served log into sessions. */
final class ServedRead {
  private static final double MILLIS = 1_000;
  private static final double[] NONE = {};

  private final Log log;
  private final OpenSessions sessions;
  private final LogReport.Tally tally;

  private final LoggedCatalogue catalogue;
  private final CatalogueUse use;

  ServedRead(Log log, LoggedCatalogue catalogue, OpenSessions sessions, LogReport.Tally tally) {
    this.log = log;
    this.catalogue = catalogue;
    this.sessions = sessions;
    this.tally = tally;
    this.use = new CatalogueUse(catalogue);
  }

  ServedCounts read(List<ServedFolder> folders, ServedOptions options, boolean propensities)
      throws IOException {
    return new ServedSessions(folders, options, propensities, this::session, this::broken).read();
  }

  /** Which catalogues the decisions were made with. */
  CatalogueUse use() {
    return use;
  }

  private void broken(ServedFault fault, Path file, long line) {
    tally.rows++;
    Exclusion reason = Exclusion.valueOf(fault.reason().name());
    tally.exclude(reason, file, line, fault.column(), fault.getMessage());
  }

  private void session(ServedSession served) {
    if (!log.rewardsOnly() && !use.accepts(served)) {
      return;
    }
    LoggedSession session = sessions.single(id(served));
    String unit = served.steps().get(0).record.unit().id();
    session.userId = unit.isEmpty() ? Log.NOBODY : number(unit);
    for (ServedDecision step : served.steps()) {
      Optional<Broken> broken = step.broken.or(() -> misfit(session, step));
      if (broken.isPresent()) {
        broken(broken.get().fault(), broken.get().file(), broken.get().line());
        session.faulty = true;
      } else {
        tally.rows++;
        session.rows++;
        add(session, step);
      }
    }
    session.end =
        switch (served.status()) {
          case "ended" -> End.ENDED;
          case "cut_off" -> End.CUT_OFF;
          default -> End.UNKNOWN;
        };
    sessions.pass(session);
  }

  private Optional<Broken> misfit(LoggedSession session, ServedDecision step) {
    Optional<String> problem =
        step.record.seen().user().length == session.userFeatures
            ? catalogue
                .missing(step)
                .map(
                    "the document %s is not in logs.catalogue; name the catalogue of that time"
                        ::formatted)
            : Optional.of(
                "the user has %s features, but %s in the first file"
                    .formatted(step.record.seen().user().length, session.userFeatures));
    return problem.map(
        it -> new Broken(new ServedFault(Reason.WRONG_TYPE, 1, it), step.file(), step.line()));
  }

  private static long id(ServedSession served) {
    return TextHash.of(served.id());
  }

  private static long number(String unit) {
    byte[] bytes = unit.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    long integer = Labels.integer(bytes, 0, bytes.length);
    return integer >= 0 ? integer : TextHash.of(bytes, 0, bytes.length);
  }

  private void add(LoggedSession session, ServedDecision step) {
    session.addStep(
        session.steps,
        step.time / MILLIS,
        step.record.seen().state().isEmpty() ? 0 : log.states().code(step.record.seen().state()));
    int s = session.steps - 1;
    System.arraycopy(
        step.record.seen().user(), 0, session.user, s * session.userFeatures, session.userFeatures);
    List<Candidate> candidates = catalogue.candidates(step);
    for (Candidate each : candidates) {
      session.addCandidate(
          log.documents().code(each.id()), each.topic(), each.features().orElse(NONE));
    }
    for (int p = 0; p < step.slate().size(); p++) {
      double propensity = step.propensities().length == 0 ? Double.NaN : step.propensities()[p];
      int place =
          session.addPosition(
              log.documents().code(step.slate().get(p)), step.rewards[p], propensity);
      session.index[place] = index(candidates, step.slate().get(p));
      session.clicked[place] = step.clicked[p];
    }
    session.stepReward[s] = step.reward;
  }

  private static int index(List<Candidate> candidates, String document) {
    for (int c = 0; c < candidates.size(); c++) {
      if (candidates.get(c).id().equals(document)) {
        return c;
      }
    }
    return -1;
  }
}
