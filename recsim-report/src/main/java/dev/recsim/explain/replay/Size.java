package dev.recsim.explain.replay;

import dev.recsim.explain.replay.Replayed.Item;
import dev.recsim.explain.replay.Replayed.Played;
import dev.recsim.explain.replay.Replayed.Together;
import dev.recsim.explain.replay.Replayed.Turn;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * About how many characters sessions need in a report, which has each text once, and its index
 * wherever it is needed.
 */
final class Size {
  private static final int INDEX = 6;
  private static final int NUMBER = 12;
  private static final int ITEM = 40;
  private static final int TURN = 60;

  private final Set<String> known = new HashSet<>();
  private int characters;

  private Size() {}

  static int of(List<Together> sessions) {
    Size size = new Size();
    for (Together session : sessions) {
      for (Played played : session.agents()) {
        played.turns().forEach(size::add);
      }
    }
    return size.characters;
  }

  private void add(Turn turn) {
    characters += TURN;
    add(turn.user());
    add(turn.latents());
    add(turn.others());
    for (Item item : turn.slate()) {
      characters += ITEM;
      add(item.words());
      add(item.signals());
    }
  }

  private void add(Map<String, Double> values) {
    values.forEach((name, value) -> characters += name.length() + NUMBER + INDEX);
  }

  private void add(List<String> texts) {
    for (String text : texts) {
      characters += INDEX + (known.add(text) ? text.length() + INDEX : 0);
    }
  }
}
