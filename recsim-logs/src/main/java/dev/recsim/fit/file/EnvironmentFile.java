package dev.recsim.fit.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.fit.judge.Finding;
import dev.recsim.io.Digest;
import dev.recsim.io.RegularFile;
import dev.recsim.json.JsonRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * An environment that was fitted to a log, as a JSON file. The same log and fit give the same
 * bytes. The last line is a checksum of the lines before it, to detect edits by hand.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION} of the code that wrote it
 * @param model type of the model
 * @param declaration the fit with every default, as lines of YAML
 * @param source where the numbers came from
 * @param documents ids of the documents in the log, by index
 * @param parameters of the model
 * @param accepted how well it fits held-out sessions
 */
public record EnvironmentFile(
    int schemaVersion,
    String model,
    List<String> declaration,
    Source source,
    List<String> documents,
    Parameters parameters,
    List<Finding> accepted) {
  /** Must be raised when a field is removed or changes its meaning. */
  public static final int SCHEMA_VERSION = 1;

  private static final String CHECKSUM = ",\n \"checksum\": \"";
  private static final String END = "\"\n}\n";
  private static final String CURE = "; take it back from git, or write it again with recsim:fit";

  /**
   * The log.
   *
   * @param files digests by name
   * @param sessions number of sessions of the fit
   * @param heldOutSessions number of sessions that judge the fit
   * @param split which sessions are held out, in words
   * @param excluded sentences about rows that were not used
   */
  public record Source(
      List<LogFile> files,
      long sessions,
      long heldOutSessions,
      String split,
      List<String> excluded) {}

  /**
   * A file of the log.
   *
   * @param name of the file, without its folder
   * @param sha256 of its bytes, hex
   */
  public record LogFile(String name, String sha256) {}

  /** The parameters of the model; all but one are null. */
  @JsonInclude(Include.NON_NULL)
  public record Parameters(
      Responses responses, ChainCounts chain, List<Chain> chains, Clicks clicks) {
    public static Parameters of(Responses responses) {
      return new Parameters(responses, null, null, null);
    }

    public static Parameters of(ChainCounts chain) {
      return new Parameters(null, chain, null, null);
    }

    public static Parameters of(List<Chain> chains) {
      return new Parameters(null, null, chains, null);
    }

    public static Parameters of(Clicks clicks) {
      return new Parameters(null, null, null, clicks);
    }
  }

  /**
   * Responses to recommendations, see {@link dev.recsim.fit.response.ResponseCounts}.
   *
   * @param prior a and b of the beta distribution of the cells
   */
  public record Responses(
      List<Double> prior,
      long leftAccepted,
      long leftRefused,
      long elsewhere,
      long[] start,
      long[] moved,
      int[][] shown,
      int[][] accepted) {}

  /**
   * Counts of a Markov chain, see {@link dev.recsim.fit.chain.MarkovChain.Counts}.
   *
   * @param prior parameter of the Dirichlet distributions
   */
  public record ChainCounts(double prior, long[] start, long[][] next) {}

  /** A chain of a mixture. */
  public record Chain(double weight, List<Double> start, List<List<Double>> next) {}

  /**
   * Clicks on slates.
   *
   * @param slatesPerSession mean number of slates of a session
   * @param slateSize number of positions of a slate
   * @param attractive by document
   * @param positions examination by position, continuation after a click by position, or the weight
   *     of no click
   * @param errors standard errors of {@code positions}
   */
  public record Clicks(
      double slatesPerSession,
      int slateSize,
      List<Double> attractive,
      List<Double> positions,
      List<Double> errors) {}

  /** Returns the text of the file. */
  public String render() {
    String text = JsonRecords.write(this);
    String body = text.substring(0, text.length() - "\n}\n".length());
    return body + CHECKSUM + checksum(body) + END;
  }

  private static String checksum(String body) {
    return Digest.of(body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a file.
   *
   * @throws InvalidFile if it cannot be read, was edited, or is of another version
   */
  public static EnvironmentFile read(Path file) {
    try {
      String text = RegularFile.text(file).replace("\r\n", "\n");
      int end = text.lastIndexOf(CHECKSUM);
      if (end < 0
          || !text.substring(end).equals(CHECKSUM + checksum(text.substring(0, end)) + END)) {
        throw invalid(file, "does not have its checksum: it was edited or damaged" + CURE);
      }
      EnvironmentFile read = JsonRecords.read(text, EnvironmentFile.class);
      if (read.schemaVersion != SCHEMA_VERSION) {
        throw invalid(
            file,
            "has version %s of the format, not %s; write it again with recsim:fit"
                .formatted(read.schemaVersion, SCHEMA_VERSION));
      }
      return read;
    } catch (NoSuchFileException e) {
      throw invalid(file, "there is no such file; write it with recsim:fit");
    } catch (JacksonException e) {
      throw invalid(file, "is not a fitted environment: " + e.getOriginalMessage() + CURE);
    } catch (IOException e) {
      throw invalid(file, "cannot be read: " + e.getMessage());
    }
  }

  private static InvalidFile invalid(Path file, String message) {
    return new InvalidFile(file, 0, 0, message);
  }
}
