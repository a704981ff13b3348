package com.stash.identity;

import com.stash.kernel.State;

/** The life of a user; one who was disabled before they ever signed in can be invited again. */
public enum UserState implements State<UserState> {
  INVITED,
  ACTIVE,
  DISABLED;

  @Override
  public boolean mayBecome(UserState next) {
    return switch (this) {
      case INVITED -> next == ACTIVE || next == DISABLED;
      case ACTIVE -> next == DISABLED;
      case DISABLED -> next == ACTIVE || next == INVITED;
    };
  }
}
