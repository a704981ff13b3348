package com.stash.infra;

import java.time.Duration;
import java.util.Locale;

/** The functions there are, and what each needs to run. */
enum Function {
  AUTHORIZER(Module.API, "com.stash.functions.api.AuthorizerHandler", 1_024, 9, 0),
  API(Module.API, "com.stash.functions.api.ApiHandler", 1_536, 28, 0),
  ADMIN(Module.API, "com.stash.functions.admin.AdminHandler", 1_024, 28, 5),
  UPLOAD(Module.TRIGGERS, "com.stash.functions.triggers.UploadHandler", 1_024, 120, 50),
  DISPATCH(Module.TRIGGERS, "com.stash.functions.triggers.DispatchHandler", 512, 30, 0),
  USAGE(Module.TRIGGERS, "com.stash.functions.triggers.UsageHandler", 512, 60, 0),
  AUDIT(Module.TRIGGERS, "com.stash.functions.triggers.AuditHandler", 512, 60, 0),
  SWEEP(Module.TRIGGERS, "com.stash.functions.triggers.SweepHandler", 512, 300, 1),
  DEAD_LETTER(Module.TRIGGERS, "com.stash.functions.triggers.DeadLetterHandler", 512, 60, 5),
  /** As much memory as a new account allows: parsers run in child processes beside it. */
  PIPELINE(Module.PIPELINE, "com.stash.functions.pipeline.PipelineHandler", 3_008, 900, 0);

  /** Functions of one Maven module are one package. */
  enum Module {
    API,
    TRIGGERS,
    PIPELINE;

    /** Returns where Maven puts the package, from the root of the checkout. */
    String zip() {
      var name = name().toLowerCase(Locale.ROOT);
      return "functions/%s/target/stash-%s-lambda.zip".formatted(name, name);
    }
  }

  final Module module;
  final String handler;
  final int megabytes;
  final Duration timeout;

  /** How many may run at once, where more would harm others; 0 for as many as there are. */
  final int most;

  Function(Module module, String handler, int megabytes, int seconds, int most) {
    this.module = module;
    this.handler = handler;
    this.megabytes = megabytes;
    this.timeout = Duration.ofSeconds(seconds);
    this.most = most;
  }

  /** Returns its name in resources' names, for example {@code dead-letter}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns its name in constructs' ids, for example {@code DeadLetter}. */
  String id() {
    return Ids.camel(label());
  }
}
