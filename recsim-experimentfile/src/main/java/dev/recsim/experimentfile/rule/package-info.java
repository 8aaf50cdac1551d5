/** Guards and claims of an experiment file: what its runs are judged by. */
package dev.recsim.experimentfile.rule;
