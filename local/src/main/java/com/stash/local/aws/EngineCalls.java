package com.stash.local.aws;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.embedded.DDBExceptionMappingInvocationHandler;
import software.amazon.dynamodb.services.local.server.DynamoDBRequestHandler;

/**
 * An SDK client that calls DynamoDB Local's engine in process, so that it shares the engine with
 * the HTTP endpoint. Operations the engine lacks throw UnsupportedOperationException, as the SDK's
 * interface does.
 */
final class EngineCalls implements InvocationHandler {
  private static final String CALLER = "local";
  private static final String REGION = "us-east-1";

  private final DynamoDBRequestHandler engine;
  private final Map<Class<?>, Method> operations;

  private EngineCalls(DynamoDBRequestHandler engine) {
    this.engine = engine;
    this.operations =
        Arrays.stream(DynamoDBRequestHandler.class.getMethods())
            .filter(method -> method.getParameterCount() == 3)
            .collect(Collectors.toMap(m -> m.getParameterTypes()[2], Function.identity()));
  }

  static <C> C client(Class<C> type, DynamoDBRequestHandler engine) {
    var calls = new EngineCalls(engine);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // a proxy equals itself alone
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    var args = arguments == null ? new Object[0] : arguments;
    var operation =
        method.getParameterCount() == 1 ? operations.get(method.getParameterTypes()[0]) : null;
    if (operation != null && operation.getName().equals(method.getName())) {
      return call(operation, args[0]);
    }
    return switch (method.getName()) {
      case "close" -> null;
      case "serviceName" -> "dynamodb";
      case "toString" -> "DynamoDB Local, in process";
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == args[0];
      case "waiter" -> DynamoDbWaiter.builder().client((DynamoDbClient) proxy).build();
      default -> InvocationHandler.invokeDefault(proxy, method, args);
    };
  }

  private Object call(Method operation, Object request) throws Throwable {
    try {
      return Objects.requireNonNull(operation.invoke(engine, CALLER, REGION, request));
    } catch (InvocationTargetException e) {
      var cause = Objects.requireNonNull(e.getCause());
      if (cause instanceof DynamoDBLocalServiceException refusal) {
        DDBExceptionMappingInvocationHandler.handleDynamoDBLocalServiceException(refusal);
      }
      throw cause;
    }
  }
}
