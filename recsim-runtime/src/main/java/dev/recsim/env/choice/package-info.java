/**
 * Choice models. May import {@code api} and {@code random}; reached only through {@link
 * dev.recsim.api.world.ChoiceModelProvider}. Start reading at {@code
 * MultinomialProportionalProvider}.
 */
package dev.recsim.env.choice;
