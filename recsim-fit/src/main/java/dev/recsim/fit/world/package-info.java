/**
 * Environments that read a file of a fit. Start reading at {@link
 * dev.recsim.fit.world.FittedProvider}.
 */
package dev.recsim.fit.world;
