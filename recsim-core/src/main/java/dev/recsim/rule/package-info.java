/** The options of checks in an experiment file: margin, seeds and claims. */
package dev.recsim.rule;
