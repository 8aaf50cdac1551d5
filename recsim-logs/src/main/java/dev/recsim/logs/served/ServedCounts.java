package dev.recsim.logs.served;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a served log contains, and what is not used. */
public final class ServedCounts implements Serializable {
  private static final long serialVersionUID = 1;

  int servers;
  int files;

  /** Servers that hash units with a salt in their folder. */
  int ownSalts;

  long records;
  long decisions;
  long answered;
  long outcomes;
  long late;
  long repeated;
  long unknown;
  long lost;
  long unwritten;
  long forgotten;
  long torn;
  long cut;
  long backwards;
  long fallbacks;
  long fallbackSessions;

  /** Decisions of the arms that are read, and their fallbacks. */
  long chosen;

  long chosenFallbacks;
  long otherArms;

  /** Names of the arms of all sessions. */
  final Set<String> arms = new TreeSet<>();

  /** Sizes of the catalogues of all servers, by their digests. */
  final Map<String, Integer> catalogues = new TreeMap<>();

  long mixedArms;
  long interleaved;
  long openSessions;
  long openDecisions;

  ServedCounts() {}

  /** Records that are in no file, by the gaps of the sequence numbers. */
  public long lost() {
    return lost;
  }

  /** Outcomes after the attribution. */
  public long late() {
    return late;
  }

  /** Outcomes that were not the first of their decision. */
  public long repeated() {
    return repeated;
  }

  /** Outcomes without a decision. */
  public long unknown() {
    return unknown;
  }

  /** Sizes of the catalogues that the servers had, by their digests. */
  public Map<String, Integer> catalogues() {
    return catalogues;
  }

  /** Records that were read. */
  public long records() {
    return records;
  }

  /**
   * What makes the log useless, in words that say what to do; empty if nothing does.
   *
   * @param propensities whether they are needed
   */
  public Optional<String> problem(ServedOptions options, boolean propensities) {
    if (lost > options.limits().mostLost() * (records + lost)) {
      return Optional.of(
          "%s of %s records are lost, more than logs.max_excluded allows (%s); a lost outcome counts as reward 0. Give the log a faster or larger disk; raise logs.max_excluded only if the losses have nothing to do with what users did"
              .formatted(grouped(lost), grouped(records + lost), options.limits().mostLost()));
    }
    if (chosen == 0 && otherArms > 0) {
      return Optional.of(
          "no session is of the arms %s of logs.arms; arms of the log are %s"
              .formatted(new TreeSet<>(options.arms()), arms));
    }
    if (propensities && chosenFallbacks > options.limits().fallbacks() * chosen) {
      return Optional.of(
          "%s of %s decisions were answered by a fallback, more than logs.fallbacks allows (%s); they have no propensity. Raise the time limit of the server, or logs.fallbacks if the fallbacks have nothing to do with what users did"
              .formatted(grouped(chosenFallbacks), grouped(chosen), options.limits().fallbacks()));
    }
    return Optional.empty();
  }

  /** Why no session of the log is complete; empty if one is. */
  public Optional<String> openProblem() {
    return openDecisions < decisions || decisions == 0
        ? Optional.empty()
        : Optional.of(
            "all %s decisions may go on after the end of the log: their outcomes are waited for, and no outcome says that their session ended. Log longer, send the status of sessions, or set logs.attribution and logs.session_gap"
                .formatted(grouped(decisions)));
  }

  /** Sentences for people, one for each thing that was counted. */
  public List<String> sentences(ServedOptions options) {
    List<String> all = new ArrayList<>();
    all.add(
        "served log: %s decisions and %s outcomes in %s files of %s; %s of the decisions have an outcome, the others earned 0"
            .formatted(
                grouped(decisions),
                grouped(outcomes),
                grouped(files),
                servers == 1 ? "1 server" : servers + " servers",
                share(answered, decisions)));
    add(
        all,
        servers > 1 ? ownSalts : 0,
        "%s of the servers hash units with a salt of their own: a unit of several servers counts as"
            + " several, unless their salts are equal; use salt_env",
        grouped(ownSalts));
    add(all, lost, "%s records are lost: %s of all", grouped(lost), share(lost, records + lost));
    add(all, unwritten, "%s records are not written yet, or lost at the end", grouped(unwritten));
    add(all, forgotten, "%s records were removed by recsim:log-forget", grouped(forgotten));
    add(all, torn, "%s files end within a record, which is not used", grouped(torn));
    add(all, cut, "%s times, a killed server left half a record, which was cut", grouped(cut));
    add(all, backwards, "the clock of a server went back %s times", grouped(backwards));
    outcomes(options, all);
    sessions(all);
    return all;
  }

  private void outcomes(ServedOptions options, List<String> all) {
    add(
        all,
        late,
        "%s outcomes came later than the attribution of %s and %s",
        grouped(late),
        time(options.outcomes().attribution()),
        options.outcomes().keepLate() ? "are used" : "are dropped");
    add(
        all,
        repeated,
        "%s outcomes are not the first of their decision; %s",
        grouped(repeated),
        options.outcomes().sum() ? "all are added" : "only the first counts");
    add(all, unknown, "%s outcomes belong to no decision of the log", grouped(unknown));
  }

  private void sessions(List<String> all) {
    add(all, fallbacks, "%s decisions were answered by a fallback", grouped(fallbacks));
    add(
        all,
        fallbackSessions,
        "%s sessions with a fallback are left out, because it has no propensity",
        grouped(fallbackSessions));
    add(all, otherArms, "%s sessions of other arms are left out", grouped(otherArms));
    add(all, mixedArms, "%s sessions changed their arm and are left out", grouped(mixedArms));
    add(all, interleaved, "%s sessions with interleaved slates are left out", grouped(interleaved));
    add(
        all,
        openSessions,
        "%s sessions with %s decisions may go on after the end of the log and are left out",
        grouped(openSessions),
        grouped(openDecisions));
  }

  private static void add(List<String> all, long count, String words, Object... values) {
    if (count > 0) {
      all.add(words.formatted(values));
    }
  }

  static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String share(long part, long all) {
    return String.format(Locale.ROOT, "%.2f %%", all == 0 ? 0.0 : 100.0 * part / all);
  }

  private static String time(long millis) {
    return millis % 60_000 == 0 ? millis / 60_000 + "m" : millis / 1_000.0 + "s";
  }
}
