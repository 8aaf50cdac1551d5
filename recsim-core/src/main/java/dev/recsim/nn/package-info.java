/**
 * Engine {@code java}: the networks of {@code learn} on plain arrays. May import {@code learn},
 * {@code vectors}, {@code api} and {@code random}; reached only through {@link
 * dev.recsim.learn.Engine}.
 */
package dev.recsim.nn;
