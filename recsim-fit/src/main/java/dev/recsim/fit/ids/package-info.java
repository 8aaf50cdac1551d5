/**
 * Parts of the models of users and documents that are known by their ids: rows in memory, counts,
 * and factors. Start reading at {@link dev.recsim.fit.ids.ImplicitFactors}.
 */
package dev.recsim.fit.ids;
