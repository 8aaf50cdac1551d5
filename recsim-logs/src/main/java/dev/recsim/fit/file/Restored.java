package dev.recsim.fit.file;

import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.MarkovChain;
import dev.recsim.fit.click.CascadeClicks;
import dev.recsim.fit.click.ClickModel;
import dev.recsim.fit.click.DependentClicks;
import dev.recsim.fit.click.LogitClicks;
import dev.recsim.fit.click.PositionBasedClicks;
import dev.recsim.fit.file.EnvironmentFile.Chain;
import dev.recsim.fit.file.EnvironmentFile.ChainCounts;
import dev.recsim.fit.file.EnvironmentFile.Clicks;
import dev.recsim.fit.file.EnvironmentFile.Parameters;
import dev.recsim.fit.file.EnvironmentFile.Responses;
import dev.recsim.fit.response.BetaPrior;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Converts models to the parameters of a file and back. */
public final class Restored {
  private Restored() {}

  public static Responses of(ResponseModel model) {
    ResponseCounts counts = model.counts();
    return new Responses(
        List.of(model.prior().a(), model.prior().b()),
        counts.leftAccepted(),
        counts.leftRefused(),
        counts.elsewhere(),
        counts.start(),
        counts.moved(),
        counts.shown(),
        counts.accepted());
  }

  public static ResponseModel responses(Responses file, int maxSessionLength) {
    ResponseCounts counts =
        new ResponseCounts(
            file.shown(),
            file.accepted(),
            file.start(),
            file.moved(),
            file.leftAccepted(),
            file.leftRefused(),
            file.elsewhere());
    BetaPrior prior = new BetaPrior(file.prior().get(0), file.prior().get(1));
    return new ResponseModel(counts, prior, maxSessionLength);
  }

  public static ChainCounts of(MarkovChain.Counts counts, double prior) {
    return new ChainCounts(prior, counts.start(), counts.next());
  }

  public static List<Chain> of(ChainMixture mixture) {
    return IntStream.range(0, mixture.weights().length)
        .mapToObj(
            c -> {
              MarkovChain chain = mixture.chains().get(c);
              return new Chain(
                  mixture.weights()[c],
                  list(chain.start()),
                  Arrays.stream(chain.next()).map(Restored::list).toList());
            })
        .toList();
  }

  /** The counts of a file. */
  public static MarkovChain.Counts counts(ChainCounts file) {
    return new MarkovChain.Counts(file.start(), file.next());
  }

  /** The chains of a file; a single chain is a mixture of one. */
  public static ChainMixture chains(Parameters file) {
    if (file.chain() != null) {
      ChainCounts chain = file.chain();
      return new ChainMixture(
          new double[] {1}, List.of(MarkovChain.of(counts(chain), chain.prior())));
    }
    return new ChainMixture(
        file.chains().stream().mapToDouble(Chain::weight).toArray(),
        file.chains().stream()
            .map(
                it ->
                    new MarkovChain(
                        array(it.start()),
                        it.next().stream().map(Restored::array).toArray(double[][]::new)))
            .toList());
  }

  /** The click model of a file. */
  public static ClickModel clicks(String type, Clicks file) {
    double[] attractive = array(file.attractive());
    double[] positions = array(file.positions());
    double[] errors = array(file.errors());
    return switch (type) {
      case "position_based" -> new PositionBasedClicks(attractive, positions, errors);
      case "dependent_click" -> new DependentClicks(attractive, positions, errors);
      case "multinomial_logit" -> new LogitClicks(attractive, positions[0]);
      default -> new CascadeClicks(attractive);
    };
  }

  /** The numbers as a list, with which JSON has the same bytes on every JVM. */
  public static List<Double> list(double... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(it -> it).toArray();
  }
}
