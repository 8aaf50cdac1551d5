package dev.recsim.bridge.users;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Inputs;
import dev.recsim.api.Metric;
import dev.recsim.api.Options;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An environment whose users a program simulates. */
final class ProcessEnvironment implements Environment {
  private static final Cleaner CLEANER = Cleaner.create();

  private final EnvironmentDescription description;
  private final UsersProgram program;
  private final Optional<UserRecord> record;
  private final SessionPrograms groups;

  /** Empty if it is not known. */
  private final Optional<FiniteMdp> model;

  private ProcessEnvironment(
      EnvironmentDescription description,
      UsersProgram program,
      Optional<UserRecord> record,
      Optional<byte[]> model) {
    this.description = description;
    this.program = program;
    this.record = record;
    this.model =
        model.map(
            it ->
                ArrayModel.read(
                    it, space(), description.introduction().model().maxSessionLength()));
    this.groups =
        new SessionPrograms(
            () -> new SessionGroup(() -> program.start(description), description, record), record);
  }

  /**
   * The environment of a program. Without a record, the program plays two sessions, to see that it
   * keeps the rules.
   *
   * @param record empty if answers are not recorded
   * @throws dev.recsim.io.ExternalFailure if the program is needed, and fails
   */
  static ProcessEnvironment of(UsersProgram program, Optional<UserRecord> record) {
    ProcessEnvironment environment =
        record
            .flatMap(UserRecord::description)
            .map(it -> new ProcessEnvironment(it, program, record, record.get().model()))
            .orElseGet(() -> started(program, record));
    CLEANER.register(environment, environment.groups);
    return environment;
  }

  private static ProcessEnvironment started(UsersProgram program, Optional<UserRecord> record) {
    UsersProcess first = program.start();
    try {
      EnvironmentDescription description = first.description();
      Optional<byte[]> model = first.model();
      ProcessEnvironment environment;
      try {
        environment = new ProcessEnvironment(description, program, record, model);
      } catch (IllegalArgumentException e) {
        throw first.wrong(e.getMessage());
      }
      record.ifPresentOrElse(
          it -> it.begin(program.digest(), first.introduced(), model),
          () -> SelfCheck.run(environment, new SessionGroup(() -> first, description, record)));
      environment.groups.keep(new SessionGroup(() -> first, description, record));
      return environment;
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
  }

  StepLayout layout() {
    return description.layout();
  }

  boolean isRecorded() {
    return record.isPresent();
  }

  List<String> latents() {
    return description.introduction().latents();
  }

  @Override
  public Space space() {
    return description.introduction().space();
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
    return model;
  }

  @Override
  public String rewardUnit() {
    return description.introduction().rewardUnit();
  }

  @Override
  public List<String> counters() {
    return description.introduction().counters();
  }

  @Override
  public OptionalInt catalogue() {
    return description.catalogue().isEmpty()
        ? Environment.super.catalogue()
        : OptionalInt.of(description.catalogue().size());
  }

  @Override
  public List<Metric> metrics() {
    return description.metrics();
  }

  @Override
  public OptionalInt batch() {
    return OptionalInt.of(description.together());
  }

  /** What the program has used; empty if a record had all answers. Saves the record. */
  @Override
  public Optional<Inputs> inputs() {
    record.ifPresent(UserRecord::save);
    return groups
        .here()
        .process()
        .map(UsersProcess::inputs)
        .map(it -> program.isKnown() ? it : Options.with(it, "complete", false));
  }
}
