package dev.recsim.report.ab;

/** {@code ab.html}. */
public record AbPage(AbReport report) {
  /** Returns the page in UTF-8. */
  public byte[] utf8() {
    return new byte[0];
  }
}
