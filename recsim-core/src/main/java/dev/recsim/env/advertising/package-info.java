/**
 * The environment {@code browsing_and_ads}. May import {@code api} and {@code random}. Start
 * reading at {@code BrowsingAndAds}.
 */
package dev.recsim.env.advertising;
