package dev.recsim.maven.fork;

/** The beginning and the end of a text of any length. */
final class HeldText {
  /** Largest number of characters of the beginning, and of the end. */
  static final int MOST = 1 << 16;

  private final StringBuilder beginning = new StringBuilder();
  private final StringBuilder end = new StringBuilder();
  private long length;

  void add(String more) {
    length += more.length();
    int room = Math.min(MOST - beginning.length(), more.length());
    beginning.append(more, 0, room);
    end.append(more, room, more.length());
    if (end.length() > 2 * MOST) {
      end.delete(0, end.length() - MOST);
    }
  }

  /** Returns the text, and how many characters are left out. */
  String text() {
    if (length <= 2L * MOST) {
      return beginning.toString() + end;
    }
    String rest = end.substring(end.length() - MOST);
    return "%s%n[%s characters left out]%n%s".formatted(beginning, length - 2L * MOST, rest);
  }
}
