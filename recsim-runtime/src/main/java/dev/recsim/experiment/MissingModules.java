package dev.recsim.experiment;

import java.util.SortedSet;

/** Thrown if required optional modules are not on the class path. */
public final class MissingModules extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient SortedSet<String> modules;

  /** Creates the exception for these artifacts of the group {@code dev.recsim}. */
  public MissingModules(SortedSet<String> modules) {
    super(
        "this needs %s, which is not on the class path: add it to the dependencies"
            .formatted("dev.recsim:" + String.join(" and dev.recsim:", modules)));
    this.modules = modules;
  }

  /** Their artifact ids. */
  public SortedSet<String> modules() {
    return modules;
  }
}
