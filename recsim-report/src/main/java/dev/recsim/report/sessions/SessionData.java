package dev.recsim.report.sessions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recsim.explain.replay.Replayed.Item;
import dev.recsim.explain.replay.Replayed.Played;
import dev.recsim.explain.replay.Replayed.Together;
import dev.recsim.explain.replay.Replayed.Turn;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data of the script: steps and documents as arrays, and each text once, referred to by its
 * index.
 */
final class SessionData {
  private final Map<String, Integer> words = new LinkedHashMap<>();

  private SessionData() {}

  static Data of(List<Together> sessions) {
    SessionData data = new SessionData();
    List<Data> all = sessions.stream().map(data::session).toList();
    return Data.of("words", data.words.keySet()).and("sessions", all);
  }

  private Data session(Together session) {
    return Data.of("number", session.number())
        .and("parting", Optional.ofNullable(session.parting()))
        .and("agents", session.agents().stream().map(this::agent));
  }

  private Data agent(Played played) {
    return Data.of("agent", played.agent())
        .and("reward", played.reward())
        .and("length", played.length())
        .and("first", played.first())
        .and("before", played.before())
        .and("turns", played.turns().stream().map(this::turn));
  }

  /**
   * [user, latents, slate, others, candidates, probability of no click, reward, end, whether user
   * has only what changed].
   */
  private ArrayNode turn(Turn turn) {
    return Data.list(
        indices(turn.user().stream()),
        indices(named(turn.latents())),
        turn.slate().stream().map(this::item),
        indices(turn.others().stream()),
        turn.candidates(),
        Optional.ofNullable(turn.noClick()).map(Figures::percent).map(this::index),
        turn.reward(),
        Optional.ofNullable(turn.end()).map(it -> it.equals("ended") ? 1 : 2),
        turn.changes() ? 1 : 0);
  }

  /** [id, topic or -1, clicked, probability of a click, signals, words with the name first]. */
  private ArrayNode item(Item item) {
    String name = SessionSection.name(item);
    Optional<Integer> topic = Optional.ofNullable(item.topic());
    Stream<String> others =
        item.words().stream()
            .filter(it -> !it.equals(name) && !it.equals("document " + item.id()))
            .filter(it -> topic.filter(at -> it.endsWith("_" + at + " 1.0")).isEmpty());
    return Data.list(
        item.id(),
        topic.orElse(-1),
        item.clicked() ? 1 : 0,
        Optional.ofNullable(item.click()).map(it -> Math.round(1000 * it)),
        indices(named(item.signals()).filter(it -> !it.equals("click 1"))),
        indices(Stream.concat(Stream.of(name), others)));
  }

  private static Stream<String> named(Map<String, Double> values) {
    return values.entrySet().stream()
        .map(
            it ->
                it.getKey().replace('_', ' ')
                    + " "
                    + Optional.ofNullable(it.getValue()).map(SessionSection::number).orElse("-"));
  }

  private List<Integer> indices(Stream<String> texts) {
    List<Integer> indices = new ArrayList<>();
    texts.forEach(it -> indices.add(index(it)));
    return indices;
  }

  private int index(String text) {
    return words.computeIfAbsent(text, it -> words.size());
  }
}
