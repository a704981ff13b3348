/**
 * Who is calling and what they may do: users, roles, permissions and API keys. A caller is known
 * only by a credential that was checked.
 */
@NullMarked
package com.stash.identity;

import org.jspecify.annotations.NullMarked;
