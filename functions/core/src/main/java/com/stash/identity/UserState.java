package com.stash.identity;

import com.stash.kernel.State;

/** The life of a user. */
public enum UserState implements State<UserState> {
  INVITED,
  ACTIVE,
  DISABLED;

  @Override
  public boolean mayBecome(UserState next) {
    return switch (this) {
      case INVITED -> next == ACTIVE || next == DISABLED;
      case ACTIVE -> next == DISABLED;
      case DISABLED -> next == ACTIVE;
    };
  }
}
