package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.tools.ToolProvider;

/** The users of {@code examples/shop}, compiled from there. */
final class ShopUsers {
  static final Path SHOP = Path.of("../examples/shop");

  private final List<String> products;
  private final Constructor<?> user;
  private final Method searches;
  private final Method clicks;
  private final Method buys;
  private final Method leaves;

  @SuppressWarnings("unchecked")
  ShopUsers(Path folder) throws Exception {
    Path source = SHOP.resolve("src/main/java/shop/traffic/World.java");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), source.toString()))
        .isZero();
    ClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
    Class<?> world = loader.loadClass("shop.traffic.World");
    Field field = world.getDeclaredField("PRODUCTS");
    field.setAccessible(true);
    products = (List<String>) field.get(null);
    Class<?> type = loader.loadClass("shop.traffic.World$User");
    user = type.getDeclaredConstructor(long.class);
    user.setAccessible(true);
    searches = method(type, "searches");
    clicks = method(type, "clicks", int.class, int.class);
    buys = method(type, "buys");
    leaves = method(type, "leaves", boolean.class);
  }

  private static Method method(Class<?> type, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = type.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  List<String> products() {
    return products;
  }

  User user(long seed) {
    try {
      return new User(user.newInstance(seed));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  final class User {
    private final Object user;

    private User(Object user) {
      this.user = user;
    }

    private Object call(Method method, Object... arguments) {
      try {
        return method.invoke(user, arguments);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }

    int searches() {
      return (int) call(searches);
    }

    boolean clicks(int seen, int recommended) {
      return (boolean) call(clicks, seen, recommended);
    }

    boolean buys() {
      return (boolean) call(buys);
    }

    boolean leaves(boolean clicked) {
      return (boolean) call(leaves, clicked);
    }
  }

  /**
   * Clicks of a visit, by simulation.
   *
   * @param shown the product that a policy shows beside each
   * @param epsilon share of its decisions that are drawn
   */
  double value(int[] shown, double epsilon, int visits) {
    long sum = 0;
    for (int number = 0; number < visits; number++) {
      var one = user(-1_000_003L * 77 - number);
      SplittableRandom random = new SplittableRandom(number);
      int at = one.searches();
      for (int step = 0; step < 100; step++) {
        int recommended = random.nextDouble() < epsilon ? random.nextInt(shown.length) : shown[at];
        boolean clicked = one.clicks(at, recommended);
        sum += clicked ? 1 : 0;
        if (one.leaves(clicked)) {
          break;
        }
        at = clicked ? recommended : one.searches();
      }
    }
    return (double) sum / visits;
  }
}
