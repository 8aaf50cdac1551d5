package dev.recsim.fit.factors;

import dev.recsim.api.InvalidOption;
import dev.recsim.fit.ids.IntBlocks;
import dev.recsim.fit.ids.NumberedIds;
import dev.recsim.fit.log.Vocabulary;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.logs.LoggedSession.End;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Collects slates with one click or none. Users are numbered in the order of the sessions that are
 * not held out. In a log that does not identify users, a session is a user.
 */
final class LoggedSlates {
  /** Largest size of a slate, whose positions are bytes. */
  private static final int LARGEST = 127;

  /** Of how many users one is left out, as a multiple of that of sessions. */
  private static final int USERS = 2;

  private final Log log;
  private final int heldOut;
  private final Vocabulary vocabulary;
  private final NumberedIds known = new NumberedIds();

  /** The number of each user of {@link #known}. */
  private final IntBlocks numbers = new IntBlocks();

  private int users;
  private final List<Long> heldUsers = new ArrayList<>();
  private SlateRuns.Builder training;
  private SlateRuns.Builder held;
  private int size = -1;
  private int sessions;
  private boolean anyWithoutClick;
  private int[] documents;

  LoggedSlates(Log log, int heldOut, Vocabulary vocabulary) {
    this.log = log;
    this.heldOut = heldOut;
    this.vocabulary = vocabulary;
  }

  /**
   * The slates of a log.
   *
   * @param inside of users of the fit
   * @param outside of other users, whose vectors are fitted with the documents of the fit
   * @param held sessions that are held out, each a run
   */
  record Split(SlateRuns inside, SlateRuns outside, SlateRuns held) {

    /** Users who are not in the fit. */
    boolean[] outsiders() {
      boolean[] outsiders = new boolean[users()];
      for (int user : outside.user()) {
        outsiders[user] = true;
      }
      return outsiders;
    }

    int users() {
      return Math.max(inside.users(), outside.users());
    }
  }

  /** Adds a session. */
  void add(LoggedSession session) {
    boolean isHeld = sessions++ % heldOut == heldOut - 1;
    if (size < 0) {
      size = session.size(0);
      InvalidOption.unless(
          size <= LARGEST,
          "logs",
          "has slates of %s documents; latent_factors has at most %s".formatted(size, LARGEST));
      documents = new int[size];
      training = new SlateRuns.Builder(size);
      held = new SlateRuns.Builder(size);
    }
    int run = isHeld ? heldUsers.size() : user(session.userId());
    if (isHeld) {
      heldUsers.add(session.userId());
    }
    for (int t = 0; t < session.steps(); t++) {
      int position = slate(session, t);
      (isHeld ? held : training).add(run, documents, position, marks(session, t));
    }
  }

  private int user(long id) {
    if (id == Log.NOBODY) {
      return users++;
    }
    int place = known.add(id);
    if (place == numbers.size()) {
      numbers.add(users++);
    }
    return numbers.get(place);
  }

  /** The number of a user; -1 of one who has only held-out sessions. */
  private int number(long id) {
    int place = id == Log.NOBODY ? -1 : known.find(id);
    return place < 0 ? -1 : numbers.get(place);
  }

  /** Reads the documents of a slate, and returns the position that was clicked. */
  private int slate(LoggedSession session, int t) {
    InvalidOption.unless(
        session.size(t) == size,
        "logs",
        "has slates of %s and of %s documents; latent_factors needs slates of one size"
            .formatted(size, session.size(t)));
    int position = -1;
    for (int k = 0; k < size; k++) {
      documents[k] = vocabulary.index(log.documents(), session.document(t, k));
      if (session.clicked(t, k)) {
        InvalidOption.unless(
            position < 0,
            "logs",
            "has a slate with two clicks, but the users of latent_factors click one document or none; log a slate for each click, or fit dependent_click");
        position = k;
      }
    }
    anyWithoutClick |= position < 0;
    return position;
  }

  private static int marks(LoggedSession session, int t) {
    int start = t == 0 ? SlateRuns.START : 0;
    if (t < session.steps() - 1) {
      return start | SlateRuns.STAYED;
    }
    return start | (session.end() == End.CUT_OFF ? 0 : SlateRuns.LEFT);
  }

  /** Returns the slates, and forgets them. */
  Split split(int documentCount) {
    InvalidOption.unless(
        heldUsers.size() > 1 && users > 1,
        "logs",
        "has %s sessions of %s users, too few to hold one of %s out; log more"
            .formatted(sessions, users, heldOut));
    InvalidOption.unless(
        anyWithoutClick,
        "logs",
        "has a click on every slate, so that nothing says what users refuse; log slates without a click, too, or fit next_document to what users opened");
    int[] order = vocabulary.ordered(IntStream.range(0, vocabulary.size()).toArray());
    int[] all = IntStream.range(0, users).toArray();
    SlateRuns rows = training.build(documentCount, order, all);
    training = null;
    int[] heldNumbers = heldUsers.stream().mapToInt(this::number).toArray();
    SlateRuns heldRows = held.build(documentCount, order, heldNumbers);
    held = null;
    int every = USERS * heldOut;
    return new Split(
        rows.select(Arrays.stream(all).filter(u -> u % every != every - 1).toArray()),
        rows.select(Arrays.stream(all).filter(u -> u % every == every - 1).toArray()),
        heldRows);
  }
}
