import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FrontDoor } from './front-door.js';

describe('The door of a server that stops', () => {
  let door: FrontDoor;
  beforeEach(async () => {
    door = await FrontDoor.open('127.0.0.1', 0);
    door.serve((_request, response) => response.end('served'));
  });

  const visitor = async (): Promise<Socket> => {
    const { hostname, port } = new URL(door.url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return socket;
  };
  const ask = (socket: Socket): void => void socket.write('POST /enterprises HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n');
  /** Everything that is said until the connection ends. @throws where it is cut */
  const told = async (socket: Socket): Promise<string> => {
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    return text;
  };

  it('tells who has asked before it is shut, and was not heard yet, to come again: nobody is cut off without a word', async () => {
    const kept = await visitor();
    ask(kept);
    await once(kept, 'readable');
    expect(String(kept.read())).toContain('served');
    ask(kept);
    const closed = door.close();
    const answer = await told(kept);
    await closed;
    expect(answer).toContain('503');
    expect(answer.toLowerCase()).toContain('connection: close');
    expect(answer.toLowerCase()).toContain('retry-after');
  });

  it('lets nobody in any more once it is shut', async () => {
    const { port } = door;
    await door.close();
    const late = connect({ host: '127.0.0.1', port });
    await expect(once(late, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
