package dev.recsim.learn.slate;

import dev.recsim.api.Appeal;
import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Status;
import dev.recsim.api.Transition;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * Remembered steps of sessions in the order they were taken, in a ring: when full, the oldest is
 * overwritten. What is seen after a step is what is seen before the one after, so each moment is
 * kept once; the moment behind the last step of a session that did not end is kept as a tail. For
 * twenty features and ten candidates a step takes about 330 bytes.
 */
final class Experience {
  /** What happened at a moment. */
  private enum Kind {
    /** A step after which the session went on; what was seen then is the next record. */
    STEP,
    /** A step after which the user left. */
    LAST,
    /** Seen after a step, but nothing is known of what was done then. */
    TAIL
  }

  /** Nothing was clicked. */
  static final int NONE = -1;

  private static final int FIRST_CAPACITY = 1024;

  private final int capacity;
  private final int slateSize;
  private final Appeal appeal;

  private Moment[] moments = {};
  private int[] slates = {};
  private byte[] kinds = {};
  private int[] clicked = {};
  private float[] rewards = {};
  private int size;
  private int head;

  /** The tail that the next step starts from, or -1. */
  private int open = NONE;

  private Observation seenLast;
  private List<Document> candidatesLast;
  private double[][] featuresLast;

  Experience(int capacity, int slateSize, Appeal appeal) {
    this.capacity = capacity;
    this.slateSize = slateSize;
    this.appeal = appeal;
  }

  /** Whether there is a step to learn from. */
  boolean isEmpty() {
    return size == 0;
  }

  /** Takes in a step; those of a session come in order. */
  void add(Transition transition) {
    boolean goesOn = open >= 0 && transition.observation() == seenLast;
    int at = goesOn ? open : append(transition.observation());
    Slate slate = transition.slate();
    int position = transition.step().response().clicked();
    clicked[at] = position < 0 ? NONE : slate.document(position);
    rewards[at] = (float) transition.step().reward();
    for (int i = 0; i < slateSize; i++) {
      slates[at * slateSize + i] = i < slate.size() ? slate.document(i) : NONE;
    }
    Status status = transition.step().status();
    open = NONE;
    seenLast = null;
    if (status == Status.ENDED) {
      kinds[at] = (byte) Kind.LAST.ordinal();
      return;
    }
    kinds[at] = (byte) Kind.STEP.ordinal();
    int tail = append(transition.step().next());
    if (status == Status.CONTINUES) {
      open = tail;
      seenLast = transition.step().next();
    }
  }

  private int append(Observation seen) {
    int at = head;
    if (at == kinds.length) {
      grow();
    }
    head = (at + 1) % capacity;
    size = Math.max(size, at + 1);
    if (seen.candidates() != candidatesLast) {
      candidatesLast = seen.candidates();
      featuresLast = Moment.features(candidatesLast);
    }
    moments[at] = Moment.of(seen, featuresLast, appeal);
    kinds[at] = (byte) Kind.TAIL.ordinal();
    return at;
  }

  private void grow() {
    int length = (int) Math.min(capacity, Math.max(FIRST_CAPACITY, 2L * kinds.length));
    moments = Arrays.copyOf(moments, length);
    slates = Arrays.copyOf(slates, Math.multiplyExact(length, slateSize));
    kinds = Arrays.copyOf(kinds, length);
    clicked = Arrays.copyOf(clicked, length);
    rewards = Arrays.copyOf(rewards, length);
  }

  /** Draws a step uniformly; which one depends on nothing but the key and the index. */
  int draw(RandomKey key, int index) {
    long attempt = 0;
    while (true) {
      int at = key.below((attempt << 32) | index, size);
      if (!isTail(at)) {
        return at;
      }
      attempt++;
    }
  }

  /** The record after a step, or -1 where the user left. */
  int next(int at) {
    return kinds[at] == Kind.LAST.ordinal() ? NONE : (at + 1) % capacity;
  }

  /** Whether nothing is known of what was done at a record. */
  boolean isTail(int at) {
    return kinds[at] == Kind.TAIL.ordinal();
  }

  float reward(int at) {
    return rewards[at];
  }

  boolean isClick(int at) {
    return clicked[at] != NONE;
  }

  /** The features of the document that was clicked, null if none was. */
  double[] clickedFeatures(int at) {
    return clicked[at] == NONE ? null : moments[at].candidates()[clicked[at]];
  }

  /** The documents shown at record {@code at}, from {@link #slateStart} on. */
  int[] slates() {
    return slates;
  }

  int slateStart(int at) {
    return at * slateSize;
  }

  int slateLength(int at) {
    int length = 0;
    while (length < slateSize && slates[at * slateSize + length] != NONE) {
      length++;
    }
    return length;
  }

  /** What was seen at a record. */
  Moment moment(int at) {
    return moments[at];
  }

  /**
   * The mean over steps of the rewards from there to the end of what is known of their session.
   *
   * @param clicksOnly over steps with a click, and to the first step without
   */
  double meanReturn(double gamma, boolean clicksOnly) {
    double sum = 0;
    int steps = 0;
    double following = 0;
    for (int i = 1; i <= size; i++) {
      int at = Math.floorMod(head - i, size);
      if (isTail(at) || (clicksOnly && !isClick(at))) {
        following = 0;
      } else {
        following = rewards[at] + (next(at) == NONE ? 0 : gamma * following);
        sum += following;
        steps++;
      }
    }
    return steps == 0 ? 0 : sum / steps;
  }
}
