/**
 * Who changed what: a gapless, hash-chained log per tenant, derived from the tables' streams alone.
 */
@NullMarked
package com.stash.audit;

import org.jspecify.annotations.NullMarked;
