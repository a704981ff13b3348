package com.stash.functions.triggers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.stash.documents.InspectingObjects;
import com.stash.documents.ObjectCreated;
import com.stash.documents.ReceivingUploads;
import com.stash.documents.SettingAside;
import com.stash.kernel.Ids;
import com.stash.kernel.Origin;
import com.stash.store.AwsBackend;
import com.stash.store.Backend;
import com.stash.store.S3Aside;
import com.stash.store.Stores;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Receives what S3 says of new objects. */
public final class UploadHandler implements RequestHandler<S3Event, @Nullable Void> {
  private final ReceivingUploads receiving;

  public UploadHandler() {
    this(AwsBackend.of(System.getenv()));
  }

  public UploadHandler(Backend backend) {
    var stores = new Stores(backend);
    var aside = new S3Aside(backend.s3(), backend.environment().bucket());
    receiving =
        new ReceivingUploads(
            stores.gate(),
            stores.campaigns(),
            stores.documents(),
            new InspectingObjects(stores.objects(), new TikaTypes()),
            stores.admission(),
            new SettingAside(stores.transactions(), aside),
            stores.transactions(),
            new Ids(backend.clock(), backend.random()),
            backend.clock());
  }

  @Override
  public @Nullable Void handleRequest(S3Event event, Context context) {
    var origin = Origin.system("upload", context.getAwsRequestId());
    for (var notification : event.getRecords()) {
      receiving.receive(object(notification), origin);
    }
    return null;
  }

  private static ObjectCreated object(S3EventNotificationRecord notification) {
    var object = notification.getS3().getObject();
    return new ObjectCreated(
        object.getUrlDecodedKey(),
        object.getSizeAsLong(),
        object.getSequencer(),
        Instant.ofEpochMilli(notification.getEventTime().getMillis()));
  }
}
