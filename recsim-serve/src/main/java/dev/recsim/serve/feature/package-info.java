/** What happens to features that are missing, unknown or out of range. */
package dev.recsim.serve.feature;
