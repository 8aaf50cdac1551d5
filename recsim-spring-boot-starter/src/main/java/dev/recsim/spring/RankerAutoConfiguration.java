package dev.recsim.spring;

import dev.recsim.serve.Ranker;
import dev.recsim.serve.meters.RankerMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * A {@link Ranker} as a bean, and its health and meters in applications with Actuator. Properties
 * below {@code recsim} are the keys of {@code serve.yaml}; {@code recsim.config} names such a file,
 * whose values they replace. {@code recsim.enabled=false} makes no bean.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "recsim.enabled", matchIfMissing = true)
public class RankerAutoConfiguration {
  RankerAutoConfiguration() {}

  /**
   * Opens the ranker, which the end of the application closes.
   *
   * @throws InvalidRankerSettings if the properties have problems
   */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  Ranker recsimRanker(Environment environment, ResourceLoader resources) {
    return new RankerSettings(environment, resources).open();
  }

  /** In applications with health. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
  static class OfHealth {
    @Bean
    @ConditionalOnMissingBean(name = "recsimHealthIndicator")
    @ConditionalOnEnabledHealthIndicator("recsim")
    HealthIndicator recsimHealthIndicator(Ranker ranker) {
      return new RankerHealth(ranker);
    }
  }

  /** In applications with metrics. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  static class OfMeters {
    @Bean
    @ConditionalOnMissingBean
    RankerMeters recsimMeters(Ranker ranker) {
      return new RankerMeters(ranker);
    }
  }
}
