/** A Ranker as a bean of Spring Boot. */
package dev.recsim.spring;
