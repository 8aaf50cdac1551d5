/**
 * Sessions as sequences of symbols: a Markov chain with exits, and a mixture of chains. Start
 * reading at {@link dev.recsim.fit.chain.MarkovChain}.
 */
package dev.recsim.fit.chain;
