package com.example.ranking;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of ranking, without those of the web and of the database. */
@Configuration
public class RankingConfiguration {

  @Bean
  Ranker ranker(@Value("${ranking.promotion:0}") double promotion) {
    return new Ranker(promotion);
  }
}
