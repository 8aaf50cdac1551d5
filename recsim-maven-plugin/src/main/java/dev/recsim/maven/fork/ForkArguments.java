package dev.recsim.maven.fork;

import java.util.ArrayList;
import java.util.List;

/** The arguments of the forked program: a verb, then {@code --key=value} and {@code --flag}. */
public final class ForkArguments {

  private final List<String> words = new ArrayList<>();

  private ForkArguments(String verb) {
    words.add(verb);
  }

  public static ForkArguments of(String verb) {
    return new ForkArguments(verb);
  }

  /** Adds {@code --key=value}, or nothing where the value is null or blank. */
  public ForkArguments option(String key, Object value) {
    if (value != null && !value.toString().isBlank()) {
      words.add("--" + key + "=" + value);
    }
    return this;
  }

  public ForkArguments flag(String name, boolean on) {
    if (on) {
      words.add("--" + name);
    }
    return this;
  }

  List<String> words() {
    return List.copyOf(words);
  }
}
