package dev.recsim.explain.replay;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Step.Status;
import dev.recsim.explain.replay.Replayed.Item;
import dev.recsim.explain.replay.Replayed.Played;
import dev.recsim.explain.replay.Replayed.Turn;
import dev.recsim.explain.shown.ShownRecording;
import dev.recsim.explain.shown.Tables;
import dev.recsim.trial.Decision;
import dev.recsim.trial.StepLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the decisions of an agent: for tables, and of some sessions to describe them in words. */
final class Recorder implements StepLog {
  /** Largest number of candidates that are listed besides the slate. */
  private static final int FEW_CANDIDATES = 12;

  private static final int MOST_WORDS_OF_USER = 24;
  private static final int MOST_WORDS_OF_DOCUMENT = 4;

  private final String agent;
  private final Environment environment;
  private final Words words;
  private final int counted;

  /** Null without tables. */
  private final ShownRecording tables;

  /** The decisions of the sessions to describe. */
  private final Map<Integer, List<Decision>> sessions = new HashMap<>();

  /** The steps that were described, by session and index; with all that is known of the user. */
  private final Map<Integer, Map<Integer, Turn>> described = new HashMap<>();

  /**
   * @param words shortens descriptions
   * @param counted number of sessions, the first ones, for tables
   * @param tables records them
   * @param told numbers of the sessions to describe
   */
  Recorder(
      String agent,
      Environment environment,
      Words words,
      int counted,
      ShownRecording tables,
      List<Integer> told) {
    this.agent = agent;
    this.environment = environment;
    this.words = words;
    this.counted = counted;
    this.tables = tables;
    told.forEach(it -> sessions.put(it, new ArrayList<>()));
  }

  @Override
  public void start(Policy policy, Perception perception) {
    if (counted > 0) {
      tables.start(policy, perception);
    }
  }

  @Override
  public boolean wantsDetails(int session) {
    return sessions.containsKey(session);
  }

  @Override
  public void step(Decision decision) {
    if (decision.session() < counted) {
      tables.step(decision);
    }
    List<Decision> kept = sessions.get(decision.session());
    if (kept != null) {
      kept.add(decision);
    }
  }

  /** What was recorded for tables. */
  Tables.Traced traced() {
    return tables.traced(agent);
  }

  /** The decisions of a session. */
  List<Decision> decisions(int session) {
    return sessions.get(session);
  }

  /**
   * Describes a session.
   *
   * @param first index of the first step
   * @param most largest number of steps
   */
  Played played(int session, int first, int most) {
    List<Decision> decisions = decisions(session);
    int end = Math.min(decisions.size(), first + most);
    List<Turn> turns = new ArrayList<>();
    Map<Integer, Turn> known = described.computeIfAbsent(session, it -> new HashMap<>());
    Optional<Turn> before = Optional.empty();
    for (int t = Math.min(first, end); t < end; t++) {
      Turn turn = known.computeIfAbsent(t, it -> turn(decisions.get(it)));
      turns.add(before.map(turn::since).orElse(turn));
      before = Optional.of(turn);
    }
    return new Played(
        agent,
        sum(decisions, decisions.size()),
        decisions.size(),
        Math.min(first, end),
        sum(decisions, first),
        turns);
  }

  private static double sum(List<Decision> decisions, int end) {
    double sum = 0;
    for (Decision decision : decisions.subList(0, Math.min(end, decisions.size()))) {
      sum += decision.step().reward();
    }
    return sum;
  }

  private List<String> user(Observation seen) {
    String user = described(() -> environment.describe(seen), "unknown");
    boolean nothing = environment.space().states() == 1 && user.equals("state 0");
    return nothing ? List.of() : words.of(user, MOST_WORDS_OF_USER);
  }

  /** Code of users may fail; a report is written anyway. */
  private static String described(Supplier<String> description, String otherwise) {
    try {
      String text = description.get();
      return text == null ? otherwise : text;
    } catch (RuntimeException e) {
      return otherwise;
    }
  }

  private Turn turn(Decision decision) {
    Observation seen = decision.seen();
    Slate slate = decision.slate();
    double[] clicks = decision.clickProbabilities();
    List<Item> shown = new ArrayList<>();
    for (int p = 0; p < slate.size(); p++) {
      shown.add(
          item(
              seen,
              slate.document(p),
              decision.step().response().isClicked(p),
              clicks.length == 0 ? null : (Double) clicks[p],
              signals(decision.step().response(), p)));
    }
    Status status = decision.step().status();
    return new Turn(
        user(seen),
        false,
        decision.latents(),
        shown,
        others(seen, slate),
        seen.documents(environment.space()),
        clicks.length == 0 ? null : (Double) clicks[clicks.length - 1],
        decision.step().reward(),
        status == Status.CONTINUES ? null : status.name().toLowerCase(Locale.ROOT));
  }

  private Item item(
      Observation seen, int candidate, boolean clicked, Double click, Map<String, Double> signals) {
    int topic = seen.candidates().isEmpty() ? -1 : seen.candidates().get(candidate).topic();
    return new Item(
        document(seen, candidate),
        topic < 0 ? null : (Integer) topic,
        words.of(description(seen, candidate), MOST_WORDS_OF_DOCUMENT),
        clicked,
        click,
        signals);
  }

  private Map<String, Double> signals(Response response, int position) {
    Map<String, Double> signals = new LinkedHashMap<>();
    List<String> names = environment.space().signals();
    for (int s = 0; s < names.size(); s++) {
      double value = response.signal(position, s);
      if (value != 0 && Double.isFinite(value)) {
        signals.put(names.get(s), value);
      }
    }
    return signals;
  }

  private List<String> others(Observation seen, Slate slate) {
    List<String> others = new ArrayList<>();
    int candidates = seen.candidates().size();
    for (int d = 0; candidates <= FEW_CANDIDATES && d < candidates; d++) {
      if (!isShown(slate, d)) {
        int topic = seen.candidates().get(d).topic();
        others.add(topic < 0 ? name(seen, d) : "topic " + topic);
      }
    }
    return others;
  }

  private String description(Observation seen, int candidate) {
    return described(
        () -> environment.describe(seen, candidate), "document " + document(seen, candidate));
  }

  /** The start of the description of a document. */
  private String name(Observation seen, int candidate) {
    String description = description(seen, candidate);
    int end = description.indexOf(", ");
    return words.of(end < 0 ? description : description.substring(0, end), 1).get(0);
  }

  private static long document(Observation seen, int candidate) {
    return seen.candidates().isEmpty() ? candidate : seen.candidates().get(candidate).id();
  }

  private static boolean isShown(Slate slate, int candidate) {
    for (int p = 0; p < slate.size(); p++) {
      if (slate.document(p) == candidate) {
        return true;
      }
    }
    return false;
  }
}
