package dev.recsim.api;

import java.util.function.BiFunction;

/**
 * A component nested in the options of another one and selected by name: {@code choice: {type:
 * cascade, attention: 0.8}}. In a record of options its type argument is the provider's interface,
 * for example {@code Part<ChoiceModelProvider<?>>}.
 *
 * <p>In YAML, {@code type} is optional if it is the type of the default. Missing options are taken
 * from the default if it has the same type, and from the provider's own defaults otherwise.
 *
 * @param <P> kind of provider
 * @param provider creates the component
 * @param options options of the component; a record of the type of {@code provider.defaults()}
 */
public record Part<P extends Provider<?>>(P provider, Record options) {

  /**
   * Checks that the options are of the provider's type.
   *
   * @param provider creates the component
   * @param options of the provider's type
   * @throws IllegalArgumentException if the options are not of the provider's type, or fail {@link
   *     Options#check}
   */
  public Part {
    if (options.getClass() != provider.defaults().getClass()) {
      throw new IllegalArgumentException(
          "%s takes %s, not %s"
              .formatted(
                  provider.name(),
                  provider.defaults().getClass().getName(),
                  options.getClass().getName()));
    }
    Options.check(options);
  }

  /**
   * {@return a part with the provider's default options}
   *
   * @param <P> kind of provider
   * @param provider creates the component
   */
  public static <P extends Provider<?>> Part<P> of(P provider) {
    return new Part<>(provider, provider.defaults());
  }

  /**
   * Creates the component.
   *
   * @param <Q> the provider's interface
   * @param <T> type of the component
   * @param maker creates it from provider and options, for example {@code
   *     ChoiceModelProvider<Record>::create}
   * @return the component
   */
  @SuppressWarnings("unchecked") // the options are of the provider's type
  public <Q extends Provider<Record>, T> T make(BiFunction<Q, Record, T> maker) {
    return maker.apply((Q) provider, options);
  }
}
