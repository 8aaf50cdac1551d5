package dev.recsim.app.results;

import java.io.IOException;
import java.util.Optional;

/** A value that is made at first use. Not for several threads. */
public final class Lazy<T> {
  /** Makes the value; never null. */
  public interface Maker<T> {
    /** Makes the value. */
    T make() throws IOException;
  }

  private final Maker<T> maker;
  private Optional<T> value = Optional.empty();

  /**
   * @param maker called once
   */
  public Lazy(Maker<T> maker) {
    this.maker = maker;
  }

  /** The value. */
  public T get() throws IOException {
    if (value.isEmpty()) {
      value = Optional.of(maker.make());
    }
    return value.get();
  }
}
