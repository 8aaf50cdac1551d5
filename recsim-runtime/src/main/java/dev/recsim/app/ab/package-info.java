/** Judges live tests, keeps the verdicts that were reached, and plans tests. */
package dev.recsim.app.ab;
