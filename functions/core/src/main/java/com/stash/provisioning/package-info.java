/**
 * Making a tenant whole - its names and record, domain, first user, first credits, first key - in
 * steps that can stop and be resumed; it is active after the last one only.
 */
@NullMarked
package com.stash.provisioning;

import org.jspecify.annotations.NullMarked;
