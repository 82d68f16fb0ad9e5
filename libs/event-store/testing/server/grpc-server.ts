import { type MethodDefinition, type sendUnaryData, Server, type ServiceDefinition } from '@grpc/grpc-js';
import type { ReadCall } from '../services/read.js';
import { type AppendCall, serveAppend } from '../services/serve-append.js';
import { type BatchAppendCall, serveBatchAppend } from '../services/serve-batch-append.js';
import { type DeleteCall, serveDelete, serveTombstone, type TombstoneCall } from '../services/serve-delete.js';
import { serveFeatures, serveGossip } from '../services/serve-node.js';
import { serveRead } from '../services/serve-read.js';
import type { ServingNode } from '../services/serving-node.js';
import { featuresService, gossipService, streams, streamsService } from '../wire/stubs.js';

const { read } = streamsService.StreamsService;

/** Many answers of a read go in one piece: they come as bytes. */
const readBytes: MethodDefinition<streams.ReadReq, Buffer> = {
  ...read,
  responseSerialize: (bytes) => bytes,
  responseDeserialize: (bytes) => bytes,
};
const streamsOfBytes: ServiceDefinition = { ...streamsService.StreamsService, read: readBytes };

/** The services of a node, ready to be given connections. */
export function grpcServer(node: ServingNode): Server {
  const server = new Server();
  const streamsServer = {
    read: (call: ReadCall) => void serveRead(node, call),
    append: (call: AppendCall, answer: sendUnaryData<streams.AppendResp>) => serveAppend(node, call, answer),
    batchAppend: (call: BatchAppendCall) => serveBatchAppend(node, call),
    delete: (call: DeleteCall, answer: sendUnaryData<streams.DeleteResp>) => serveDelete(node, call, answer),
    tombstone: (call: TombstoneCall, answer: sendUnaryData<streams.TombstoneResp>) => serveTombstone(node, call, answer),
  };
  const gossipServer: gossipService.IGossipServer = { read: (call, answer) => serveGossip(node, call, answer) };
  const featuresServer: featuresService.IServerFeaturesServer = {
    getSupportedMethods: (call, answer) => serveFeatures(node, call, answer),
  };
  server.addService(streamsOfBytes, streamsServer);
  server.addService(gossipService.GossipService, gossipServer);
  server.addService(featuresService.ServerFeaturesService, featuresServer);
  return server;
}
