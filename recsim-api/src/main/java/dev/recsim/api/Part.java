package dev.recsim.api;

import java.util.function.BiFunction;

/**
 * A component inside the options of another, chosen by name: {@code choice: {type: cascade,
 * attention: 0.8}}. As a component of a record of options its type argument is the provider's
 * interface, for instance {@code Part<ChoiceModelProvider<?>>}.
 *
 * <p>In YAML, a part of the type that the default has may leave {@code type} out; options left out
 * are the default's where the types agree, else the provider's own defaults.
 *
 * @param <P> kind of provider
 * @param provider makes the component
 * @param options what it is made with; a record of the type of {@code provider.defaults()}
 */
public record Part<P extends Provider<?>>(P provider, Record options) {

  /**
   * @param provider makes the component
   * @param options of the provider's type
   * @throws IllegalArgumentException if the options are not of the provider's type, or not {@link
   *     Options#check as they should be}
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
   * {@return a component with its defaults}
   *
   * @param <P> kind of provider
   * @param provider makes the component
   */
  public static <P extends Provider<?>> Part<P> of(P provider) {
    return new Part<>(provider, provider.defaults());
  }

  /**
   * Makes the component.
   *
   * @param <Q> the provider's interface
   * @param <T> what it makes
   * @param maker makes it from provider and options: {@code ChoiceModelProvider<Record>::create}
   * @return what the maker returned
   */
  @SuppressWarnings("unchecked") // the options are of the provider's type
  public <Q extends Provider<Record>, T> T make(BiFunction<Q, Record, T> maker) {
    return maker.apply((Q) provider, options);
  }
}
