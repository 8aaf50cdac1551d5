package dev.recsim.bridge.users;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The places of sessions in a program. Places of sessions that were left before their end are used
 * again once the sessions are garbage.
 */
final class SessionSlots {
  private static final int FEWEST = 1_024;

  private final List<WeakReference<ProcessSession>> owners = new ArrayList<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private int most = FEWEST;

  /** Gives a session a place. */
  int take(ProcessSession session) {
    if (free.isEmpty() && owners.size() >= most) {
      for (int i = 0; i < owners.size(); i++) {
        if (owners.get(i).get() == null) {
          free.add(i);
        }
      }
      most = Math.max(most, 2 * (owners.size() - free.size()));
    }
    WeakReference<ProcessSession> owner = new WeakReference<>(session);
    if (free.isEmpty()) {
      owners.add(owner);
      return owners.size() - 1;
    }
    int place = free.poll();
    owners.set(place, owner);
    return place;
  }

  /** Takes the place of a session that is over. */
  void release(int place) {
    owners.get(place).clear();
    free.add(place);
  }
}
