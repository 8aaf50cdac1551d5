package com.example.shop;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application that uses the starter. */
@SpringBootApplication
public class ShopApplication {}
