/**
 * The platform plane, {@code /admin/v1}: what operators do with all tenants. It has a contract of
 * its own, {@code admin.yaml}, and lets in only who signed the request with AWS keys that may.
 */
@NullMarked
package com.stash.functions.admin;

import org.jspecify.annotations.NullMarked;
