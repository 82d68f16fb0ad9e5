/**
 * The client package's own generated messages and services. They are CommonJS and come whole by their default import.
 */
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';

export { services, shared, streams };
