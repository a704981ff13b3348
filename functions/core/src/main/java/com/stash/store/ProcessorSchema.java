package com.stash.store;

import com.stash.kernel.MicroCredits;
import com.stash.processors.Definition;
import com.stash.processors.Definition.Category;
import com.stash.processors.Definition.Pricing;
import com.stash.processors.ProcessorRef;
import com.stash.processors.RegisteredProcessor;
import com.stash.processors.RegisteredProcessor.Status;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** A registered processor as an item. */
final class ProcessorSchema {
  static final TableSchema<Row<RegisteredProcessor>> SCHEMA =
      Shape.<RegisteredProcessor>of()
          .text("processor", p -> p.definition().ref().toString())
          .text("category", p -> Schemas.lower(p.definition().category()))
          .text("name", p -> p.definition().name())
          .text("description", p -> p.definition().description())
          .node("configSchema", p -> p.definition().configSchema())
          .node("outputSchema", p -> p.definition().outputSchema())
          .texts("credentialKeys", p -> p.definition().credentialKeys())
          .text("unit", p -> p.definition().pricing().unit())
          .money("price", p -> p.definition().pricing().perUnit())
          .text("handler", RegisteredProcessor::handler)
          .flag("system", RegisteredProcessor::system)
          .text("status", p -> p.status().wire())
          .readBy(ProcessorSchema::read);

  private ProcessorSchema() {}

  private static RegisteredProcessor read(Fields f) {
    var definition =
        new Definition(
            ProcessorRef.parse(f.text("processor")),
            Schemas.parse(Category.class, f.text("category")),
            f.text("name"),
            f.text("description"),
            f.node("configSchema"),
            f.node("outputSchema"),
            f.texts("credentialKeys"),
            new Pricing(f.text("unit"), new MicroCredits(f.number("price"))));
    return new RegisteredProcessor(
        definition,
        f.text("handler"),
        f.flag("system"),
        Schemas.parse(Status.class, f.text("status")),
        f.stamp());
  }
}
