/**
 * What users write against. Holds the two sides of a simulation - {@link
 * dev.recsim.api.Environment} with its {@link dev.recsim.api.Session}s, and {@link
 * dev.recsim.api.Agent} with its {@link dev.recsim.api.Policy Policies} - the values that pass
 * between them, and the providers by which both are found by name. May import {@code random}. Start
 * reading at {@code Environment}.
 */
package dev.recsim.api;
