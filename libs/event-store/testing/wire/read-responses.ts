import { streamIdentifier } from './ids.js';
import { streams } from './stubs.js';

export function confirmation(subscriptionId: string): Buffer {
  const message = new streams.ReadResp.SubscriptionConfirmation();
  message.setSubscriptionId(subscriptionId);
  return respond((response) => response.setConfirmation(message));
}

export function caughtUp(): Buffer {
  return respond((response) => response.setCaughtUp(new streams.ReadResp.CaughtUp()));
}

export function checkpoint(position: number): Buffer {
  const message = new streams.ReadResp.Checkpoint();
  message.setCommitPosition(String(position));
  message.setPreparePosition(String(position));
  return respond((response) => response.setCheckpoint(message));
}

export function lastStreamPosition(revision: number): Buffer {
  return respond((response) => response.setLastStreamPosition(String(revision)));
}

export function streamNotFound(stream: string): Buffer {
  const message = new streams.ReadResp.StreamNotFound();
  message.setStreamIdentifier(streamIdentifier(stream));
  return respond((response) => response.setStreamNotFound(message));
}

function respond(fill: (response: streams.ReadResp) => void): Buffer {
  const response = new streams.ReadResp();
  fill(response);
  return Buffer.from(response.serializeBinary());
}
