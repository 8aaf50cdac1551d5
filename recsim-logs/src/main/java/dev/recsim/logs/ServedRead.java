package dev.recsim.logs;

import dev.recsim.logs.LoggedSession.End;
import dev.recsim.logs.served.LoggedCatalogue;
import dev.recsim.logs.served.ServedCounts;
import dev.recsim.logs.served.ServedDecision;
import dev.recsim.logs.served.ServedFault;
import dev.recsim.logs.served.ServedFolder;
import dev.recsim.logs.served.ServedOptions;
import dev.recsim.logs.served.ServedSession;
import dev.recsim.logs.served.ServedSessions;
import dev.recsim.logs.text.TextHash;
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

  ServedRead(Log log, LoggedCatalogue catalogue, OpenSessions sessions, LogReport.Tally tally) {
    this.log = log;
    this.catalogue = catalogue;
    this.sessions = sessions;
    this.tally = tally;
  }

  ServedCounts read(List<ServedFolder> folders, ServedOptions options, boolean propensities)
      throws IOException {
    return new ServedSessions(folders, options, propensities, this::session, this::broken).read();
  }

  private void broken(ServedFault fault, Path file, long line) {
    tally.rows++;
    tally.exclude(reason(fault), file, line, fault.column(), fault.getMessage());
  }

  private static Exclusion reason(ServedFault fault) {
    return Exclusion.valueOf(fault.reason().name());
  }

  private void session(ServedSession served) {
    LoggedSession session = sessions.single(id(served));
    String unit = served.steps().get(0).unit;
    session.userId = unit == null ? Log.NOBODY : number(unit);
    for (ServedDecision step : served.steps()) {
      tally.rows++;
      if (step.fault != null) {
        tally.exclude(
            reason(step.fault),
            step.faultFile,
            step.faultLine,
            step.fault.column(),
            step.fault.getMessage());
        session.faulty = true;
      } else {
        Optional<String> misfit = misfit(session, step);
        if (misfit.isPresent()) {
          tally.exclude(Exclusion.WRONG_TYPE, step.file(), step.line(), 1, misfit.get());
          session.faulty = true;
        } else {
          session.rows++;
          add(session, step);
        }
      }
    }
    session.end =
        "ended".equals(served.status())
            ? End.ENDED
            : "cut_off".equals(served.status()) ? End.CUT_OFF : End.UNKNOWN;
    sessions.pass(session);
  }

  private Optional<String> misfit(LoggedSession session, ServedDecision step) {
    return step.user.length == session.userFeatures
        ? catalogue
            .missing(step)
            .map(
                it ->
                    "the document "
                        + it
                        + " is not in logs.catalogue; name the catalogue of that time")
        : Optional.of(
            "the user has %s features, but %s in the first file"
                .formatted(step.user.length, session.userFeatures));
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
        session.steps, step.time / MILLIS, step.state == null ? 0 : log.states().code(step.state));
    int s = session.steps - 1;
    System.arraycopy(step.user, 0, session.user, s * session.userFeatures, session.userFeatures);
    List<ServedDecision.Candidate> candidates = catalogue.candidates(step);
    for (ServedDecision.Candidate each : candidates) {
      session.addCandidate(
          log.documents().code(each.id()),
          each.topic(),
          each.features() == null ? NONE : each.features());
    }
    for (int p = 0; p < step.slate.size(); p++) {
      double propensity = step.propensities == null ? Double.NaN : step.propensities[p];
      int place =
          session.addPosition(log.documents().code(step.slate.get(p)), step.rewards[p], propensity);
      session.index[place] = index(candidates, step.slate.get(p));
      session.clicked[place] = step.clicked[p];
    }
    session.stepReward[s] = step.reward;
  }

  private static int index(List<ServedDecision.Candidate> candidates, String document) {
    for (int c = 0; c < candidates.size(); c++) {
      if (candidates.get(c).id().equals(document)) {
        return c;
      }
    }
    return -1;
  }
}
