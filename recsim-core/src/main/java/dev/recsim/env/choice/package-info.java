/**
 * Choice models. May import {@code api} and {@code random}; reached only through {@link
 * dev.recsim.api.compose.ChoiceModelProvider}. Start reading at {@code Logit} for one click and at
 * {@code PositionBased} for several.
 */
package dev.recsim.env.choice;
