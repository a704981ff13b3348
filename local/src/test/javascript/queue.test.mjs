import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { bucket, documentIn, inbox } from './stash.mjs';

const sqs = new SQSClient({});
const url = async (QueueName) => (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;

test('the job queue is found by its name and says where its dead letters go', async () => {
  const QueueUrl = await url('stash-local-jobs');
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  const redrive = JSON.parse(Attributes.RedrivePolicy);
  assert.match(redrive.deadLetterTargetArn, /:stash-local-jobs-dead$/);
  assert.equal(Number(redrive.maxReceiveCount), 5);
  await assert.rejects(url('no-such-queue'), { name: 'QueueDoesNotExist' });
});

test('a message that is no job keeps no document waiting', async () => {
  const QueueUrl = await url('stash-local-jobs');
  const MessageBody = 'not a job';
  const { MessageId } = await sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: 'stranger' }),
  );
  assert.ok(MessageId);
  const Key = inbox + 'beside-a-stranger.txt';
  const Body = 'This agreement is made on 24 November 2026.';
  await new S3Client({}).send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  await documentIn('completed', 'beside-a-stranger.txt');
});

test('nothing rests among the dead letters', async () => {
  const QueueUrl = await url('stash-local-jobs-dead');
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  assert.equal(Messages?.length ?? 0, 0);
});
