package dev.recsim.fit.gap;

import dev.recsim.api.InvalidOption;
import dev.recsim.logs.Labels;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.logs.LoggedSession.End;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the log of another policy with the documents of an environment. */
public final class PolicyLog {
  /** Receives the sessions that were not cut off. */
  public interface Sessions {
    /** Returns false if the session has documents or states that the environment lacks. */
    boolean add(LoggedSession session);
  }

  private final Log log;
  private final Map<String, Integer> indices = new HashMap<>();
  private long cutOff;
  private long unknown;
  private long used;
  private String example = "";

  /**
   * @param documents ids of the documents of the environment, by index
   */
  public PolicyLog(Log log, List<String> documents) {
    this.log = log;
    for (int i = 0; i < documents.size(); i++) {
      indices.put(documents.get(i), i);
    }
  }

  /** The index of a document that is shown; -1 if the environment lacks it. */
  public int document(LoggedSession session, int step, int position) {
    return index(log.documents(), session.document(step, position), "document");
  }

  /** The index of the document at which the user is; -1 if the environment lacks it. */
  public int state(LoggedSession session, int step) {
    return index(log.states(), session.state(step), "state");
  }

  private int index(Labels labels, long code, String what) {
    String id = labels.text(code);
    int index = indices.getOrDefault(id, -1);
    if (index < 0 && example.isEmpty()) {
      example = what + " " + id;
    }
    return index;
  }

  /**
   * Reads all sessions.
   *
   * @throws InvalidOption if too many have what the environment lacks, or none can be used
   */
  public void read(Sessions sessions) {
    log.read(
        session -> {
          if (session.end() == End.CUT_OFF) {
            cutOff++;
          } else if (sessions.add(session)) {
            used++;
          } else {
            unknown++;
          }
        });
    double most = log.options().maxExcluded();
    InvalidOption.unless(
        unknown <= most * (used + unknown),
        "logs",
        "has %s of %s sessions with documents or states that the environment lacks, such as %s; the environment cannot predict them: fit a log that has them, or raise max_excluded (%s)"
            .formatted(unknown, used + unknown, example, most));
    InvalidOption.unless(
        used > 0, "logs", cutOff > 0 ? "has only sessions that were cut off" : "has no session");
  }

  /**
   * What was measured.
   *
   * @param unit what the means are of
   * @throws InvalidOption if the mean reward is not above 0
   */
  public Measured measured(String unit, Gap gap) {
    InvalidOption.unless(
        gap.observed() > 0,
        "logs",
        "has no reward above 0 on average, so a relative gap does not exist; log more sessions");
    return new Measured(unit, cutOff, unknown, gap);
  }
}
