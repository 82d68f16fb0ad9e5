import { once } from 'node:events';
import { type AddressInfo, createServer, type Server as Listener, type Socket } from 'node:net';
import { type Server as GrpcServer, ServerCredentials } from '@grpc/grpc-js';

/** The door of a server: connections are taken here and handed to gRPC, so that they can be cut as a dying process cuts them. */
export class Connections {
  private readonly sockets = new Set<Socket>();
  private readonly listener: Listener;

  private constructor(private readonly grpc: GrpcServer) {
    const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
    this.listener = createServer({ noDelay: true }, (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      injector.injectConnection(socket);
    });
  }

  /** @param port 0: any free one */
  static async open(grpc: GrpcServer, address: string, port: number): Promise<Connections> {
    const connections = new Connections(grpc);
    connections.listener.listen(port, address);
    await once(connections.listener, 'listening');
    return connections;
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  /** Cuts every connection at once and lets none in. */
  async cut(): Promise<void> {
    const closed = once(this.listener, 'close');
    this.listener.close();
    for (const socket of this.sockets) socket.destroy();
    this.grpc.forceShutdown();
    await closed;
  }
}
