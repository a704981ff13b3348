/**
 * Where everything is kept: the only package that knows DynamoDB, S3, SQS and KMS. It states each
 * table once, writes items only into the partition of the scope it is given, and reads no other.
 */
@NullMarked
package com.stash.store;

import org.jspecify.annotations.NullMarked;
