/**
 * A tenant's host names: added, proved by a DNS record, made the first, revoked. A name is claimed
 * on the whole platform when it is proved, so that one that is only wished for blocks nobody.
 */
@NullMarked
package com.stash.domains;

import org.jspecify.annotations.NullMarked;
