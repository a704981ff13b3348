package com.stash.local.canaries;

import com.stash.local.aws.Watcher;
import com.stash.local.recording.Proxied;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.sync.RequestBody;

/** Looks through every request to the embedded services, so through all that any test stores. */
public final class CanaryWatcher implements Watcher {
  private static final int MOST_OF_AN_OBJECT = 1 << 20;

  @Override
  public <C> C watch(Class<C> type, C client) {
    return Proxied.of(
        type,
        (_, method, args) -> {
          for (var argument : args) {
            look(type.getSimpleName() + "." + method.getName(), argument);
          }
          return Proxied.acted(client, method, args);
        });
  }

  private static void look(String call, Object argument) {
    if (argument instanceof SdkRequest request) {
      var bytes = new ByteArrayOutputStream();
      write(bytes, request);
      Canaries.look("request", call, bytes.toByteArray());
    } else if (argument instanceof RequestBody body) {
      try (var in = body.contentStreamProvider().newStream()) {
        Canaries.look("object", call, in.readNBytes(MOST_OF_AN_OBJECT));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Writes every text and all bytes of a request, one after the other. */
  private static void write(ByteArrayOutputStream bytes, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case SdkPojo pojo ->
          pojo.sdkFields().forEach(field -> write(bytes, field.getValueOrDefault(pojo)));
      case Map<?, ?> map ->
          map.forEach(
              (key, member) -> {
                write(bytes, key);
                write(bytes, member);
              });
      case Collection<?> all -> all.forEach(element -> write(bytes, element));
      case SdkBytes binary -> {
        bytes.writeBytes(binary.asByteArrayUnsafe());
        bytes.write('\n');
      }
      default -> {
        bytes.writeBytes(value.toString().getBytes(StandardCharsets.UTF_8));
        bytes.write('\n');
      }
    }
  }
}
