/**
 * The main job on real files: two demo tenants send documents as their own programs would, over
 * HTTP and straight into S3, and everything that came of it is held against what was expected.
 */
@NullMarked
package com.stash.local.demo;

import org.jspecify.annotations.NullMarked;
