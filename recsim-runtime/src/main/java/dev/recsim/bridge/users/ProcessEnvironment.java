package dev.recsim.bridge.users;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Inputs;
import dev.recsim.api.Metric;
import dev.recsim.api.Options;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.bridge.Command;
import dev.recsim.random.RandomKey;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An environment whose users a program simulates. */
final class ProcessEnvironment implements Environment {
  private static final Cleaner CLEANER = Cleaner.create();

  private final EnvironmentIntroduction introduction;
  private final List<Document> catalogue;
  private final List<Metric> metrics;
  private final StepLayout layout;
  private final int together;
  private final SessionGroups groups;

  /** Whether the options say what the program is. */
  private final boolean known;

  /** Null if it is not known. */
  private final FiniteMdp model;

  private ProcessEnvironment(ProcessEnvironmentOptions options, Path folder, UsersProcess first) {
    introduction = first.introduction();
    try {
      catalogue =
          introduction.catalogue() == null
              ? List.of()
              : SharedDocuments.read(introduction.catalogue(), introduction.space());
    } catch (IllegalArgumentException e) {
      throw first.wrong("an introduction that " + e.getMessage());
    }
    metrics = introduction.metrics().stream().map(introduction::metric).toList();
    layout = new StepLayout(introduction, catalogue);
    together = introduction.together(layout.steps().bytes());
    known =
        options.version() != null
            || options.files() != null && !options.files().isEmpty()
            || !Command.hidesProgram(options.command());
    model = introduction.model() == null ? null : model(first);
    groups = new SessionGroups(options, folder, first, layout, together);
  }

  /**
   * Starts the program and plays two sessions, to see that it keeps the rules.
   *
   * @param folder to which files are relative
   * @throws dev.recsim.io.ExternalFailure if that fails
   */
  static ProcessEnvironment start(ProcessEnvironmentOptions options, Path folder) {
    UsersProcess first = new UsersProcess(options, folder);
    try {
      ProcessEnvironment environment = new ProcessEnvironment(options, folder, first);
      SelfCheck.run(environment, new SessionGroup(first, environment.layout, environment.together));
      CLEANER.register(environment, environment.groups);
      return environment;
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
  }

  private FiniteMdp model(UsersProcess process) {
    Space space = introduction.space();
    int length = introduction.model().maxSessionLength();
    long bytes = ArrayModel.bytes(space);
    try {
      return ArrayModel.read(process.model(bytes), space, length);
    } catch (IllegalArgumentException e) {
      throw process.wrong(e.getMessage());
    }
  }

  StepLayout layout() {
    return layout;
  }

  List<String> latents() {
    return introduction.latents();
  }

  @Override
  public Space space() {
    return introduction.space();
  }

  @Override
  public Session open(RandomKey key) {
    return open(groups.here(), key);
  }

  /** Opens a session of a group. */
  ProcessSession open(SessionGroup group, RandomKey key) {
    ProcessSession session = new ProcessSession(this, group, key);
    group.opened(session);
    return session;
  }

  @Override
  public Optional<FiniteMdp> model() {
    return Optional.ofNullable(model);
  }

  @Override
  public String rewardUnit() {
    return introduction.rewardUnit();
  }

  @Override
  public List<String> counters() {
    return introduction.counters();
  }

  @Override
  public OptionalInt catalogue() {
    return catalogue.isEmpty() ? Environment.super.catalogue() : OptionalInt.of(catalogue.size());
  }

  @Override
  public List<Metric> metrics() {
    return metrics;
  }

  @Override
  public OptionalInt batch() {
    return OptionalInt.of(together);
  }

  @Override
  public Optional<Inputs> inputs() {
    Inputs inputs = groups.here().process().inputs();
    return Optional.of(known ? inputs : Options.with(inputs, "complete", false));
  }
}
