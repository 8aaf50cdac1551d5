package dev.recsim.logs.served;

import dev.recsim.logs.text.LongSet;
import dev.recsim.logs.text.TextHash;
import dev.recsim.served.DecisionRecord.Candidate;
import dev.recsim.served.Outcome;
import dev.recsim.served.ServedFault;
import dev.recsim.served.ServedFault.Reason;
import dev.recsim.served.ServedHeader;
import dev.recsim.served.ServedLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins outcomes to decisions. Records of several servers are merged by their times. In memory are
 * the decisions for which outcomes are waited for, and 8 to 22 bytes for each other one, which tell
 * outcomes that come late or twice from those that belong to nothing.
 */
public final class ServedJoin implements Closeable {
  private final List<ServedServer> servers = new ArrayList<>();
  private final ServedOptions options;
  private final ServedCounts counts = new ServedCounts();
  private final Events events;
  private final Map<String, ServedDecision> open = new LinkedHashMap<>();

  /** Outcomes whose decision another server writes with a slower clock. */
  private final Map<String, List<ServedOutcome>> early = new LinkedHashMap<>();

  private final LongSet answered = new LongSet();
  private final LongSet unanswered = new LongSet();
  private long now = Long.MIN_VALUE;
  private int waiting;

  /** What is read. */
  public interface Events {
    /** A decision, in the order of their times. */
    void decision(ServedDecision decision);

    /** An outcome that counts, after it was added to its decision. */
    void outcome(ServedDecision decision, ServedOutcome outcome);

    /** A line that cannot be used. */
    void broken(ServedFault fault, Path file, long line);
  }

  /** Opens the files. */
  public ServedJoin(List<ServedFolder> folders, ServedOptions options, Events events)
      throws IOException {
    this.options = options;
    this.events = events;
    counts.servers = folders.size();
    for (ServedFolder folder : folders) {
      servers.add(new ServedServer(folder, counts));
    }
  }

  public ServedCounts counts() {
    return counts;
  }

  /** The time so far, in milliseconds since 1970; it never goes back. */
  public long now() {
    return now;
  }

  /** Reads a record; returns false if there is none. */
  public boolean advance() throws IOException {
    int earliest = earliest();
    if (earliest < 0) {
      counts.unknown += early.values().stream().mapToInt(List::size).sum();
      early.clear();
      return false;
    }
    ServedServer server = servers.get(earliest);
    now = Math.max(now, server.now);
    take(earliest, server, server.next());
    server.advance();
    expire();
    return true;
  }

  /** Number of the server whose record is next; -1 if there is none. */
  private int earliest() {
    int first = -1;
    for (int s = 0; s < servers.size(); s++) {
      ServedServer server = servers.get(s);
      if (server.hasNext() && (first < 0 || server.now < servers.get(first).now)) {
        first = s;
      }
    }
    return first;
  }

  private void take(int number, ServedServer server, ServedLine record) {
    Path file = server.path(record.file);
    switch (record.kind()) {
      case BROKEN -> events.broken(record.fault.orElseThrow(), file, record.line);
      case DECISION -> {
        decision(new ServedDecision(record, number, file), server.header);
      }
      case OUTCOME -> {
        counts.outcomes++;
        outcome(new ServedOutcome(record.outcome(), record.time, file, record.line));
      }
      default -> {
        // Arms are in the decisions.
      }
    }
  }

  private void decision(ServedDecision decision, ServedHeader header) {
    decision.came = now;
    long hash = TextHash.of(decision.record.id());
    if (open.containsKey(decision.record.id())
        || answered.contains(hash)
        || unanswered.contains(hash)) {
      ServedFault twice =
          new ServedFault(
              Reason.DUPLICATE,
              1,
              "the decision %s is there already".formatted(decision.record.id()));
      events.broken(twice, decision.file(), decision.line());
      return;
    }
    counts.decisions++;
    counts.fallbacks += decision.isFallback() ? 1 : 0;
    String wrong = wrong(decision, header);
    if (wrong != null) {
      fault(decision, new ServedFault(Reason.WRONG_TYPE, 1, wrong));
    }
    probabilities(decision);
    open.put(decision.record.id(), decision);
    events.decision(decision);
    List<ServedOutcome> before = early.remove(decision.record.id());
    if (before != null) {
      waiting -= before.size();
      before.forEach(this::outcome);
    }
  }

