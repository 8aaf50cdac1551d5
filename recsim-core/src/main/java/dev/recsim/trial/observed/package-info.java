/** What sessions show of users and documents. */
package dev.recsim.trial.observed;
