package dev.recsim.logs;

/**
 * Decides where a row belongs in its session, by its step, time and position.
 *
 * @param steps whether rows have the number of their step
 * @param times whether rows have a time
 * @param positions whether each position of a slate has a row of its own
 * @param fromZero whether steps are counted from 0; otherwise also from 1
 */
record StepOrder(boolean steps, boolean times, boolean positions, boolean fromZero) {

  /**
   * Returns whether the row begins a step; otherwise it is the next position of the last step.
   *
   * @param number of the step, if rows have one
   * @param time of the step, if rows have one
   * @param position of the document, if rows have one
   * @param column of the row's step or time, for errors
   * @throws Faulty if the row is a duplicate, or does not follow the row before
   */
  boolean begins(
      LoggedSession session, long number, double time, long position, long document, int column) {
    int last = session.steps - 1;
    if (positions) {
      boolean same =
          last >= 0
              && (!steps || number == session.stepNumber[last])
              && (steps || !times || time == session.time[last]);
      if (same) {
        next(session, last, position, column);
        return false;
      }
      if (position != session.base && (last >= 0 || position > 1 || position < 0)) {
        throw Faulty.of(
            Exclusion.INCOMPLETE, column, "the slate begins at position %s".formatted(position));
      }
      session.base = position;
    }
    if (last >= 0 && session.end != LoggedSession.End.UNKNOWN) {
      throw Faulty.of(
          Exclusion.OUT_OF_ORDER, column, "the row follows the row with which the session ended");
    }
    if (steps) {
      follows(session, last, number, column);
    }
    if (times && last >= 0) {
      later(session, last, time, document, column);
    }
    return true;
  }

  private static void next(LoggedSession session, int step, long position, int column) {
    long expected = session.base + session.size(step);
    if (position >= session.base && position < expected) {
      throw duplicate(column, "position %s of the slate is there already".formatted(position));
    }
    if (position != expected) {
      throw Faulty.of(
          Exclusion.INCOMPLETE,
          column,
          "position %s follows position %s; sort the file by session, step and position"
              .formatted(position, expected - 1));
    }
  }

  private void follows(LoggedSession session, int last, long number, int column) {
    if (last < 0) {
      if (number != 0 && (number != 1 || fromZero)) {
        throw Faulty.of(
            Exclusion.INCOMPLETE,
            column,
            "the session begins at step %s; steps are counted from 0%s"
                .formatted(number, fromZero ? "" : " or 1"));
      }
      return;
    }
    long before = session.stepNumber[last];
    if (number >= session.stepNumber[0] && number <= before) {
      throw duplicate(column, "step %s of the session is there already".formatted(number));
    }
    if (number != before + 1) {
      throw Faulty.of(
          Exclusion.INCOMPLETE,
          column,
          "step %s follows step %s; sort the file by session and step, without gaps"
              .formatted(number, before));
    }
  }

  private void later(LoggedSession session, int last, double time, long document, int column) {
    if (!steps) {
      for (int s = last; s >= 0 && session.time[s] >= time; s--) {
        if (session.time[s] == time && session.document(s, 0) == document) {
          throw duplicate(column, "the session has a row with the same time and document already");
        }
      }
    }
    if (time < session.time[last]) {
      throw Faulty.of(
          Exclusion.OUT_OF_ORDER,
          column,
          "the row is earlier than the row before in its session; sort the file by session and"
              + " time");
    }
  }

  private static Faulty duplicate(int column, String message) {
    return new Faulty(Exclusion.DUPLICATE, column, false, message);
  }
}
