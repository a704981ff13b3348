/**
 * Whose data it is. Everything a tenant owns is reached through a {@link
 * com.stash.tenancy.TenantScope}, and only {@link com.stash.tenancy.Gate} makes one; the tenants
 * and domains themselves are the platform's own records.
 */
@NullMarked
package com.stash.tenancy;

import org.jspecify.annotations.NullMarked;
