package dev.recsim.env;

import dev.recsim.api.Document;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.DocumentSamplerProvider;
import dev.recsim.api.compose.User;
import dev.recsim.api.compose.UserModel;
import dev.recsim.api.compose.UserModelProvider;
import dev.recsim.random.RandomKey;
import java.util.List;

/**
 * An environment so plain that every number of it is known: users click the first position shown.
 */
final class Shop {
  static final int SESSION = 4;

  private Shop() {}

  static ComposedEnvironment.Options options(int candidates, int slateSize, Resample resample) {
    return options(candidates, slateSize, resample, 0, 0, null, 1_000);
  }

  static ComposedEnvironment.Options options(
      int candidates,
      int slateSize,
      Resample resample,
      int turnover,
      int growth,
      String reward,
      int maxSessionLength) {
    return new ComposedEnvironment.Options(
        new Part<>(new Buyers(), new NoOptions()),
        new Part<>(new Goods(), new NoOptions()),
        new Part<>(new First(), new NoOptions()),
        candidates,
        slateSize,
        resample,
        7,
        turnover,
        growth,
        reward,
        maxSessionLength);
  }

  /** Worth {@code id % 10} and of topic {@code id % 2}; each click on it adds one to its age. */
  record Good(long id, int clicks, RandomKey key) implements Document {
    private static final double[] NONE = {};

    @Override
    public double[] features() {
      return NONE;
    }

    @Override
    public int topic() {
      return (int) (id % 2);
    }
  }

  static final class Goods implements DocumentSamplerProvider<NoOptions>, DocumentSampler {
    @Override
    public String name() {
      return "goods";
    }

    @Override
    public NoOptions defaults() {
      return new NoOptions();
    }

    @Override
    public DocumentSampler create(NoOptions options) {
      return this;
    }

    @Override
    public Class<? extends Document> documents() {
      return Good.class;
    }

    @Override
    public List<String> features() {
      return List.of();
    }

    @Override
    public int topics() {
      return 2;
    }

    @Override
    public Document sample(long id, RandomKey key) {
      return new Good(id, 0, key);
    }

    @Override
    public Document next(Document document, boolean shown, boolean clicked, RandomKey key) {
      Good good = (Good) document;
      return clicked ? new Good(good.id(), good.clicks() + 1, good.key()) : good;
    }
  }

  /** Stay for {@link #SESSION} slates; their mood is the number of slates seen. */
  static final class Buyers implements UserModelProvider<NoOptions>, UserModel {
    @Override
    public String name() {
      return "buyers";
    }

    @Override
    public NoOptions defaults() {
      return new NoOptions();
    }

    @Override
    public UserModel create(NoOptions options, DocumentSampler documents) {
      return this;
    }

    @Override
    public Class<? extends Document> documents() {
      return Good.class;
    }

    @Override
    public List<String> features() {
      return List.of("slates");
    }

    @Override
    public List<String> signals() {
      return List.of("click", "worth");
    }

    @Override
    public String reward() {
      return "click";
    }

    @Override
    public List<String> latents() {
      return List.of("mood");
    }

    @Override
    public User sample(RandomKey key) {
      return new Buyer();
    }
  }

  private static final class Buyer implements User {
    private int slates;

    @Override
    public double[] observe() {
      return new double[] {slates};
    }

    @Override
    public double score(Document document) {
      return 1;
    }

    @Override
    public void respond(Document[] slate, int[] clicks, double[] signals, RandomKey key) {
      slates++;
      for (int i = 0; i < slate.length; i++) {
        signals[2 * i + 1] = slate[i].id() % 10;
      }
      for (int click : clicks) {
        signals[2 * click] = 1;
      }
    }

    @Override
    public boolean stays() {
      return slates < SESSION;
    }

    @Override
    public void latents(double[] values) {
      values[0] = slates;
    }
  }

  static final class First implements ChoiceModelProvider<NoOptions>, ChoiceModel {
    @Override
    public String name() {
      return "first";
    }

    @Override
    public NoOptions defaults() {
      return new NoOptions();
    }

    @Override
    public ChoiceModel create(NoOptions options) {
      return this;
    }

    @Override
    public double[] probabilities(double[] scores) {
      double[] probabilities = new double[scores.length + 1];
      probabilities[0] = 1;
      return probabilities;
    }
  }
}
