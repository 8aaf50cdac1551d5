/** What an experiment file says of its checks: margin, seeds and claims. */
package dev.recsim.baseline.rule;
