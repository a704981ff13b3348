package com.stash.documents;

import com.stash.audit.Incident;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Transactions;

/**
 * Takes an object that is no document out of the tenants' prefixes, after an incident that says
 * why. A repeat finds the incident and the object moved.
 */
public final class SettingAside {
  private final Transactions transactions;
  private final Aside aside;

  public SettingAside(Transactions transactions, Aside aside) {
    this.transactions = transactions;
    this.aside = aside;
  }

  /** Where objects go that are no document. */
  public interface Aside {
    /** Moves an object there; does nothing when it is gone. */
    void move(String fullKey, String name);

    /** Deletes an object. */
    void discard(String fullKey);
  }

  /** Deletes what comes for a tenant that is erased: nothing of it may be kept anywhere. */
  public void discard(ObjectCreated object) {
    aside.discard(object.key());
  }

  /** Sets an object aside. */
  public void setAside(TenantScope scope, ObjectCreated object, Reason why) {
    var incident =
        Incident.of(
            "s3:" + object.key(),
            why.code(),
            why.message(),
            object.sequencer(),
            scope.created(object.time()));
    transactions.commit(scope, new Create(incident));
    aside.move(object.key(), incident.id());
  }
}
