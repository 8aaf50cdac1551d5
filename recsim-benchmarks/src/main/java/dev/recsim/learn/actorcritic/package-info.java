/** Costs of whole catalogues. */
package dev.recsim.learn.actorcritic;