  private static String wrong(ServedDecision decision, ServedHeader header) {
    if (decision.record.seen().user().length != header.userFeatures().size()) {
      return "user has %s values, but the log has %s user features"
          .formatted(decision.record.seen().user().length, header.userFeatures().size());
    }
    if (decision.propensities().length > 0
        && decision.propensities().length != decision.slate().size()) {
      return "propensities must have an entry for each document of slate_ids";
    }
    int features = header.documentFeatures().size();
    for (Candidate each : decision.record.seen().candidates()) {
      if (each.features().isPresent() && each.features().get().length != features) {
        return "a candidate has %s features, but the log has %s document features"
            .formatted(each.features().get().length, features);
      }
    }
    if (!decision.record.seen().candidates().isEmpty()
        && !decision.record.seen().candidates().stream()
            .map(Candidate::id)
            .toList()
            .containsAll(decision.slate())) {
      return "slate_ids has a document that is not in candidates";
    }
    return null;
  }

  private void probabilities(ServedDecision decision) {
    for (double p : decision.propensities()) {
      if (!(p > 0)) {
        fault(
            decision,
            new ServedFault(
                Reason.PROPENSITY_NOT_ABOVE_0,
                1,
                "the propensity is %s; what was shown had a probability above 0".formatted(p)));
      } else if (p > 1) {
        fault(
            decision,
            new ServedFault(
                Reason.PROPENSITY_ABOVE_1,
                1,
                "the propensity is %s; it is a probability, from 0 to 1".formatted(p)));
      }
    }
  }

  private void fault(ServedDecision decision, ServedFault fault) {
    decision.fault(fault, decision.file(), decision.line());
  }

  private void outcome(ServedOutcome outcome) {
    ServedDecision decision = open.get(outcome.outcome().decision());
    if (decision == null) {
      closed(outcome);
      return;
    }
    if (outcome.time() - decision.time > options.outcomes().attribution()) {
      counts.late++;
      if (!options.outcomes().keepLate()) {
        return;
      }
    }
    if (decision.answered) {
      counts.repeated++;
      if (!options.outcomes().sum()) {
        return;
      }
    }
    String wrong = wrong(decision, outcome.outcome());
    if (wrong != null) {
      decision.fault(new ServedFault(Reason.WRONG_TYPE, 1, wrong), outcome.file(), outcome.line());
      return;
    }
    counts.answered += decision.answered ? 0 : 1;
    decision.add(outcome.outcome());
    events.outcome(decision, outcome);
  }

  private static String wrong(ServedDecision decision, Outcome outcome) {
    int size = decision.slate().size();
    if (outcome.rewards() != null && outcome.rewards().length != size) {
      return "rewards must have an entry for each of the %s documents".formatted(size);
    }
    for (int click : outcome.positions()) {
      if (click >= size) {
        return "clicks has position %s, but positions are 0 to %s".formatted(click, size - 1);
      }
    }
    return null;
  }

  private void closed(ServedOutcome outcome) {
    long hash = TextHash.of(outcome.outcome().decision());
    if (answered.contains(hash)) {
      counts.repeated++;
    } else if (unanswered.contains(hash)) {
      counts.late++;
    } else {
      early.computeIfAbsent(outcome.outcome().decision(), id -> new ArrayList<>()).add(outcome);
      waiting++;
    }
  }

  /** Forgets decisions and outcomes for which nothing is waited any more. */
  private void expire() {
    Iterator<List<ServedOutcome>> outcomes = early.values().iterator();
    while (outcomes.hasNext()) {
      List<ServedOutcome> eldest = outcomes.next();
      if (eldest.get(0).time() + options.outcomes().attribution() >= now) {
        break;
      }
      counts.unknown += eldest.size();
      waiting -= eldest.size();
      outcomes.remove();
    }
    if (options.outcomes().keepLate()) {
      return;
    }
    Iterator<ServedDecision> decisions = open.values().iterator();
    while (decisions.hasNext()) {
      ServedDecision eldest = decisions.next();
      if (eldest.came + options.outcomes().attribution() >= now) {
        break;
      }
      (eldest.answered ? answered : unanswered).add(TextHash.of(eldest.record.id()));
      decisions.remove();
    }
  }

  /** Decisions and outcomes in memory. */
  int inMemory() {
    return open.size() + waiting;
  }

  @Override
  public void close() throws IOException {
    for (ServedServer server : servers) {
      server.close();
    }
  }
}
