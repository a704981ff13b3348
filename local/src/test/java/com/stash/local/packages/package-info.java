/** The functions' packages, as Lambda gets them. */
@NullMarked
package com.stash.local.packages;

import org.jspecify.annotations.NullMarked;
