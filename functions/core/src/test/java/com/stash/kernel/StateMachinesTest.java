package com.stash.kernel;

import static com.stash.testing.Edges.assertExactly;
import static com.stash.testing.Edges.assertStates;

import com.stash.campaigns.CampaignState;
import com.stash.credentials.CredentialState;
import com.stash.documents.DocumentState;
import com.stash.documents.JobState;
import com.stash.identity.ApiKeyState;
import com.stash.identity.UserState;
import com.stash.pipeline.ExecutionState;
import com.stash.tenancy.DomainState;
import com.stash.tenancy.TenantState;
import org.junit.jupiter.api.Test;

/** Every legal edge of every state machine; all other pairs are illegal. */
class StateMachinesTest {
  @Test
  void a_tenant_moves_along_these_edges_only() {
    assertExactly(
        TenantState.class,
        "provisioning -> active | failed",
        "failed -> provisioning",
        "active -> suspended",
        "suspended -> active | offboarding",
        "offboarding -> erased",
        // Not in the entities' page, but needed:
        "active -> offboarding", // it stops at once all the same
        "offboarding -> suspended", // taken back within the grace period
        "failed -> erased"); // never whole, and nobody goes on with it
  }

  @Test
  void a_domain_moves_along_these_edges_only() {
    assertStates(DomainState.class, "pending", "verified", "revoked");
    assertExactly(
        DomainState.class,
        "pending -> verified | revoked",
        "verified -> revoked",
        "revoked -> pending");
  }

  @Test
  void a_user_moves_along_these_edges_only() {
    assertStates(UserState.class, "invited", "active", "disabled");
    assertExactly(
        UserState.class,
        "invited -> active | disabled",
        "active -> disabled",
        "disabled -> active | invited");
  }

  @Test
  void an_api_key_moves_along_these_edges_only() {
    assertStates(ApiKeyState.class, "active", "rotating", "revoked", "expired");
    assertExactly(
        ApiKeyState.class,
        "active -> rotating | revoked | expired",
        "rotating -> revoked | expired");
  }

  @Test
  void a_campaign_moves_along_these_edges_only() {
    assertExactly(
        CampaignState.class, "draft -> active", "active -> paused", "paused -> active | archived");
  }

  @Test
  void a_document_moves_along_these_edges_only() {
    assertExactly(
        DocumentState.class,
        "awaiting_upload -> received | expired",
        "received -> queued | rejected",
        "queued -> processing",
        "processing -> completed | failed | cancelled | awaiting_review",
        "completed -> queued",
        "failed -> queued",
        "cancelled -> queued",
        // Not in the entities' page, but needed:
        "received -> completed", // a duplicate that is linked
        "queued -> failed | cancelled", // its job is given up or cancelled before it ran
        "awaiting_review -> completed | failed | cancelled"); // the person's decision
  }

  @Test
  void a_job_moves_along_these_edges_only() {
    assertExactly(
        JobState.class,
        "queued -> running",
        "running -> completed | failed | cancelled",
        "running -> queued",
        "failed -> queued",
        // Not in the entities' page, but needed: given up or cancelled before it ran.
        "queued -> failed | cancelled");
  }

  @Test
  void an_execution_moves_along_these_edges_only() {
    assertStates(
        ExecutionState.class, "pending", "running", "completed", "failed", "skipped", "reused");
    assertExactly(
        ExecutionState.class,
        "pending -> running | skipped | reused",
        "running -> completed | failed");
  }

  @Test
  void a_credential_moves_along_these_edges_only() {
    assertStates(CredentialState.class, "active", "disabled", "expired", "empty");
    assertExactly(
        CredentialState.class,
        "active -> disabled | expired | empty",
        "disabled -> active | empty",
        "expired -> active | empty",
        "empty -> active");
  }
}
