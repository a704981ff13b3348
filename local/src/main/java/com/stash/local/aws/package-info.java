/**
 * The embedded cloud: DynamoDB, S3, SQS and KMS in this JVM, reachable from this machine only.
 * Everything but the queues survives a restart when a data folder is given.
 */
@NullMarked
package com.stash.local.aws;

import org.jspecify.annotations.NullMarked;
