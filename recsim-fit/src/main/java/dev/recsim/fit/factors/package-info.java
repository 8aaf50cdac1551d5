/**
 * Users and documents as vectors, from slates with one click or none. Start reading at {@link
 * dev.recsim.fit.factors.FactorFit}.
 */
package dev.recsim.fit.factors;
