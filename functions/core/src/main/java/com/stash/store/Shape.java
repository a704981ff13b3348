package com.stash.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Entity;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Origin;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/**
 * Says how an entity is an item: what every item carries, and then the entity's own attributes. It
 * works without reflection, and items are read into records by the function given at the end.
 */
final class Shape<T extends Entity> {
  /** The attribute that says in which shape an item was written. */
  static final String VERSION = "schemaVersion";

  private final StaticImmutableTableSchema.Builder<Row<T>, Fields> schema;

  private Shape(EnhancedType<Row<T>> type) {
    schema = StaticImmutableTableSchema.builder(type, EnhancedType.of(Fields.class));
  }

  /** Begins an item of the first shape. */
  static <T extends Entity> Shape<T> of() {
    return of(1);
  }

  /**
   * Begins a shape.
   *
   * @param version grows with each change of the shape; the reader goes on reading items of earlier
   *     versions, and {@link UpgradingShapes} writes them anew
   */
  static <T extends Entity> Shape<T> of(long version) {
    var shape = new Shape<T>(EnhancedType.of(rowClass()));
    shape.schema.addTag(() -> metadata -> metadata.addCustomMetadataObject(VERSION, version));
    shape.schema.addAttribute(
        String.class,
        a ->
            a.name(TableStatement.TENANT)
                .getter(Row::tenantId)
                .setter((f, v) -> f.set(TableStatement.TENANT, v))
                .tags(StaticAttributeTags.primaryPartitionKey()));
    shape.schema.addAttribute(
        String.class,
        a ->
            a.name(TableStatement.SORT)
                .getter(row -> row.entity().key())
                .setter((f, v) -> f.set(TableStatement.SORT, v))
                .tags(StaticAttributeTags.primarySortKey()));
    return shape
        .number("version", Entity::version)
        .text("createdAt", e -> e.stamp().createdAt().toString())
        .text("updatedAt", e -> e.stamp().updatedAt().toString())
        .node("changedBy", e -> changedBy(e.stamp().changedBy()))
        .text("requestId", e -> e.stamp().changedBy().requestId())
        .number(VERSION, _ -> version);
  }

  Shape<T> text(String name, Function<T, @Nullable String> getter) {
    schema.addAttribute(
        String.class,
        a ->
            a.name(name)
                .getter(row -> getter.apply(row.entity()))
                .setter((f, v) -> f.set(name, v)));
    return this;
  }

  /** Adds an attribute whose presence puts the item into the sparse index of the same name. */
  Shape<T> sparse(String name, Function<T, @Nullable String> getter) {
    schema.addAttribute(
        String.class,
        a ->
            a.name(name)
                .getter(row -> getter.apply(row.entity()))
                .setter((f, v) -> f.set(name, v))
                .tags(StaticAttributeTags.secondarySortKey(name)));
    return this;
  }

  Shape<T> instant(String name, Function<T, @Nullable Instant> getter) {
    return text(
        name,
        entity -> {
          var instant = getter.apply(entity);
          return instant == null ? null : instant.toString();
        });
  }

  /** Adds an attribute that earlier shapes had: it is read and not written any more. */
  Shape<T> former(String name) {
    return node(name, _ -> null);
  }

  Shape<T> number(String name, ToLongFunction<T> getter) {
    schema.addAttribute(
        Long.class,
        a ->
            a.name(name)
                .getter(row -> getter.applyAsLong(row.entity()))
                .setter((f, v) -> f.set(name, v)));
    return this;
  }

  /** Adds a time as epoch seconds, as DynamoDB's time to live wants it. */
  Shape<T> expiry(String name, Function<T, @Nullable Instant> getter) {
    schema.addAttribute(
        Long.class,
        a ->
            a.name(name)
                .getter(
                    row -> {
                      var instant = getter.apply(row.entity());
                      return instant == null ? null : Long.valueOf(instant.getEpochSecond());
                    })
                .setter((f, v) -> f.set(name, v)));
    return this;
  }

  Shape<T> money(String name, Function<T, MicroCredits> getter) {
    return number(name, entity -> getter.apply(entity).value());
  }

  Shape<T> flag(String name, Predicate<T> getter) {
    schema.addAttribute(
        Boolean.class,
        a ->
            a.name(name).getter(row -> getter.test(row.entity())).setter((f, v) -> f.set(name, v)));
    return this;
  }

  Shape<T> node(String name, Function<T, @Nullable JsonNode> getter) {
    schema.addAttribute(
        JsonNode.class,
        a ->
            a.name(name)
                .getter(row -> getter.apply(row.entity()))
                .setter((f, v) -> f.set(name, v))
                .attributeConverter(new JsonAttributes()));
    return this;
  }

  Shape<T> texts(String name, Function<T, Collection<String>> getter) {
    return node(
        name,
        entity -> {
          var array = Json.array();
          getter.apply(entity).forEach(array::add);
          return array;
        });
  }

  TableSchema<Row<T>> readBy(Function<Fields, T> reader) {
    return schema
        .newItemBuilder(Fields::new, f -> new Row<>(f.tenantId(), reader.apply(f)))
        .build();
  }

  private static JsonNode changedBy(Origin origin) {
    var node = Json.object();
    node.put("type", origin.actor().type().wire());
    node.put("id", origin.actor().id());
    if (origin.sourceIp() != null) {
      node.put("sourceIp", origin.sourceIp());
    }
    if (origin.userAgent() != null) {
      node.put("userAgent", origin.userAgent());
    }
    return node;
  }

  @SuppressWarnings("unchecked")
  private static <T> Class<Row<T>> rowClass() {
    return (Class<Row<T>>) (Class<?>) Row.class;
  }
}
