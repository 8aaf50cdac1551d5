package shop;

/** What the shop sells. */
public record Product(String id, String name, String group, int price) {}
