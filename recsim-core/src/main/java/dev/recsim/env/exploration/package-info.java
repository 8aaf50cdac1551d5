/**
 * The environment {@code interest_exploration} and its parts. May import {@code api} and {@code
 * random}. Start reading at {@code LatentAffinityUsers}.
 */
package dev.recsim.env.exploration;
