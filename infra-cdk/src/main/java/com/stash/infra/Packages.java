package com.stash.infra;

import java.nio.file.Path;
import software.amazon.awscdk.services.lambda.Code;

/** Where the functions' code comes from. */
@FunctionalInterface
interface Packages {
  Code of(Function.Module module);

  /** Returns the packages that Maven built in a checkout. */
  static Packages built(Path checkout) {
    return module -> Code.fromAsset(checkout.resolve(module.zip()).toString());
  }
}
