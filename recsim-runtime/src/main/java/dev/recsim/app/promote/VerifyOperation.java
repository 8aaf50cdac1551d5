package dev.recsim.app.promote;

import dev.recsim.api.Agent;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Policy;
import dev.recsim.app.project.UserError;
import dev.recsim.experiment.OptionalModules;
import dev.recsim.experiment.remote.Parcel;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.io.Digest;
import dev.recsim.io.Scratch;
import dev.recsim.policy.Manifest;
import dev.recsim.policy.Manifest.Member;
import dev.recsim.policy.Manifest.SeedScore;
import dev.recsim.policy.PromotedPolicy;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.schedule.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Plays the evaluation of promoted agents again, and compares it with the recorded scores.
 *
 * @param experiments the folder of experiments, which has their data files
 * @param promoted the folder of a promoted agent, or one above several
 */
public record VerifyOperation(Path experiments, Path promoted) {
  /** Most folders between the promoted agents and the manifest of one. */
  private static final int DEPTH = 8;

  /** A promoted agent that has its recorded scores. */
  public record Verified(Path folder, Manifest manifest) {}

  /**
   * Verifies all promoted agents of the folder.
   *
   * @throws UserError if there are none, one cannot be read or played, or it has other scores
   */
  public List<Verified> verify() throws IOException, UserError {
    List<Verified> verified = new ArrayList<>();
    for (Path folder : folders()) {
      try {
        PromotedPolicy read = PromotedPolicy.read(folder);
        verify(read);
        verified.add(new Verified(folder, read.manifest()));
      } catch (InvalidFile e) {
        throw new UserError(e.getMessage());
      }
    }
    return verified;
  }

  private List<Path> folders() throws IOException, UserError {
    if (Files.isDirectory(promoted)) {
      try (Stream<Path> all = Files.walk(promoted, DEPTH)) {
        List<Path> folders =
            all.filter(it -> it.endsWith(Manifest.FILE)).map(Path::getParent).sorted().toList();
        if (!folders.isEmpty()) {
          return folders;
        }
      }
    }
    throw new UserError(
        "there is no promoted agent in %s; write one with mvn recsim:promote, or name its folder with -Drecsim.promoted"
            .formatted(promoted));
  }

  private void verify(PromotedPolicy read) throws IOException, UserError {
    try (Scratch scratch = new Scratch()) {
      ExperimentSpec spec = experiment(read, scratch.folder().resolve("experiments"));
      OptionalModules.require(List.of(spec));
      for (int member = 0; member < read.members(); member++) {
        compare(read, member, played(read, member, spec));
      }
    } catch (InvalidExperiment e) {
      throw new UserError(
          "this version of recsim cannot read %s: %s; promote the agent again"
              .formatted(
                  read.folder().resolve(Artifact.EXPERIMENT), e.problems().get(0).message()));
    }
  }

  /** The experiment of a promoted agent, with the data files that it had. */
  private ExperimentSpec experiment(PromotedPolicy read, Path home)
      throws IOException, UserError, InvalidExperiment {
    SortedMap<String, byte[]> data = new TreeMap<>();
    for (Map.Entry<String, String> file : read.manifest().data().entrySet()) {
      byte[] bytes = data(read.manifest(), file.getKey());
      if (!Digest.of(bytes).equals(file.getValue())) {
        throw new UserError(
            "the data file %s of experiment %s has changed since %s was promoted; take it back from git, or promote the agent again"
                .formatted(file.getKey(), read.manifest().experiment(), read.folder()));
      }
      if (!Path.of(file.getKey()).isAbsolute()) {
        data.put(file.getKey(), bytes);
      }
    }
    String yaml = Files.readString(read.folder().resolve(Artifact.EXPERIMENT));
    return new Parcel(yaml, data).unpack(home);
  }

  /** Reads a data file of an experiment, which is in the experiment's folder or in one above. */
  private byte[] data(Manifest manifest, String file) throws IOException, UserError {
    Path root = experiments.toAbsolutePath().normalize();
    Path folder = root.resolve(manifest.experiment()).getParent();
    for (; folder != null && folder.startsWith(root); folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(file))) {
        return Files.readAllBytes(folder.resolve(file));
      }
    }
    throw new UserError(
        "experiment %s needs its data file %s, which is not in %s; take it back from git"
            .formatted(manifest.experiment(), file, root));
  }

  private static Completed played(PromotedPolicy read, int member, ExperimentSpec spec)
      throws UserError {
    Manifest manifest = read.manifest();
    TrialResult result =
        new Trial(
                new TrialId(manifest.agent(), manifest.members().get(member).seed()),
                RandomKey.root(spec.seed()),
                spec.environment().provider().name(),
                Environments.of(spec),
                (environment, key) -> agent(read, member),
                Training.DEFAULTS,
                spec.evaluation())
            .run();
    if (result instanceof Failed failed) {
      throw new UserError(
          "%s cannot be played: %s; promote the agent again"
              .formatted(read.folder(), failed.error()));
    }
    return (Completed) result;
  }

  /** The agent as it is served. It learns nothing. */
  private static Agent agent(PromotedPolicy read, int member) {
    boolean weights = read.manifest().members().get(member).weights() != null;
    if (!weights) {
      return read.agent(member);
    }
    Policy policy = read.policy(member);
    Agent.Perception perception =
        read.manifest().remembers() ? read.agent(member).perception() : Agent.Perception.NONE;
    return new Agent() {
      @Override
      public Policy greedy() {
        return policy;
      }

      @Override
      public Perception perception() {
        return perception;
      }
    };
  }

  private static void compare(PromotedPolicy read, int member, Completed played) throws UserError {
    Member promoted = read.manifest().members().get(member);
    SeedScore recorded =
        read.manifest().scores().stream()
            .filter(it -> it.seed() == promoted.seed())
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        "%s has no recorded score of seed %s; promote the agent again"
                            .formatted(read.folder(), promoted.seed())));
    boolean same =
        Double.compare(recorded.score(), played.score()) == 0
            && recorded.digest().equals(played.digest());
    if (!same) {
      throw new UserError(
          "%s: seed %s scores %s, but %s was recorded when it was promoted, and its sessions differ; its files, recsim or the JVM decide otherwise now: run the experiment again with them, and promote the agent again"
              .formatted(read.folder(), promoted.seed(), played.score(), recorded.score()));
    }
  }
}
