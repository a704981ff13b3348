@NullMarked
package com.stash.infra;

import org.jspecify.annotations.NullMarked;
