package dev.recsim.fit.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.fit.gap.Gap;
import dev.recsim.fit.gap.Measured;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.Unseen;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.Digest;
import dev.recsim.io.RegularFile;
import dev.recsim.json.JsonRecords;
import dev.recsim.json.Sealed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An environment that was fitted to a log, as a JSON file. The same log and fit give the same
 * bytes, with the checksum of {@link Sealed}.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION} of the code that wrote it
 * @param model type of the model
 * @param declaration the fit with every default, as lines of YAML
 * @param source where the numbers came from
 * @param documents ids of the documents in the log, by index; in the file of {@link
 *     TensorParameters} they are tensors, too
 * @param parameters of the model, a record
 * @param accepted how well it fits held-out sessions, and logs of other policies
 * @param counterfactual what logs of other policies say about it
 * @param notLookedFor what nothing in this log could show
 */
public record EnvironmentFile(
    int schemaVersion,
    String model,
    List<String> declaration,
    Source source,
    List<String> documents,
    FittedParameters parameters,
    List<FitFinding> accepted,
    @JsonInclude(Include.NON_EMPTY) List<Counterfactual> counterfactual,
    @JsonInclude(Include.NON_EMPTY) List<Unseen> notLookedFor) {
  /** Must be raised when a field is removed or changes its meaning. */
  public static final int SCHEMA_VERSION = 1;

  private static final String PARAMETERS = "parameters";
  private static final Sealed FORMAT =
      new Sealed(
          "a fitted environment", SCHEMA_VERSION, SCHEMA_VERSION, "write it again with recsim:fit");

  /**
   * The log.
   *
   * @param files digests by name; of an environment that is not fitted, of the files that its
   *     options name
   * @param sessions number of sessions of the fit
   * @param heldOutSessions number of sessions that judge the fit
   * @param split which sessions are held out, in words
   * @param first time of the first session; null if the log has no times
   * @param last time of the last session; null if the log has no times
   * @param excluded sentences about rows that were not used
   */
  public record Source(
      List<LogFile> files,
      long sessions,
      long heldOutSessions,
      String split,
      @JsonInclude(Include.NON_NULL) String first,
      @JsonInclude(Include.NON_NULL) String last,
      List<String> excluded) {}

  /**
   * A file of the log.
   *
   * @param name of the file, without its folder
   * @param sha256 of its bytes, hex
   */
  public record LogFile(String name, String sha256) {}

  /**
   * A log of another policy.
   *
   * @param name of the log
   * @param files digests by name
   * @param alpha error rate of the verdict
   * @param unit what the means are of
   * @param cutOff number of sessions that were cut off
   * @param unknown number of sessions with what the environment lacks
   * @param gap of the other sessions
   */
  public record Counterfactual(
      String name,
      List<LogFile> files,
      double alpha,
      String unit,
      long cutOff,
      long unknown,
      Gap gap) {

    public Counterfactual(String name, List<LogFile> files, double alpha, Measured measured) {
      this(
          name,
          files,
          alpha,
          measured.unit(),
          measured.cutOff(),
          measured.unknown(),
          measured.gap());
    }

    /** Returns what was measured. */
    public Measured measured() {
      return new Measured(unit, cutOff, unknown, gap);
    }
  }

  public EnvironmentFile {
    counterfactual = counterfactual == null ? List.of() : List.copyOf(counterfactual);
    notLookedFor = notLookedFor == null ? List.of() : List.copyOf(notLookedFor);
  }

  /** An environment of which nothing else is known. */
  public EnvironmentFile(
      int schemaVersion,
      String model,
      List<String> declaration,
      Source source,
      List<String> documents,
      FittedParameters parameters,
      List<FitFinding> accepted) {
    this(
        schemaVersion,
        model,
        declaration,
        source,
        documents,
        parameters,
        accepted,
        List.of(),
        List.of());
  }

  /** What a file has beside the parameters, which are of another type in each model. */
  private record Header(
      int schemaVersion,
      String model,
      List<String> declaration,
      Source source,
      List<String> documents,
      List<FitFinding> accepted,
      List<Counterfactual> counterfactual,
      List<Unseen> notLookedFor) {

    EnvironmentFile with(List<String> documents, FittedParameters parameters) {
      return new EnvironmentFile(
          schemaVersion,
          model,
          declaration,
          source,
          documents,
          parameters,
          accepted,
          counterfactual,
          notLookedFor);
    }
  }

  private Header header() {
    return new Header(
        schemaVersion,
        model,
        declaration,
        source,
        documents,
        accepted,
        counterfactual,
        notLookedFor);
  }

  /**
   * Writes the file, and before it that of the tensors, if the parameters have some: {@code
   * shop.safetensors} beside {@code shop.json}.
   *
   * @throws IOException if a file cannot be written
   */
  public void write(Path file) throws IOException {
    if (parameters instanceof TensorParameters large) {
      AtomicFile.write(tensors(file), large.arrays()::write);
    }
    AtomicFile.write(file, render());
  }

  private static Path tensors(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.json$", "");
    return file.resolveSibling(name + ".safetensors");
  }

  /** Returns the text of the file. */
  public String render() {
    boolean apart = parameters instanceof TensorParameters;
    return Sealed.text(apart ? header().with(List.of(), parameters) : this);
  }

  /**
   * Reads a file.
   *
   * @param types the type of a model's parameters, by the name of the model
   * @throws InvalidFile if it cannot be read, was edited, or is of another version or of a model
   *     that is not known
   */
  public static EnvironmentFile read(
      Path file, Function<String, Optional<Class<? extends FittedParameters>>> types) {
    try {
      String text = FORMAT.open(RegularFile.text(file));
      Header read = JsonRecords.read(text, Header.class);
      Class<? extends FittedParameters> type =
          types
              .apply(read.model)
              .orElseThrow(
                  () ->
                      invalid(
                          file,
                          "is of the model %s, which is not on the class path; add the library that has it"
                              .formatted(read.model)));
      FittedParameters parameters = JsonRecords.part(text, PARAMETERS, type);
      return parameters instanceof TensorParameters large
          ? withTensors(read, large, tensors(file))
          : read.with(read.documents, parameters);
    } catch (NoSuchFileException e) {
      throw invalid(file, "there is no such file; write it with recsim:fit");
    } catch (Sealed.Broken e) {
      throw invalid(file, e.getMessage());
    } catch (JacksonException e) {
      throw invalid(file, "is not a fitted environment: " + e.getOriginalMessage() + FORMAT.cure());
    } catch (IOException e) {
      throw invalid(file, "cannot be read: " + e.getMessage());
    }
  }

  private static EnvironmentFile withTensors(Header read, TensorParameters parameters, Path file) {
    try {
      if (!Digest.of(file).equals(parameters.tensors())) {
        throw invalid(
            file,
            "is not of the same fit as its .json file: take back both from git, or write both again"
                + " with recsim:fit");
      }
      TensorParameters whole = parameters.with(Tensors.read(file));
      return read.with(whole.documents(), whole);
    } catch (NoSuchFileException e) {
      throw invalid(
          file, "there is no such file; it belongs to the .json file beside it: commit both");
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(file, "cannot be read: " + e.getMessage() + FORMAT.cure());
    }
  }

  private static InvalidFile invalid(Path file, String message) {
    return new InvalidFile(file, 0, 0, message);
  }
}
