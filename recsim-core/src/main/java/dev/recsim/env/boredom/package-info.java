/**
 * The environment {@code boredom} and its parts. May import {@code api} and {@code random}. Start
 * reading at {@code BoredUsers}.
 */
package dev.recsim.env.boredom;
