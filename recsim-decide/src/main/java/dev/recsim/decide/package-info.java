/**
 * Decisions on live tests: sums over the units of each arm, effects, confidence sequences that may
 * be looked at while data arrive, verdicts on metrics, and SHIP, STOP, CONTINUE or END of a whole
 * test. Independent of simulations and files. May import {@code stats}. Start reading at {@link
 * dev.recsim.decide.LiveTest}.
 */
package dev.recsim.decide;
