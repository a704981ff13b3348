package com.stash.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.stash.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.DefaultStackSynthesizer;

/** Writes the templates of all environments, or of those that are named. */
public final class StashApp {
  private StashApp() {}

  /** Takes the checkout's folder and names of environments. */
  public static void main(String[] args) {
    var checkout = Path.of(args[0]);
    var wanted = List.of(args).subList(1, args.length);
    var app = app(null, Map.of());
    for (var config : Environments.ALL) {
      if (wanted.isEmpty() || wanted.contains(config.name())) {
        new EnvironmentStage(app, config, Packages.built(checkout));
      }
    }
    app.synth();
  }

  /**
   * Makes an app with the context that the CLI would give it from {@code cdk.json}, so that the
   * templates are the same without the CLI.
   */
  static App app(@Nullable String folder, Map<String, Object> more) {
    var context = new LinkedHashMap<>(flags());
    context.putAll(more);
    return new App(
        AppProps.builder()
            .context(context)
            .outdir(folder)
            .analyticsReporting(false)
            .treeMetadata(false)
            .defaultStackSynthesizer(
                // Else nothing deploys where the account was not bootstrapped, as with sam.
                DefaultStackSynthesizer.Builder.create()
                    .generateBootstrapVersionRule(false)
                    .build())
            .build());
  }

  private static Map<String, Object> flags() {
    try (var in = Objects.requireNonNull(StashApp.class.getResourceAsStream("/flags.json"))) {
      return Json.MAPPER.readValue(in, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
