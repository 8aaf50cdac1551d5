package dev.recsim.bridge.users;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Recycling;
import dev.recsim.api.Response;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.bridge.ArrayLayout;
import dev.recsim.bridge.ArrayLayout.Array;
import dev.recsim.bridge.users.row.Answered;
import dev.recsim.bridge.users.row.RowLayout;
import java.util.ArrayList;
import java.util.List;

/** The arrays in which a program returns observations and steps, and what they mean. */
final class StepLayout {
  private static final double[] NONE = {};
  private static final int[] NO_CLICKS = {};
  private static final Status[] STATUSES = {Status.CONTINUES, Status.ENDED, Status.CUT_OFF};

  private final Space space;
  private final int counters;
  private final ObservationColumns first;
  private final ObservationColumns next;
  private final RowLayout steps;
  private final int reward;
  private final int signals;
  private final int clicks;
  private final int status;
  private final int counted;

  /** An invalid value of an answer; the message follows "returned". */
  static final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1;

    Invalid(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * @param catalogue the documents of all sessions; empty if there are none
   */
  StepLayout(EnvironmentIntroduction introduction, List<Document> catalogue) {
    space = introduction.space();
    counters = introduction.counters().size();
    List<Array> observation = observation(introduction, catalogue);
    List<Array> step = new ArrayList<>();
    int positions = space.slateSize();
    step.add(new Array("reward", "<f8", List.of()));
    step.add(new Array("signals", "<f8", List.of(positions, space.signals().size())));
    step.add(new Array("clicks", "|u1", List.of(positions)));
    step.add(new Array("status", "|u1", List.of()));
    step.add(new Array("counters", "<f8", List.of(counters)));
    step.addAll(observation);
    step.removeIf(array -> array.shape().contains(0));
    steps = new RowLayout(step);
    int latents = introduction.latents().size();
    first = new ObservationColumns(space, catalogue, latents, new RowLayout(observation));
    next = new ObservationColumns(space, catalogue, latents, steps);
    reward = steps.array("reward");
    signals = steps.array("signals");
    clicks = steps.array("clicks");
    status = steps.array("status");
    counted = steps.array("counters");
  }

  private static List<Array> observation(
      EnvironmentIntroduction introduction, List<Document> catalogue) {
    Space space = introduction.space();
    List<Array> arrays = new ArrayList<>();
    for (Array array : new ArrayLayout(space).observation()) {
      boolean sent =
          switch (array.name()) {
            case "features" -> catalogue.isEmpty();
            case "topic" -> catalogue.isEmpty() && space.topics() > 0;
            case "id" -> catalogue.isEmpty() || catalogue.size() > space.documents();
            default -> true;
          };
      if (sent) {
        arrays.add(array);
      }
    }
    if (!introduction.latents().isEmpty()) {
      arrays.add(new Array("latents", "<f8", List.of(introduction.latents().size())));
    }
    return arrays;
  }

  int positions() {
    return space.slateSize();
  }

  /** The layout of answers to START. */
  RowLayout starts() {
    return first.rows();
  }

  /** The layout of answers to SHOW. */
  RowLayout steps() {
    return steps;
  }

  /** The first observation of a session. */
  Observation start(Answered answer) {
    return first.observation(answer);
  }

  /** The latent values before the first slate. */
  double[] startLatents(Answered answer) {
    return first.latents(answer);
  }

  /** The latent values after a step. */
  double[] latents(Answered answer) {
    return next.latents(answer);
  }

  /**
   * A step.
   *
   * @param shown number of documents that were shown
   * @throws Invalid if a value is not allowed
   */
  Step step(Answered answer, int shown) {
    double earned = number(answer, steps, reward, 0, "reward");
    int code = answer.body().get(steps.offset(status, answer.rows(), answer.row()));
    if (code < 0 || code >= STATUSES.length) {
      throw new Invalid(
          "the status %s; 0 is that the session continues, 1 that it ended, 2 that it was cut off"
              .formatted(code & 0xff));
    }
    return new Step(response(answer, shown), earned, next.observation(answer), STATUSES[code]);
  }

  private Response response(Answered answer, int shown) {
    int[] clicked = clicked(answer, shown);
    int each = space.signals().size();
    if (each > 0) {
      double[] values = new double[space.slateSize() * each];
      for (int i = 0; i < values.length; i++) {
        values[i] = number(answer, steps, signals, i, "signal");
      }
      return Response.of(clicked, values, each);
    }
    if (clicked.length == 0) {
      return Response.NONE;
    }
    return clicked.length == 1 && clicked[0] == 0 ? Response.FIRST : Response.of(clicked, NONE, 0);
  }

  private int[] clicked(Answered answer, int shown) {
    int from = steps.offset(clicks, answer.rows(), answer.row());
    int count = 0;
    int last = -1;
    for (int p = 0; p < space.slateSize(); p++) {
      int click = answer.body().get(from + p);
      if (click != 0 && click != 1 || click == 1 && p >= shown) {
        throw new Invalid(
            "the click %s on position %s of a slate of %s; clicks are 0 or 1"
                .formatted(click & 0xff, p, shown));
      }
      count += click;
      last = click == 1 ? p : last;
    }
    if (count <= 1) {
      return count == 0 ? NO_CLICKS : Recycling.click(last);
    }
    int[] all = new int[count];
    int at = 0;
    for (int p = 0; p < space.slateSize(); p++) {
      if (answer.body().get(from + p) == 1) {
        all[at++] = p;
      }
    }
    return all;
  }

  /** Adds the counts of a step. */
  void count(Answered answer, double[] sums) {
    for (int i = 0; i < counters; i++) {
      sums[i] += number(answer, steps, counted, i, "count");
    }
  }

  /** A number, which must be finite. */
  static double number(Answered answer, RowLayout rows, int array, int index, String what) {
    int from = rows.offset(array, answer.rows(), answer.row());
    double value = answer.body().getDouble(from + index * Double.BYTES);
    if (!Double.isFinite(value)) {
      throw new Invalid("the %s %s; numbers are finite".formatted(what, value));
    }
    return value;
  }
}
