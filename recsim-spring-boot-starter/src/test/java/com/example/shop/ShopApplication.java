package com.example.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application that uses the starter. */
@SpringBootApplication
public class ShopApplication {

  /**
   * Starts the application.
   *
   * @param arguments of Spring Boot
   */
  public static void main(String[] arguments) {
    SpringApplication.run(ShopApplication.class, arguments);
  }
}
