/**
 * Making a tenant whole: its record, names, domain, first user, first key and first credits, in one
 * transaction, so that no half tenant is ever there.
 */
@NullMarked
package com.stash.provisioning;

import org.jspecify.annotations.NullMarked;
